//! What comes out: the formats a command can be asked for, more than the library writes.

use std::io::Cursor;

use image::{ExtendedColorType, codecs::bmp::BmpEncoder};
use serde::{Deserialize, Serialize};

use super::density;
use crate::{
    encode::{self, Chroma, Effort, EncodeOptions, Kept},
    error::MediaError,
    format::{Format, OutputFormat},
    ops,
    pixels::{Layout, Pixels},
};

/// A format a command writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the formats' own names
pub enum Export {
    Jpeg,
    Png,
    Gif,
    Webp,
    Avif,
    Bmp,
    Tiff,
    Ico,
}

impl Export {
    /// Every format.
    pub const ALL: [Export; 8] = [
        Export::Jpeg,
        Export::Png,
        Export::Gif,
        Export::Webp,
        Export::Avif,
        Export::Bmp,
        Export::Tiff,
        Export::Ico,
    ];

    /// By the name a request uses, in any case: `jpeg`, `jpg`, `png` …
    pub fn from_name(name: &str) -> Option<Export> {
        let name = name.trim().trim_start_matches('.').to_ascii_lowercase();
        let name = match name.as_str() {
            "jpg" | "jpe" => "jpeg",
            "tif" => "tiff",
            other => other,
        };
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The name a request uses.
    pub fn name(self) -> &'static str {
        match self {
            Export::Jpeg => "jpeg",
            Export::Png => "png",
            Export::Gif => "gif",
            Export::Webp => "webp",
            Export::Avif => "avif",
            Export::Bmp => "bmp",
            Export::Tiff => "tiff",
            Export::Ico => "ico",
        }
    }

    /// The extension of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Export::Jpeg => "jpg",
            other => other.name(),
        }
    }

    /// The media type it is served as.
    pub fn mime(self) -> &'static str {
        match self {
            Export::Jpeg => "image/jpeg",
            Export::Png => "image/png",
            Export::Gif => "image/gif",
            Export::Webp => "image/webp",
            Export::Avif => "image/avif",
            Export::Bmp => "image/bmp",
            Export::Tiff => "image/tiff",
            Export::Ico => "image/x-icon",
        }
    }

    /// Whether pictures in it can be transparent.
    pub fn has_alpha(self) -> bool {
        !matches!(self, Export::Jpeg | Export::Bmp)
    }

    /// What a picture of this format stays when nothing else is asked for: itself where we write it, else JPEG for
    /// photographs and PNG for the rest.
    pub(super) fn like(format: Format) -> Export {
        match format {
            Format::Jpeg => Export::Jpeg,
            Format::Png => Export::Png,
            Format::Gif => Export::Gif,
            Format::Webp => Export::Webp,
            Format::Avif => Export::Avif,
            Format::Bmp => Export::Bmp,
            Format::Tiff => Export::Tiff,
            Format::Svg | Format::Pdf | Format::Psd => Export::Png,
            _ => Export::Jpeg,
        }
    }
}

/// How a picture is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writing {
    pub(super) format: Export,
    pub(super) quality: Option<u8>,
    pub(super) smallest: bool,
    pub(super) lossless: bool,
    pub(super) background: [u8; 3],
    pub(super) keep_alpha: bool,
    pub(super) chroma: Chroma,
    /// Pixels per inch, across and down.
    pub(super) density: Option<(u16, u16)>,
}

impl Writing {
    pub(super) fn options(&self, format: OutputFormat) -> EncodeOptions {
        let usual = match format {
            OutputFormat::Jpeg => 90,
            OutputFormat::Avif => 63,
            OutputFormat::Png | OutputFormat::Webp | OutputFormat::Gif => 85,
        };
        EncodeOptions {
            format,
            quality: self.quality.unwrap_or(usual).clamp(1, 100),
            effort: if self.smallest { Effort::Level(9) } else { Effort::Level(3) },
            lossless: self.lossless,
            chroma: if self.quality.is_some_and(|quality| quality >= 92) {
                Chroma::Full
            } else {
                self.chroma
            },
        }
    }
}

