//! Boxes of the ISO base media format (ISO/IEC 14496-12 §4.2): HEIF, AVIF, JPEG XL, CR3, MP4, QuickTime.

use super::super::bytes;

/// Most boxes of one level looked at.
const BOXES: usize = 10_000;

/// One box.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Box<'a> {
    /// Its four letters, the first of which may be a copyright sign.
    pub(in super::super) kind: [u8; 4],
    /// Its content.
    pub(in super::super) body: &'a [u8],
    /// Where its content starts in the data it was found in.
    pub(in super::super) at: usize,
}

/// The header of a box: its letters, the length of the header and of the whole box, `None` when it reaches to the end.
pub(in super::super) fn header(data: &[u8]) -> Option<([u8; 4], usize, Option<u64>)> {
    let kind = bytes::array(data, 4)?;
    match bytes::be32(data, 0)? {
        0 => Some((kind, 8, None)),
        1 => Some((kind, 16, Some(bytes::be64(data, 8)?).filter(|length| *length >= 16))),
        length => Some((kind, 8, Some(u64::from(length)))),
    }
}

/// The boxes of one level. The last one, if it is cut off, comes with what is there.
pub(in super::super) fn boxes(data: &[u8]) -> impl Iterator<Item = Box<'_>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let rest = data.get(next..)?;
        let (kind, header, length) = header(rest)?;
        let length = length.map_or(rest.len(), |length| usize::try_from(length).unwrap_or(usize::MAX));
        let body = rest.get(header..length.min(rest.len()))?;
        let at = next + header;
        next = next.saturating_add(length);
        Some(Box { kind, body, at })
    })
    .take(BOXES)
}

/// The first box of these letters.
pub(in super::super) fn find<'a>(data: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(data).find(|found| found.kind == *kind).map(|found| found.body)
}

/// The content of the first `uuid` box with this name.
pub(in super::super) fn find_uuid<'a>(data: &'a [u8], uuid: &[u8; 16]) -> Option<&'a [u8]> {
    let mut uuids = boxes(data).filter(|found| found.kind == *b"uuid");
    uuids.find_map(|found| found.body.strip_prefix(uuid))
}

/// The name of `uuid` boxes with an XMP packet (XMP part 3, §1.2.7.1).
pub(in super::super) const XMP: [u8; 16] =
    [0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac];
