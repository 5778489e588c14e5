//! HEIC through heifer, which is safe Rust and turns the picture itself.

use heifer::{
    Image, Options,
    heifer_isobmff::{
        HeifFile,
        boxes::{ColorInfo, Property},
    },
};

use crate::{
    error::MediaError,
    limits::Limits,
    ops::ColourSpace,
    pixels::{Layout, Pixels},
    probe::{Probe, heif},
};

pub(super) fn decode(
    data: &[u8],
    probe: &Probe,
    limits: &Limits,
) -> Result<(Pixels, ColourSpace), MediaError> {
    // One thread: a sandboxed child has no others, and pictures are decoded side by side in several of them.
    let options = Options { max_threads: 1, max_pixels: limits.pixels };
    let colour = colour_space(&heif::parse(data)?, limits);
    let pixels = if probe.bit_depth > 8 {
        deep(heifer::decode_with_options(data, &options).map_err(corrupt)?)?
    } else {
        let image = heifer::decode_rgba8(data, &options).map_err(corrupt)?;
        let (width, height) = (image.width, image.height);
        if image.has_alpha {
            Pixels::from_u8(width, height, Layout::Rgba, image.data)?
        } else {
            Pixels::from_u8(width, height, Layout::Rgb, image.into_rgb8())?
        }
    };
    Ok((pixels, colour))
}

/// Stretches 10 or 12 bits to 16.
fn deep(image: Image<u16>) -> Result<Pixels, MediaError> {
    let (width, height) = (image.width, image.height);
    let most = u32::from(image.max_value()).max(1);
    let has_alpha = image.has_alpha;
    let mut samples = image.data;
    for sample in &mut samples {
        *sample = (u32::from(*sample).min(most) * 65535 / most) as u16;
    }
    let pixels = Pixels::from_u16(width, height, Layout::Rgba, samples)?;
    Ok(if has_alpha { pixels } else { pixels.without_alpha() })
}

fn colour_space(file: &HeifFile<'_>, limits: &Limits) -> ColourSpace {
    let id = file.primary_id;
    let profile = file.icc_profile(id).ok().flatten();
    if let Some(profile) = profile.filter(|profile| profile.len() as u64 <= limits.profile_bytes) {
        return ColourSpace::Icc(profile.to_vec());
    }
    let code_points = file.item_properties(id).ok().and_then(|mut properties| {
        properties.find_map(|property| match property {
            Property::Color(ColorInfo::Nclx { primaries, transfer, .. }) => Some((*primaries, *transfer)),
            _ => None,
        })
    });
    code_points.map_or(ColourSpace::Srgb, |(primaries, transfer)| ColourSpace::from_cicp(primaries, transfer))
}

fn corrupt(error: heifer::Error) -> MediaError {
    match error {
        heifer::Error::Unsupported(what) => MediaError::unsupported(format!("a HEIF file with {what}")),
        other => MediaError::corrupt(other.to_string()),
    }
}
