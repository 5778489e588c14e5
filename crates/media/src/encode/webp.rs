//! Still WebP through libwebp.
#![allow(unsafe_code)] // bindings to a C library

use libwebp_sys as ffi;

use super::{Chroma, Effort, EncodeOptions};
use crate::{
    error::MediaError,
    format::OutputFormat,
    pixels::{Layout, Pixels},
};

/// The format stores sides in 14 bits.
pub(super) const LONGEST_SIDE: u32 = 16_383;

/// Writes RGB or RGBA pixels, as a file of its own.
pub(super) fn encode(pixels: &Pixels, options: &EncodeOptions) -> Result<Vec<u8>, MediaError> {
    let config = config(options)?;
    let mut picture = Picture::import(pixels, options.lossless)?;
    let mut writer = Writer::new();
    picture.raw.writer = Some(ffi::WebPMemoryWrite);
    picture.raw.custom_ptr = (&raw mut writer.raw).cast();
    // SAFETY: `config` was validated, `picture` holds planes that `import` allocated, and `writer` outlives the call.
    let done = unsafe { ffi::WebPEncode(&raw const config, &raw mut picture.raw) };
    if done == 0 {
        return Err(MediaError::Io(format!("WebP encoder: {:?}", picture.raw.error_code)));
    }
    Ok(writer.bytes().to_vec())
}

/// The encoder's settings for an order.
pub(super) fn config(options: &EncodeOptions) -> Result<ffi::WebPConfig, MediaError> {
    let refused = || MediaError::Io("WebP encoder: refused its settings".to_owned());
    let mut config = ffi::WebPConfig::new().map_err(|()| refused())?;
    config.quality = f32::from(options.quality.min(100));
    config.method = match options.effort {
        Effort::Usual => 4,
        Effort::Level(level) => (i32::from(level.min(10)) * 6 + 5) / 10,
    };
    config.use_sharp_yuv = i32::from(options.chroma == Chroma::Full);
    if options.lossless {
        config.lossless = 1;
        config.exact = 1; // keep the colours of transparent pixels
        config.quality = 75.0; // means effort here
    }
    // SAFETY: a plain struct that `WebPConfig::new` initialised.
    if unsafe { ffi::WebPValidateConfig(&raw const config) } == 0 {
        return Err(refused());
    }
    Ok(config)
}

/// A picture in the encoder's own memory.
pub(super) struct Picture {
    pub(super) raw: ffi::WebPPicture,
}

impl Picture {
    /// Copies RGB or RGBA pixels in: as Y′CbCr for lossy coding, as they are for lossless coding.
    pub(super) fn import(pixels: &Pixels, lossless: bool) -> Result<Self, MediaError> {
        super::check_side(OutputFormat::Webp, pixels, LONGEST_SIDE)?;
        let samples = pixels.u8s()?;
        let raw =
            ffi::WebPPicture::new().map_err(|()| MediaError::Io("WebP encoder: wrong version".to_owned()))?;
        let mut picture = Picture { raw };
        picture.raw.use_argb = i32::from(lossless);
        picture.raw.width = pixels.width.cast_signed();
        picture.raw.height = pixels.height.cast_signed();
        let stride = pixels.width.cast_signed() * pixels.layout.channels() as i32;
        // SAFETY: `Pixels` holds exactly `height` rows of `stride` bytes, which the functions read; the planes they allocate
        // are freed by `drop`.
        let imported = unsafe {
            match pixels.layout {
                Layout::Rgb => ffi::WebPPictureImportRGB(&raw mut picture.raw, samples.as_ptr(), stride),
                Layout::Rgba => ffi::WebPPictureImportRGBA(&raw mut picture.raw, samples.as_ptr(), stride),
                Layout::Grey | Layout::GreyAlpha | Layout::Cmyk => 0,
            }
        };
        if imported == 0 {
            return Err(MediaError::Io("WebP encoder: could not take the picture".to_owned()));
        }
        Ok(picture)
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        // SAFETY: initialised in `import`; freeing planes that were never allocated is allowed.
        unsafe { ffi::WebPPictureFree(&raw mut self.raw) }
    }
}

/// The encoder's growing output buffer.
struct Writer {
    raw: ffi::WebPMemoryWriter,
}

impl Writer {
    fn new() -> Self {
        let mut raw = std::mem::MaybeUninit::uninit();
        // SAFETY: the function fills in the whole struct.
        let raw = unsafe {
            ffi::WebPMemoryWriterInit(raw.as_mut_ptr());
            raw.assume_init()
        };
        Writer { raw }
    }

    fn bytes(&self) -> &[u8] {
        if self.raw.mem.is_null() {
            return &[];
        }
        // SAFETY: `mem` points to `size` bytes that the encoder wrote, and lives until `drop`.
        unsafe { std::slice::from_raw_parts(self.raw.mem, self.raw.size) }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // SAFETY: initialised in `new`.
        unsafe { ffi::WebPMemoryWriterClear(&raw mut self.raw) }
    }
}
