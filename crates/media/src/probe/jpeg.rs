//! JPEG headers (ITU-T T.81 Annex B).

use super::{Colour, cursor::Cursor, tiff};
use crate::ops::Orientation;

/// What the markers of a JPEG say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Headers {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bit_depth: u8,
    pub(crate) components: u8,
    pub(crate) progressive: bool,
    /// Start-of-scan markers of the picture, whether or not their data is whole.
    pub(crate) scans: u32,
    pub(crate) orientation: Option<Orientation>,
    pub(crate) profile_bytes: u64,
    /// Bytes up to and including the end-of-image marker; the whole slice when that is missing.
    pub(crate) length: usize,
    /// No end-of-image marker: the file was cut off.
    pub(crate) truncated: bool,
}

impl Headers {
    pub(crate) fn colour(&self) -> Colour {
        match self.components {
            1 => Colour::Grey,
            3 => Colour::Rgb,
            4 => Colour::Cmyk,
            _ => Colour::Unknown,
        }
    }
}

const START_OF_IMAGE: u8 = 0xd8;
const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;

/// Walks the markers of the picture that starts at the beginning of `data`. `None` when no frame header is found.
///
/// Stops counting scans at `most_scans` + 1, so that a hostile file is not walked to its end.
pub(crate) fn headers(data: &[u8], most_scans: u32) -> Option<Headers> {
    if !data.starts_with(&[0xff, START_OF_IMAGE]) {
        return None;
    }
    let mut headers = Headers { truncated: true, length: data.len(), ..Headers::default() };
    let mut cursor = Cursor::big(data).at(2);
    while let Some(marker) = next_marker(data, &mut cursor) {
        match marker {
            END_OF_IMAGE => {
                headers.truncated = false;
                headers.length = cursor.position();
                break;
            }
            START_OF_IMAGE | 0x01 | 0xd0..=0xd7 => continue, // no payload
            _ => {}
        }
        let Some(length) = cursor.u16() else { break };
        let payload = cursor.take_up_to(usize::from(length).saturating_sub(2));
        match marker {
            // Every start of frame but the tables between them (DHT c4, JPG c8, DAC cc).
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) && headers.components == 0 => {
                let mut frame = Cursor::big(payload);
                headers.bit_depth = frame.u8()?;
                headers.height = u32::from(frame.u16()?);
                headers.width = u32::from(frame.u16()?);
                headers.components = frame.u8()?;
                headers.progressive = matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce);
                if matches!(marker, 0xc3 | 0xc7 | 0xcb | 0xcf) {
                    return None; // lossless: the data of a RAW file, not a picture to show
                }
            }
            0xe1 if payload.starts_with(b"Exif\0\0") && headers.orientation.is_none() => {
                headers.orientation = tiff::orientation(payload);
            }
            0xe2 if payload.starts_with(b"ICC_PROFILE\0") => {
                headers.profile_bytes += (payload.len() as u64).saturating_sub(14);
            }
            START_OF_SCAN => {
                headers.scans += 1;
                if headers.scans > most_scans {
                    break;
                }
            }
            _ => {}
        }
    }
    (headers.width > 0 && headers.height > 0 && headers.components > 0).then_some(headers)
}

/// Moves behind the next marker and returns it, skipping entropy-coded data, stuffed zeros and fill bytes.
fn next_marker(data: &[u8], cursor: &mut Cursor<'_>) -> Option<u8> {
    loop {
        let rest = data.get(cursor.position()..)?;
        cursor.skip(memchr::memchr(0xff, rest)? + 1)?;
        let mut marker = cursor.u8()?;
        while marker == 0xff {
            marker = cursor.u8()?;
        }
        if marker != 0 {
            return Some(marker);
        }
    }
}

/// The parts of the ICC profile, put together in their numbered order. `None` without one, or when it is incomplete or
/// larger than `most` bytes.
pub(crate) fn icc_profile(data: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut parts: Vec<(u8, &[u8])> = Vec::new();
    let mut announced = 0;
    for (marker, payload) in segments(data) {
        let Some(part) = payload.strip_prefix(b"ICC_PROFILE\0").filter(|_| marker == 0xe2) else { continue };
        let [number, total, profile @ ..] = part else { continue };
        announced = usize::from(*total);
        parts.push((*number, profile));
    }
    parts.sort_by_key(|(number, _)| *number);
    // Numbered from 1 by the specification, from 0 by some writers.
    let first = parts.first().map_or(0, |(number, _)| *number);
    let complete = !parts.is_empty()
        && first <= 1
        && parts.len() == announced
        && parts.iter().enumerate().all(|(index, (number, _))| usize::from(number - first) == index);
    let size: u64 = parts.iter().map(|(_, part)| part.len() as u64).sum();
    (complete && size <= most).then(|| parts.iter().flat_map(|(_, part)| part.iter().copied()).collect())
}

/// The EXIF block, from its TIFF header on.
pub(crate) fn exif(data: &[u8]) -> Option<&[u8]> {
    segments(data).find_map(|(marker, payload)| payload.strip_prefix(b"Exif\0\0").filter(|_| marker == 0xe1))
}

/// Whether an Adobe marker is there. Adobe writes CMYK with inverted values.
pub(crate) fn has_adobe_marker(data: &[u8]) -> bool {
    segments(data).any(|(marker, payload)| marker == 0xee && payload.starts_with(b"Adobe"))
}

/// The marker segments before the first scan.
pub(crate) fn segments(data: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut cursor = Cursor::big(data).at(2);
    std::iter::from_fn(move || {
        loop {
            let marker = next_marker(data, &mut cursor)?;
            match marker {
                START_OF_SCAN | END_OF_IMAGE => return None,
                START_OF_IMAGE | 0x01 | 0xd0..=0xd7 => {}
                _ => {
                    let length = cursor.u16()?;
                    return Some((marker, cursor.take_up_to(usize::from(length).saturating_sub(2))));
                }
            }
        }
    })
}
