//! How much room there is, and whether anything can be written: for `doctor` and for refusing early.

use std::io::Write;
use std::path::Path;

use rustix::fs::{StatVfsMountFlags, statvfs};

use crate::error::{Doing, Error, ErrorKind, Result};

/// A file system's room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// Size of the file system, bytes.
    pub total: u64,
    /// What an ordinary user may still fill, bytes.
    pub available: u64,
    /// How many files an ordinary user may still make. File systems without such a limit say 0 of 0: `None`.
    pub files_available: Option<u64>,
    /// Mounted read-only.
    pub read_only: bool,
}

/// Asks the file system that `path` lies on.
///
/// # Errors
///
/// When the path does not exist or the file system does not answer.
pub fn space(path: &Path) -> Result<Space> {
    let found = statvfs(path).doing("ask for free space", path)?;
    Ok(Space {
        total: found.f_blocks.saturating_mul(found.f_frsize),
        available: found.f_bavail.saturating_mul(found.f_frsize),
        files_available: (found.f_files > 0).then_some(found.f_favail),
        read_only: found.f_flag.contains(StatVfsMountFlags::RDONLY),
    })
}

/// Refuses early what would not fit: `bytes` more must leave `reserve` free. A courtesy, not a guarantee: others write too, and
/// the write itself still answers [`ErrorKind::Full`].
///
/// # Errors
///
/// [`ErrorKind::Full`] and [`ErrorKind::ReadOnly`]; those of [`space`].
pub fn require(path: &Path, bytes: u64, reserve: u64) -> Result<()> {
    let space = space(path)?;
    let detail = || format!("{}: {bytes} bytes wanted, {space:?}", path.display());
    if space.read_only {
        return Err(Error::new(ErrorKind::ReadOnly, detail()));
    }
    if space.available < bytes.saturating_add(reserve) || space.files_available == Some(0) {
        return Err(Error::new(ErrorKind::Full, detail()));
    }
    Ok(())
}

/// Writes, syncs and removes a small file in `directory`: the one way to know that it works, whatever permissions, quotas and
/// network shares say.
///
/// # Errors
///
/// Why it does not work.
pub fn try_writing(directory: &Path) -> Result<()> {
    let mut file = tempfile::Builder::new()
        .prefix(".calotype-")
        .tempfile_in(directory)
        .doing("create a file in", directory)?;
    file.write_all(b"calotype").doing("write in", directory)?;
    file.as_file().sync_all().doing("sync in", directory)?;
    file.close().doing("remove in", directory)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use calotype_testkit::tmp::data_dir;

    use super::*;

    #[test]
    fn there_is_less_available_than_in_total() {
        let space = space(&data_dir()).unwrap();
        assert!(space.total > 0 && space.available <= space.total && !space.read_only, "{space:?}");
    }

    #[test]
    fn what_can_never_fit_is_refused_and_a_byte_is_not() {
        let directory = data_dir();
        require(&directory, 1, 0).unwrap();
        assert_eq!(require(&directory, u64::MAX, 1).unwrap_err().kind(), ErrorKind::Full);
        assert_eq!(require(&directory, 1, u64::MAX).unwrap_err().kind(), ErrorKind::Full);
    }

    #[test]
    fn a_missing_directory_is_not_found() {
        let missing = data_dir().join("missing");
        assert_eq!(space(&missing).unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(try_writing(&missing).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn trying_leaves_nothing() {
        let directory = data_dir();
        try_writing(&directory).unwrap();
        assert_eq!(std::fs::read_dir(&*directory).unwrap().count(), 0);
    }
}
