//! What a file is, by content, without decoding it.
//!
//! Everything here is safe Rust that allocates next to nothing: it runs before any limit could be checked, because it
//! finds the numbers that limits are checked against.

pub(crate) mod boxes;
pub(crate) mod cursor;
pub(crate) mod document;
pub(crate) mod heif;
pub(crate) mod jpeg;
mod jxl;
pub(crate) mod png;
mod raster;
mod raw;
mod sniff;
pub(crate) mod tiff;
pub(crate) mod webp;

use serde::{Deserialize, Serialize};

pub(crate) use raster::psd_resource;

use crate::{
    error::MediaError,
    format::{Format, Kind},
    limits::Limits,
    ops::Orientation,
};

/// What the headers of a file say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    /// The format, decided by content. The file name only settles ties between RAW dialects of TIFF.
    pub format: Format,
    /// Size of the file, bytes.
    pub bytes: u64,
    /// Width as stored, pixels. 0 for sound, and for films, whose tracks `ffprobe` describes.
    pub width: u32,
    /// Height as stored, pixels; see `width`.
    pub height: u32,
    /// How the stored pixels have to be turned to stand upright, whether the decoder does it or we do.
    pub orientation: Orientation,
    /// Frames or pages found; 1 for a still picture.
    pub frames: u32,
    /// Whether the frames are an animation (GIF, APNG, WebP, AVIF and JPEG XL sequences).
    pub animated: bool,
    /// Scans of a JPEG; 1 means baseline, 0 not a JPEG. Counting stops above the limit.
    pub scans: u32,
    /// Bits per channel.
    pub bit_depth: u8,
    /// Whether the format says that pixels can be transparent.
    pub alpha: bool,
    /// How the samples are to be read.
    pub colour: Colour,
    /// Embedded ICC profile as stored, bytes; 0 for none.
    pub profile_bytes: u64,
    /// What decoding in full would need, bytes; an estimate for admission, not a promise.
    pub decoded_bytes: u64,
    /// For camera RAW: the embedded JPEG that is shown in place of the undeveloped data.
    pub preview: Option<Preview>,
}

/// How the samples of a picture are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Luminance only.
    Grey,
    /// Red, green, blue, also when stored as Y′CbCr or as a palette.
    Rgb,
    /// Four inks.
    Cmyk,
    /// Not told by the headers, or no pixels at all.
    Unknown,
}

/// An embedded JPEG in a camera RAW file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Where it starts in the file, bytes.
    pub offset: u64,
    /// Its length, bytes.
    pub length: u64,
    /// Its own width, pixels.
    pub width: u32,
    /// Its own height, pixels.
    pub height: u32,
}

impl Probe {
    /// Width and height after [`Self::orientation`], pixels.
    pub fn upright(&self) -> (u32, u32) {
        self.orientation.size(self.width, self.height)
    }

    /// Whether there are pixels for [`crate::decode`] to decode.
    pub fn has_pixels(&self) -> bool {
        self.width > 0 && self.height > 0
    }

    fn new(format: Format, bytes: u64) -> Self {
        Probe {
            format,
            bytes,
            width: 0,
            height: 0,
            orientation: Orientation::Upright,
            frames: 1,
            animated: false,
            scans: 0,
            bit_depth: 8,
            alpha: false,
            colour: Colour::Rgb,
            profile_bytes: 0,
            decoded_bytes: 0,
            preview: None,
        }
    }

    /// Bytes of the decoder's output and, where it is known to be large, of its working memory.
    fn estimate(&self) -> u64 {
        let (width, height) = self.preview.map_or((self.width, self.height), |p| (p.width, p.height));
        let pixels = u64::from(width) * u64::from(height);
        let channels = match self.colour {
            Colour::Grey => 1,
            Colour::Cmyk => 4,
            Colour::Rgb | Colour::Unknown => 3,
        } + u64::from(self.alpha);
        let per_pixel = match self.format {
            // A progressive JPEG keeps every coefficient in 16 bits until its last scan, beside the output.
            Format::Jpeg if self.scans > 1 => channels * 3,
            // Planes of 32-bit floats, and the interleaved output made of them.
            Format::Jxl => channels * 4 + channels * 2,
            // 16-bit RGBA whatever was stored, beside the decoder's planes.
            Format::Heic | Format::Avif => 4 * 2 + 3 * 2,
            _ => channels * u64::from(self.bit_depth.max(8)).div_ceil(8),
        };
        pixels.saturating_mul(per_pixel)
    }
}

