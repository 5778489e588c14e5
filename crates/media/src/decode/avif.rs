//! AVIF through libavif and libaom.
#![allow(unsafe_code)] // bindings to a C library

use std::ptr::NonNull;

use libavif_sys as ffi;

use super::{Decoded, icc_or_srgb};
use crate::{
    error::MediaError,
    limits::Limits,
    ops::{self, ColourSpace},
    pixels::{Layout, Pixels},
    probe::Probe,
};

pub(super) fn decode(data: &[u8], probe: &Probe, limits: &Limits) -> Result<Decoded, MediaError> {
    let decoder = Decoder::open(data, limits)?;
    let image = decoder.image();
    limits.check_size(image.width, image.height)?;
    let pixels = read(image)?;
    let colour = colour_space(image, limits);
    let pixels = match clean_aperture(image) {
        Some((left, top, width, height)) => ops::crop(&pixels, left, top, width, height)?,
        None => pixels,
    };
    // The library reports rotation and mirroring and leaves them to its caller; the probe has read them too.
    Ok(Decoded { pixels, colour, orientation: probe.orientation, damaged: false })
}

/// An open decoder that has decoded its first frame.
struct Decoder<'a> {
    raw: NonNull<ffi::avifDecoder>,
    /// The library reads from these bytes as long as the decoder lives.
    _data: &'a [u8],
}

impl<'a> Decoder<'a> {
    fn open(data: &'a [u8], limits: &Limits) -> Result<Self, MediaError> {
        // SAFETY: no arguments, an owned decoder or null out.
        let raw = unsafe { ffi::avifDecoderCreate() };
        let raw =
            NonNull::new(raw).ok_or_else(|| MediaError::Io("AVIF decoder: out of memory".to_owned()))?;
        let decoder = Decoder { raw, _data: data };
        // SAFETY: the decoder was just made and nothing else refers to it; `data` outlives it, which `_data` makes sure of.
        unsafe {
            let raw = decoder.raw.as_ptr();
            (*raw).maxThreads = 1;
            (*raw).ignoreExif = 1;
            (*raw).ignoreXMP = 1;
            (*raw).imageSizeLimit =
                u32::try_from(limits.pixels).unwrap_or(u32::MAX).min(ffi::AVIF_DEFAULT_IMAGE_SIZE_LIMIT);
            (*raw).imageDimensionLimit = limits.side;
            (*raw).imageCountLimit = limits.frames;
            // Many encoders leave out boxes that a strict reading demands; every browser shows their files.
            (*raw).strictFlags = ffi::AVIF_STRICT_DISABLED;
            check(ffi::avifDecoderSetIOMemory(raw, data.as_ptr(), data.len()))?;
            check(ffi::avifDecoderParse(raw))?;
            check(ffi::avifDecoderNextImage(raw))?;
        }
        Ok(decoder)
    }

    fn image(&self) -> &ffi::avifImage {
        // SAFETY: after a successful `avifDecoderNextImage` the decoder owns a valid image until it is used again, which
        // needs `&mut`, or destroyed.
        unsafe { &*(*self.raw.as_ptr()).image }
    }
}

impl Drop for Decoder<'_> {
    fn drop(&mut self) {
        // SAFETY: made by `avifDecoderCreate`, destroyed once.
        unsafe { ffi::avifDecoderDestroy(self.raw.as_ptr()) }
    }
}

/// Converts the planes to RGB or RGBA, in 8 bits or stretched to 16.
fn read(image: &ffi::avifImage) -> Result<Pixels, MediaError> {
    let layout = if image.alphaPlane.is_null() { Layout::Rgb } else { Layout::Rgba };
    let length = image.width as usize * image.height as usize * layout.channels();
    if image.depth <= 8 {
        let mut samples = vec![0u8; length];
        convert(image, layout, 8, samples.as_mut_ptr())?;
        Pixels::from_u8(image.width, image.height, layout, samples)
    } else {
        let mut samples = vec![0u16; length];
        convert(image, layout, 16, samples.as_mut_ptr().cast())?;
        Pixels::from_u16(image.width, image.height, layout, samples)
    }
}

/// Writes `width` × `height` pixels of `layout` in 8 or 16 bits per sample to `out`, which must have room for them.
fn convert(image: &ffi::avifImage, layout: Layout, depth: u32, out: *mut u8) -> Result<(), MediaError> {
    let mut rgb = ffi::avifRGBImage::default();
    // SAFETY: `image` is valid; both callers above pass a buffer of exactly the size that is described here.
    unsafe {
        ffi::avifRGBImageSetDefaults(&raw mut rgb, image);
        rgb.depth = depth;
        rgb.format =
            if layout == Layout::Rgba { ffi::AVIF_RGB_FORMAT_RGBA } else { ffi::AVIF_RGB_FORMAT_RGB };
        rgb.maxThreads = 1;
        rgb.rowBytes = image.width * layout.channels() as u32 * (depth / 8);
        rgb.pixels = out;
        check(ffi::avifImageYUVToRGB(image, &raw mut rgb))
    }
}

fn colour_space(image: &ffi::avifImage, limits: &Limits) -> ColourSpace {
    if !image.icc.data.is_null() && image.icc.size as u64 <= limits.profile_bytes {
        // SAFETY: `data` points to `size` bytes that the image owns.
        let profile = unsafe { std::slice::from_raw_parts(image.icc.data, image.icc.size) };
        return icc_or_srgb(Some(profile.to_vec()));
    }
    ColourSpace::from_cicp(image.colorPrimaries, image.transferCharacteristics)
}

/// The rectangle to cut out, when the file asks for one and it makes sense.
fn clean_aperture(image: &ffi::avifImage) -> Option<(u32, u32, u32, u32)> {
    if image.transformFlags & ffi::AVIF_TRANSFORM_CLAP == 0 {
        return None;
    }
    let mut rectangle = ffi::avifCropRect { x: 0, y: 0, width: 0, height: 0 };
    let mut diagnostics = ffi::avifDiagnostics::default();
    // SAFETY: all pointers are to live values of the right types.
    let valid = unsafe {
        ffi::avifCropRectConvertCleanApertureBox(
            &raw mut rectangle,
            &raw const image.clap,
            image.width,
            image.height,
            image.yuvFormat,
            &raw mut diagnostics,
        )
    };
    (valid != 0).then_some((rectangle.x, rectangle.y, rectangle.width, rectangle.height))
}

fn check(result: ffi::avifResult) -> Result<(), MediaError> {
    if result == ffi::AVIF_RESULT_OK {
        return Ok(());
    }
    // SAFETY: the library returns a constant text for every code.
    let text = unsafe { std::ffi::CStr::from_ptr(ffi::avifResultToString(result)) };
    Err(MediaError::corrupt(format!("AVIF: {}", text.to_string_lossy())))
}
