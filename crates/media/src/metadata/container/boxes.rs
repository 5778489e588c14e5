//! Boxes by name and place, on top of the walk that [`crate::probe`] has.

use super::super::bytes;
pub(in super::super) use crate::probe::boxes::{Box4, boxes};

/// The header of a box: its letters, the length of the header and of the whole box, `None` when it reaches to the end.
pub(in super::super) fn header(data: &[u8]) -> Option<([u8; 4], usize, Option<u64>)> {
    let kind = bytes::array(data, 4)?;
    match bytes::be32(data, 0)? {
        0 => Some((kind, 8, None)),
        1 => Some((kind, 16, Some(bytes::be64(data, 8)?).filter(|length| *length >= 16))),
        length => Some((kind, 8, Some(u64::from(length)))),
    }
}

/// The content of the first box of these letters.
pub(in super::super) fn find<'a>(data: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(data).find(|found| found.kind == *kind).map(|found| found.content)
}

/// The content of the first `uuid` box with this name.
pub(in super::super) fn find_uuid<'a>(data: &'a [u8], uuid: &[u8; 16]) -> Option<&'a [u8]> {
    let mut uuids = boxes(data).filter(|found| found.kind == *b"uuid");
    uuids.find_map(|found| found.content.strip_prefix(uuid))
}

/// Where a box's content starts in the data it was found in.
pub(in super::super) fn position(data: &[u8], content: &[u8]) -> u64 {
    (content.as_ptr().addr() - data.as_ptr().addr()) as u64
}

/// The name of `uuid` boxes with an XMP packet (XMP part 3, §1.2.7.1).
pub(in super::super) const XMP: [u8; 16] =
    [0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac];
