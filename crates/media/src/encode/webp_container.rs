//! The extended WebP container (RFC 9649 §2.7), for pictures that keep a profile or EXIF.

use super::Kept;
use crate::error::MediaError;

const ICC: u8 = 0x20;
const ALPHA: u8 = 0x10;
const EXIF: u8 = 0x08;

/// Adds what is kept to a file as the encoder wrote it. Without anything to keep the file is returned as it is.
pub(super) fn wrap(bare: Vec<u8>, kept: &Kept) -> Result<Vec<u8>, MediaError> {
    if *kept == Kept::default() {
        return Ok(bare);
    }
    let headers =
        crate::probe::webp::headers(&bare).ok_or_else(|| MediaError::Io("an unreadable WebP".to_owned()))?;
    let mut flags = if headers.alpha { ALPHA } else { 0 };
    let mut body = b"WEBP".to_vec();
    let mut rest = Vec::new();
    if let Some(profile) = &kept.icc {
        flags |= ICC;
        push(&mut rest, b"ICCP", profile)?;
    }
    for kind in [b"ALPH", b"VP8 ", b"VP8L"] {
        if let Some(content) = crate::probe::webp::chunk(&bare, kind) {
            push(&mut rest, kind, content)?;
        }
    }
    if let Some(exif) = &kept.exif {
        flags |= EXIF;
        push(&mut rest, b"EXIF", exif)?;
    }
    let mut extended = vec![flags, 0, 0, 0];
    extended.extend(&(headers.width - 1).to_le_bytes()[..3]);
    extended.extend(&(headers.height - 1).to_le_bytes()[..3]);
    push(&mut body, b"VP8X", &extended)?;
    body.extend(rest);
    let mut file = Vec::with_capacity(body.len() + 8);
    push(&mut file, b"RIFF", &body)?;
    Ok(file)
}

fn push(out: &mut Vec<u8>, kind: &[u8; 4], content: &[u8]) -> Result<(), MediaError> {
    let length =
        u32::try_from(content.len()).map_err(|_| MediaError::Io("a WebP chunk over 4 GiB".to_owned()))?;
    out.extend(kind);
    out.extend(length.to_le_bytes());
    out.extend(content);
    if length % 2 == 1 {
        out.push(0);
    }
    Ok(())
}
