//! The floor of a change to a picture: every pixel decoded, and encoded again.

use std::path::PathBuf;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::jpeg;

/// A JPEG file to be read.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Rewrite {
    pub(crate) source: PathBuf,
}

/// Size of what was made.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RewriteDone {
    pub(crate) bytes: usize,
}

/// Quality in which the product writes a changed JPEG when none is asked for.
const QUALITY: f32 = 90.0;

pub(super) fn rewrite(request: &Rewrite) -> Result<RewriteDone> {
    let pixels = jpeg::decode_whole(&std::fs::read(&request.source)?)?;
    Ok(RewriteDone { bytes: jpeg::encode(&pixels, QUALITY)?.len() })
}
