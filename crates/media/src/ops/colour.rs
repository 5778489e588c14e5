//! Bringing pictures to sRGB.
//!
//! Done after a picture was made smaller: the result is the same to the eye, and the work a fraction.

use moxcms::{
    CicpColorPrimaries, CicpProfile, ColorProfile, DataColorSpace, MatrixCoefficients, ToneReprCurve,
    TransferCharacteristics, TransformOptions, Xyzd, curve_from_gamma,
};

use super::{linear, tone_map};
use crate::{
    error::MediaError,
    pixels::{Layout, Pixels, Samples},
};

/// What the samples of a decoded picture mean.
#[derive(Debug, Clone, PartialEq)]
pub enum ColourSpace {
    /// sRGB, or nothing else was said.
    Srgb,
    /// The embedded ICC profile.
    Icc(Vec<u8>),
    /// Coding-independent code points (ITU-T H.273): colour primaries and transfer characteristics.
    Cicp {
        /// 1 BT.709, 9 BT.2020, 12 Display P3, 2 not told …
        primaries: u16,
        /// 1 BT.709, 13 sRGB, 16 PQ, 18 HLG, 2 not told …
        transfer: u16,
    },
    /// PNG's old way: a plain power, on BT.709 primaries.
    Gamma(f32),
}

/// Code points of transfer characteristics.
pub(crate) const TRANSFER_PQ: u16 = 16;
pub(crate) const TRANSFER_HLG: u16 = 18;

impl ColourSpace {
    /// From code points; what is sRGB in practice becomes [`ColourSpace::Srgb`].
    pub fn from_cicp(primaries: u16, transfer: u16) -> Self {
        // The BT.709 family of curves is shown with the sRGB curve, as browsers do.
        let like_srgb = matches!(primaries, 1 | 2) && matches!(transfer, 1 | 2 | 6 | 13 | 14 | 15);
        if like_srgb { ColourSpace::Srgb } else { ColourSpace::Cicp { primaries, transfer } }
    }
}

/// Converts to sRGB in 8 bits: grey stays grey where that is possible, four inks become RGB, opacity is kept.
///
/// A profile that cannot be read or does not belong to the kind of samples is ignored, as every viewer does: wrong colours
/// by a shade are better than no picture.
pub fn to_srgb(pixels: Pixels, space: &ColourSpace) -> Result<Pixels, MediaError> {
    match space {
        ColourSpace::Cicp { primaries, transfer: transfer @ (TRANSFER_PQ | TRANSFER_HLG) } => {
            return tone_map::to_srgb(&pixels, *primaries, *transfer);
        }
        ColourSpace::Srgb => {}
        other => {
            if let Some(profile) = profile(other).filter(|profile| !is_srgb(profile))
                && let Some(converted) = convert(&pixels, &profile)
            {
                return Ok(converted);
            }
        }
    }
    Ok(if pixels.layout == Layout::Cmyk { inks_to_rgb(&pixels.into_u8())? } else { pixels.into_u8() })
}

/// Whether a profile describes colours of red, green and blue, so that it can be kept beside RGB pixels.
pub(crate) fn is_rgb_profile(profile: &[u8]) -> bool {
    ColorProfile::new_from_slice(profile).is_ok_and(|profile| profile.color_space == DataColorSpace::Rgb)
}

fn profile(space: &ColourSpace) -> Option<ColorProfile> {
    match space {
        ColourSpace::Srgb => None,
        ColourSpace::Icc(bytes) => ColorProfile::new_from_slice(bytes).ok(),
        ColourSpace::Cicp { primaries, transfer } => {
            let transfer = if matches!(transfer, 1 | 2 | 6 | 14 | 15) { 13 } else { *transfer };
            let primaries = if *primaries == 2 { 1 } else { *primaries };
            Some(ColorProfile::new_from_cicp(CicpProfile {
                color_primaries: CicpColorPrimaries::try_from(u8::try_from(primaries).ok()?).ok()?,
                transfer_characteristics: TransferCharacteristics::try_from(u8::try_from(transfer).ok()?)
                    .ok()?,
                matrix_coefficients: MatrixCoefficients::Identity,
                full_range: true,
            }))
        }
        ColourSpace::Gamma(exponent) => {
            let mut profile = ColorProfile::new_srgb();
            let curve = curve_from_gamma(*exponent);
            profile.red_trc = Some(curve.clone());
            profile.green_trc = Some(curve.clone());
            profile.blue_trc = Some(curve);
            profile.cicp = None;
            Some(profile)
        }
    }
}

