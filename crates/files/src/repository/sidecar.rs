//! Sidecars: what people did to a picture in the editor, kept beside the originals as one JSON document an asset.

use std::io::{self, Read};
use std::path::PathBuf;

use serde_json::Value;
use uuid::Uuid;

use super::Repository;
use crate::durable::{self, write_atomically};
use crate::error::{Doing, Error, ErrorKind, Result};

const SIDECARS: &str = ".lumilio/sidecars";

/// The longest document, bytes; ours have some hundred.
const LONGEST: u64 = 1024 * 1024;

impl Repository {
    fn sidecar(&self, asset: Uuid) -> PathBuf {
        self.root().join(SIDECARS).join(format!("{asset}.lumilio-sidecar"))
    }

    /// Reads an asset's document; `None` when there is none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] when it is not JSON or longer than a MiB; failures of reading.
    pub fn read_sidecar(&self, asset: Uuid) -> Result<Option<Value>> {
        let path = self.sidecar(asset);
        let file = match std::fs::File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.doing("open", &path)?,
        };
        let mut text = Vec::new();
        file.take(LONGEST + 1).read_to_end(&mut text).doing("read", &path)?;
        if text.len() as u64 > LONGEST {
            return Err(Error::invalid("the sidecar is longer than a MiB"));
        }
        serde_json::from_slice(&text).map(Some).map_err(|error| {
            let detail = format!("{}: {error}", path.display());
            Error::with_detail(ErrorKind::Invalid, "the sidecar is not JSON", detail)
        })
    }

    /// Writes an asset's document, atomically and durably. Of two writers at the same time the later wins.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] when it is longer than a MiB; failures of writing, after which the old one is still there.
    pub fn write_sidecar(&self, asset: Uuid, document: &Value) -> Result<()> {
        let text = format!("{document:#}\n");
        if text.len() as u64 > LONGEST {
            return Err(Error::invalid("the sidecar is longer than a MiB"));
        }
        write_atomically(&self.sidecar(asset), text.as_bytes(), 0o644)
    }

    /// Removes an asset's document; one that is not there is as good as removed.
    ///
    /// # Errors
    ///
    /// Failures of removing.
    pub fn remove_sidecar(&self, asset: Uuid) -> Result<()> {
        durable::remove(&self.sidecar(asset))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::repository::fixture;

    #[test]
    fn a_document_is_written_read_replaced_and_removed() {
        let f = fixture::repository();
        let asset = Uuid::from_u128(7);
        assert_eq!(f.repository.read_sidecar(asset).unwrap(), None);
        for exposure in [0.5, -1.0] {
            let document = json!({"version": 1, "adjustments": {"exposure": exposure}});
            f.repository.write_sidecar(asset, &document).unwrap();
            assert_eq!(f.repository.read_sidecar(asset).unwrap(), Some(document));
        }
        assert_eq!(f.names(SIDECARS), ["00000000-0000-0000-0000-000000000007.lumilio-sidecar"]);
        for _ in 0..2 {
            f.repository.remove_sidecar(asset).unwrap();
        }
        assert_eq!(f.repository.read_sidecar(asset).unwrap(), None);
    }

    #[test]
    fn a_damaged_or_endless_document_is_invalid_and_an_endless_one_is_not_written() {
        let f = fixture::repository();
        let asset = Uuid::from_u128(7);
        let path = format!("{SIDECARS}/{asset}.lumilio-sidecar");
        for text in
            ["{".to_owned(), String::new(), "[".repeat(100_000), format!("\"{}\"", "x".repeat(1 << 20))]
        {
            f.write(&path, text);
            let error = f.repository.read_sidecar(asset).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Invalid);
            assert!(!error.to_string().contains(&*f.root.to_string_lossy()), "{error}");
        }
        let endless = Value::String("x".repeat(1 << 20));
        assert_eq!(f.repository.write_sidecar(asset, &endless).unwrap_err().kind(), ErrorKind::Invalid);
    }
}
