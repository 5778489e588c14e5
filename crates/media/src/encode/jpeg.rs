//! JPEG through mozjpeg, which is libjpeg-turbo with more patience where patience is asked for.

use std::panic::{self, AssertUnwindSafe};

use mozjpeg::{ColorSpace, Compress, Marker};

use super::{Chroma, Effort, EncodeOptions, Kept};
use crate::{
    error::MediaError,
    format::OutputFormat,
    pixels::{Layout, Pixels},
};

const LONGEST_SIDE: u32 = 65_500;
/// A marker's length has 16 bits and counts itself.
const LONGEST_MARKER: usize = 65_533;
/// Of a colour profile, which needs 14 bytes of every marker for itself. 255 parts are the most there can be.
const LONGEST_PROFILE_PART: usize = LONGEST_MARKER - 14;

/// Which of the encoder's ways an effort stands for.
struct Way {
    patient: bool,
    tables: bool,
}

impl From<Effort> for Way {
    fn from(effort: Effort) -> Self {
        match effort {
            Effort::Usual => Way { patient: false, tables: true },
            Effort::Level(level) => Way { patient: level >= 8, tables: level >= 3 },
        }
    }
}

/// Writes grey or RGB pixels, or four inks.
pub(super) fn encode(pixels: &Pixels, options: &EncodeOptions, kept: &Kept) -> Result<Vec<u8>, MediaError> {
    super::check_side(OutputFormat::Jpeg, pixels, LONGEST_SIDE)?;
    let samples = pixels.u8s()?;
    let colour = match pixels.layout {
        Layout::Grey => ColorSpace::JCS_GRAYSCALE,
        Layout::Rgb => ColorSpace::JCS_RGB,
        Layout::Cmyk => ColorSpace::JCS_CMYK,
        other => return Err(MediaError::Io(format!("{other:?} cannot be written as JPEG"))),
    };
    // Ink is stored as light, as Adobe's files have it and every reader expects.
    let light: Vec<u8>;
    let samples = if pixels.layout == Layout::Cmyk {
        light = samples.iter().map(|ink| u8::MAX - ink).collect();
        &light
    } else {
        samples
    };
    let way = Way::from(options.effort);
    let written = panic::catch_unwind(AssertUnwindSafe(|| {
        let mut encoder = Compress::new(colour);
        encoder.set_size(pixels.width as usize, pixels.height as usize);
        if !way.patient {
            encoder.set_fastest_defaults();
        }
        encoder.set_quality(f32::from(options.quality));
        encoder.set_optimize_coding(way.tables || way.patient);
        if pixels.layout == Layout::Rgb {
            let step = if options.chroma == Chroma::Half { 2 } else { 1 };
            encoder.set_chroma_sampling_pixel_sizes((step, step), (step, step));
        }
        // A quarter of a byte per pixel is usual at the qualities used here; growing from there is rare.
        let room = samples.len() / 12 + 4096;
        let mut started = encoder.start_compress(Vec::with_capacity(room))?;
        if let Some(exif) = &kept.exif
            && exif.len() + 6 <= LONGEST_MARKER
        {
            started.write_marker(Marker::APP(1), &[b"Exif\0\0", &exif[..]].concat());
        }
        if let Some(profile) = &kept.icc {
            // The crate's own function numbers the parts from 0; ICC.1 Annex B.4 wants them from 1.
            let parts = profile.chunks(LONGEST_PROFILE_PART);
            let total = u8::try_from(parts.len()).unwrap_or(0);
            for (number, part) in (1..=total).zip(parts) {
                let header = [&b"ICC_PROFILE\0"[..], &[number, total]].concat();
                started.write_marker(Marker::APP(2), &[&header, part].concat());
            }
        }
        started.write_scanlines(samples)?;
        started.finish()
    }));
    match written {
        Ok(result) => result.map_err(|error| MediaError::Io(error.to_string())),
        Err(reason) => Err(MediaError::Io(format!("JPEG encoder: {}", reason_of(&*reason)))),
    }
}

/// libjpeg reports its errors by unwinding with a text.
pub(crate) fn reason_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text =
        panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("unknown failure").trim_start_matches("libjpeg fatal error: ").to_owned()
}
