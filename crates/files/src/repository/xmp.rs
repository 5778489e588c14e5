//! XMP sidecars that were sent along with an original: kept by asset, so that they need no place of their own beside it.

use std::io::{self, Read as _};
use std::path::PathBuf;

use uuid::Uuid;

use super::Repository;
use crate::durable::{self, write_atomically};
use crate::error::{Doing, Error, Result};

const SIDECARS: &str = ".lumilio/sidecars";

/// The longest XMP sidecar that is kept or read, bytes. Those of real programs are below 100 kB.
pub const LONGEST_XMP: usize = 512 * 1024;

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
