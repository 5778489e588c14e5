//! Image file directories: TIFF, EXIF blocks, and the camera RAW formats built on them.

use std::collections::HashSet;

use super::cursor::Cursor;
use crate::{limits::Limits, ops::Orientation};

/// Tags this crate looks at.
pub(crate) mod tag {
    pub(crate) const NEW_SUBFILE_TYPE: u16 = 254;
    pub(crate) const IMAGE_WIDTH: u16 = 256;
    pub(crate) const IMAGE_LENGTH: u16 = 257;
    pub(crate) const BITS_PER_SAMPLE: u16 = 258;
    pub(crate) const COMPRESSION: u16 = 259;
    pub(crate) const PHOTOMETRIC: u16 = 262;
    pub(crate) const MAKE: u16 = 271;
    pub(crate) const STRIP_OFFSETS: u16 = 273;
    pub(crate) const ORIENTATION: u16 = 274;
    pub(crate) const SAMPLES_PER_PIXEL: u16 = 277;
    pub(crate) const STRIP_BYTE_COUNTS: u16 = 279;
    pub(crate) const SUB_IFDS: u16 = 330;
    pub(crate) const EXTRA_SAMPLES: u16 = 338;
    pub(crate) const JPEG_OFFSET: u16 = 513;
    pub(crate) const JPEG_LENGTH: u16 = 514;
    /// Panasonic: the whole preview JPEG as the value.
    pub(crate) const JPG_FROM_RAW: u16 = 0x2e;
    pub(crate) const ICC_PROFILE: u16 = 34675;
    pub(crate) const EXIF_IFD: u16 = 34665;
    pub(crate) const PIXEL_X: u16 = 40962;
    pub(crate) const PIXEL_Y: u16 = 40963;
    pub(crate) const DNG_VERSION: u16 = 50706;
    pub(crate) const DEFAULT_CROP_SIZE: u16 = 50720;
}

/// One directory entry with its value located, not copied.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) tag: u16,
    pub(crate) kind: u16,
    pub(crate) count: u64,
    /// Where the value starts in the file.
    pub(crate) offset: u64,
    value: Cursor<'a>,
}

impl<'a> Entry<'a> {
    /// The bytes of the value as they stand in the file, if all are there.
    pub(crate) fn content(&self) -> Option<&'a [u8]> {
        { self.value }.take(usize::try_from(self.bytes()).ok()?)
    }

    /// Size of the value, bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.count.saturating_mul(width_of(self.kind))
    }

    /// The whole numbers of the value, at most `most` of them.
    pub(crate) fn numbers(&self, most: usize) -> Vec<u64> {
        let mut cursor = self.value;
        let count = usize::try_from(self.count).unwrap_or(usize::MAX).min(most);
        let read = |cursor: &mut Cursor<'_>| match self.kind {
            1 | 6 | 7 => cursor.u8().map(u64::from),
            3 | 8 => cursor.u16().map(u64::from),
            4 | 9 | 13 => cursor.u32().map(u64::from),
            5 | 10 => {
                let numerator = cursor.u32().map(u64::from)?;
                let denominator = cursor.u32().map(u64::from)?;
                numerator.checked_div(denominator)
            }
            16..=18 => cursor.u64(),
            _ => None,
        };
        std::iter::from_fn(|| read(&mut cursor)).take(count).collect()
    }

    pub(crate) fn number(&self) -> Option<u64> {
        self.numbers(1).first().copied()
    }

    /// Where and with which bytes a single number would be replaced; `None` for anything but one short or long number.
    pub(crate) fn replaced_by(&self, value: u32, little: bool) -> Option<(u64, Vec<u8>)> {
        let bytes = match (self.kind, self.count, little) {
            (3, 1, true) => u16::try_from(value).ok()?.to_le_bytes().to_vec(),
            (3, 1, false) => u16::try_from(value).ok()?.to_be_bytes().to_vec(),
            (4, 1, true) => value.to_le_bytes().to_vec(),
            (4, 1, false) => value.to_be_bytes().to_vec(),
            _ => return None,
        };
        Some((self.offset, bytes))
    }

    pub(crate) fn text(&self) -> String {
        let mut cursor = self.value;
        let bytes = cursor.take_up_to(usize::try_from(self.count).unwrap_or(0).min(256));
        String::from_utf8_lossy(bytes).trim_end_matches('\0').trim().to_owned()
    }
}

