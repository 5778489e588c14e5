//! PNG and APNG chunks (PNG specification, third edition).

use std::io::Read;

use super::{cursor::Cursor, tiff};
use crate::ops::Orientation;

pub(crate) const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

/// What the chunks before and after the pixels say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Headers {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bit_depth: u8,
    /// 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.
    pub(crate) colour_type: u8,
    pub(crate) transparency: bool,
    pub(crate) frames: u32,
    pub(crate) profile_bytes: u64,
    pub(crate) orientation: Option<Orientation>,
    /// Coding-independent code points, as in HEIF: primaries, transfer.
    pub(crate) cicp: Option<(u16, u16)>,
}

/// The chunks: type and data. Ends at the first that is cut off.
pub(crate) fn chunks(data: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut cursor = Cursor::big(data).at(SIGNATURE.len());
    std::iter::from_fn(move || {
        let length = cursor.u32()?;
        let kind = cursor.array::<4>()?;
        let content = cursor.take(length as usize)?;
        cursor.skip(4)?; // checksum
        Some((kind, content))
    })
}

pub(crate) fn headers(data: &[u8]) -> Option<Headers> {
    let mut header = Cursor::big(data).at(SIGNATURE.len() + 8);
    let mut headers = Headers {
        width: header.u32()?,
        height: header.u32()?,
        bit_depth: header.u8()?,
        colour_type: header.u8()?,
        frames: 1,
        ..Headers::default()
    };
    for (kind, content) in chunks(data) {
        match &kind {
            b"acTL" => headers.frames = Cursor::big(content).u32().unwrap_or(1).max(1),
            b"tRNS" => headers.transparency = true,
            b"iCCP" => headers.profile_bytes = content.len() as u64,
            b"eXIf" => headers.orientation = tiff::orientation(content),
            b"cICP" => headers.cicp = content.first_chunk().map(|[p, t]| (u16::from(*p), u16::from(*t))),
            b"IEND" => break,
            _ => {}
        }
    }
    Some(headers)
}

/// The decompressed ICC profile, or `None` when there is none or it would be larger than `most` bytes.
///
/// The inflating reader stops at the limit, so that a few hundred kilobytes cannot become hundreds of megabytes.
pub(crate) fn icc_profile(data: &[u8], most: u64) -> Option<Vec<u8>> {
    let (_, content) =
        chunks(data).take_while(|(kind, _)| kind != b"IDAT").find(|(kind, _)| kind == b"iCCP")?;
    let name = content.iter().take(80).position(|byte| *byte == 0)?;
    let compressed = content.get(name + 2..)?; // the name's end and the method byte
    let mut profile = Vec::new();
    flate2::read::ZlibDecoder::new(compressed).take(most + 1).read_to_end(&mut profile).ok()?;
    (profile.len() as u64 <= most).then_some(profile)
}

/// The EXIF block, from its TIFF header on.
pub(crate) fn exif(data: &[u8]) -> Option<&[u8]> {
    chunks(data).find(|(kind, _)| kind == b"eXIf").map(|(_, content)| content)
}
