//! What files say about themselves: when, where and with what they were made, and what people wrote about them.
//!
//! [`read`] is a pure function over bytes that nobody trusts; it runs in a sandboxed child and answers for every input.
//! It goes in three steps: walk the container to the blocks of metadata ([`container`], [`film`], [`sound`]), read the
//! blocks into one list of tags under exiftool's names ([`exif`], [`iptc`], [`xmp`]), and derive the typed fields from
//! that list by the library's documented rules ([`facts`]). Where two sources name the same tag, the one read first wins:
//! EXIF, IPTC, XMP, plain text, sidecar. A sidecar's title, description, rating and keywords go before the file's own,
//! because a person wrote them there later.
//!
//! The readers of TIFF, boxes and Matroska are our own. They hold no copy of the file, follow no pointer twice, and step over
//! films of any length; of the libraries tried for these, each lacked a part of that or of the tags.

mod bytes;
mod complete;
mod container;
mod exif;
mod facts;
mod film;
mod iptc;
mod motion;
mod record;
mod sound;
mod tags;
mod tiff;
mod xmp;

use std::io::{Cursor, Read, Seek, SeekFrom};

use serde_json::Value;

pub use self::record::{CaptureTime, FaceRegion, Gps, Metadata, Motion};
use self::{
    container::Blocks,
    exif::{Exif, First},
    film::{ReadSeek, Source},
    tags::Tags,
    xmp::Xmp,
};
use crate::format::{Format, Kind};

/// What is known of a file before it is read.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What it is, by content.
    pub format: Format,
    /// Its name. Only the extension counts, and only for whether it is camera RAW.
    pub file_name: &'a str,
    /// The XMP sidecar that lies beside it.
    pub sidecar: Option<&'a [u8]>,
    /// Width and height of the upright picture, if the pixels have been measured. What tags say is not always true.
    pub upright: Option<(u32, u32)>,
}

/// Reads the metadata of a file that is in memory. Answers for every input: what makes no sense is left out.
pub fn read(bytes: &[u8], about: &About<'_>) -> Metadata {
    match about.format.kind() {
        Kind::Photo | Kind::Document => picture(bytes, about),
        Kind::Video | Kind::Audio => timed(&mut Cursor::new(bytes), about),
    }
}

/// Reads the metadata of a file that may be larger than memory. Of videos and sound only the headers are read;
/// a picture is loaded, up to `limit` bytes.
///
/// # Errors
///
/// When a picture cannot be read from the file. Videos and sound tell in [`Metadata::notes`] what could not be read.
pub fn read_stream(
    reader: &mut (impl Read + Seek),
    about: &About<'_>,
    limit: u64,
) -> std::io::Result<Metadata> {
    if matches!(about.format.kind(), Kind::Video | Kind::Audio) {
        return Ok(timed(reader, about));
    }
    let mut bytes = Vec::new();
    reader.seek(SeekFrom::Start(0))?;
    reader.take(limit).read_to_end(&mut bytes)?;
    Ok(picture(&bytes, about))
}

/// Everything gathered from one file, in the order of rank.
#[derive(Default)]
struct Gathered {
    tags: Tags,
    place: Option<(f64, f64)>,
    orientation: Option<u8>,
    size: Option<(u32, u32)>,
    packets: Vec<Xmp>,
    sidecar: Option<Xmp>,
    notes: Vec<String>,
}