/// Recognises a whole file and reads its headers.
///
/// `file_name` is only asked where the content leaves a choice (see [`Probe::format`]). Fails with
/// [`MediaError::Unsupported`] when nothing is recognised, with [`MediaError::Corrupt`] when a recognised picture has
/// unreadable headers. Limits are not checked here: [`Limits::admit`] does that with the answer.
pub fn probe(data: &[u8], file_name: &str) -> Result<Probe, MediaError> {
    let format = recognise(data, file_name)?;
    let mut probe = Probe::new(format, data.len() as u64);
    match format.kind() {
        Kind::Video | Kind::Audio => probe.colour = Colour::Unknown,
        Kind::Photo | Kind::Document => {
            read_headers(data, &mut probe)?;
            probe.decoded_bytes = probe.estimate();
        }
    }
    Ok(probe)
}

/// Recognises a film, a sound or a document by the beginning of the file alone; 64 KiB are enough. `bytes` is the size of
/// the whole file.
///
/// For pictures the answer has the format only: their headers may lie anywhere, so [`probe`] wants the whole file.
pub fn probe_head(head: &[u8], file_name: &str, bytes: u64) -> Result<Probe, MediaError> {
    let format = recognise(head, file_name)?;
    Ok(Probe { colour: Colour::Unknown, ..Probe::new(format, bytes) })
}

fn recognise(data: &[u8], file_name: &str) -> Result<Format, MediaError> {
    if data.is_empty() {
        return Err(MediaError::corrupt("the file is empty"));
    }
    let promised = Format::from_file_name(file_name);
    sniff::sniff(data, promised).ok_or_else(|| match promised {
        Some(promised) => {
            MediaError::unsupported(format!("a file that is called {}, and is not one,", promised.name()))
        }
        None => MediaError::unsupported("an unknown kind of file"),
    })
}

fn read_headers(data: &[u8], probe: &mut Probe) -> Result<(), MediaError> {
    let format = probe.format;
    let headerless = || MediaError::corrupt(format!("no readable {} header", format.name()));
    match format {
        Format::Jpeg => {
            let headers = jpeg::headers(data, Limits::default().scans).ok_or_else(headerless)?;
            (probe.width, probe.height) = (headers.width, headers.height);
            probe.bit_depth = headers.bit_depth;
            probe.scans = headers.scans.max(1);
            probe.orientation = headers.orientation.unwrap_or_default();
            probe.profile_bytes = headers.profile_bytes;
            probe.colour = headers.colour();
        }
        Format::Png => {
            let headers = png::headers(data).ok_or_else(headerless)?;
            (probe.width, probe.height) = (headers.width, headers.height);
            probe.bit_depth = headers.bit_depth;
            probe.alpha = headers.transparency || matches!(headers.colour_type, 4 | 6);
            probe.colour = if matches!(headers.colour_type, 0 | 4) { Colour::Grey } else { Colour::Rgb };
            probe.frames = headers.frames;
            probe.animated = headers.frames > 1;
            probe.profile_bytes = headers.profile_bytes;
            probe.orientation = headers.orientation.unwrap_or_default();
        }
        Format::Webp => {
            let headers = webp::headers(data).ok_or_else(headerless)?;
            (probe.width, probe.height) = (headers.width, headers.height);
            probe.alpha = headers.alpha;
            probe.frames = headers.frames;
            probe.animated = headers.animated;
            probe.profile_bytes = headers.profile_bytes;
            probe.orientation = headers.orientation.unwrap_or_default();
        }
        Format::Gif | Format::Bmp | Format::Psd => {
            let headers = match format {
                Format::Gif => raster::gif(data),
                Format::Bmp => raster::bmp(data),
                _ => raster::psd(data),
            }
            .ok_or_else(headerless)?;
            (probe.width, probe.height) = (headers.width, headers.height);
            probe.bit_depth = headers.bit_depth;
            probe.alpha = headers.alpha;
            probe.colour = headers.colour;
            probe.frames = headers.frames;
            probe.animated = headers.frames > 1;
            probe.profile_bytes = headers.profile_bytes;
        }
        Format::Heic | Format::Avif => {
            let headers = heif::headers(data)?;
            // The brands of the file are a claim; the coding of the primary picture decides which decoder can help.
            probe.format = if headers.av1 { Format::Avif } else { Format::Heic };
            (probe.width, probe.height) = (headers.width, headers.height);
            probe.orientation = headers.orientation;
            probe.bit_depth = headers.bit_depth;
            probe.alpha = headers.alpha;
            probe.frames = headers.frames;
            probe.animated = headers.frames > 1;
            probe.profile_bytes = headers.profile_bytes;
        }
        Format::Jxl => {
            let headers = jxl::headers(data)?;
            (probe.width, probe.height) = (headers.width, headers.height);
            probe.orientation = headers.orientation;
            probe.bit_depth = headers.bit_depth;
            probe.alpha = headers.alpha;
            probe.colour = if headers.grey { Colour::Grey } else { Colour::Rgb };
            probe.animated = headers.animated;
            probe.profile_bytes = headers.profile_bytes;
        }
        Format::Tiff => read_tiff(data, probe).ok_or_else(headerless)?,
        Format::Svg => {
            (probe.width, probe.height) = document::svg_size(data)?;
            probe.alpha = true;
        }
        Format::Pdf => (probe.width, probe.height, probe.frames) = document::pdf(data)?,
        raw if raw.is_raw() => read_raw(data, probe),
        other => return Err(MediaError::unsupported(other.name())),
    }
    Ok(())
}

