//! Plausible rows in any number, by one statement a batch.
//!
//! Everything is a function of the row's number, so that both engines make the same library: fifteen years of days, two dozen
//! cameras, some ratings and places, a little of it in the trash, every second row Mia's. Two fifths came in at once, in a
//! day, the rest the evening after it was taken, as a phone does it.

use anyhow::Result;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

use super::Engine;

/// Rows of one statement: large enough that a statement's own cost vanishes, small enough to see progress.
const BATCH: u64 = 50_000;

/// 2010-01-01, seconds since 1970.
const BEGIN: u64 = 1_262_304_000;

/// Days over which the pictures were taken.
const DAYS: u64 = 5_475;

/// Fills the assets of a library that has its accounts and its repository.
pub(super) async fn assets(engine: Engine, url: &str, count: u64) -> Result<()> {
    let statements =
        (0..count).step_by(BATCH as usize).map(|first| insert(engine, first, (first + BATCH).min(count)));
    match engine {
        Engine::Sqlite => {
            let mut connection = SqliteConnection::connect(url).await?;
            // A crash means to begin again; nothing here has to survive one.
            sqlx::query("PRAGMA synchronous = OFF").execute(&mut connection).await?;
            sqlx::query("PRAGMA cache_size = -262144").execute(&mut connection).await?;
            for statement in statements {
                sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await?;
            }
            sqlx::query("ANALYZE").execute(&mut connection).await?;
            connection.close().await?;
        }
        Engine::Postgres => {
            let mut connection = PgConnection::connect(url).await?;
            for statement in statements {
                sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await?;
            }
            sqlx::query("VACUUM ANALYZE").execute(&mut connection).await?;
            connection.close().await?;
        }
    }
    Ok(())
}

/// The insert of rows `first..end`.
fn insert(engine: Engine, first: u64, end: u64) -> String {
    let last = end - 1;
    let seconds =
        format!("({BEGIN} + (i * 48271 % 2147483647 % {DAYS}) * 86400 + 28800 + i * 69621 % 43200)");
    let dialect = Dialect { engine, seconds: &seconds };
    let (id, hash, day, thumbhash) = (dialect.id(), dialect.hash(), dialect.day(), dialect.thumbhash());
    let (metadata, status, name) = (dialect.json(METADATA), dialect.json(STATUS), dialect.name());
    format!(
        "INSERT INTO assets (id, tenant_id, origin, shelf, owner_id, repository_id, kind, original_filename, filename_key, \
             storage_path, mime_type, file_size, hash, width, height, upload_time, taken_time, capture_offset_minutes, \
             sort_time, day_key, rating, liked, is_raw, camera_model, lens_model, focal_length, gps_latitude, gps_longitude, \
             specific_metadata, status, state, thumbhash, phash, deleted_at, created_at, updated_at) \
         WITH RECURSIVE numbers (i) AS (SELECT CAST({first} AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < {last}), \
         shots AS (SELECT i, {seconds} * 1000000 + i % 1000000 AS taken, \
             CASE WHEN i * 7919 % 100 < 3 THEN 1 ELSE 0 END AS shelf, i * 16807 % 24 AS camera FROM numbers), \
         places AS (SELECT (SELECT id FROM repositories LIMIT 1) AS repository, (SELECT id FROM tenants LIMIT 1) AS tenant, \
             (SELECT id FROM users WHERE username = 'mia') AS mia, (SELECT id FROM users WHERE username = 'admin') AS admin) \
         SELECT {id}, tenant, 'library', shelf, CASE WHEN i % 2 = 0 THEN mia ELSE admin END, repository, \
             CASE WHEN i * 31 % 100 < 92 THEN 'PHOTO' ELSE 'VIDEO' END, 'IMG_' || {name} || '.JPG', \
             'img_' || {name} || '.jpg', 'inbox/IMG_' || {name} || '.JPG', 'image/jpeg', 2000000 + i * 7 % 4000000, {hash}, \
             4000, 3000, CASE WHEN i % 5 < 2 THEN 1700000000000000 + i * 100000 ELSE taken + 72000000000 END, taken, 120, taken, {day}, \
             CASE WHEN i * 13 % 100 < 12 THEN i * 17 % 5 + 1 END, i * 19 % 100 < 3, i * 23 % 100 < 5, \
             'Camera ' || camera, 'Lens ' || (i * 29 % 30), 24 + i * 37 % 180, \
             CASE WHEN i % 5 < 2 THEN -60 + (i * 41 % 120000) / 1000.0 END, \
             CASE WHEN i % 5 < 2 THEN -180 + (i * 43 % 360000) / 1000.0 END, \
             {metadata}, {status}, 'complete', {thumbhash}, i * 2654435761 % 1000000007 * 1000003, \
             CASE WHEN shelf = 1 THEN 1700000000000000 + i * 1000 END, 1700000000000000 + i * 1000, 1700000000000000 + i * 1000 \
         FROM shots CROSS JOIN places"
    )
}

