//! The SQL of a list page with nothing around it: no HTTP, no rules, no JSON.

use std::time::Instant;

use anyhow::Result;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection};
use uuid::Uuid;

use super::{Engine, Library};

/// The columns that a list item shows.
const COLUMNS: &str = "id, owner_id, repository_id, kind, original_filename, storage_path, mime_type, file_size, hash, \
     width, height, duration_ms, upload_time, taken_time, capture_offset_minutes, sort_time, rating, liked, \
     specific_metadata, status, deleted_at, stack_id";

/// A connection that asks for Mia's assets.
pub(crate) struct Bare {
    connection: Connection,
    mia: Uuid,
}

enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Bare {
    pub(crate) async fn connect(engine: Engine, library: &Library) -> Result<Self> {
        let (url, who) = (library.database_url(), "SELECT id FROM users WHERE username = 'mia'");
        Ok(match engine {
            Engine::Sqlite => {
                let mut connection = SqliteConnection::connect(&url).await?;
                // The cache and the mapping that the server's own readers have.
                sqlx::query("PRAGMA mmap_size = 268435456").execute(&mut connection).await?;
                let mia = sqlx::query_scalar(who).fetch_one(&mut connection).await?;
                Self { connection: Connection::Sqlite(connection), mia }
            }
            Engine::Postgres => {
                let mut connection = PgConnection::connect(&url).await?;
                let mia = sqlx::query_scalar(who).fetch_one(&mut connection).await?;
                Self { connection: Connection::Postgres(connection), mia }
            }
        })
    }

    /// The first page under a condition and the number of all assets under it, as a list answers; milliseconds.
    pub(crate) async fn page(&mut self, condition: &str, limit: u64) -> Result<f64> {
        let scope = format!("FROM assets WHERE owner_id = $1 AND shelf = 0 {condition}");
        let rows = format!("SELECT {COLUMNS} {scope} ORDER BY sort_time DESC, id DESC LIMIT {limit}");
        let count = format!("SELECT count(*) {scope}");
        let begun = Instant::now();
        let (found, total) = match &mut self.connection {
            Connection::Sqlite(connection) => {
                let found =
                    sqlx::query(AssertSqlSafe(rows)).bind(self.mia).fetch_all(&mut *connection).await?.len();
                let total = sqlx::query(AssertSqlSafe(count)).bind(self.mia).fetch_one(connection).await?;
                (found, total.try_get::<i64, _>(0)?)
            }
            Connection::Postgres(connection) => {
                let found =
                    sqlx::query(AssertSqlSafe(rows)).bind(self.mia).fetch_all(&mut *connection).await?.len();
                let total = sqlx::query(AssertSqlSafe(count)).bind(self.mia).fetch_one(connection).await?;
                (found, total.try_get::<i64, _>(0)?)
            }
        };
        let elapsed = begun.elapsed().as_secs_f64() * 1e3;
        anyhow::ensure!(found as u64 == limit && total >= i64::try_from(limit)?, "{found} of {total} rows");
        Ok(elapsed)
    }
}
