//! JPEG: blocks in application segments before the first scan.

use std::collections::BTreeMap;

use super::{
    super::{bytes, exif::First},
    ASSEMBLED, Blocks, photoshop, without_exif_prefix,
};
use crate::probe::jpeg::segments;

const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const EXTENDED_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

/// Most segments looked at; a camera writes some twenty, a large colour profile adds 200.
const SEGMENTS: usize = 2_000;

pub(super) fn walk<'a>(data: &'a [u8], blocks: &mut Blocks<'a>) {
    let mut extended = Extended::default();
    let mut resources: Vec<u8> = Vec::new();
    for (marker, body) in segments(data).take(SEGMENTS) {
        match marker {
            0xe1 if body.starts_with(b"Exif\0") => blocks.exif(without_exif_prefix(body), First::Picture),
            0xe1 => {
                if let Some(packet) = body.strip_prefix(XMP) {
                    blocks.xmp(packet);
                } else if let Some(part) = body.strip_prefix(EXTENDED_XMP) {
                    extended.add(part);
                }
            }
            0xed => {
                if let Some(part) = body.strip_prefix(PHOTOSHOP).filter(|_| resources.len() < ASSEMBLED) {
                    resources.extend_from_slice(part);
                }
            }
            0xfe => blocks.text("Comment", bytes::text(body)),
            _ => {}
        }
    }
    if !resources.is_empty() {
        photoshop::owned_resources(&resources, blocks);
    }
    if let Some(packet) = blocks.xmp.first().and_then(|main| extended.assemble(main)) {
        blocks.xmp(packet);
    }
}

/// XMP beyond 64 KiB: portions with a shared name, the length of the whole, and their place in it (XMP part 3, §1.1.3.1).
#[derive(Default)]
struct Extended<'a> {
    by_name: BTreeMap<&'a [u8], Vec<(usize, &'a [u8])>>,
    length: usize,
}

impl<'a> Extended<'a> {
    fn add(&mut self, part: &'a [u8]) {
        let (Some(name), Some(length), Some(offset)) =
            (part.get(..32), bytes::be32(part, 32), bytes::be32(part, 36))
        else {
            return;
        };
        self.length = self.length.max(length as usize);
        self.by_name.entry(name).or_default().push((offset as usize, &part[40..]));
    }

    /// The packet that the main one names, if all of it is there.
    fn assemble(self, main: &[u8]) -> Option<Vec<u8>> {
        let named = |name: &&[u8]| main.windows(name.len()).any(|window| window == *name);
        let (_, mut parts) = self.by_name.into_iter().find(|(name, _)| named(name))?;
        parts.sort_by_key(|part| part.0);
        let mut packet = Vec::new();
        for (offset, part) in parts {
            if offset != packet.len() || packet.len() + part.len() > ASSEMBLED {
                return None;
            }
            packet.extend_from_slice(part);
        }
        (packet.len() == self.length).then_some(packet)
    }
}
