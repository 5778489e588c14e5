//! Camera RAW: which dialect a file speaks, and where its embedded JPEG lies.
//!
//! Cameras store a developed JPEG beside the sensor data, mostly in full size. Showing it costs what any JPEG costs, and
//! looks as the photographer saw it on the camera. The sensor data itself is not developed here.

use super::{
    Preview, boxes,
    cursor::Cursor,
    jpeg,
    tiff::{Directory, Tiff, tag},
};
use crate::{format::Format, ops::Orientation};

/// What a RAW container says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Headers {
    /// The developed size, pixels; 0 when only the preview tells.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bit_depth: u8,
    pub(crate) orientation: Option<Orientation>,
    pub(crate) preview: Option<Preview>,
}

/// A preview of at least this size is shown; smaller ones only when nothing larger is found.
const WANTED: (u32, u32) = (800, 600);

/// Colour filter array: the pixels of a sensor.
const PHOTOMETRIC_CFA: u64 = 32803;
const PHOTOMETRIC_LINEAR_RAW: u64 = 34892;

/// The RAW dialect of a TIFF file, `None` for a plain TIFF.
///
/// Decided by the DNG tag, else by sensor data and the maker's name; the extension settles what is left.
pub(crate) fn dialect(tiff: &Tiff<'_>, promised: Option<Format>) -> Option<Format> {
    let directories = tiff.all();
    let main = directories.first()?;
    if main.get(tag::DNG_VERSION).is_some() {
        return Some(Format::Dng);
    }
    let sensor = directories.iter().any(has_sensor_data);
    let make = main.get(tag::MAKE).map(|entry| entry.text().to_ascii_uppercase()).unwrap_or_default();
    let promised = promised.filter(|format| format.is_raw());
    if !sensor && promised.is_none() {
        return None;
    }
    let by_make = [
        ("NIKON", Format::Nef),
        ("SONY", Format::Arw),
        ("PENTAX", Format::Pef),
        ("RICOH", Format::Pef),
        ("SAMSUNG", Format::Srw),
        ("CANON", Format::Cr2),
        ("OLYMPUS", Format::Orf),
        ("OM DIGITAL", Format::Orf),
        ("LEICA", Format::Rwl),
        ("PANASONIC", Format::Rw2),
    ];
    let known = by_make.iter().find(|(name, _)| make.starts_with(name)).map(|(_, format)| *format);
    known.or(promised)
}

fn has_sensor_data(directory: &Directory<'_>) -> bool {
    let photometric = directory.number(tag::PHOTOMETRIC);
    let compression = directory.number(tag::COMPRESSION);
    matches!(photometric, Some(PHOTOMETRIC_CFA | PHOTOMETRIC_LINEAR_RAW))
        // Sony, Samsung, Nikon and Pentax compressions, which hold nothing but sensor data.
        || matches!(compression, Some(32767 | 32770 | 34713 | 65535))
}

/// Reads a TIFF-based RAW file.
pub(crate) fn tiff_based(data: &[u8], tiff: &Tiff<'_>) -> Headers {
    let directories = tiff.all();
    let mut headers = Headers {
        orientation: directories
            .first()
            .and_then(|main| main.number(tag::ORIENTATION))
            .map(|value| Orientation::from_exif(u32::try_from(value).unwrap_or(0))),
        ..Headers::default()
    };
    for directory in directories.iter().filter(|directory| has_sensor_data(directory)) {
        let crop = directory.get(tag::DEFAULT_CROP_SIZE).map(|entry| entry.numbers(2)).unwrap_or_default();
        let side = |value: Option<u64>| value.and_then(|value| u32::try_from(value).ok()).unwrap_or(0);
        let (width, height) = match crop[..] {
            [width, height] => (side(Some(width)), side(Some(height))),
            _ => (side(directory.number(tag::IMAGE_WIDTH)), side(directory.number(tag::IMAGE_LENGTH))),
        };
        if u64::from(width) * u64::from(height) > u64::from(headers.width) * u64::from(headers.height) {
            (headers.width, headers.height) = (width, height);
            headers.bit_depth =
                directory.number(tag::BITS_PER_SAMPLE).and_then(|bits| u8::try_from(bits).ok()).unwrap_or(16);
        }
    }
    headers.preview =
        choose(directories.iter().flat_map(embedded).filter_map(|(at, length)| look(data, at, length)))
            .filter(is_large)
            .or_else(|| scan(data));
    headers
}

/// The byte ranges of a directory that may hold a JPEG.
fn embedded(directory: &Directory<'_>) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    if let (Some(at), Some(length)) = (directory.number(tag::JPEG_OFFSET), directory.number(tag::JPEG_LENGTH))
    {
        found.push((at, length));
    }
    if let (Some(offsets), Some(lengths)) =
        (directory.get(tag::STRIP_OFFSETS), directory.get(tag::STRIP_BYTE_COUNTS))
        && let ([at], [length]) = (&offsets.numbers(2)[..], &lengths.numbers(2)[..])
    {
        found.push((*at, *length));
    }
    if let Some(entry) = directory.get(tag::JPG_FROM_RAW) {
        found.push((entry.offset, entry.bytes()));
    }
    found
}

