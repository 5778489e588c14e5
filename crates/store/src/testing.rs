//! Databases for tests: a fresh one per test, on each engine, with the schema in place.
//!
//! A test is an ordinary `async fn story(db: TestDb)`; [`on_both_engines!`](crate::on_both_engines) turns a list of
//! stories into `story::sqlite` and `story::postgres`. A story that is missing from the list is an unused
//! function, which the lints refuse.

use std::ops::Deref;

use calotype_testkit::postgres::{self, TestDatabase};
use calotype_testkit::tmp::{self, DataDir};

use crate::{Db, Location, migrate};

/// A database of its own for one test, gone when this is dropped. Derefs to its [`Db`].
#[derive(Debug)]
pub struct TestDb {
    db: Db,
    location: Location,
    _place: Place,
}

/// What must stay until the test ends.
#[derive(Debug)]
enum Place {
    Directory { _directory: DataDir },
    Server { _database: TestDatabase },
}

impl TestDb {
    /// An SQLite file in a directory of its own.
    pub async fn sqlite() -> Self {
        let directory = tmp::data_dir();
        let location = Location::Sqlite(directory.path().join("calotype.db"));
        Self::open(location, Place::Directory { _directory: directory }).await
    }

    /// A PostgreSQL database of its own; `None`, with a printed reason, where there is no PostgreSQL.
    pub async fn postgres() -> Option<Self> {
        let database = postgres::database_from_template(&migrate::fingerprint(), async |url| {
            Db::open(&Location::Postgres(url)).await?.close().await;
            Ok(())
        })
        .await?;
        let location = Location::Postgres(database.url());
        Some(Self::open(location, Place::Server { _database: database }).await)
    }

    #[allow(clippy::panic)]
    async fn open(location: Location, place: Place) -> Self {
        match Db::open(&location).await {
            Ok(db) => Self { db, location, _place: place },
            Err(error) => panic!("test database: {error}"),
        }
    }

    /// Where the database is, for another process to open.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// A second handle with connections and signals of its own: what another process would have.
    ///
    /// # Panics
    /// When the database does not open again, which fails the test.
    #[allow(clippy::panic)]
    pub async fn open_again(&self) -> Db {
        match Db::open(&self.location).await {
            Ok(db) => db,
            Err(error) => panic!("test database, opened again: {error}"),
        }
    }
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

/// Makes two tests of each story `async fn(db: TestDb)`: `story::sqlite` and `story::postgres`.
///
/// The runtime has two threads, so that races inside a story can happen. The crate needs tokio among its
/// dev-dependencies.
///
/// ```ignore
/// use calotype_store::testing::TestDb;
///
/// calotype_store::on_both_engines![a_setting_reads_back_what_was_written_last];
///
/// async fn a_setting_reads_back_what_was_written_last(db: TestDb) {
///     let mut tx = db.write().await.unwrap();
///     …
/// }
/// ```
#[macro_export]
macro_rules! on_both_engines {
    ($($story:ident),+ $(,)?) => {$(
        mod $story {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                Box::pin(super::$story($crate::testing::TestDb::sqlite().await)).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(db) = $crate::testing::TestDb::postgres().await {
                    Box::pin(super::$story(db)).await;
                }
            }
        }
    )+};
}