/// Most files with a profile carry sRGB in one of its many editions; converting it would cost time and rounding.
fn is_srgb(profile: &ColorProfile) -> bool {
    let matrix_only = profile.color_space == DataColorSpace::Rgb && profile.lut_a_to_b_perceptual.is_none();
    let srgb = ColorProfile::new_srgb();
    let same_colour =
        |a: Xyzd, b: Xyzd| [a.x - b.x, a.y - b.y, a.z - b.z].iter().all(|apart| apart.abs() < 0.003);
    matrix_only
        && same_colour(profile.red_colorant, srgb.red_colorant)
        && same_colour(profile.green_colorant, srgb.green_colorant)
        && same_colour(profile.blue_colorant, srgb.blue_colorant)
        && [&profile.red_trc, &profile.green_trc, &profile.blue_trc].into_iter().all(follows_srgb)
}

fn follows_srgb(curve: &Option<ToneReprCurve>) -> bool {
    let Some(Ok(evaluator)) = curve.as_ref().map(ToneReprCurve::make_linear_evaluator) else { return false };
    [0.04, 0.2, 0.5, 0.8]
        .into_iter()
        .all(|value| (evaluator.evaluate_value(value) - linear::decode(value)).abs() < 0.004)
}

/// `None` when the profile does not fit the samples.
fn convert(pixels: &Pixels, profile: &ColorProfile) -> Option<Pixels> {
    use moxcms::Layout as Cms;
    let (from, to, layout) = match (pixels.layout, profile.color_space) {
        (Layout::Grey, DataColorSpace::Gray) => (Cms::Gray, Cms::Rgb, Layout::Rgb),
        (Layout::GreyAlpha, DataColorSpace::Gray) => (Cms::GrayAlpha, Cms::Rgba, Layout::Rgba),
        (Layout::Rgb, DataColorSpace::Rgb) => (Cms::Rgb, Cms::Rgb, Layout::Rgb),
        (Layout::Rgba, DataColorSpace::Rgb) => (Cms::Rgba, Cms::Rgba, Layout::Rgba),
        // Four channels of any meaning have one layout in the colour engine.
        (Layout::Cmyk, DataColorSpace::Cmyk) => (Cms::Rgba, Cms::Rgb, Layout::Rgb),
        _ => return None,
    };
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let length = pixels.width as usize * pixels.height as usize * layout.channels();
    let samples = match &pixels.samples {
        Samples::U8(samples) => {
            let mut out = vec![0; length];
            profile
                .create_transform_8bit(from, &srgb, to, options)
                .ok()?
                .transform(samples, &mut out)
                .ok()?;
            out
        }
        Samples::U16(samples) => {
            let mut out = vec![0u16; length];
            profile
                .create_transform_16bit(from, &srgb, to, options)
                .ok()?
                .transform(samples, &mut out)
                .ok()?;
            out.into_iter().map(crate::pixels::to_u8).collect()
        }
    };
    Some(Pixels { layout, samples: Samples::U8(samples), ..*pixels })
}

/// Ink on paper without a profile: each ink takes its share of the light that the black leaves.
fn inks_to_rgb(pixels: &Pixels) -> Result<Pixels, MediaError> {
    let light = |ink: u8, black: u8| {
        let left = u32::from(255 - ink) * u32::from(255 - black);
        ((left + 127) / 255) as u8
    };
    let rgb = pixels
        .u8s()?
        .as_chunks::<4>()
        .0
        .iter()
        .flat_map(|[c, m, y, k]| [light(*c, *k), light(*m, *k), light(*y, *k)]);
    Pixels::from_u8(pixels.width, pixels.height, Layout::Rgb, rgb.collect())
}
