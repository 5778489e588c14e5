//! Values of TIFF directories: text, numbers with fractions, bytes.
//!
//! The directories themselves are read by [`crate::probe`]. Values stay in the file until asked for, and no pointer is
//! followed by itself: so a file cannot make us walk in circles, or hold the same megabytes under hundreds of tags.

use super::bytes;
use crate::probe::tiff::Entry;
pub(super) use crate::probe::tiff::{Directory, Tiff};

/// Most numbers read of one value.
const NUMBERS: usize = 4_096;
/// Most bytes read of one text.
const TEXT: usize = 64 << 10;

/// An entry of a directory whose value is there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a> {
    /// The tag.
    pub(super) tag: u16,
    kind: u16,
    /// The bytes of the value, in the order of the file.
    pub(super) bytes: &'a [u8],
    /// Whether the file stores numbers in Intel order.
    pub(super) little: bool,
}

/// The entries of a directory whose values are inside the file.
pub(super) fn values<'a>(tiff: &Tiff<'a>, directory: &Directory<'a>) -> Vec<Value<'a>> {
    let value = |entry: &Entry<'a>| {
        let bytes = entry.content()?;
        Some(Value { tag: entry.tag, kind: entry.kind, bytes, little: tiff.little })
    };
    directory.entries.iter().filter_map(value).collect()
}

impl<'a> Value<'a> {
    /// Whether the value is text by its type.
    pub(super) fn is_text(&self) -> bool {
        self.kind == ASCII
    }

    /// The start of the value, as much as may be text.
    pub(super) fn start(&self) -> &'a [u8] {
        &self.bytes[..self.bytes.len().min(TEXT)]
    }

    /// The value as text, up to its first NUL.
    pub(super) fn text(&self) -> String {
        bytes::text(bytes::before_nul(self.start()))
    }

    /// The value as numbers. Fractions with a zero denominator are not numbers and come out as NaN, so that the
    /// others keep their places.
    pub(super) fn numbers(&self) -> Vec<f64> {
        self.bytes.chunks_exact(self.size()).take(NUMBERS).map(|unit| self.number_in(unit)).collect()
    }

    /// The first number of the value, if there is one and it is finite.
    pub(super) fn number(&self) -> Option<f64> {
        let unit = self.bytes.get(..self.size())?;
        Some(self.number_in(unit)).filter(|number| number.is_finite())
    }

    /// The first number of the value as an unsigned integer.
    pub(super) fn unsigned(&self) -> Option<u32> {
        self.number()
            .filter(|number| (0.0..=f64::from(u32::MAX)).contains(number))
            .map(|number| number as u32)
    }

    fn size(&self) -> usize {
        match self.kind {
            SHORT | SIGNED_SHORT => 2,
            LONG | SIGNED_LONG | FLOAT | IFD => 4,
            RATIONAL | SIGNED_RATIONAL | DOUBLE | LONG8 | SIGNED_LONG8 | IFD8 => 8,
            _ => 1,
        }
    }

    fn number_in(&self, unit: &[u8]) -> f64 {
        let half = |at| {
            self.order(bytes::array(unit, at).unwrap_or_default(), u32::from_le_bytes, u32::from_be_bytes)
        };
        let short =
            || self.order(bytes::array(unit, 0).unwrap_or_default(), u16::from_le_bytes, u16::from_be_bytes);
        let long =
            || self.order(bytes::array(unit, 0).unwrap_or_default(), u64::from_le_bytes, u64::from_be_bytes);
        match self.kind {
            SHORT => short().into(),
            SIGNED_SHORT => short().cast_signed().into(),
            LONG | IFD => half(0).into(),
            SIGNED_LONG => half(0).cast_signed().into(),
            RATIONAL => fraction(half(0).into(), half(4).into()),
            SIGNED_RATIONAL => fraction(half(0).cast_signed().into(), half(4).cast_signed().into()),
            SIGNED_BYTE => unit[0].cast_signed().into(),
            FLOAT => f32::from_bits(half(0)).into(),
            DOUBLE => f64::from_bits(long()),
            LONG8 | IFD8 => long() as f64,
            SIGNED_LONG8 => long().cast_signed() as f64,
            _ => unit[0].into(),
        }
    }

    fn order<T, const N: usize>(&self, bytes: [u8; N], little: fn([u8; N]) -> T, big: fn([u8; N]) -> T) -> T {
        if self.little { little(bytes) } else { big(bytes) }
    }
}

// Types of TIFF 6.0 §2, and of BigTIFF from 16 on.
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
const LONG8: u16 = 16;
const SIGNED_LONG8: u16 = 17;
const IFD8: u16 = 18;

fn fraction(numerator: f64, denominator: f64) -> f64 {
    if denominator == 0.0 { f64::NAN } else { numerator / denominator }
}
