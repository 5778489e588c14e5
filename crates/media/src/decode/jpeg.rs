//! JPEG through mozjpeg, scaled down while decoding.

use std::panic::{self, AssertUnwindSafe};

use mozjpeg::{ColorSpace, Decompress};

use super::{Decoded, Margin, Wanted, icc_or_srgb};
use crate::{
    encode::reason_of,
    error::MediaError,
    limits::Limits,
    ops::Orientation,
    pixels::{Layout, Pixels, Samples},
    probe::{Probe, jpeg as headers},
};

/// Scales in eighths that are worth having: libjpeg-turbo has vector code for these and no others, so that 5/8 costs nearly
/// as much as 8/8 (measured: 1/8 0.46, 2/8 0.50, 4/8 0.55, 5/8 0.83, 6/8 0.97, 7/8 1.19, 8/8 1.00).
const SCALES: [u8; 4] = [1, 2, 4, 8];
/// See [`Margin`].
const FINE: f64 = 1.7;
/// How far [`Margin::Quick`] may fall short.
const SHORT: f64 = 0.95;

pub(super) fn decode(
    data: &[u8],
    probe: &Probe,
    wanted: Option<Wanted>,
    limits: &Limits,
) -> Result<Decoded, MediaError> {
    picture(data, probe.orientation, wanted, limits)
}

/// Decodes the JPEG that a camera RAW file carries.
pub(super) fn decode_preview(
    data: &[u8],
    probe: &Probe,
    wanted: Option<Wanted>,
    limits: &Limits,
) -> Result<Decoded, MediaError> {
    let preview = probe.preview.ok_or_else(|| super::no_pixels(probe.format))?;
    let jpeg = preview.bytes(data).ok_or_else(|| MediaError::corrupt("the preview lies outside the file"))?;
    picture(jpeg, probe.orientation, wanted, limits)
}

fn picture(
    data: &[u8],
    orientation: Orientation,
    wanted: Option<Wanted>,
    limits: &Limits,
) -> Result<Decoded, MediaError> {
    let found =
        headers::headers(data, limits.scans).ok_or_else(|| MediaError::corrupt("no readable JPEG header"))?;
    limits.check_size(found.width, found.height)?;
    Limits::check("scans", u64::from(found.scans), u64::from(limits.scans))?;
    let scale = wanted.map_or(8, |wanted| scale(found.width, found.height, wanted));
    let output = match found.components {
        1 => (ColorSpace::JCS_GRAYSCALE, Layout::Grey),
        3 => (ColorSpace::JCS_RGB, Layout::Rgb),
        4 => (ColorSpace::JCS_CMYK, Layout::Cmyk),
        count => return Err(MediaError::unsupported(format!("a JPEG of {count} components"))),
    };
    let mut pixels = decompress(data, scale, output)?;
    if output.1 == Layout::Cmyk && headers::has_adobe_marker(data) {
        pixels = invert(pixels);
    }
    let colour = icc_or_srgb(headers::icc_profile(data, limits.profile_bytes));
    Ok(Decoded { pixels, colour, orientation, damaged: found.truncated })
}

/// The scale, in eighths, to decode with.
fn scale(width: u32, height: u32, wanted: Wanted) -> u8 {
    let reaches = |eighths: u8, factor: f64| {
        let side = |stored: u32| f64::from((stored * u32::from(eighths)).div_ceil(8));
        side(width) >= f64::from(wanted.width) * factor && side(height) >= f64::from(wanted.height) * factor
    };
    let fine = SCALES.into_iter().find(|eighths| reaches(*eighths, FINE)).unwrap_or(8);
    if fine == 8 && wanted.margin == Margin::Quick && reaches(4, SHORT) { 4 } else { fine }
}

fn decompress(data: &[u8], scale: u8, (colour, layout): (ColorSpace, Layout)) -> Result<Pixels, MediaError> {
    // libjpeg reports errors by unwinding, and a missing end of file only as a warning: the rest stays grey.
    let decoded = panic::catch_unwind(AssertUnwindSafe(|| {
        let mut decoder = Decompress::new_mem(data)?;
        decoder.scale(scale);
        let mut started = decoder.to_colorspace(colour)?;
        let size = (started.width(), started.height());
        let samples = started.read_scanlines::<u8>()?;
        Ok::<_, std::io::Error>((size, samples))
    }));
    let ((width, height), samples) = match decoded {
        Ok(result) => result.map_err(|error| MediaError::corrupt(error.to_string()))?,
        Err(reason) => return Err(MediaError::corrupt(reason_of(&*reason))),
    };
    Pixels::from_u8(width as u32, height as u32, layout, samples)
}

/// Adobe stores how much light each ink leaves instead of how much ink there is.
pub(super) fn invert(mut pixels: Pixels) -> Pixels {
    match &mut pixels.samples {
        Samples::U8(samples) => samples.iter_mut().for_each(|sample| *sample = !*sample),
        Samples::U16(samples) => samples.iter_mut().for_each(|sample| *sample = !*sample),
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(side: u32, wanted: u32, margin: Margin) -> u8 {
        scale(side, side, Wanted { width: wanted, height: wanted, margin })
    }

    #[test]
    fn the_smallest_scale_with_enough_margin_is_chosen() {
        assert_eq!(chosen(4000, 400, Margin::Fine), 2);
        assert_eq!(chosen(4000, 250, Margin::Fine), 1);
        assert_eq!(chosen(4000, 1100, Margin::Fine), 4);
        assert_eq!(chosen(4000, 1920, Margin::Fine), 8);
        assert_eq!(chosen(300, 300, Margin::Fine), 8);
    }

    #[test]
    fn a_quick_decode_takes_half_of_the_pixels_rather_than_all_of_them() {
        assert_eq!(chosen(4000, 2048, Margin::Quick), 4, "2000 is near enough to 2048");
        assert_eq!(chosen(6000, 2048, Margin::Quick), 4);
        assert_eq!(chosen(8064, 2048, Margin::Quick), 4);
        assert_eq!(chosen(3000, 2048, Margin::Quick), 8, "1500 is not");
    }
}