fn width_of(kind: u16) -> u64 {
    match kind {
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 | 16..=18 => 8,
        _ => 1,
    }
}

/// One directory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Directory<'a> {
    pub(crate) entries: Vec<Entry<'a>>,
}

impl<'a> Directory<'a> {
    pub(crate) fn get(&self, tag: u16) -> Option<&Entry<'a>> {
        self.entries.iter().find(|entry| entry.tag == tag)
    }

    pub(crate) fn number(&self, tag: u16) -> Option<u64> {
        self.get(tag).and_then(Entry::number)
    }
}

/// A TIFF header and the directories behind it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tiff<'a> {
    data: &'a [u8],
    pub(crate) little: bool,
    big_tiff: bool,
    first: u64,
}

/// Entries of one directory that are read. TIFF allows 65,535; real files have a few dozen.
const MOST_ENTRIES: u64 = 512;
/// Directories of one file that are visited.
const MOST_DIRECTORIES: usize = 256;

impl<'a> Tiff<'a> {
    /// Accepts classic TIFF, BigTIFF, and the headers of Olympus (`IIRO`, `IIRS`, `MMOR`) and Panasonic (`IIU\0`).
    pub(crate) fn parse(data: &'a [u8]) -> Option<Self> {
        let little = match data.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let mut cursor = if little { Cursor::little(data) } else { Cursor::big(data) }.at(2);
        let big_tiff = match cursor.u16()? {
            42 | 0x4f52 | 0x5352 | 0x55 => false,
            43 => true,
            _ => return None,
        };
        let first = if big_tiff {
            cursor.skip(4)?;
            cursor.u64()?
        } else {
            u64::from(cursor.u32()?)
        };
        Some(Tiff { data, little, big_tiff, first })
    }

    /// Directories without a header before them, as in maker notes.
    pub(crate) fn without_header(data: &'a [u8], little: bool, first: u64) -> Self {
        Tiff { data, little, big_tiff: false, first }
    }

