//! Writing WebP with nothing around it.

use anyhow::{Result, ensure};
use libwebp_sys as ffi;

use super::jpeg::Pixels;

/// Encodes lossy WebP; `effort` is libwebp's method, 0..=6.
// The encoder is a C library; the picture and the writer are freed on every path below.
#[allow(unsafe_code)]
pub(super) fn encode(pixels: &Pixels, quality: f32, effort: i32) -> Result<Vec<u8>> {
    ensure!(pixels.rgb.len() == pixels.width as usize * pixels.height as usize * 3, "not packed RGB");
    let (width, height) = (i32::try_from(pixels.width)?, i32::try_from(pixels.height)?);
    let Ok(mut config) = ffi::WebPConfig::new() else { anyhow::bail!("libwebp is of another version") };
    config.quality = quality;
    config.method = effort;
    let Ok(mut picture) = ffi::WebPPicture::new() else { anyhow::bail!("libwebp is of another version") };
    picture.width = width;
    picture.height = height;
    picture.writer = Some(ffi::WebPMemoryWrite);
    // SAFETY: the writer is initialised before it is used and cleared after its bytes are copied; the picture borrows
    // `pixels` only during the import, whose stride and length were checked above; it is freed once.
    let bytes = unsafe {
        let mut writer = std::mem::zeroed::<ffi::WebPMemoryWriter>();
        ffi::WebPMemoryWriterInit(&raw mut writer);
        picture.custom_ptr = (&raw mut writer).cast();
        let done = ffi::WebPPictureImportRGB(&raw mut picture, pixels.rgb.as_ptr(), width * 3) != 0
            && ffi::WebPEncode(&raw const config, &raw mut picture) != 0;
        let bytes =
            if done { std::slice::from_raw_parts(writer.mem, writer.size).to_vec() } else { Vec::new() };
        ffi::WebPPictureFree(&raw mut picture);
        ffi::WebPMemoryWriterClear(&raw mut writer);
        bytes
    };
    ensure!(!bytes.is_empty(), "libwebp could not encode {width}×{height} pixels");
    Ok(bytes)
}
