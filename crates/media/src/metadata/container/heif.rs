//! HEIF and AVIF keep EXIF and XMP as items (ISO/IEC 23008-12 §6.6); JPEG XL as boxes.

use std::borrow::Cow;

use super::{
    super::{bytes, exif::First},
    ASSEMBLED, Blocks,
    boxes::{self, boxes, find},
};

/// Most items looked at. A tiled picture has some hundred.
const ITEMS: usize = 10_000;
/// Most pieces of one item.
const EXTENTS: u64 = 256;

pub(super) fn walk<'a>(data: &'a [u8], blocks: &mut Blocks<'a>) {
    // A motion photo of the second kind carries its film in a box of its own.
    if let Some(film) = boxes(data).find(|found| found.kind == *b"mpvd") {
        blocks.film = Some((boxes::position(data, film.content), film.content.len() as u64));
    }
    // `meta` is a full box: version and flags stand before its children.
    let Some(meta) = find(data, b"meta").and_then(|meta| meta.get(4..)) else { return };
    let (Some(infos), Some(locations)) = (find(meta, b"iinf"), find(meta, b"iloc")) else { return };
    let store = Store { file: data, inside: find(meta, b"idat").unwrap_or_default() };
    let wanted = items(infos);
    for (item, content) in &wanted {
        let Some(body) = locate(locations, *item, &store) else { continue };
        match content {
            Content::Exif => {
                if let Some(exif) = exif_item(body) {
                    blocks.exif(exif, First::Picture);
                }
            }
            Content::Xmp => blocks.xmp(body),
        }
    }
}

/// JPEG XL in its container: `Exif` and `xml ` boxes. Brotli-compressed ones (`brob`) are left to exiftool.
pub(super) fn jxl<'a>(data: &'a [u8], blocks: &mut Blocks<'a>) {
    for found in boxes(data) {
        match &found.kind {
            b"Exif" => {
                if let Some(exif) = exif_item(Cow::Borrowed(found.content)) {
                    blocks.exif(exif, First::Picture);
                }
            }
            b"xml " => blocks.xmp(found.content),
            _ => {}
        }
    }
}

/// An EXIF item starts with the distance from behind that number to the TIFF header.
fn exif_item(item: Cow<'_, [u8]>) -> Option<Cow<'_, [u8]>> {
    let start = (bytes::be32(&item, 0)? as usize).checked_add(4)?;
    match item {
        Cow::Borrowed(item) => item.get(start..).map(Cow::Borrowed),
        Cow::Owned(item) => item.get(start..).map(|rest| Cow::Owned(rest.to_vec())),
    }
}

enum Content {
    Exif,
    Xmp,
}

/// The items with metadata, out of the item information box.
fn items(infos: &[u8]) -> Vec<(u32, Content)> {
    let version = infos.first().copied().unwrap_or_default();
    let entries = infos.get(if version == 0 { 6 } else { 8 }..).unwrap_or_default();
    let entries = boxes(entries).take(ITEMS).filter(|entry| entry.kind == *b"infe");
    entries.filter_map(|entry| item(entry.content)).take(super::BLOCKS).collect()
}

fn item(entry: &[u8]) -> Option<(u32, Content)> {
    let (id, kind_at) = match entry.first()? {
        2 => (u32::from(bytes::be16(entry, 4)?), 8),
        3 => (bytes::be32(entry, 4)?, 10),
        _ => return None,
    };
    match &bytes::array::<4>(entry, kind_at)? {
        b"Exif" => Some((id, Content::Exif)),
        b"mime" => {
            // An item name, then the type of the content, each ended by a NUL.
            let mut texts = entry.get(kind_at + 4..)?.split(|byte| *byte == 0).skip(1);
            (texts.next()? == b"application/rdf+xml").then_some((id, Content::Xmp))
        }
        _ => None,
    }
}

/// Where the bytes of items can be.
struct Store<'a> {
    file: &'a [u8],
    inside: &'a [u8],
}

/// The bytes of one item, out of the item location box (ISO/IEC 14496-12 §8.11.3).
fn locate<'a>(locations: &[u8], wanted: u32, store: &Store<'a>) -> Option<Cow<'a, [u8]>> {
    let mut reader = Reader { data: locations, at: 4 };
    let version = *locations.first()?;
    let sizes = reader.sized(2)?;
    let nibble = |shift: u64| (sizes >> shift & 0xf) as usize;
    let (offset_size, length_size, base_size) = (nibble(12), nibble(8), nibble(4));
    let index_size = if version == 0 { 0 } else { nibble(0) };
    let id_size = if version < 2 { 2 } else { 4 };
    let count = reader.sized(id_size)?;
    for _ in 0..count.min(ITEMS as u64) {
        let id = reader.sized(id_size)?;
        let method = if version == 0 { 0 } else { reader.sized(2)? & 0xf };
        reader.sized(2)?;
        let base = reader.sized(base_size)?;
        let extents = reader.sized(2)?;
        if id != u64::from(wanted) {
            reader.at += extents as usize * (index_size + offset_size + length_size);
            continue;
        }
        let source = match method {
            0 => store.file,
            1 => store.inside,
            _ => return None,
        };
        let mut parts: Vec<&'a [u8]> = Vec::new();
        for _ in 0..extents.min(EXTENTS) {
            reader.sized(index_size)?;
            let start = usize::try_from(base.checked_add(reader.sized(offset_size)?)?).ok()?;
            let length = usize::try_from(reader.sized(length_size)?).ok()?;
            // No length means the rest of the source.
            let length = if length == 0 { source.len().checked_sub(start)? } else { length };
            parts.push(bytes::slice(source, start, length)?);
        }
        return match parts[..] {
            [part] => Some(Cow::Borrowed(part)),
            _ if parts.iter().map(|part| part.len()).sum::<usize>() > ASSEMBLED => None,
            _ => Some(Cow::Owned(parts.concat())),
        };
    }
    None
}

struct Reader<'a> {
    data: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn sized(&mut self, size: usize) -> Option<u64> {
        let number = bytes::be_sized(self.data, self.at, size)?;
        self.at += size;
        Some(number)
    }
}
