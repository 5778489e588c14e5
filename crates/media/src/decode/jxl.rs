//! JPEG XL through jxl-oxide, which is safe Rust and turns the picture itself.

use jxl_oxide::{AllocTracker, EnumColourEncoding, JxlImage, PixelFormat, RenderingIntent};

use crate::{
    error::MediaError,
    limits::Limits,
    ops::ColourSpace,
    pixels::{Layout, Pixels},
};

pub(super) fn decode(data: &[u8], limits: &Limits) -> Result<(Pixels, ColourSpace), MediaError> {
    let room = usize::try_from(limits.decoded_bytes).unwrap_or(usize::MAX);
    let mut image = JxlImage::builder()
        .alloc_tracker(AllocTracker::with_limit(room))
        .read(data)
        .map_err(|e| corrupt(&*e))?;
    let metadata = &image.image_header().metadata;
    // Colours stored in XYB can be rendered as whatever is asked for, high dynamic range mapped; others keep their profile.
    let colour = if metadata.xyb_encoded {
        image.request_color_encoding(if metadata.grayscale() {
            EnumColourEncoding::gray_srgb(RenderingIntent::Relative)
        } else {
            EnumColourEncoding::srgb(RenderingIntent::Relative)
        });
        ColourSpace::Srgb
    } else if let Some(profile) = image.original_icc().filter(|icc| icc.len() as u64 <= limits.profile_bytes)
    {
        ColourSpace::Icc(profile.to_vec())
    } else {
        match image.rendered_cicp() {
            Some([primaries, transfer, ..]) => {
                ColourSpace::from_cicp(u16::from(primaries), u16::from(transfer))
            }
            None => ColourSpace::Srgb,
        }
    };
    let layout = match image.pixel_format() {
        PixelFormat::Gray => Layout::Grey,
        PixelFormat::Graya => Layout::GreyAlpha,
        PixelFormat::Rgb => Layout::Rgb,
        PixelFormat::Rgba => Layout::Rgba,
        PixelFormat::Cmyk | PixelFormat::Cmyka => {
            return Err(MediaError::unsupported("JPEG XL in four inks"));
        }
    };
    let deep = metadata_depth(&image) > 8;
    let frame = image.render_frame(0).map_err(|e| corrupt(&*e))?;
    let mut stream = frame.stream();
    let (width, height) = (stream.width(), stream.height());
    limits.check_size(width, height)?;
    let length = width as usize * height as usize * layout.channels();
    let pixels = if deep {
        let mut samples = vec![0u16; length];
        stream.write_to_buffer(&mut samples);
        Pixels::from_u16(width, height, layout, samples)?
    } else {
        let mut samples = vec![0u8; length];
        stream.write_to_buffer(&mut samples);
        Pixels::from_u8(width, height, layout, samples)?
    };
    Ok((pixels, colour))
}

fn metadata_depth(image: &JxlImage) -> u32 {
    image.image_header().metadata.bit_depth.bits_per_sample()
}

fn corrupt(error: &dyn std::error::Error) -> MediaError {
    MediaError::corrupt(error.to_string())
}