fn read_tiff(data: &[u8], probe: &mut Probe) -> Option<()> {
    use tiff::tag;
    let tiff = tiff::Tiff::parse(data)?;
    let pages = tiff.chain();
    let first = pages.first()?;
    let number = |tag| first.number(tag).and_then(|value| u32::try_from(value).ok());
    probe.width = number(tag::IMAGE_WIDTH)?;
    probe.height = number(tag::IMAGE_LENGTH)?;
    probe.orientation = Orientation::from_exif(number(tag::ORIENTATION).unwrap_or(1));
    probe.bit_depth = number(tag::BITS_PER_SAMPLE).and_then(|bits| u8::try_from(bits).ok()).unwrap_or(1);
    probe.colour = match number(tag::PHOTOMETRIC) {
        Some(0 | 1) => Colour::Grey,
        Some(2 | 3 | 6 | 8) => Colour::Rgb,
        Some(5) => Colour::Cmyk,
        _ => Colour::Unknown,
    };
    let plain = if probe.colour == Colour::Grey { 1 } else { 3 };
    probe.alpha = first.get(tag::EXTRA_SAMPLES).is_some()
        && probe.colour != Colour::Cmyk
        && number(tag::SAMPLES_PER_PIXEL).is_some_and(|samples| samples > plain);
    probe.profile_bytes = first.get(tag::ICC_PROFILE).map_or(0, tiff::Entry::bytes);
    // Reduced copies of a page are not pages.
    let is_page = |page: &&tiff::Directory<'_>| page.number(tag::NEW_SUBFILE_TYPE).unwrap_or(0) & 1 == 0;
    probe.frames = u32::try_from(pages.iter().filter(is_page).count()).unwrap_or(u32::MAX).max(1);
    Some(())
}

/// A RAW file without a readable preview is not an error here: it is recognised, and has metadata.
fn read_raw(data: &[u8], probe: &mut Probe) {
    let headers = match (probe.format, tiff::Tiff::parse(data)) {
        (Format::Raf, _) => raw::raf(data),
        (Format::Cr3, _) => raw::cr3(data),
        (_, Some(tiff)) => raw::tiff_based(data, &tiff),
        (_, None) => raw::scanned(data),
    };
    probe.preview = headers.preview;
    (probe.width, probe.height) = match (headers.width, headers.height, headers.preview) {
        (0, _, Some(preview)) | (_, 0, Some(preview)) => (preview.width, preview.height),
        (width, height, _) => (width, height),
    };
    probe.orientation = headers.orientation.unwrap_or_default();
    probe.bit_depth = headers.bit_depth.max(8);
}
