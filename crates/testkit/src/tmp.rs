//! Temporary places that are gone when the test ends.

use std::ops::Deref;
use std::path::Path;

/// A private directory for one test, removed on drop.
///
/// `CALOTYPE_TEST_KEEP=1` keeps it and prints where it is, for looking at what a failing test left.
#[derive(Debug)]
pub struct DataDir(Option<tempfile::TempDir>);

/// Makes a fresh data directory.
///
/// # Panics
///
/// When the system's temporary directory cannot be written: no test could run then.
#[must_use]
#[allow(clippy::expect_used)]
pub fn data_dir() -> DataDir {
    DataDir(Some(tempfile::Builder::new().prefix("calotype-").tempdir().expect("a temporary directory")))
}

impl DataDir {
    /// Where it is.
    #[must_use]
    #[allow(clippy::expect_used)]
    pub fn path(&self) -> &Path {
        self.0.as_ref().expect("present until drop").path()
    }
}

impl Deref for DataDir {
    type Target = Path;

    fn deref(&self) -> &Path {
        self.path()
    }
}

impl AsRef<Path> for DataDir {
    fn as_ref(&self) -> &Path {
        self.path()
    }
}

impl Drop for DataDir {
    fn drop(&mut self) {
        if std::env::var("CALOTYPE_TEST_KEEP").is_ok_and(|value| value == "1")
            && let Some(directory) = self.0.take()
        {
            eprintln!("kept: {}", directory.keep().display());
        }
    }
}
