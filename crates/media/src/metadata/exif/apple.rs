//! The one maker note that matters beyond its maker: Apple's, for what pairs a still with its film.

use super::{
    super::{
        tags::Tags,
        tiff::{Tiff, values},
    },
    find,
};

/// After the name and version, two letters of byte order, then a directory whose offsets count from the note's start.
const HEADER: &[u8] = b"Apple iOS\0\0\x01";

/// Puts the content identifier (tag 0x0011) into `tags` if the maker note is Apple's and has one.
pub(super) fn read(note: &[u8], tags: &mut Tags) {
    let Some(rest) = note.strip_prefix(HEADER) else { return };
    let tiff = Tiff::without_header(note, rest.starts_with(b"II"), HEADER.len() as u64 + 2);
    let entries = tiff.main().map(|directory| values(&tiff, &directory)).unwrap_or_default();
    if let Some(identifier) = find(&entries, 0x0011).filter(|entry| entry.is_text()) {
        tags.put("ContentIdentifier", identifier.text());
    }
}
