//! XMP sidecars: those that were sent along with an original, kept by asset, so that they need no place of their own beside
//! it; and those that other programs write beside a file.

use std::io::{self, Read as _};
use std::path::PathBuf;

use uuid::Uuid;

use super::Repository;
use super::path::RelativePath;
use super::walk::modified;
use crate::durable::{self, write_atomically};
use crate::error::{Doing, Error, Result};

const SIDECARS: &str = ".lumilio/sidecars";

/// The longest XMP sidecar that is kept or read, bytes. Those of real programs are below 100 kB.
pub const LONGEST_XMP: usize = 512 * 1024;

/// The names under which a sidecar may lie beside a file of this name, the one that counts first.
pub(super) fn names_beside(file: &str) -> [String; 4] {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    [format!("{file}.xmp"), format!("{file}.XMP"), format!("{stem}.xmp"), format!("{stem}.XMP")]
}

impl Repository {
    fn xmp(&self, asset: Uuid) -> PathBuf {
        self.root().join(SIDECARS).join(format!("{asset}.xmp"))
    }

    /// Reads the XMP that was sent for an asset; `None` when there is none.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Invalid`] when it is longer than [`LONGEST_XMP`]; failures of reading.
    pub fn read_xmp(&self, asset: Uuid) -> Result<Option<Vec<u8>>> {
        let path = self.xmp(asset);
        let file = match std::fs::File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.doing("open", &path)?,
        };
        let mut bytes = Vec::new();
        file.take(LONGEST_XMP as u64 + 1).read_to_end(&mut bytes).doing("read", &path)?;
        if bytes.len() > LONGEST_XMP {
            return Err(Error::invalid("the XMP sidecar is too long"));
        }
        Ok(Some(bytes))
    }

    /// Reads the XMP that lies beside a file, named `IMG_1.JPG.xmp` or `IMG_1.xmp`; `None` when there is none, when it is
    /// longer than [`LONGEST_XMP`] or cannot be read: the photo is worth more than what was written about it.
    #[must_use]
    pub fn read_xmp_beside(&self, file: &RelativePath) -> Option<Vec<u8>> {
        let beside = self.open_xmp_beside(file)?;
        let mut bytes = Vec::new();
        beside.take(LONGEST_XMP as u64 + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() <= LONGEST_XMP).then_some(bytes)
    }

    /// When the XMP beside a file last changed, microseconds since the Unix epoch; `None` without one. It is the moment that
    /// a walk reports.
    #[must_use]
    pub fn xmp_beside_modified(&self, file: &RelativePath) -> Option<i64> {
        self.open_xmp_beside(file)?.metadata().ok().map(|metadata| modified(&metadata))
    }

    fn open_xmp_beside(&self, file: &RelativePath) -> Option<std::fs::File> {
        names_beside(file.as_str())
            .into_iter()
            .find_map(|path| self.open_file(&RelativePath::new(path).ok()?).ok())
    }

    /// Keeps the XMP of an asset in the place of an earlier one, atomically and durably.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Invalid`] when it is longer than [`LONGEST_XMP`]; failures of writing, after which the old one
    /// is still there.
    pub fn write_xmp(&self, asset: Uuid, bytes: &[u8]) -> Result<()> {
        if bytes.len() > LONGEST_XMP {
            return Err(Error::invalid("the XMP sidecar is too long"));
        }
        write_atomically(&self.xmp(asset), bytes, 0o644)
    }

    /// Removes the XMP of an asset; one that is not there is as good as removed.
    ///
    /// # Errors
    ///
    /// Failures of removing.
    pub fn remove_xmp(&self, asset: Uuid) -> Result<()> {
        durable::remove(&self.xmp(asset))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::ErrorKind;
    use crate::repository::fixture;

    #[test]
    fn of_several_sidecars_beside_a_file_the_one_with_its_whole_name_counts() {
        let f = fixture::repository();
        let file = RelativePath::new("trip/a.jpg").unwrap();
        f.write("trip/a.jpg", "x");
        assert_eq!(
            (f.repository.read_xmp_beside(&file), f.repository.xmp_beside_modified(&file)),
            (None, None)
        );
        for name in ["trip/a.XMP", "trip/a.xmp", "trip/a.jpg.xmp"] {
            f.write(name, name);
            assert_eq!(f.repository.read_xmp_beside(&file).unwrap(), name.as_bytes());
        }
        assert!(f.repository.xmp_beside_modified(&file).is_some());
        f.write("trip/a.jpg.xmp", "x".repeat(LONGEST_XMP + 1));
        assert_eq!(f.repository.read_xmp_beside(&file), None, "too long");
    }

    #[test]
    fn an_xmp_is_written_read_replaced_and_removed_and_an_endless_one_is_refused() {
        let f = fixture::repository();
        let asset = Uuid::from_u128(7);
        assert_eq!(f.repository.read_xmp(asset).unwrap(), None);
        for text in [b"<x:xmpmeta/>".as_slice(), b"<rdf:RDF/>"] {
            f.repository.write_xmp(asset, text).unwrap();
            assert_eq!(f.repository.read_xmp(asset).unwrap().as_deref(), Some(text));
        }
        let endless = vec![b'x'; LONGEST_XMP + 1];
        assert_eq!(f.repository.write_xmp(asset, &endless).unwrap_err().kind(), ErrorKind::Invalid);
        assert_eq!(f.names(SIDECARS), ["00000000-0000-0000-0000-000000000007.xmp"]);
        for _ in 0..2 {
            f.repository.remove_xmp(asset).unwrap();
        }
        assert_eq!(f.repository.read_xmp(asset).unwrap(), None);
    }
}
