//! The one domain error: a kind a caller can act on, a stable code, words for the caller, a cause for the log.
//!
//! Nothing here knows HTTP; each surface renders an [`Error`] in its own dialect in its own `error.rs`.

use std::borrow::Cow;
use std::time::Duration;

/// What the caller can do about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The request itself is wrong; sending it again changes nothing.
    Invalid,
    /// Nobody is logged in, or the credential is not good.
    Unauthenticated,
    /// Known caller, not allowed.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// The state of the thing does not allow it (taken name, already done).
    Conflict,
    /// It was there, and its time is over.
    Gone,
    /// A limit on size or number was passed.
    TooLarge,
    /// The input was understood but its content cannot be processed (a picture that does not decode).
    Unprocessable,
    /// Too many requests; see `retry_after`.
    RateLimited,
    /// A part the answer needs is missing or busy right now; see `retry_after`.
    Unavailable,
    /// This server cannot do that at all (a tool or a model is not installed).
    Unsupported,
    /// Somebody else's server failed us.
    BadGateway,
    /// The store is full or read-only: nothing was accepted.
    InsufficientStorage,
    /// Our fault. The caller reads a request id, the log has the cause.
    Internal,
}

/// A failed domain call.
#[derive(Debug)]
pub struct Error {
    /// What the caller can do about it.
    pub kind: Kind,
    /// A stable machine-readable word, listed in `docs/errors.md`.
    pub code: &'static str,
    /// One sentence for the caller. Never a path, a statement or a secret.
    pub message: Cow<'static, str>,
    /// What exactly is wrong with the input, one entry a field.
    pub fields: Vec<(String, String)>,
    /// When to try again.
    pub retry_after: Option<Duration>,
    /// What the log keeps.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Result of a domain call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One constructor a kind, named like the kind.
macro_rules! constructors {
    ($($(#[$doc:meta])* $name:ident => $kind:ident;)*) => {
        $($(#[$doc])* #[must_use] pub fn $name(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
            Self::new(Kind::$kind, code, message)
        })*
    };
}

impl Error {
    /// An error of any kind.
    #[must_use]
    pub fn new(kind: Kind, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, code, message: message.into(), fields: Vec::new(), retry_after: None, source: None }
    }

    constructors! {
        /// The request is wrong.
        invalid => Invalid;
        /// The credential is missing or wrong.
        unauthenticated => Unauthenticated;
        /// The caller may not.
        forbidden => Forbidden;
        /// No such thing.
        not_found => NotFound;
        /// The state does not allow it.
        conflict => Conflict;
        /// Its time is over.
        gone => Gone;
        /// A limit was passed.
        too_large => TooLarge;
        /// Content that cannot be processed.
        unprocessable => Unprocessable;
        /// Missing or busy right now.
        unavailable => Unavailable;
        /// Not possible on this server.
        unsupported => Unsupported;
        /// A foreign server failed.
        bad_gateway => BadGateway;
        /// Disk full or read-only.
        insufficient_storage => InsufficientStorage;
    }

    /// What a disk that does not take something means to the caller.
    pub(crate) fn disk(error: std::io::Error) -> Self {
        use std::io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        match error.kind() {
            StorageFull | QuotaExceeded => {
                Self::insufficient_storage("storage_full", "The server's storage is full; nothing was kept.")
                    .because(error)
            }
            ReadOnlyFilesystem => Self::insufficient_storage(
                "storage_read_only",
                "The server may not write there; nothing was kept.",
            )
            .because(error),
            _ => Self::internal(error),
        }
    }

    /// Our fault: the caller learns nothing but that, the log gets `cause`.
    #[must_use]
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let mut error = Self::new(Kind::Internal, "internal", "Something went wrong on the server.");
        error.source = Some(cause.into());
        error
    }

    /// Adds the cause the log keeps.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(cause.into());
        self
    }

    /// Adds a wrong field.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, problem: impl Into<String>) -> Self {
        self.fields.push((name.into(), problem.into()));
        self
    }

    /// Says when to try again.
    #[must_use]
    pub fn retry_after(mut self, delay: Duration) -> Self {
        self.retry_after = Some(delay);
        self
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)?;
        match &self.source {
            Some(source) => write!(f, " ({source})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|e| e as _)
    }
}

impl From<calotype_store::Error> for Error {
    fn from(error: calotype_store::Error) -> Self {
        use calotype_store::Error as Store;
        match error {
            Store::NotWritable(_) => Self::insufficient_storage(
                "storage_full",
                "The server's database cannot be written right now.",
            )
            .because(error),
            Store::Unavailable(_) => {
                Self::unavailable("database_unavailable", "The database is not reachable right now.")
                    .retry_after(Duration::from_secs(2))
                    .because(error)
            }
            other => Self::internal(other),
        }
    }
}

impl From<calotype_files::Error> for Error {
    fn from(error: calotype_files::Error) -> Self {
        use calotype_files::ErrorKind as Files;
        let told = error.to_string();
        let detail = error.detail().to_owned();
        match error.kind() {
            Files::NotFound => Self::not_found("file_not_found", "The file is not there.").because(detail),
            Files::Exists => Self::conflict("file_exists", told).because(detail),
            Files::Full => {
                Self::insufficient_storage("storage_full", "The server's storage is full; nothing was kept.")
                    .because(detail)
            }
            Files::ReadOnly => Self::insufficient_storage(
                "storage_read_only",
                "The server may not write there; nothing was kept.",
            )
            .because(detail),
            Files::Unavailable => {
                Self::unavailable("storage_unavailable", "The storage does not answer right now.")
                    .retry_after(Duration::from_secs(30))
                    .because(detail)
            }
            Files::Invalid => Self::invalid("invalid_file", told).because(detail),
            Files::Io => Self::internal(detail),
        }
    }
}
