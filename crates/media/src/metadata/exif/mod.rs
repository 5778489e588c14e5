//! EXIF: what the camera wrote.
//!
//! Directory 0 describes the picture and names up to three others: capture, place, and further pictures. Each
//! is read once; see [`super::tiff`] for why nothing here can walk in circles.

mod apple;
mod names;
mod place;
mod print;

use self::names::{CAPTURE, Name, PICTURE, PLACE};
use super::{
    tags::Tags,
    tiff::{Tiff, Value as Entry, values},
};

/// What an EXIF block told, beyond the tags.
#[derive(Debug, Default)]
pub(super) struct Exif<'a> {
    /// Degrees north and east, not yet checked.
    pub(super) place: Option<(f64, f64)>,
    /// 1 to 8.
    pub(super) orientation: Option<u8>,
    /// Width and height of the largest full picture among the directories, as stored.
    pub(super) size: Option<(u32, u32)>,
    /// An XMP packet inside the structure (TIFF tag 700).
    pub(super) xmp: Option<&'a [u8]>,
    /// IPTC records inside the structure.
    pub(super) iptc: Option<&'a [u8]>,
    /// Photoshop's resources inside the structure.
    pub(super) photoshop: Option<&'a [u8]>,
    /// A JPEG with EXIF of its own (Panasonic RAW).
    pub(super) preview: Option<&'a [u8]>,
}

/// Which directory an otherwise bare TIFF structure starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    /// The usual: directory 0, which names the others.
    Picture,
    /// The capture directory by itself, as in CR3.
    Capture,
    /// The GPS directory by itself, as in CR3.
    Place,
}

/// Reads a TIFF structure into `tags`. `None` when it is not one.
pub(super) fn read<'a>(data: &'a [u8], first: First, tags: &mut Tags) -> Option<Exif<'a>> {
    let tiff = Tiff::parse(data)?;
    let mut exif = Exif::default();
    let entries = tiff.main().map(|directory| values(&tiff, &directory)).unwrap_or_default();
    match first {
        First::Picture => picture(&tiff, &entries, &mut exif, tags),
        First::Capture => capture(&entries, tags),
        First::Place => exif.place = place(&entries, tags),
    }
    Some(exif)
}

const EXIF_DIRECTORY: u16 = 0x8769;
const GPS_DIRECTORY: u16 = 0x8825;
const SUB_DIRECTORIES: u16 = 0x014a;

fn picture<'a>(tiff: &Tiff<'a>, entries: &[Entry<'a>], exif: &mut Exif<'a>, tags: &mut Tags) {
    let directory = |offset: f64| tiff.directory(offset as u64).map(|directory| values(tiff, &directory));
    let pointed = |tag: u16| find(entries, tag).and_then(Entry::number).and_then(directory);
    show(entries, PICTURE, tags);
    exif.orientation = find(entries, 0x0112)
        .and_then(Entry::unsigned)
        .and_then(|n| u8::try_from(n).ok())
        .filter(|n| (1..=8).contains(n));
    exif.xmp = find(entries, 700).map(|entry| entry.bytes);
    exif.iptc = find(entries, 0x83bb).map(|entry| entry.bytes);
    exif.photoshop = find(entries, 0x8649).map(|entry| entry.bytes);
    exif.preview = find(entries, 0x002e).map(|entry| entry.bytes);
    if let Some(entries) = pointed(EXIF_DIRECTORY) {
        capture(&entries, tags);
    }
    if let Some(entries) = pointed(GPS_DIRECTORY) {
        exif.place = place(&entries, tags);
    }
    // Panasonic keeps the ISO speed in directory 0.
    if let Some(iso) = find(entries, 0x0017).and_then(Entry::unsigned).filter(|_| exif.preview.is_some()) {
        tags.put("ISO", iso);
    }
    exif.size = largest(tiff, entries);
}

fn capture(entries: &[Entry<'_>], tags: &mut Tags) {
    show(entries, CAPTURE, tags);
    sub_seconds(tags);
    if let Some(note) = find(entries, 0x927c) {
        apple::read(note.bytes, tags);
    }
}

fn place(entries: &[Entry<'_>], tags: &mut Tags) -> Option<(f64, f64)> {
    show(entries, PLACE, tags);
    place::read(entries, tags)
}

/// Directory 0 of NEF and DNG is a thumbnail; the picture is one of the sub-directories. The kind of a directory
/// (tag 254) is 0 for the full picture; where nobody says so, directory 0 is it.
fn largest(tiff: &Tiff<'_>, entries: &[Entry<'_>]) -> Option<(u32, u32)> {
    let subs = find(entries, SUB_DIRECTORIES).map(Entry::numbers).unwrap_or_default();
    let directory = |offset: f64| tiff.directory(offset as u64).map(|directory| values(tiff, &directory));
    let subs = subs.into_iter().take(8).filter(|offset| offset.is_finite()).filter_map(directory);
    let full = |entries: &[Entry<'_>]| find(entries, 0x00fe).and_then(Entry::unsigned) == Some(0);
    let size = |entries: &[Entry<'_>]| {
        let side = |tag: u16| find(entries, tag).and_then(Entry::unsigned).filter(|side| *side > 0);
        Some((side(0x0100)?, side(0x0101)?))
    };
    let full_subs = subs.filter(|sub| full(sub)).filter_map(|sub| size(&sub));
    full_subs.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height)).or_else(|| size(entries))
}

fn show(entries: &[Entry<'_>], names: &[Name], tags: &mut Tags) {
    for entry in entries {
        if let Ok(at) = names.binary_search_by_key(&entry.tag, |name| name.0)
            && let Some(value) = names[at].2.show(entry)
        {
            tags.put(names[at].1, value);
        }
    }
}

/// The times with their fractions and zones in one text, as exiftool composes them.
fn sub_seconds(tags: &mut Tags) {
    for (composed, time, fraction, zone) in [
        ("SubSecDateTimeOriginal", "DateTimeOriginal", "SubSecTimeOriginal", "OffsetTimeOriginal"),
        ("SubSecCreateDate", "CreateDate", "SubSecTimeDigitized", "OffsetTimeDigitized"),
        ("SubSecModifyDate", "ModifyDate", "SubSecTime", "OffsetTime"),
    ] {
        let fraction = tags.text(fraction).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
        let zone = tags.text(zone);
        if let Some(time) =
            tags.text(time).filter(|time| time.len() == 19 && (fraction.is_some() || zone.is_some()))
        {
            let fraction = fraction.map(|digits| format!(".{digits}")).unwrap_or_default();
            tags.put(composed, format!("{time}{fraction}{}", zone.unwrap_or_default()));
        }
    }
}

fn find<'e, 'a>(entries: &'e [Entry<'a>], tag: u16) -> Option<&'e Entry<'a>> {
    entries.iter().find(|entry| entry.tag == tag)
}
