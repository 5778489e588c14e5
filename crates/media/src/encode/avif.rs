//! AVIF through libavif and libaom.
#![allow(unsafe_code)] // bindings to a C library

use std::ptr::NonNull;

use libavif_sys as ffi;

use super::{Chroma, Effort, EncodeOptions, Kept};
use crate::{
    error::MediaError,
    format::OutputFormat,
    pixels::{Layout, Pixels},
};

const LONGEST_SIDE: u32 = 65_536;

/// Writes RGB or RGBA pixels.
pub(super) fn encode(pixels: &Pixels, options: &EncodeOptions, kept: &Kept) -> Result<Vec<u8>, MediaError> {
    super::check_side(OutputFormat::Avif, pixels, LONGEST_SIDE)?;
    let image = Image::from_pixels(pixels, options.chroma, kept)?;
    let encoder = Encoder::new(options)?;
    let mut out = Output(ffi::avifRWData { data: std::ptr::null_mut(), size: 0 });
    // SAFETY: encoder and image are alive, and `out` is the library's own empty value.
    check(unsafe { ffi::avifEncoderWrite(encoder.0.as_ptr(), image.0.as_ptr(), &raw mut out.0) })?;
    if out.0.data.is_null() {
        return Err(MediaError::Io("AVIF encoder: no output".to_owned()));
    }
    // SAFETY: the library says that `data` points to `size` bytes; they live until `out` is dropped.
    Ok(unsafe { std::slice::from_raw_parts(out.0.data, out.0.size) }.to_vec())
}

struct Image(NonNull<ffi::avifImage>);

impl Image {
    fn from_pixels(pixels: &Pixels, chroma: Chroma, kept: &Kept) -> Result<Self, MediaError> {
        let (format, channels) = match pixels.layout {
            Layout::Rgb => (ffi::AVIF_RGB_FORMAT_RGB, 3),
            Layout::Rgba => (ffi::AVIF_RGB_FORMAT_RGBA, 4),
            other => return Err(MediaError::Io(format!("{other:?} cannot be written as AVIF"))),
        };
        let samples = pixels.u8s()?;
        let sampling = if chroma == Chroma::Half {
            ffi::AVIF_PIXEL_FORMAT_YUV420
        } else {
            ffi::AVIF_PIXEL_FORMAT_YUV444
        };
        // SAFETY: plain numbers in, an owned image or null out.
        let raw = unsafe { ffi::avifImageCreate(pixels.width, pixels.height, 8, sampling) };
        let image =
            Image(NonNull::new(raw).ok_or_else(|| MediaError::Io("AVIF encoder: out of memory".to_owned()))?);
        let mut rgb = ffi::avifRGBImage::default();
        // SAFETY: the image was just made and nothing else refers to it. The copies that the library takes of profile, EXIF
        // and pixels end with the calls; `Pixels` holds exactly `height` rows of `rowBytes` bytes, which are only read.
        unsafe {
            let raw = image.0.as_ptr();
            (*raw).yuvRange = ffi::AVIF_RANGE_FULL;
            (*raw).matrixCoefficients = ffi::AVIF_MATRIX_COEFFICIENTS_BT601 as ffi::avifMatrixCoefficients;
            if let Some(profile) = &kept.icc {
                check(ffi::avifImageSetProfileICC(raw, profile.as_ptr(), profile.len()))?;
            } else {
                (*raw).colorPrimaries = ffi::AVIF_COLOR_PRIMARIES_BT709 as ffi::avifColorPrimaries;
                (*raw).transferCharacteristics =
                    ffi::AVIF_TRANSFER_CHARACTERISTICS_SRGB as ffi::avifTransferCharacteristics;
            }
            if let Some(exif) = &kept.exif {
                check(ffi::avifImageSetMetadataExif(raw, exif.as_ptr(), exif.len()))?;
            }
            ffi::avifRGBImageSetDefaults(&raw mut rgb, raw);
            rgb.depth = 8;
            rgb.format = format;
            rgb.maxThreads = 1;
            rgb.rowBytes = pixels.width * channels;
            rgb.pixels = samples.as_ptr().cast_mut();
            check(ffi::avifImageRGBToYUV(raw, &raw const rgb))?;
        }
        Ok(image)
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        // SAFETY: made by `avifImageCreate`, destroyed once.
        unsafe { ffi::avifImageDestroy(self.0.as_ptr()) }
    }
}

struct Encoder(NonNull<ffi::avifEncoder>);

impl Encoder {
    fn new(options: &EncodeOptions) -> Result<Self, MediaError> {
        // SAFETY: no arguments, an owned encoder or null out.
        let raw = unsafe { ffi::avifEncoderCreate() };
        let encoder = Encoder(
            NonNull::new(raw).ok_or_else(|| MediaError::Io("AVIF encoder: out of memory".to_owned()))?,
        );
        let level = match options.effort {
            Effort::Usual => 0,
            Effort::Level(level) => i32::from(level.min(10)),
        };
        // SAFETY: the encoder was just made and nothing else refers to it.
        unsafe {
            let raw = encoder.0.as_ptr();
            (*raw).maxThreads = 1;
            (*raw).speed = 10 - level;
            (*raw).quality = i32::from(options.quality.min(100));
            (*raw).qualityAlpha = i32::from(options.quality.min(100));
        }
        Ok(encoder)
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: made by `avifEncoderCreate`, destroyed once.
        unsafe { ffi::avifEncoderDestroy(self.0.as_ptr()) }
    }
}

struct Output(ffi::avifRWData);

impl Drop for Output {
    fn drop(&mut self) {
        // SAFETY: empty, or filled by the library; freed once.
        unsafe { ffi::avifRWDataFree(&raw mut self.0) }
    }
}

fn check(result: ffi::avifResult) -> Result<(), MediaError> {
    if result == ffi::AVIF_RESULT_OK {
        return Ok(());
    }
    // SAFETY: the library returns a constant text for every code.
    let text = unsafe { std::ffi::CStr::from_ptr(ffi::avifResultToString(result)) };
    Err(MediaError::Io(format!("AVIF encoder: {}", text.to_string_lossy())))
}
