//! What can go wrong when talking to the database, reduced to the cases a caller acts on.

/// A failed database call.
///
/// `Unique` names the violated constraint or index, because races are settled by constraints and the domain
/// turns the name into an answer ("this user name is taken").
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `one` found no row where the caller required exactly one.
    #[error("no such row")]
    RowNotFound,
    /// A unique constraint or unique index refused the write; the engine's words about which one.
    #[error("unique constraint violated: {0}")]
    Unique(String),
    /// A foreign key refused the write.
    #[error("foreign key violated: {0}")]
    ForeignKey(String),
    /// The store cannot be written: disk full, read-only medium, quota.
    #[error("the database cannot be written: {0}")]
    NotWritable(String),
    /// The database is unreachable, shutting down, or out of connections. Worth a retry.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// A migration failed, or the database was written by a newer release.
    #[error("migration: {0}")]
    Migration(String),
    /// Anything else: a bug in a statement or a row that does not decode.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
}

impl Error {
    /// True when a unique index whose name (PostgreSQL) or column list (SQLite) contains `what` refused.
    ///
    /// SQLite reports `table.column, table.column` for constraints and `index 'name'` for expression indexes;
    /// PostgreSQL reports the constraint name. Name indexes `table_columns_key` so that either text matches.
    #[must_use]
    pub fn is_unique(&self, what: &str) -> bool {
        matches!(self, Self::Unique(text) if text.contains(what))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::RowNotFound,
            sqlx::Error::Database(db) => {
                let text = db.constraint().map_or_else(|| db.message().to_owned(), str::to_owned);
                if db.is_unique_violation() {
                    return Self::Unique(text);
                }
                if db.is_foreign_key_violation() {
                    return Self::ForeignKey(text);
                }
                let code = db.code().unwrap_or_default();
                // SQLite primary codes: 8 READONLY, 10 IOERR, 13 FULL; PostgreSQL: 53100 disk full, 25006 read-only.
                let sqlite_code = code.parse::<u32>().map_or(0, |c| c & 0xff);
                match (sqlite_code, code.as_ref()) {
                    (_, "53100" | "25006") => Self::NotWritable(db.message().to_owned()),
                    (8 | 13, c) if c.len() < 5 => Self::NotWritable(db.message().to_owned()),
                    (5 | 6, c) if c.len() < 5 => Self::Unavailable(db.message().to_owned()),
                    (_, "40001" | "40P01" | "53300" | "57P01" | "57P03") => {
                        Self::Unavailable(db.message().to_owned())
                    }
                    _ => Self::Database(error),
                }
            }
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                Self::Unavailable(error.to_string())
            }
            _ => Self::Database(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Migration(error.to_string())
    }
}

/// Result of a store call.
pub type Result<T, E = Error> = std::result::Result<T, E>;
