//! One error for everything that can go wrong with stored bytes.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::Path;

/// Shorthand for results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What a caller can act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The file or object is not there.
    NotFound,
    /// Something is there already, and replacing it was not asked for.
    Exists,
    /// No space left, or a quota is used up (`ENOSPC`, `EDQUOT`, 507). Trying again helps only after cleaning up.
    Full,
    /// The place may not be changed or entered (`EROFS`, `EACCES`, 403): a matter for the administrator.
    ReadOnly,
    /// The storage does not answer; trying again later may help.
    Unavailable,
    /// The request itself is wrong: a bad name, path, range or setting. Trying again never helps.
    Invalid,
    /// Everything else, damaged data included.
    Io,
}

impl ErrorKind {
    /// The public sentence of a kind.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NotFound => "the file does not exist",
            Self::Exists => "the file exists already",
            Self::Full => "the storage is full",
            Self::ReadOnly => "the storage does not permit this",
            Self::Unavailable => "the storage does not answer",
            Self::Invalid => "the file name, path or range is not valid",
            Self::Io => "the storage failed",
        }
    }
}

/// A failure, told twice: [`Display`](fmt::Display) is for whoever called from outside and never shows a path of this
/// machine, [`Self::detail`] (and `Debug`) is for the log.
#[derive(thiserror::Error)]
#[error("{public}")]
pub struct Error {
    kind: ErrorKind,
    public: Cow<'static, str>,
    detail: String,
}

impl Error {
    /// An error with the kind's own public sentence, and `detail` for the log.
    pub fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, public: Cow::Borrowed(kind.sentence()), detail: detail.into() }
    }

    /// An [`ErrorKind::Invalid`] whose sentence the caller may read. `public` must not contain a path of this machine.
    pub fn invalid(public: impl Into<Cow<'static, str>>) -> Self {
        Self::with_public(ErrorKind::Invalid, public)
    }

    /// An error of any kind with its own public sentence, which is also what the log gets.
    pub fn with_public(kind: ErrorKind, public: impl Into<Cow<'static, str>>) -> Self {
        let public = public.into();
        Self { kind, detail: public.clone().into_owned(), public }
    }

    /// An error whose public sentence and log text are both given.
    pub fn with_detail(
        kind: ErrorKind,
        public: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
    ) -> Self {
        Self { kind, public: public.into(), detail: detail.into() }
    }

    /// Translates an error of the file system; `doing` and `path` go to the log.
    #[must_use]
    pub fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(kind_of(error), format!("{doing} {}: {error}", path.display()))
    }

    /// What a caller can act on.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What the log keeps: operation, path and the system's words.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.detail)
    }
}

fn kind_of(error: &io::Error) -> ErrorKind {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound | Kind::NotADirectory => ErrorKind::NotFound,
        Kind::AlreadyExists => ErrorKind::Exists,
        Kind::StorageFull | Kind::QuotaExceeded => ErrorKind::Full,
        Kind::ReadOnlyFilesystem | Kind::PermissionDenied => ErrorKind::ReadOnly,
        Kind::TimedOut
        | Kind::NotConnected
        | Kind::StaleNetworkFileHandle
        | Kind::HostUnreachable
        | Kind::NetworkDown => ErrorKind::Unavailable,
        Kind::InvalidFilename | Kind::InvalidInput | Kind::FileTooLarge => ErrorKind::Invalid,
        _ => ErrorKind::Io,
    }
}

/// Adds to an `io::Result` what was being done and where.
pub(crate) trait Doing<T> {
    fn doing(self, what: &str, path: &Path) -> Result<T>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, what: &str, path: &Path) -> Result<T> {
        self.map_err(|error| Error::io(what, path, &error))
    }
}

impl<T> Doing<T> for rustix::io::Result<T> {
    fn doing(self, what: &str, path: &Path) -> Result<T> {
        self.map_err(|error| Error::io(what, path, &error.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_text_never_shows_where_files_lie() {
        for error in [io::ErrorKind::NotFound, io::ErrorKind::StorageFull, io::ErrorKind::Other] {
            let error = Error::io("open", Path::new("/srv/photos/private"), &error.into());
            assert!(!error.to_string().contains("/srv"), "{error}");
            assert!(error.detail().contains("/srv/photos/private"));
        }
    }

    #[test]
    fn a_full_disk_and_a_used_up_quota_are_told_apart_from_a_forbidden_one() {
        let kind = |errno: rustix::io::Errno| kind_of(&errno.into());
        assert_eq!(kind(rustix::io::Errno::NOSPC), ErrorKind::Full);
        assert_eq!(kind(rustix::io::Errno::DQUOT), ErrorKind::Full);
        assert_eq!(kind(rustix::io::Errno::ROFS), ErrorKind::ReadOnly);
        assert_eq!(kind(rustix::io::Errno::ACCESS), ErrorKind::ReadOnly);
        assert_eq!(kind(rustix::io::Errno::PERM), ErrorKind::ReadOnly);
        assert_eq!(kind(rustix::io::Errno::NAMETOOLONG), ErrorKind::Invalid);
        assert_eq!(kind(rustix::io::Errno::IO), ErrorKind::Io);
    }
}