fn picture(bytes: &[u8], about: &About<'_>) -> Metadata {
    let mut all = Gathered::start(about);
    if about.format == Format::Webp && bytes.get(12..16) == Some(b"VP8X".as_slice()) {
        // The name exiftool has for a WebP that can carry metadata.
        all.tags.replace("FileType", "Extended WEBP");
    }
    let blocks = Blocks::find(bytes, about.format);
    let boxed_film = blocks.film;
    all.take(&blocks, 0);
    all.finish(about, &blocks.texts);

    let turned = all.orientation.is_some_and(|orientation| orientation >= 5);
    let turn = |(width, height)| if turned { (height, width) } else { (width, height) };
    let upright = about.upright.or(all.size.map(turn));
    if let Some((width, height)) = upright.map(turn) {
        all.tags.replace("ImageWidth", width);
        all.tags.replace("ImageHeight", height);
        all.tags.put("ImageSize", format!("{width}x{height}"));
        all.tags.put_number("Megapixels", (f64::from(width) * f64::from(height) / 1e3).round() / 1e3);
    }
    let mut metadata = Metadata::empty(about.format.kind());
    let known = facts::photo::Known {
        upright,
        gps: all.place.and_then(|(latitude, longitude)| facts::place::gps(latitude, longitude)),
        description: all.sidecar.as_ref().and_then(Xmp::description),
        is_raw: promises_raw(about.file_name),
    };
    facts::photo::derive(&all.tags, known, &mut metadata);
    metadata.motion = motion::find(bytes, all.packets.iter().find_map(Xmp::motion), boxed_film);
    all.into(metadata)
}

fn timed(reader: &mut dyn ReadSeek, about: &About<'_>) -> Metadata {
    let mut all = Gathered::start(about);
    let mut metadata = Metadata::empty(about.format.kind());
    let mut size = None;
    match Source::new(reader) {
        Ok(mut source) => {
            let film = film::read(&mut source, about.format, &mut all.tags);
            (metadata.duration, all.place, size) = (film.duration, film.place, film.size);
            all.packets.extend(film.xmp.as_deref().and_then(Xmp::read));
        }
        Err(error) => all.notes.push(format!("the file cannot be read: {error}")),
    }
    if metadata.kind == Kind::Audio {
        match sound::read(reader, about.format, &mut all.tags) {
            Ok(duration) => metadata.duration = duration.or(metadata.duration),
            Err(error) => all.notes.push(format!("no sound tags: {error}")),
        }
    }
    all.finish(about, &[]);
    if metadata.kind == Kind::Audio {
        facts::audio::derive(&all.tags, this_year(), &mut metadata);
    } else {
        let gps = all.place.and_then(|(latitude, longitude)| facts::place::gps(latitude, longitude));
        let description = all.sidecar.as_ref().and_then(Xmp::description);
        facts::video::derive(&all.tags, size, gps, description, &mut metadata);
    }
    all.into(metadata)
}

impl Gathered {
    fn start(about: &About<'_>) -> Self {
        let mut all = Gathered::default();
        let extension = about.format.extensions()[0];
        let kind = match about.format {
            Format::Jpeg => "JPEG".to_owned(),
            _ => extension.to_uppercase(),
        };
        all.tags.put("FileType", kind);
        all.tags.put("FileTypeExtension", extension);
        all.tags.put("MIMEType", about.format.mime());
        all
    }

    /// Reads the blocks of a container, and those inside them: a TIFF structure may carry XMP, IPTC, and a whole JPEG.
    fn take(&mut self, blocks: &Blocks<'_>, depth: usize) {
        for (data, first) in &blocks.exif {
            match exif::read(data, *first, &mut self.tags) {
                Some(exif) => self.take_exif(&exif, *first, depth),
                None => self.notes.push("an EXIF block that is none".to_owned()),
            }
        }
        for records in &blocks.iptc {
            iptc::read(records, &mut self.tags);
        }
        for packet in &blocks.xmp {
            self.take_packet(packet);
        }
    }

    fn take_exif(&mut self, exif: &Exif<'_>, first: First, depth: usize) {
        self.place = self.place.or(exif.place);
        if first == First::Picture {
            self.orientation = self.orientation.or(exif.orientation);
            self.size = self.size.or(exif.size);
        }
        // Nothing nests deeper than a TIFF structure in a JPEG in a TIFF structure.
        if depth < 2 {
            if let Some(preview) = exif.preview {
                self.take(&Blocks::find_in_preview(preview), depth + 1);
            }
            if let Some(resources) = exif.photoshop {
                self.take(&Blocks::find_in_resources(resources), depth + 1);
            }
        }
        if let Some(records) = exif.iptc {
            iptc::read(records, &mut self.tags);
        }
        if let Some(packet) = exif.xmp {
            self.take_packet(packet);
        }
    }

