//! High dynamic range to sRGB: simple, and good enough that a thumbnail is neither grey nor burnt.

use super::{
    colour::{TRANSFER_HLG, TRANSFER_PQ},
    linear,
};
use crate::{
    error::MediaError,
    pixels::{Layout, Pixels, Samples},
};

/// Luminance of diffuse white in high dynamic range content, cd/m² (ITU-R BT.2408).
const REFERENCE_WHITE: f32 = 203.0;
/// Peak of the display that HLG is made for, cd/m² (ITU-R BT.2100).
const HLG_PEAK: f32 = 1000.0;
/// Values up to here pass unchanged; above they are rolled off towards 1. Diffuse white becomes 0.85, that is 237 of 255.
const KNEE: f32 = 0.6;

/// Light of each sample, relative to diffuse white.
fn curve(transfer: u16) -> Vec<f32> {
    (0..=u16::MAX)
        .map(|sample| {
            let signal = f32::from(sample) / 65535.0;
            if transfer == TRANSFER_HLG { hlg(signal) } else { pq(signal) / REFERENCE_WHITE }
        })
        .collect()
}

/// SMPTE ST 2084: signal to cd/m².
fn pq(signal: f32) -> f32 {
    const M1: f32 = 2610.0 / 16384.0;
    const M2: f32 = 2523.0 / 4096.0 * 128.0;
    const C1: f32 = 3424.0 / 4096.0;
    const C2: f32 = 2413.0 / 4096.0 * 32.0;
    const C3: f32 = 2392.0 / 4096.0 * 32.0;
    let root = signal.powf(1.0 / M2);
    10_000.0 * ((root - C1).max(0.0) / (C2 - C3 * root)).powf(1.0 / M1)
}

/// ITU-R BT.2100 HLG: signal to light of the scene, 0..=1.
fn hlg(signal: f32) -> f32 {
    const A: f32 = 0.178_832_77;
    const B: f32 = 0.284_668_92;
    const C: f32 = 0.559_910_7;
    if signal <= 0.5 { signal * signal / 3.0 } else { (((signal - C) / A).exp() + B) / 12.0 }
}

/// Linear BT.2020 and Display P3 to linear BT.709.
const FROM_2020: [[f32; 3]; 3] =
    [[1.660_49, -0.587_64, -0.072_85], [-0.124_55, 1.132_9, -0.008_35], [-0.018_15, -0.100_58, 1.118_73]];
const FROM_P3: [[f32; 3]; 3] =
    [[1.224_94, -0.224_94, 0.0], [-0.042_06, 1.042_06, 0.0], [-0.019_64, -0.078_64, 1.098_28]];

/// Maps PQ or HLG samples to 8-bit sRGB. Grey keeps its layout, opacity is kept.
pub(crate) fn to_srgb(pixels: &Pixels, primaries: u16, transfer: u16) -> Result<Pixels, MediaError> {
    debug_assert!(matches!(transfer, TRANSFER_PQ | TRANSFER_HLG));
    let samples: Vec<u16> = match &pixels.samples {
        Samples::U8(samples) => samples.iter().map(|sample| u16::from(*sample) * 257).collect(),
        Samples::U16(samples) => samples.clone(),
    };
    let curve = curve(transfer);
    let light = |sample: u16| curve[usize::from(sample)];
    let channels = pixels.layout.channels();
    let colours = match pixels.layout {
        Layout::Grey | Layout::GreyAlpha => 1,
        Layout::Rgb | Layout::Rgba => 3,
        Layout::Cmyk => return Err(MediaError::unsupported("four inks in high dynamic range")),
    };
    let mut out = Vec::with_capacity(samples.len());
    for pixel in samples.chunks_exact(channels) {
        let mut rgb = [light(pixel[0]), light(pixel[colours / 2]), light(pixel[colours - 1])];
        if transfer == TRANSFER_HLG {
            rgb = display(rgb);
        }
        let rgb = roll_off(match primaries {
            9 => multiply(&FROM_2020, rgb),
            11 | 12 => multiply(&FROM_P3, rgb),
            _ => rgb,
        });
        for value in &rgb[..colours] {
            let index = (value.clamp(0.0, 1.0) * 65535.0).round() as usize;
            out.push(linear::TO_U8[index]);
        }
        if colours < channels {
            out.push(crate::pixels::to_u8(pixel[colours]));
        }
    }
    Pixels::from_u8(pixels.width, pixels.height, pixels.layout, out)
}

/// HLG's system gamma for its reference display: light of the scene to light of the display, relative to diffuse white.
fn display([r, g, b]: [f32; 3]) -> [f32; 3] {
    let luminance = 0.2627 * r + 0.678 * g + 0.0593 * b;
    let gain = luminance.max(1e-6).powf(0.2) * HLG_PEAK / REFERENCE_WHITE;
    [r * gain, g * gain, b * gain]
}

fn multiply(matrix: &[[f32; 3]; 3], [r, g, b]: [f32; 3]) -> [f32; 3] {
    matrix.map(|[x, y, z]| x * r + y * g + z * b)
}

/// Brings the brightest channel below 1 and scales the others with it, so that hues stay.
fn roll_off(rgb: [f32; 3]) -> [f32; 3] {
    let brightest = rgb.into_iter().fold(0.0, f32::max);
    if brightest <= KNEE {
        return rgb;
    }
    let room = 1.0 - KNEE;
    let mapped = KNEE + room * (1.0 - (-(brightest - KNEE) / room).exp());
    rgb.map(|value| value * mapped / brightest)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn mapped(transfer: u16, signal: f32) -> u8 {
        let sample = (signal * 65535.0) as u16;
        let pixels = Pixels::from_u16(1, 1, Layout::Rgb, vec![sample; 3]).unwrap();
        to_srgb(&pixels, 9, transfer).unwrap().u8s().unwrap()[1]
    }

    #[test]
    fn diffuse_white_is_bright_and_ten_times_as_bright_is_nearly_white() {
        // 203 cd/m² is 58 % of a PQ signal and 75 % of an HLG one (ITU-R BT.2408).
        assert!((232..=242).contains(&mapped(TRANSFER_PQ, 0.58)), "{}", mapped(TRANSFER_PQ, 0.58));
        assert!((232..=242).contains(&mapped(TRANSFER_HLG, 0.75)), "{}", mapped(TRANSFER_HLG, 0.75));
        assert!(mapped(TRANSFER_PQ, 0.83) >= 254);
    }

    #[test]
    fn black_stays_black_and_mid_grey_is_not_washed_out() {
        assert_eq!(mapped(TRANSFER_PQ, 0.0), 0);
        // 18 % grey, 26 cd/m² of PQ at 38 %: 118 in sRGB.
        assert!((95..=125).contains(&mapped(TRANSFER_PQ, 0.38)), "{}", mapped(TRANSFER_PQ, 0.38));
    }
}
