//! The database handle: one concrete type over SQLite and PostgreSQL.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::conn::Conn;
use crate::error::Result;
use crate::migrate;
use crate::signals::Signals;

/// Which engine a handle talks to. Only `dialect.rs` and migrations should need to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// An SQLite file.
    Sqlite,
    /// A PostgreSQL server, 14 or later.
    Postgres,
}

/// Where the database is.
#[derive(Debug, Clone)]
pub enum Location {
    /// Path of the SQLite file; created with its directory's permissions if missing.
    Sqlite(PathBuf),
    /// `postgres://user:password@host:port/database`.
    Postgres(String),
}

/// A cheap-to-clone handle to the database.
#[derive(Debug, Clone)]
pub struct Db {
    inner: Arc<Inner>,
    signals: Arc<Signals>,
}

#[derive(Debug)]
enum Inner {
    /// SQLite has one writer by nature: a pool of one makes writers queue in order instead of fighting for the lock.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres(PgPool),
}

/// A connection to a server that nobody used for longer is asked whether it still lives. To ask each time, as the pool would,
/// is a round trip in each request.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// Readers of an SQLite file at the same time; each is a thread with its own page cache.
const SQLITE_READERS: u32 = 6;

impl Db {
    /// Opens (for SQLite: creates) the database and brings its schema up to date.
    ///
    /// # Errors
    /// `Unavailable` when the server cannot be reached, `Migration` when the schema is newer than this program.
    pub async fn open(location: &Location) -> Result<Self> {
        let db = Self::connect(location).await?;
        match &*db.inner {
            Inner::Sqlite { write, .. } => migrate::migrator(Engine::Sqlite).run(write).await?,
            Inner::Postgres(pool) => migrate::migrator(Engine::Postgres).run(pool).await?,
        }
        Ok(db)
    }

    async fn connect(location: &Location) -> Result<Self> {
        let inner = match location {
            Location::Sqlite(path) => {
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    // FULL: an acknowledged upload must survive a power cut, and NORMAL may lose the last commits.
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    .busy_timeout(Duration::from_secs(10))
                    .statement_cache_capacity(256)
                    // A page of a list, so that the thread that reads it does not stop in the middle and wait to be woken.
                    .row_buffer_size(128)
                    .pragma("temp_store", "memory")
                    .pragma("mmap_size", "268435456")
                    .pragma("cache_size", "-16000");
                let write = SqlitePoolOptions::new()
                    .max_connections(1)
                    .acquire_timeout(Duration::from_secs(30))
                    // A file does not hang up.
                    .test_before_acquire(false)
                    // SQLite rolls back by itself when the disk is full; sqlx does not notice, and would refuse every
                    // transaction from then on. Such a connection is replaced.
                    .before_acquire(|connection, _| {
                        let clean = !connection.is_in_transaction();
                        Box::pin(std::future::ready(Ok(clean)))
                    })
                    .connect_with(options.clone())
                    .await?;
                let read = SqlitePoolOptions::new()
                    .max_connections(SQLITE_READERS)
                    .idle_timeout(Duration::from_secs(60))
                    .test_before_acquire(false)
                    .connect_lazy_with(options.pragma("query_only", "on"));
                Inner::Sqlite { write, read }
            }
            Location::Postgres(url) => {
                let options = PgConnectOptions::from_str(url)?.application_name("calotype");
                let pool = PgPoolOptions::new()
                    .max_connections(16)
                    .acquire_timeout(Duration::from_secs(10))
                    .idle_timeout(Duration::from_secs(120))
                    .test_before_acquire(false)
                    .before_acquire(|connection, idle| {
                        Box::pin(async move {
                            if idle.idle_for > TRUSTED_FOR {
                                connection.ping().await?;
                            }
                            Ok(true)
                        })
                    })
                    .connect_with(options)
                    .await?;
                Inner::Postgres(pool)
            }
        };
        Ok(Self { inner: Arc::new(inner), signals: Arc::new(Signals::new()) })
    }

    /// The engine behind this handle.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &*self.inner {
            Inner::Sqlite { .. } => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// A connection for reading. On SQLite it cannot write.
    ///
    /// # Errors
    /// `Unavailable` when no connection is free in time.
    pub async fn read(&self) -> Result<Conn> {
        Ok(match &*self.inner {
            Inner::Sqlite { read, .. } => Conn::new(read.acquire().await?, &self.signals),
            Inner::Postgres(pool) => Conn::new(pool.acquire().await?, &self.signals),
        })
    }

    /// A transaction for writing. Dropping it without [`Conn::commit`] rolls back.
    ///
    /// On SQLite this is `BEGIN IMMEDIATE` on the only writing connection, so it waits for its turn and never
    /// fails half-way with a lock conflict. Do not await slow things while holding it.
    ///
    /// # Errors
    /// `Unavailable` when the turn does not come in time.
    pub async fn write(&self) -> Result<Conn> {
        Ok(match &*self.inner {
            Inner::Sqlite { write, .. } => {
                Conn::new(write.begin_with("BEGIN IMMEDIATE").await?, &self.signals)
            }
            Inner::Postgres(pool) => Conn::new(pool.begin().await?, &self.signals),
        })
    }

    /// The wake-ups raised by transactions of this handle and, with [`relay`](crate::signals::relay), of other nodes.
    #[must_use]
    pub fn signals(&self) -> &Signals {
        &self.signals
    }

    /// The PostgreSQL pool, for what only PostgreSQL has (LISTEN/NOTIFY); `None` on SQLite.
    #[must_use]
    pub fn postgres_pool(&self) -> Option<&PgPool> {
        match &*self.inner {
            Inner::Sqlite { .. } => None,
            Inner::Postgres(pool) => Some(pool),
        }
    }

    /// Closes all connections; SQLite folds its write-ahead log back into the file.
    pub async fn close(&self) {
        match &*self.inner {
            Inner::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Inner::Postgres(pool) => pool.close().await,
        }
    }
}
