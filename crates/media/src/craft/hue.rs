//! Hue, saturation and lightness or brightness, all 0..=1.

use super::{Rgba, canvas::to_byte};

fn channels(pixel: Rgba) -> [f32; 3] {
    [f32::from(pixel[0]) / 255.0, f32::from(pixel[1]) / 255.0, f32::from(pixel[2]) / 255.0]
}

/// The hue of a colour whose greatest and least channel differ.
fn hue([red, green, blue]: [f32; 3], greatest: f32, spread: f32) -> f32 {
    let sixths = if greatest == red {
        (green - blue) / spread
    } else if greatest == green {
        2.0 + (blue - red) / spread
    } else {
        4.0 + (red - green) / spread
    };
    (sixths / 6.0).rem_euclid(1.0)
}

fn ends([red, green, blue]: [f32; 3]) -> (f32, f32) {
    (red.max(green).max(blue), red.min(green).min(blue))
}

pub(super) fn to_hsl(pixel: Rgba) -> [f32; 3] {
    let rgb = channels(pixel);
    let (greatest, least) = ends(rgb);
    let (spread, lightness) = (greatest - least, (greatest + least) / 2.0);
    if spread <= 0.0 {
        return [0.0, 0.0, lightness];
    }
    let saturation =
        if lightness <= 0.5 { spread / (2.0 * lightness) } else { spread / (2.0 - 2.0 * lightness) };
    [hue(rgb, greatest, spread), saturation, lightness]
}

pub(super) fn from_hsl([hue, saturation, lightness]: [f32; 3], opacity: u8) -> Rgba {
    let chroma = (1.0 - (2.0 * lightness - 1.0).abs()) * saturation;
    around(hue, chroma, lightness - chroma / 2.0, opacity)
}

pub(super) fn to_hsb(pixel: Rgba) -> [f32; 3] {
    let rgb = channels(pixel);
    let (greatest, least) = ends(rgb);
    if greatest <= 0.0 {
        return [0.0; 3];
    }
    let spread = greatest - least;
    if spread <= 0.0 {
        return [0.0, 0.0, greatest];
    }
    [hue(rgb, greatest, spread), spread / greatest, greatest]
}

pub(super) fn from_hsb([hue, saturation, brightness]: [f32; 3], opacity: u8) -> Rgba {
    let chroma = brightness * saturation;
    around(hue, chroma, brightness - chroma, opacity)
}

/// The colour of a hue with this chroma, above this least value.
fn around(hue: f32, chroma: f32, least: f32, opacity: u8) -> Rgba {
    let sixths = hue.rem_euclid(1.0) * 6.0;
    let between = chroma * (1.0 - (sixths % 2.0 - 1.0).abs());
    let [red, green, blue] = match sixths as u32 {
        0 => [chroma, between, 0.0],
        1 => [between, chroma, 0.0],
        2 => [0.0, chroma, between],
        3 => [0.0, between, chroma],
        4 => [between, 0.0, chroma],
        _ => [chroma, 0.0, between],
    };
    let byte = |value: f32| to_byte((value + least) * 255.0);
    [byte(red), byte(green), byte(blue), opacity]
}