    fn take_packet(&mut self, packet: &[u8]) {
        match Xmp::read(packet) {
            Some(xmp) => self.packets.push(xmp),
            None => self.notes.push("an XMP packet without properties".to_owned()),
        }
    }

    /// Adds what ranks last: XMP, once all of it is known, plain texts, and the sidecar.
    fn finish(&mut self, about: &About<'_>, texts: &[(String, String)]) {
        for packet in &self.packets {
            xmp::show(packet, &mut self.tags);
        }
        for (name, text) in texts {
            self.tags.put(name, text.as_str());
        }
        let Some(bytes) = about.sidecar else { return };
        self.sidecar = Xmp::read(bytes);
        match &self.sidecar {
            Some(sidecar) => {
                xmp::override_with(sidecar, &mut self.tags);
                xmp::show(sidecar, &mut self.tags);
            }
            None => self.notes.push("a sidecar without properties".to_owned()),
        }
    }

    /// Adds what photos, videos and sound have in common.
    fn into(self, mut metadata: Metadata) -> Metadata {
        let Gathered { tags, packets, sidecar, notes, .. } = self;
        let in_order = || sidecar.iter().chain(&packets);
        metadata.title = in_order()
            .find_map(Xmp::title)
            .or_else(|| ["ObjectName", "XPTitle", "Title"].iter().find_map(|name| tags.text(name)))
            .and_then(|title| tags::one_line(&title));
        let stars =
            |text: String| tags::leading_number(&text).filter(|n| (1.0..=5.0).contains(n)).map(|n| n as u8);
        metadata.rating = match in_order().find_map(Xmp::rating) {
            Some(rating) => rating,
            None => tags.text("Rating").and_then(stars),
        };
        metadata.tags = keywords(sidecar.as_ref(), &packets, &tags);
        metadata.faces = in_order().map(Xmp::faces).find(|faces| !faces.is_empty()).unwrap_or_default();
        metadata.projection = in_order().find_map(Xmp::projection);
        metadata.raw = tags.into_map();
        metadata.notes = notes;
        metadata.notes.truncate(20);
        metadata
    }
}

/// The sidecar's keywords if it has any, else all the file's own, no two alike.
fn keywords(sidecar: Option<&Xmp>, packets: &[Xmp], tags: &Tags) -> Vec<String> {
    let beside = sidecar.map(Xmp::tags).unwrap_or_default();
    let all = if beside.is_empty() {
        let windows = tags.text("XPKeywords").unwrap_or_default();
        let windows = windows.split(';').map(str::to_owned);
        packets.iter().flat_map(Xmp::tags).chain(tags.list("Keywords")).chain(windows).collect()
    } else {
        beside
    };
    let mut unique: Vec<String> = Vec::new();
    for keyword in all.iter().filter_map(|keyword| tags::one_line(keyword)) {
        if unique.len() < 500 && !unique.contains(&keyword) {
            unique.push(keyword);
        }
    }
    unique
}

fn promises_raw(file_name: &str) -> bool {
    Format::from_file_name(file_name).is_some_and(Format::is_raw)
}

fn this_year() -> i32 {
    time::UtcDateTime::now().year()
}

impl Metadata {
    /// Nothing known but the kind.
    pub fn empty(kind: Kind) -> Self {
        Metadata {
            kind,
            taken: None,
            width: None,
            height: None,
            duration: None,
            camera_make: None,
            camera_model: None,
            lens_model: None,
            gps: None,
            title: None,
            description: None,
            rating: None,
            tags: Vec::new(),
            content_identifier: None,
            is_raw: false,
            motion: None,
            faces: Vec::new(),
            projection: None,
            specific: serde_json::Map::<String, Value>::new(),
            raw: serde_json::Map::<String, Value>::new(),
            notes: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
