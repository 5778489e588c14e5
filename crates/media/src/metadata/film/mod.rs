//! Films: what stands in the headers of their containers.
//!
//! A film can be larger than memory, so these readers seek: they load the headers, each within a bound, and step over
//! the pictures.

mod avi;
mod codes;
mod matroska;
mod mp4;
pub(super) mod text;

use std::io::{Read, Seek, SeekFrom};

use super::tags::Tags;
use crate::format::Format;

/// A reader that can be stepped through. Made for [`Source`]; every `Read + Seek` is one.
pub(super) trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// A file of which only pieces are read. What cannot be read is not there.
pub(super) struct Source<'r> {
    reader: &'r mut dyn ReadSeek,
    pub(super) len: u64,
}

impl<'r> Source<'r> {
    pub(super) fn new(reader: &'r mut dyn ReadSeek) -> std::io::Result<Self> {
        let len = reader.seek(SeekFrom::End(0))?;
        Ok(Source { reader, len })
    }

    /// Up to `len` bytes at `at`, fewer at the end of the file.
    fn read_at(&mut self, at: u64, len: u64) -> Option<Vec<u8>> {
        let len = len.min(self.len.checked_sub(at)?);
        self.reader.seek(SeekFrom::Start(at)).ok()?;
        let mut bytes = Vec::with_capacity(usize::try_from(len).ok()?);
        (&mut self.reader).take(len).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }
}

/// What the headers of a film told, beyond the tags.
#[derive(Debug, Default)]
pub(super) struct Film {
    /// Coded size of the first video track, pixels.
    pub(super) size: Option<(u32, u32)>,
    /// Playing time, seconds.
    pub(super) duration: Option<f64>,
    /// Degrees north and east, not yet checked.
    pub(super) place: Option<(f64, f64)>,
    /// An XMP packet.
    pub(super) xmp: Option<Vec<u8>>,
}

/// Reads the headers of a film. Containers without a reader here tell nothing; `ffprobe` knows them.
pub(super) fn read(source: &mut Source<'_>, format: Format, tags: &mut Tags) -> Film {
    let mut film = Film::default();
    match format {
        Format::Mp4 | Format::Mov | Format::M4v | Format::ThreeGp | Format::M4a => {
            mp4::read(source, &mut film, tags);
        }
        Format::Mkv | Format::Webm => matroska::read(source, &mut film, tags),
        Format::Avi => avi::read(source, &mut film, tags),
        _ => {}
    }
    if let Some(seconds) = film.duration {
        tags.put("Duration", text::duration(seconds));
    }
    film
}
