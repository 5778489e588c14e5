//! Directories of a TIFF structure: the skeleton of EXIF blocks, TIFF files, most camera RAW and maker notes.
//!
//! Values stay in the file until asked for, and no pointer is followed by itself: whoever reads a directory names the
//! next one. So a file cannot make us walk in circles, or hold the same megabytes under sixty thousand tags. After
//! TIFF 6.0 §2, with the magic numbers that Olympus and Panasonic put in the place of 42.

use super::bytes;

/// Most entries read of one directory. Real ones have some hundred.
const ENTRIES: usize = 2_000;
/// Most numbers read of one value.
const NUMBERS: usize = 4_096;
/// Most bytes read of one text.
const TEXT: usize = 64 << 10;

/// A TIFF structure; offsets count from its first byte.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tiff<'a> {
    data: &'a [u8],
    little_endian: bool,
}

/// One entry of a directory, its value not yet read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    /// Its tag.
    pub(super) tag: u16,
    kind: u16,
    /// The bytes of the value, in the order of the file.
    pub(super) bytes: &'a [u8],
    little_endian: bool,
}

impl<'a> Tiff<'a> {
    /// Opens a structure by its header and names the offset of its first directory.
    pub(super) fn open(data: &'a [u8]) -> Option<(Self, u32)> {
        let little_endian = match data.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let tiff = Tiff { data, little_endian };
        // 42, Panasonic's 0x55, and Olympus's "RO" and "RS".
        if !matches!(tiff.u16(2)?, 42 | 0x55 | 0x4f52 | 0x5352) {
            return None;
        }
        Some((tiff, tiff.u32(4)?))
    }

    /// A structure without header, such as a maker note, in a known byte order.
    pub(super) fn bare(data: &'a [u8], little_endian: bool) -> Self {
        Tiff { data, little_endian }
    }

    /// The entries of the directory at `offset` whose values are inside the file; damaged ones are left out.
    pub(super) fn directory(&self, offset: u32) -> Vec<Entry<'a>> {
        let offset = offset as usize;
        let count = self.u16(offset).map_or(0, usize::from).min(ENTRIES);
        (0..count).filter_map(|position| self.entry(offset + 2 + 12 * position)).collect()
    }

    fn entry(&self, at: usize) -> Option<Entry<'a>> {
        let kind = self.u16(at + 2)?;
        let len = (self.u32(at + 4)? as usize).checked_mul(size_of_kind(kind)?)?;
        // A value of up to four bytes stands in the place of its own offset.
        let value_at = if len <= 4 { at + 8 } else { self.u32(at + 8)? as usize };
        let bytes = bytes::slice(self.data, value_at, len)?;
        Some(Entry { tag: self.u16(at)?, kind, bytes, little_endian: self.little_endian })
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let pair = bytes::array(self.data, at)?;
        Some(if self.little_endian { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let four = bytes::array(self.data, at)?;
        Some(if self.little_endian { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }
}

impl Entry<'_> {
    /// Whether the value is text by its type.
    pub(super) fn is_text(&self) -> bool {
        self.kind == ASCII
    }

    /// Whether the file stores numbers in Intel order.
    pub(super) fn little_endian(&self) -> bool {
        self.little_endian
    }

    /// The value as text, up to its first NUL or [`TEXT`] bytes.
    pub(super) fn text(&self) -> String {
        let bytes = &self.bytes[..self.bytes.len().min(TEXT)];
        bytes::text(bytes.split(|byte| *byte == 0).next().unwrap_or_default())
    }

    /// The value as numbers. Fractions with a zero denominator are not numbers and come out as NaN, so that the
    /// others keep their places.
    pub(super) fn numbers(&self) -> Vec<f64> {
        let size = size_of_kind(self.kind).unwrap_or(1);
        self.bytes.chunks_exact(size).take(NUMBERS).map(|unit| self.number_in(unit)).collect()
    }

    /// The first number of the value, if there is one and it is finite.
    pub(super) fn number(&self) -> Option<f64> {
        let unit = self.bytes.get(..size_of_kind(self.kind)?)?;
        Some(self.number_in(unit)).filter(|number| number.is_finite())
    }

    /// The first number of the value as an unsigned integer.
    pub(super) fn unsigned(&self) -> Option<u32> {
        self.number().filter(|number| (0.0..=f64::from(u32::MAX)).contains(number)).map(|number| number as u32)
    }

    fn number_in(&self, unit: &[u8]) -> f64 {
        let part = |at: usize| {
            let four = bytes::array(unit, at).unwrap_or_default();
            if self.little_endian { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }
        };
        let short = || {
            let pair = bytes::array(unit, 0).unwrap_or_default();
            if self.little_endian { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
        };
        let signed = |number: u32| f64::from(number.cast_signed());
        match self.kind {
            SHORT => f64::from(short()),
            SIGNED_SHORT => f64::from(short().cast_signed()),
            LONG | IFD => f64::from(part(0)),
            SIGNED_LONG => signed(part(0)),
            RATIONAL => fraction(f64::from(part(0)), f64::from(part(4))),
            SIGNED_RATIONAL => fraction(signed(part(0)), signed(part(4))),
            SIGNED_BYTE => f64::from(unit[0].cast_signed()),
            FLOAT => f64::from(f32::from_bits(part(0))),
            DOUBLE => {
                let (first, second) = (u64::from(part(0)), u64::from(part(4)));
                f64::from_bits(if self.little_endian { second << 32 | first } else { first << 32 | second })
            }
            _ => f64::from(unit[0]),
        }
    }
}

const ASCII: u16 = 2;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;
const SIGNED_BYTE: u16 = 6;
const SIGNED_SHORT: u16 = 8;
const SIGNED_LONG: u16 = 9;
const SIGNED_RATIONAL: u16 = 10;
const FLOAT: u16 = 11;
const DOUBLE: u16 = 12;
const IFD: u16 = 13;

fn size_of_kind(kind: u16) -> Option<usize> {
    match kind {
        1 | ASCII | SIGNED_BYTE | 7 => Some(1),
        SHORT | SIGNED_SHORT => Some(2),
        LONG | SIGNED_LONG | FLOAT | IFD => Some(4),
        RATIONAL | SIGNED_RATIONAL | DOUBLE => Some(8),
        _ => None,
    }
}

fn fraction(numerator: f64, denominator: f64) -> f64 {
    if denominator == 0.0 { f64::NAN } else { numerator / denominator }
}