/// Sides of the icons in a favicon, pixels.
const ICONS: [u32; 3] = [128, 64, 32];

/// Writes one picture.
pub(super) fn write(pixels: Pixels, how: &Writing) -> Result<Vec<u8>, MediaError> {
    let pixels = if pixels.layout != Layout::Cmyk && !how.format.has_alpha() {
        ops::flatten(&pixels, how.background)?.into_owned()
    } else if pixels.is_opaque() && !how.keep_alpha {
        pixels.without_alpha()
    } else {
        pixels
    };
    let plain = |format| encode::encode(&pixels, &how.options(format), &Kept::default());
    let bytes = match how.format {
        Export::Jpeg => plain(OutputFormat::Jpeg)?,
        Export::Png => plain(OutputFormat::Png)?,
        Export::Gif => plain(OutputFormat::Gif)?,
        Export::Webp => plain(OutputFormat::Webp)?,
        Export::Avif => plain(OutputFormat::Avif)?,
        Export::Bmp => bmp(&pixels)?,
        Export::Tiff => tiff(&pixels)?,
        Export::Ico => return icons(&pixels),
    };
    Ok(match how.density {
        Some(density) => density::set(bytes, how.format, density),
        None => bytes,
    })
}

fn bmp(pixels: &Pixels) -> Result<Vec<u8>, MediaError> {
    let pixels = ops::to_colour(pixels)?;
    let mut out = Vec::new();
    BmpEncoder::new(&mut out)
        .encode(pixels.u8s()?, pixels.width, pixels.height, ExtendedColorType::Rgb8)
        .map_err(|error| MediaError::Io(error.to_string()))?;
    Ok(out)
}

fn tiff(pixels: &Pixels) -> Result<Vec<u8>, MediaError> {
    use ::tiff::encoder::{Compression, TiffEncoder, colortype};
    let failed = |error: ::tiff::TiffError| MediaError::Io(error.to_string());
    let pixels = ops::to_colour(pixels)?;
    let mut out = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut out).map_err(failed)?.with_compression(Compression::Lzw);
    let (width, height, samples) = (pixels.width, pixels.height, pixels.u8s()?);
    if pixels.layout == Layout::Rgba {
        encoder.write_image::<colortype::RGBA8>(width, height, samples).map_err(failed)?;
    } else {
        encoder.write_image::<colortype::RGB8>(width, height, samples).map_err(failed)?;
    }
    Ok(out.into_inner())
}

/// An icon file with a PNG for each size, the picture centred in each.
fn icons(pixels: &Pixels) -> Result<Vec<u8>, MediaError> {
    let pixels = ops::to_colour(pixels)?.into_owned();
    let mut pictures = Vec::new();
    for side in ICONS {
        let (width, height) = ops::fit_inside(pixels.width, pixels.height, side, side);
        let icon = ops::pad(ops::resize(&pixels, width, height)?, side, side, None)?;
        let icon = ops::with_alpha(icon)?;
        let options = EncodeOptions {
            format: OutputFormat::Png,
            quality: 100,
            effort: Effort::Usual,
            lossless: true,
            chroma: Chroma::Full,
        };
        pictures.push((side, encode::encode(&icon, &options, &Kept::default())?));
    }
    // Reserved, kind 1 (icon), how many; then for each: sides, colours, reserved, planes, bits, length and place.
    let mut out = vec![0, 0, 1, 0, pictures.len() as u8, 0];
    let mut place = out.len() + 16 * pictures.len();
    for (side, picture) in &pictures {
        out.extend([*side as u8, *side as u8, 0, 0, 1, 0, 32, 0]);
        out.extend((picture.len() as u32).to_le_bytes());
        out.extend((place as u32).to_le_bytes());
        place += picture.len();
    }
    out.extend(pictures.into_iter().flat_map(|(_, picture)| picture));
    Ok(out)
}
