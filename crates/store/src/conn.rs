//! A connection or transaction of either engine, with the few verbs every statement needs.
//!
//! Statements are written once with `$1` placeholders, which both engines accept; values travel as
//! [`sea_query::Value`], so hand-written SQL and built statements bind through the same path.

use std::sync::Arc;

use sea_query::{PostgresQueryBuilder, SqliteQueryBuilder, Value, Values};
use sea_query_sqlx::{SqlxBinder, SqlxValues};
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, FromRow, Postgres, Sqlite, Transaction};

use crate::args;
use crate::db::Engine;
use crate::error::Result;
use crate::signals::{Signal, Signals};

/// A row that decodes from both engines; `#[derive(sqlx::FromRow)]` gives it.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// One connection, maybe inside a transaction.
#[derive(Debug)]
pub struct Conn {
    inner: Inner,
    signals: Arc<Signals>,
    /// Raised when the transaction has committed.
    signals_at_commit: Vec<Signal>,
}

#[derive(Debug)]
pub(crate) enum Inner {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
    SqliteTx(Transaction<'static, Sqlite>),
    PostgresTx(Transaction<'static, Postgres>),
}

/// Runs one sqlx call on whichever engine is inside.
macro_rules! on_engine {
    ($conn:expr, $query:expr, $method:ident) => {
        match &mut $conn.inner {
            Inner::Sqlite(c) => $query.$method(&mut **c).await,
            Inner::SqliteTx(c) => $query.$method(&mut **c).await,
            Inner::Postgres(c) => $query.$method(&mut **c).await,
            Inner::PostgresTx(c) => $query.$method(&mut **c).await,
        }
    };
}

macro_rules! exec {
    ($c:expr, $sql:expr, $values:expr) => {
        sqlx::query_with(AssertSqlSafe($sql), SqlxValues($values)).execute(&mut **$c).await?.rows_affected()
    };
}

impl From<PoolConnection<Sqlite>> for Inner {
    fn from(c: PoolConnection<Sqlite>) -> Self {
        Self::Sqlite(c)
    }
}
impl From<PoolConnection<Postgres>> for Inner {
    fn from(c: PoolConnection<Postgres>) -> Self {
        Self::Postgres(c)
    }
}
impl From<Transaction<'static, Sqlite>> for Inner {
    fn from(c: Transaction<'static, Sqlite>) -> Self {
        Self::SqliteTx(c)
    }
}
impl From<Transaction<'static, Postgres>> for Inner {
    fn from(c: Transaction<'static, Postgres>) -> Self {
        Self::PostgresTx(c)
    }
}

impl Conn {
    pub(crate) fn new(inner: impl Into<Inner>, signals: &Arc<Signals>) -> Self {
        Self { inner: inner.into(), signals: Arc::clone(signals), signals_at_commit: Vec::new() }
    }

