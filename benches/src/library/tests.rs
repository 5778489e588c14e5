//! Filling must keep up with the schema: rows that a migration makes impossible fail here, not in a benchmark.

use calotype_store::Location;
use calotype_store::testing::TestDb;
use sqlx::{Connection as _, Executor as _, PgConnection, SqliteConnection};
use uuid::Uuid;

use super::{Engine, fill};

const ROWS: u64 = 500;

const PEOPLE: &str = "INSERT INTO users (id, tenant_id, external_id, username, created_at, updated_at) \
     SELECT $1, id, $2, $2, 0, 0 FROM tenants";
const REPOSITORY: &str = "INSERT INTO repositories \
     (id, tenant_id, name, path, role, storage_strategy, duplicate_handling, created_at, updated_at) \
     SELECT $1, id, 'Bench', '/bench', 'primary', 'date', 'rename', 0, 0 FROM tenants";
const MINE: &str = "SELECT count(*) FROM assets JOIN users ON users.id = owner_id \
     WHERE username = 'mia' AND day_key BETWEEN 20100101 AND 20241231 AND thumbhash IS NOT NULL";
const SOME_TRASH: &str = "SELECT count(*) FROM assets WHERE shelf = 1 AND deleted_at IS NOT NULL";

macro_rules! fill_and_count {
    ($engine:expr, $connection:ty, $url:expr) => {{
        let mut connection = <$connection>::connect($url).await.unwrap();
        for name in ["mia", "admin"] {
            connection.execute(sqlx::query(PEOPLE).bind(Uuid::now_v7()).bind(name)).await.unwrap();
        }
        connection.execute(sqlx::query(REPOSITORY).bind(Uuid::now_v7())).await.unwrap();
        fill::assets($engine, $url, ROWS).await.unwrap();
        let mine: i64 = sqlx::query_scalar(MINE).fetch_one(&mut connection).await.unwrap();
        let trash: i64 = sqlx::query_scalar(SOME_TRASH).fetch_one(&mut connection).await.unwrap();
        assert_eq!(mine, (ROWS / 2) as i64);
        assert!((1..=(ROWS / 10) as i64).contains(&trash), "{trash} in the trash");
    }};
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_is_filled_on_sqlite() {
    let db = TestDb::sqlite().await;
    let Location::Sqlite(path) = db.location() else { unreachable!("asked for SQLite") };
    let url = format!("sqlite://{}", path.display());
    fill_and_count!(Engine::Sqlite, SqliteConnection, &url);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_is_filled_on_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    let Location::Postgres(url) = db.location() else { unreachable!("asked for PostgreSQL") };
    fill_and_count!(Engine::Postgres, PgConnection, url);
}