    fn cursor(&self, offset: u64) -> Option<Cursor<'a>> {
        let cursor = if self.little { Cursor::little(self.data) } else { Cursor::big(self.data) };
        Some(cursor.at(usize::try_from(offset).ok()?))
    }

    /// Reads the directory at an offset, and the offset of the one that follows it (0 for none).
    fn read(&self, offset: u64) -> Option<(Directory<'a>, u64)> {
        let mut cursor = self.cursor(offset)?;
        let count = if self.big_tiff { cursor.u64()? } else { u64::from(cursor.u16()?) };
        let mut entries = Vec::new();
        for _ in 0..count.min(MOST_ENTRIES) {
            let tag = cursor.u16()?;
            let kind = cursor.u16()?;
            let count = if self.big_tiff { cursor.u64()? } else { u64::from(cursor.u32()?) };
            let inline = cursor.position() as u64;
            let room: u64 = if self.big_tiff { 8 } else { 4 };
            let pointer = if self.big_tiff { cursor.u64()? } else { u64::from(cursor.u32()?) };
            let fits = count.saturating_mul(width_of(kind)) <= room;
            let offset = if fits { inline } else { pointer };
            if let Some(value) = self.cursor(offset) {
                entries.push(Entry { tag, kind, count, offset, value });
            }
        }
        let next = if count > MOST_ENTRIES {
            0
        } else if self.big_tiff {
            cursor.u64().unwrap_or(0)
        } else {
            u64::from(cursor.u32().unwrap_or(0))
        };
        Some((Directory { entries }, next))
    }

    pub(crate) fn is_little(&self) -> bool {
        self.little
    }

    /// Where the first directory names the one that follows it, and the bytes that name none. Classic TIFF only.
    pub(crate) fn next_pointer(&self) -> Option<(u64, Vec<u8>)> {
        let count = self.cursor(self.first).filter(|_| !self.big_tiff)?.u16()?;
        Some((self.first + 2 + u64::from(count) * 12, vec![0; 4]))
    }

    /// The chain of directories: pages, or a picture and its thumbnail. Loops end it.
    pub(crate) fn chain(&self) -> Vec<Directory<'a>> {
        let mut seen = HashSet::new();
        let mut next = self.first;
        let mut chain = Vec::new();
        while next != 0 && chain.len() < MOST_DIRECTORIES && seen.insert(next) {
            let Some((directory, following)) = self.read(next) else { break };
            chain.push(directory);
            next = following;
        }
        chain
    }

    /// Every directory: the chain, and what hangs below it by `SubIFDs` and EXIF pointers, each once.
    pub(crate) fn all(&self) -> Vec<Directory<'a>> {
        let mut seen = HashSet::new();
        let mut all = self.chain();
        let deepest = Limits::default().nesting;
        let mut level = 0..all.len();
        for _ in 0..deepest {
            let start = all.len();
            for index in level {
                let pointers: Vec<u64> = [tag::SUB_IFDS, tag::EXIF_IFD]
                    .into_iter()
                    .filter_map(|tag| all[index].get(tag))
                    .flat_map(|entry| entry.numbers(16))
                    .collect();
                for offset in pointers {
                    if all.len() >= MOST_DIRECTORIES || !seen.insert(offset) {
                        continue;
                    }
                    if let Some((directory, _)) = self.read(offset) {
                        all.push(directory);
                    }
                }
            }
            level = start..all.len();
        }
        all
    }

    /// The first directory.
    pub(crate) fn main(&self) -> Option<Directory<'a>> {
        self.directory(self.first)
    }

    /// The directory at an offset that another one names. Whoever follows pointers bounds how far.
    pub(crate) fn directory(&self, offset: u64) -> Option<Directory<'a>> {
        self.read(offset).map(|(directory, _)| directory)
    }
}

/// The orientation in an EXIF block, with or without the `Exif\0\0` before it.
pub(crate) fn orientation(block: &[u8]) -> Option<Orientation> {
    let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    let value = Tiff::parse(block)?.main()?.number(tag::ORIENTATION)?;
    Some(Orientation::from_exif(u32::try_from(value).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn directories_that_point_at_each_other_are_read_once() {
        // Two entries-free directories: the first names the second as the next, the second names the first.
        let mut file = b"II*\0\x08\0\0\0".to_vec();
        file.extend(b"\0\0\x0e\0\0\0"); // at 8: no entries, next at 14
        file.extend(b"\0\0\x08\0\0\0"); // at 14: no entries, next at 8
        assert_eq!(Tiff::parse(&file).unwrap().chain().len(), 2);
    }

    #[test]
    fn an_entry_that_points_outside_the_file_has_no_numbers() {
        let mut file = b"MM\0*\0\0\0\x08".to_vec();
        file.extend(b"\0\x01\x01\x11\0\x04\xff\xff\xff\xff\x7f\xff\xff\xff\0\0\0\0");
        let directory = Tiff::parse(&file).unwrap().main().unwrap();
        assert_eq!(directory.get(tag::STRIP_OFFSETS).unwrap().numbers(1000), Vec::<u64>::new());
    }

    #[test]
    fn the_orientation_is_read_in_both_byte_orders() {
        let little = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0";
        assert_eq!(orientation(little), Some(Orientation::Rotated90));
        assert_eq!(orientation(big), Some(Orientation::Rotated270));
    }
}