/// What an ingested photograph has in these columns; `camera` and `i` are columns of the statement.
const METADATA: &str = r#"'{"camera_model":"Camera ' || camera || '","lens_model":"Lens ' || (i * 29 % 30) || '","f_number":2.8,"iso_speed":200,"exposure_time":"1/250","exposure":0,"focal_length":35,"dimensions":"4000x3000","resolution":"12MP","is_raw":false}'"#;
const STATUS: &str = r#"'{"state":"complete","message":"","updated_at":"2026-01-01T00:00:00Z","tasks":{"metadata_asset":{"state":"complete","updated_at":"2026-01-01T00:00:00Z"},"thumbnail_asset":{"state":"complete","updated_at":"2026-01-01T00:00:00Z"}}}'"#;

/// What the engines spell differently.
struct Dialect<'a> {
    engine: Engine,
    /// The expression of the time a picture was taken, seconds.
    seconds: &'a str,
}

impl Dialect<'_> {
    /// A number in hexadecimal, padded to `digits`.
    fn hex(&self, number: &str, digits: u32) -> String {
        match self.engine {
            Engine::Sqlite => format!("printf('%0{digits}x', {number})"),
            Engine::Postgres => format!("lpad(to_hex({number}), {digits}, '0')"),
        }
    }

    /// A UUIDv7 whose time grows with the row.
    fn id(&self) -> String {
        let (time, low) = (self.hex("1700000000000 + i", 12), self.hex("i", 15));
        let text = format!("{time} || '7000' || '8' || {low}");
        match self.engine {
            Engine::Sqlite => format!("unhex({text})"),
            Engine::Postgres => format!("CAST({text} AS uuid)"),
        }
    }

    fn hash(&self) -> String {
        let (a, b) = (self.hex("i * 2654435761 + 1", 32), self.hex("i * 40503 + 7", 32));
        format!("{a} || {b}")
    }

    /// yyyymmdd.
    fn day(&self) -> String {
        let seconds = self.seconds;
        match self.engine {
            Engine::Sqlite => format!("CAST(strftime('%Y%m%d', {seconds}, 'unixepoch') AS INTEGER)"),
            Engine::Postgres => {
                format!("CAST(to_char(to_timestamp({seconds}) AT TIME ZONE 'UTC', 'YYYYMMDD') AS BIGINT)")
            }
        }
    }

    fn thumbhash(&self) -> String {
        match self.engine {
            Engine::Sqlite => "randomblob(25)".to_owned(),
            Engine::Postgres => {
                "substr(decode(md5(CAST(i AS TEXT)) || md5(CAST(-i AS TEXT)), 'hex'), 1, 25)".to_owned()
            }
        }
    }

    fn json(&self, text: &str) -> String {
        match self.engine {
            Engine::Sqlite => text.to_owned(),
            Engine::Postgres => format!("CAST({text} AS jsonb)"),
        }
    }

    /// The seven digits of a file name.
    fn name(&self) -> String {
        match self.engine {
            Engine::Sqlite => "printf('%07d', i)".to_owned(),
            Engine::Postgres => "lpad(CAST(i AS TEXT), 7, '0')".to_owned(),
        }
    }
}