    /// The engine of this connection.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) | Inner::SqliteTx(_) => Engine::Sqlite,
            Inner::Postgres(_) | Inner::PostgresTx(_) => Engine::Postgres,
        }
    }

    /// All rows of a statement.
    ///
    /// # Errors
    /// Any database failure, or a row that does not decode into `T`.
    pub async fn all<T: Row>(&mut self, sql: &str, values: Values) -> Result<Vec<T>> {
        Ok(on_engine!(
            self,
            sqlx::query_as_with::<_, T, _>(AssertSqlSafe(sql), SqlxValues(values)),
            fetch_all
        )?)
    }

    /// The first row, if any.
    ///
    /// # Errors
    /// As [`Conn::all`].
    pub async fn optional<T: Row>(&mut self, sql: &str, values: Values) -> Result<Option<T>> {
        Ok(on_engine!(
            self,
            sqlx::query_as_with::<_, T, _>(AssertSqlSafe(sql), SqlxValues(values)),
            fetch_optional
        )?)
    }

    /// Exactly one row.
    ///
    /// # Errors
    /// `RowNotFound` when there is none; else as [`Conn::all`].
    pub async fn one<T: Row>(&mut self, sql: &str, values: Values) -> Result<T> {
        Ok(on_engine!(
            self,
            sqlx::query_as_with::<_, T, _>(AssertSqlSafe(sql), SqlxValues(values)),
            fetch_one
        )?)
    }

    /// The first column of exactly one row.
    ///
    /// # Errors
    /// As [`Conn::one`].
    pub async fn scalar<T>(&mut self, sql: &str, values: Values) -> Result<T>
    where
        (T,): Row,
    {
        Ok(self.one::<(T,)>(sql, values).await?.0)
    }

    /// Runs a statement; answers how many rows it touched.
    ///
    /// # Errors
    /// Any database failure.
    pub async fn exec(&mut self, sql: &str, values: Values) -> Result<u64> {
        Ok(match &mut self.inner {
            Inner::Sqlite(c) => exec!(c, sql, values),
            Inner::SqliteTx(c) => exec!(c, sql, values),
            Inner::Postgres(c) => exec!(c, sql, values),
            Inner::PostgresTx(c) => exec!(c, sql, values),
        })
    }

    /// All rows of a statement built with sea-query.
    ///
    /// # Errors
    /// As [`Conn::all`].
    pub async fn all_built<T: Row>(&mut self, statement: &impl SqlxBinder) -> Result<Vec<T>> {
        let (sql, values) = self.build(statement);
        self.all(&sql, values).await
    }

    /// The first row of a statement built with sea-query, if any.
    ///
    /// # Errors
    /// As [`Conn::all`].
    pub async fn optional_built<T: Row>(&mut self, statement: &impl SqlxBinder) -> Result<Option<T>> {
        let (sql, values) = self.build(statement);
        self.optional(&sql, values).await
    }

    /// Exactly one row of a statement built with sea-query.
    ///
    /// # Errors
    /// As [`Conn::one`].
    pub async fn one_built<T: Row>(&mut self, statement: &impl SqlxBinder) -> Result<T> {
        let (sql, values) = self.build(statement);
        self.one(&sql, values).await
    }

    /// Runs a statement built with sea-query; answers how many rows it touched.
    ///
    /// # Errors
    /// Any database failure.
    pub async fn exec_built(&mut self, statement: &impl SqlxBinder) -> Result<u64> {
        let (sql, values) = self.build(statement);
        self.exec(&sql, values).await
    }

    fn build(&self, statement: &impl SqlxBinder) -> (String, Values) {
        let (sql, values) = match self.engine() {
            Engine::Sqlite => statement.build_sqlx(SqliteQueryBuilder),
            Engine::Postgres => statement.build_sqlx(PostgresQueryBuilder),
        };
        (sql, values.0)
    }

    /// Makes the transaction's work durable. A plain connection has nothing to commit.
    ///
    /// # Errors
    /// Any database failure; then nothing of the transaction happened.
    pub async fn commit(self) -> Result<()> {
        match self.inner {
            Inner::SqliteTx(tx) => tx.commit().await?,
            Inner::PostgresTx(tx) => tx.commit().await?,
            Inner::Sqlite(_) | Inner::Postgres(_) => {}
        }
        for signal in self.signals_at_commit {
            self.signals.raise(signal);
        }
        Ok(())
    }

    /// Raises `signal` on every node once this transaction has committed; on a plain connection at once.
    ///
    /// # Errors
    /// Any database failure.
    pub async fn signal(&mut self, signal: Signal) -> Result<()> {
        if self.signals_at_commit.contains(&signal) {
            return Ok(());
        }
        if self.engine() == Engine::Postgres {
            let (channel, payload) = self.signals.notification(signal);
            self.exec("SELECT pg_notify($1, $2)", args![channel, payload]).await?;
        }
        match self.inner {
            Inner::SqliteTx(_) | Inner::PostgresTx(_) => self.signals_at_commit.push(signal),
            Inner::Sqlite(_) | Inner::Postgres(_) => self.signals.raise(signal),
        }
        Ok(())
    }
}

/// One bound value; `args!` converts through this so that ids, options and JSON bind without ceremony.
pub fn value(v: impl Into<Value>) -> Value {
    v.into()
}

/// Values for the placeholders of a statement, in order: `args![id, name, Some(3_i64)]`.
#[macro_export]
macro_rules! args {
    ($($v:expr),* $(,)?) => { $crate::Values(vec![$($crate::value($v)),*]) };
}
