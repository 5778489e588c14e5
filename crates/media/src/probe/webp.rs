//! WebP chunks (RFC 9649).

use super::{cursor::Cursor, tiff};
use crate::ops::Orientation;

/// What the chunks say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Headers {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) alpha: bool,
    pub(crate) animated: bool,
    pub(crate) frames: u32,
    pub(crate) profile_bytes: u64,
    pub(crate) orientation: Option<Orientation>,
}

fn chunks(data: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut cursor = Cursor::little(data).at(12);
    std::iter::from_fn(move || {
        let kind = cursor.array::<4>()?;
        let length = cursor.u32()? as usize;
        let content = cursor.take_up_to(length);
        cursor.skip(length & 1)?; // padded to even
        Some((kind, content))
    })
}

pub(crate) fn headers(data: &[u8]) -> Option<Headers> {
    let mut headers = Headers { frames: 1, ..Headers::default() };
    let mut pictures = 0;
    for (kind, content) in chunks(data) {
        match &kind {
            b"VP8X" => {
                let mut cursor = Cursor::little(content);
                let flags = cursor.u8()?;
                cursor.skip(3)?;
                headers.alpha = flags & 0x10 != 0;
                headers.animated = flags & 0x02 != 0;
                headers.width = u24(&mut cursor)? + 1;
                headers.height = u24(&mut cursor)? + 1;
            }
            b"VP8 " if headers.width == 0 => {
                let mut cursor = Cursor::little(content).at(6);
                headers.width = u32::from(cursor.u16()? & 0x3fff);
                headers.height = u32::from(cursor.u16()? & 0x3fff);
            }
            b"VP8L" if headers.width == 0 => {
                let bits = Cursor::little(content).at(1).u32()?;
                headers.width = (bits & 0x3fff) + 1;
                headers.height = (bits >> 14 & 0x3fff) + 1;
                headers.alpha = bits >> 28 & 1 == 1;
            }
            b"ANMF" => pictures += 1,
            b"ICCP" => headers.profile_bytes = content.len() as u64,
            b"EXIF" => headers.orientation = tiff::orientation(content),
            _ => {}
        }
    }
    if headers.animated {
        headers.frames = pictures.max(1);
    }
    (headers.width > 0).then_some(headers)
}

fn u24(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.array::<3>().map(|[a, b, c]| u32::from_le_bytes([a, b, c, 0]))
}

/// The content of the first chunk of a kind: `ICCP`, `EXIF`.
pub(crate) fn chunk<'a>(data: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    chunks(data).find(|(found, _)| found == kind).map(|(_, content)| content)
}
