//! Pixels for whoever looks at a picture: models.

use crate::{
    decode::{self, Margin, Wanted},
    error::MediaError,
    format::Format,
    limits::Limits,
    ops,
    probe::{Colour, Probe},
};

/// A picture as it is looked at, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// Upright, sRGB, three bytes a pixel, rows without padding. What is transparent lies on white.
    pub rgb: Vec<u8>,
    /// Width of these pixels.
    pub width: u32,
    /// Height of these pixels.
    pub height: u32,
    /// What the file is and what it says of itself.
    pub about: About,
}

/// A file, as it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct About {
    /// By content.
    pub format: Format,
    /// Width of the whole upright picture, pixels.
    pub width: u32,
    /// Height of the whole upright picture, pixels.
    pub height: u32,
    /// Channels of a pixel of the file, transparency included.
    pub channels: u8,
    /// Size of the file, bytes.
    pub bytes: u64,
}

/// Decodes the picture of a file, made smaller where its longer side passes `longest` pixels; 0: as it is. Of an animation
/// the first frame. Equal bytes give equal pixels.
///
/// `probe` must be the answer for the same bytes.
///
/// # Errors
/// As decoding goes; limits are checked before anything is allocated.
pub fn look(data: &[u8], probe: &Probe, longest: u32, limits: &Limits) -> Result<Looked, MediaError> {
    limits.admit(probe)?;
    let stored = probe.preview.map_or((probe.width, probe.height), |preview| (preview.width, preview.height));
    let (width, height) = ops::fit_inside(stored.0, stored.1, longest, longest);
    // Models were trained on pictures that were made smaller in any way; a model does not see the difference that a finer
    // decode would make, and it would cost twice as much.
    let wanted = Wanted { width, height, margin: Margin::Quick };
    let decoded = decode::decode(data, probe, Some(wanted), limits)?;
    let (width, height) = ops::fit_inside(decoded.pixels.width, decoded.pixels.height, longest, longest);
    let pixels = ops::resized(decoded.pixels, width, height)?;
    let pixels = ops::turn(ops::to_srgb(pixels, &decoded.colour)?, decoded.orientation).into_u8();
    let pixels = ops::flatten(&pixels, [255; 3])?;
    let pixels = ops::to_colour(&pixels)?;
    let colours = match probe.colour {
        Colour::Grey => 1,
        Colour::Cmyk => 4,
        Colour::Rgb | Colour::Unknown => 3,
    };
    let (full_width, full_height) = decoded.orientation.size(stored.0, stored.1);
    Ok(Looked {
        width: pixels.width,
        height: pixels.height,
        rgb: pixels.u8s()?.to_vec(),
        about: About {
            format: probe.format,
            width: full_width,
            height: full_height,
            channels: colours + u8::from(probe.alpha),
            bytes: probe.bytes,
        },
    })
}

impl Looked {
    /// How much larger the whole picture is than these pixels: across, down.
    #[must_use]
    pub fn scale(&self) -> (f64, f64) {
        (
            f64::from(self.about.width) / f64::from(self.width),
            f64::from(self.about.height) / f64::from(self.height),
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::probe::probe;
    use crate::testing::tiny;

    const MEADOW: &[u8] = include_bytes!("../../../testdata/meadow.jpg");

    fn looked(bytes: &[u8], longest: u32) -> Looked {
        look(bytes, &probe(bytes, "").unwrap(), longest, &Limits::default()).unwrap()
    }

    #[test]
    fn a_large_picture_is_seen_small_and_knows_how_large_it_is() {
        let seen = looked(MEADOW, 320);
        assert_eq!((seen.width, seen.height, seen.rgb.len()), (320, 240, 320 * 240 * 3));
        assert_eq!((seen.about.width, seen.about.height, seen.about.channels), (1600, 1200, 3));
        assert_eq!(seen.scale(), (5.0, 5.0));
        assert_eq!(looked(MEADOW, 320), seen, "equal bytes give equal pixels");
        assert_eq!((looked(MEADOW, 0).width, looked(MEADOW, 5000).width), (1600, 1600));
    }

    #[test]
    fn every_format_is_three_bytes_a_pixel() {
        for name in ["tiny.png", "tiny.gif", "tiny.webp", "tiny.bmp", "tiny.tif", "cmyk.jpg", "animated.webp"]
        {
            let seen = looked(tiny::file(name), 64);
            assert_eq!(seen.rgb.len(), (seen.width * seen.height * 3) as usize, "{name}");
        }
    }
}