/// Fujifilm RAF: a fixed header names the JPEG, which carries the orientation itself.
pub(crate) fn raf(data: &[u8]) -> Headers {
    let mut cursor = Cursor::big(data).at(84);
    let named = cursor.u32().zip(cursor.u32());
    let preview = named.and_then(|(at, length)| look(data, u64::from(at), u64::from(length)));
    from_preview(data, preview.or_else(|| scan(data)))
}

/// Canon CR3: an ISO media file whose first track is a full-size JPEG.
pub(crate) fn cr3(data: &[u8]) -> Headers {
    let Some(moov) = boxes::descend(data, &[b"moov"]) else { return from_preview(data, scan(data)) };
    let candidates = boxes::boxes(moov).filter(|track| &track.kind == b"trak").filter_map(|track| {
        let table = boxes::descend(track.content, &[b"mdia", b"minf", b"stbl"])?;
        let sizes = Cursor::big(boxes::descend(table, &[b"stsz"])?);
        let length = match sizes.at(4).u32()? {
            0 => sizes.at(12).u32()?,
            fixed => fixed,
        };
        let at = match boxes::descend(table, &[b"co64"]) {
            Some(offsets) => Cursor::big(offsets).at(8).u64()?,
            None => u64::from(Cursor::big(boxes::descend(table, &[b"stco"])?).at(8).u32()?),
        };
        look(data, at, u64::from(length))
    });
    let mut headers = from_preview(data, choose(candidates).or_else(|| scan(data)));
    // The first metadata block of Canon's box is a TIFF directory with the orientation.
    let metadata = boxes::boxes(moov)
        .filter(|b| &b.kind == b"uuid")
        .filter_map(|b| boxes::descend(b.content.get(16..)?, &[b"CMT1"]))
        .find_map(super::tiff::orientation);
    headers.orientation = metadata.or(headers.orientation);
    headers
}

/// Formats whose directories are not read (MRW, X3F): the largest JPEG found by looking through the bytes.
pub(crate) fn scanned(data: &[u8]) -> Headers {
    from_preview(data, scan(data))
}

fn from_preview(data: &[u8], preview: Option<Preview>) -> Headers {
    let mut headers = Headers { preview, ..Headers::default() };
    if let Some(preview) = preview {
        (headers.width, headers.height) = (preview.width, preview.height);
        headers.orientation =
            preview.bytes(data).and_then(|jpeg| jpeg::headers(jpeg, 100)).and_then(|h| h.orientation);
    }
    headers
}

/// Whether a JPEG starts at `at`, and how large its picture is.
fn look(data: &[u8], at: u64, length: u64) -> Option<Preview> {
    let start = usize::try_from(at).ok()?;
    let end = start.checked_add(usize::try_from(length).ok()?)?.min(data.len());
    let headers = jpeg::headers(data.get(start..end)?, 100)?;
    Some(Preview { offset: at, length: (end - start) as u64, width: headers.width, height: headers.height })
}

/// The largest preview by area.
fn choose(candidates: impl Iterator<Item = Preview>) -> Option<Preview> {
    candidates.max_by_key(|preview| u64::from(preview.width) * u64::from(preview.height))
}

fn is_large(preview: &Preview) -> bool {
    let (long, short) = (preview.width.max(preview.height), preview.width.min(preview.height));
    long >= WANTED.0 && short >= WANTED.1
}

/// JPEGs of one file that are looked at while scanning. Maker notes hide previews in places of their own, after
/// one or two thumbnails.
const MOST_SCANNED: usize = 32;

/// Looks for pictures by their first bytes. The length of each is found by walking it to its end.
fn scan(data: &[u8]) -> Option<Preview> {
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(next) = memchr::memmem::find(&data[position..], b"\xff\xd8\xff") {
        let start = position + next;
        position = start + 3;
        if let Some(headers) = jpeg::headers(&data[start..], 100).filter(|headers| !headers.truncated) {
            found.push(Preview {
                offset: start as u64,
                length: headers.length as u64,
                width: headers.width,
                height: headers.height,
            });
            position = start + headers.length;
        }
        if found.len() >= MOST_SCANNED {
            break;
        }
    }
    choose(found.into_iter())
}

impl Preview {
    /// The JPEG itself, as far as the file reaches.
    pub fn bytes<'a>(&self, file: &'a [u8]) -> Option<&'a [u8]> {
        let start = usize::try_from(self.offset).ok()?;
        let end = start.checked_add(usize::try_from(self.length).ok()?)?.min(file.len());
        file.get(start..end)
    }
}
