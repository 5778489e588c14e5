//! RIFF: chunks of four letters, a length and a content padded to even.

use super::{
    super::{bytes, exif::First},
    Blocks, without_exif_prefix,
};

/// Most chunks of one list looked at.
const CHUNKS: usize = 10_000;

/// The chunks of a list: letters and content. A chunk cut off by the end of the data comes with what is there.
pub(in super::super) fn chunks(data: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let letters = bytes::array(data, at)?;
        let length = bytes::le32(data, at + 4)? as usize;
        let rest = data.get(at + 8..)?;
        at = at.saturating_add(8).saturating_add(length.next_multiple_of(2));
        Some((letters, &rest[..length.min(rest.len())]))
    })
    .take(CHUNKS)
}

pub(super) fn webp<'a>(data: &'a [u8], blocks: &mut Blocks<'a>) {
    let Some(body) = data.get(12..).filter(|_| data.starts_with(b"RIFF")) else { return };
    for (letters, body) in chunks(body) {
        match &letters {
            b"EXIF" => blocks.exif(without_exif_prefix(body), First::Picture),
            b"XMP " => blocks.xmp(body),
            _ => {}
        }
    }
}
