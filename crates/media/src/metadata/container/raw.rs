//! Camera RAW that is not a TIFF structure itself but carries some.

use super::{
    super::{bytes, exif::First},
    Blocks,
    boxes::{self, find, find_uuid},
    jpeg,
};

/// The name of Canon's box of metadata in CR3.
const CANON: [u8; 16] =
    [0x85, 0xc0, 0xb6, 0x87, 0x82, 0x0f, 0x11, 0xe0, 0x81, 0x11, 0xf4, 0xce, 0x46, 0x2b, 0x6a, 0x48];

/// Canon CR3: directory 0, capture and place are TIFF structures of their own.
pub(super) fn cr3<'a>(data: &'a [u8], blocks: &mut Blocks<'a>) {
    if let Some(packet) = find_uuid(data, &boxes::XMP) {
        blocks.xmp(packet);
    }
    let Some(canon) = find(data, b"moov").and_then(|moov| find_uuid(moov, &CANON)) else { return };
    for (kind, first) in [(b"CMT1", First::Picture), (b"CMT2", First::Capture), (b"CMT4", First::Place)] {
        if let Some(block) = find(canon, kind) {
            blocks.exif(block, first);
        }
    }
}

/// Fujifilm RAF: a JPEG with everything in it.
pub(super) fn raf<'a>(data: &'a [u8], blocks: &mut Blocks<'a>) {
    if let (Some(offset), Some(length)) = (bytes::be32(data, 84), bytes::be32(data, 88))
        && let Some(preview) = bytes::slice(data, offset as usize, length as usize)
    {
        jpeg::walk(preview, blocks);
    }
}

/// Minolta MRW: blocks of four letters and a length, one of which is a TIFF structure.
pub(super) fn mrw<'a>(data: &'a [u8], blocks: &mut Blocks<'a>) {
    let mut at = 8;
    for _ in 0..16 {
        let (Some(kind), Some(length)) = (bytes::array::<4>(data, at), bytes::be32(data, at + 4)) else {
            return;
        };
        if kind == *b"\0TTW" {
            if let Some(block) = bytes::slice(data, at + 8, length as usize) {
                blocks.exif(block, First::Picture);
            }
            return;
        }
        at = at.saturating_add(8).saturating_add(length as usize);
    }
}
