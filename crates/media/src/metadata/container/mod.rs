//! Where formats keep the blocks that describe a picture: EXIF, XMP, IPTC and plain text.
//!
//! One walker per container, each over a slice, each ending at the first thing that makes no sense and keeping what it
//! found until then.

pub(super) mod boxes;
mod heif;
mod jpeg;
mod photoshop;
mod png;
mod raw;
pub(super) mod riff;

use std::borrow::Cow;

use super::exif::First;
use crate::format::Format;

/// Most blocks of a kind taken from one file.
const BLOCKS: usize = 16;
/// Most bytes of a block that has to be put together or decompressed.
const ASSEMBLED: usize = 16 << 20;

/// The blocks found in a file, as they stand in it.
#[derive(Debug, Default)]
pub(super) struct Blocks<'a> {
    /// TIFF structures with EXIF, and the directory each starts with.
    pub(super) exif: Vec<(Cow<'a, [u8]>, First)>,
    /// XMP packets, the main one first.
    pub(super) xmp: Vec<Cow<'a, [u8]>>,
    /// Streams of IPTC records.
    pub(super) iptc: Vec<Cow<'a, [u8]>>,
    /// Plain texts by the name of the tag they belong to.
    pub(super) texts: Vec<(String, String)>,
    /// A film boxed inside the file: offset and length, bytes.
    pub(super) film: Option<(u64, u64)>,
}

impl<'a> Blocks<'a> {
    /// Walks the container of a picture.
    pub(super) fn find(data: &'a [u8], format: Format) -> Blocks<'a> {
        let mut blocks = Blocks::default();
        match format {
            Format::Jpeg => jpeg::walk(data, &mut blocks),
            Format::Png => png::walk(data, &mut blocks),
            Format::Webp => riff::webp(data, &mut blocks),
            Format::Heic | Format::Avif => heif::walk(data, &mut blocks),
            Format::Jxl => heif::jxl(data, &mut blocks),
            Format::Psd => photoshop::file(data, &mut blocks),
            Format::Cr3 => raw::cr3(data, &mut blocks),
            Format::Raf => raw::raf(data, &mut blocks),
            Format::Mrw => raw::mrw(data, &mut blocks),
            Format::Tiff
            | Format::Cr2
            | Format::Nef
            | Format::Arw
            | Format::Dng
            | Format::Orf
            | Format::Rw2
            | Format::Pef
            | Format::Srw
            | Format::Rwl => blocks.exif(data, First::Picture),
            // Nothing we know of stands in the others, or nobody has written a walker for it.
            _ => {}
        }
        blocks
    }

    /// Walks the JPEG that a RAW file carries for its metadata.
    pub(super) fn find_in_preview(data: &'a [u8]) -> Blocks<'a> {
        let mut blocks = Blocks::default();
        jpeg::walk(data, &mut blocks);
        blocks
    }

    /// Splits Photoshop's resources into the blocks they hold.
    pub(super) fn find_in_resources(data: &'a [u8]) -> Blocks<'a> {
        let mut blocks = Blocks::default();
        photoshop::resources(data, &mut blocks);
        blocks
    }

    fn exif(&mut self, data: impl Into<Cow<'a, [u8]>>, first: First) {
        if self.exif.len() < BLOCKS {
            self.exif.push((data.into(), first));
        }
    }

    fn xmp(&mut self, data: impl Into<Cow<'a, [u8]>>) {
        if self.xmp.len() < BLOCKS {
            self.xmp.push(data.into());
        }
    }

    fn iptc(&mut self, data: impl Into<Cow<'a, [u8]>>) {
        if self.iptc.len() < BLOCKS {
            self.iptc.push(data.into());
        }
    }

    fn text(&mut self, name: &str, text: String) {
        if self.texts.len() < 100 {
            self.texts.push((name.to_owned(), text));
        }
    }
}

/// An EXIF block as JPEG and WebP may write it, with the six bytes before the TIFF header or without.
fn without_exif_prefix(data: &[u8]) -> &[u8] {
    data.strip_prefix(b"Exif\0\0").unwrap_or(data)
}
