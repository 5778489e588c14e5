//! Reading and writing JPEG with nothing around it.

use anyhow::{Context as _, Result};
use mozjpeg::{ColorSpace, Compress, Decompress};

/// Packed RGB, three bytes a pixel.
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) rgb: Vec<u8>,
}

/// Decodes every pixel.
pub(crate) fn decode_whole(jpeg: &[u8]) -> Result<Pixels> {
    decode(jpeg, 8)
}

/// Decodes at the cheapest scale whose longest side is at least 1.7 times `side`, below which the shrinking decoder costs
/// sharpness; where that is the whole picture and half of it reaches 95 % of `side`, at half, as the product does. Only
/// scales that the decoder has vector code for.
pub(super) fn decode_shrunk(jpeg: &[u8], side: f64) -> Result<Pixels> {
    let (width, height) = Decompress::new_mem(jpeg)?.size();
    let longest = width.max(height) as f64;
    let reaches = |eighths: u8, wanted: f64| longest * f64::from(eighths) / 8.0 >= wanted;
    let fine = [1, 2, 4].into_iter().find(|eighths| reaches(*eighths, side * 1.7));
    decode(jpeg, fine.unwrap_or(if reaches(4, side * 0.95) { 4 } else { 8 }))
}

fn decode(jpeg: &[u8], eighths: u8) -> Result<Pixels> {
    let mut decoder = Decompress::new_mem(jpeg)?;
    decoder.scale(eighths);
    let mut started = decoder.rgb()?;
    let (width, height) = (u32::try_from(started.width())?, u32::try_from(started.height())?);
    let rgb = started.read_scanlines::<u8>().context("the picture ends early")?;
    started.finish()?;
    Ok(Pixels { width, height, rgb })
}

/// Encodes in the fast mode: baseline, 4:2:0, optimised Huffman tables.
pub(super) fn encode(pixels: &Pixels, quality: f32) -> Result<Vec<u8>> {
    let mut encoder = Compress::new(ColorSpace::JCS_RGB);
    encoder.set_size(pixels.width as usize, pixels.height as usize);
    encoder.set_fastest_defaults();
    encoder.set_quality(quality);
    encoder.set_optimize_coding(true);
    encoder.set_chroma_sampling_pixel_sizes((2, 2), (2, 2));
    let mut started = encoder.start_compress(Vec::new())?;
    started.write_scanlines(&pixels.rgb)?;
    Ok(started.finish()?)
}
