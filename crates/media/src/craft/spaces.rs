//! Colour spaces, shown: the channels of another space in place of red, green and blue, as ImageMagick computes them.

use serde::{Deserialize, Serialize};

use super::{
    canvas::{Canvas, intensity, to_byte},
    hue,
};
use crate::{
    error::MediaError,
    ops::decode_srgb,
    pixels::{Layout, Pixels},
};

/// The spaces, numbered as ImageMagick 6 numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the spaces' own names
pub enum Space {
    LinearRgb = 1,
    Grey = 2,
    Transparent = 3,
    Ohta = 4,
    Lab = 5,
    Xyz = 6,
    Ycbcr = 7,
    Ycc = 8,
    Yiq = 9,
    Ypbpr = 10,
    Yuv = 11,
    Cmyk = 12,
    Srgb = 13,
    Hsb = 14,
    Hsl = 15,
    Hwb = 16,
    Rec601Luma = 17,
    Rec601Ycbcr = 18,
    Rec709Luma = 19,
    Rec709Ycbcr = 20,
    Log = 21,
    Cmy = 22,
}

impl Space {
    /// By its number, 1..=22.
    pub fn from_number(number: u32) -> Option<Space> {
        use Space::*;
        [
            LinearRgb,
            Grey,
            Transparent,
            Ohta,
            Lab,
            Xyz,
            Ycbcr,
            Ycc,
            Yiq,
            Ypbpr,
            Yuv,
            Cmyk,
            Srgb,
            Hsb,
            Hsl,
            Hwb,
            Rec601Luma,
            Rec601Ycbcr,
            Rec709Luma,
            Rec709Ycbcr,
            Log,
            Cmy,
        ]
        .into_iter()
        .find(|space| *space as u32 == number)
    }
}

/// Weights of Rec. 601 luma.
const LUMA_601: [f32; 3] = [0.298_839, 0.586_811, 0.114_350];
const LUMA_709: [f32; 3] = [0.212_656, 0.715_158, 0.072_186];

/// Puts the channels of the space in place of the colours. [`Space::Cmyk`] is no change here: see [`inks`].
pub(super) fn show(space: Space, canvas: Canvas) -> Canvas {
    if matches!(space, Space::Srgb | Space::Transparent | Space::Cmyk) {
        return canvas;
    }
    let light: [f32; 256] = std::array::from_fn(|value| decode_srgb(value as f32 / 255.0));
    canvas.each(|pixel| {
        let rgb = [0, 1, 2].map(|channel| f32::from(pixel[channel]) / 255.0);
        let linear = [0, 1, 2].map(|channel| light[usize::from(pixel[channel])]);
        let [one, two, three] = match space {
            Space::LinearRgb => linear,
            Space::Grey | Space::Rec709Luma => [intensity(pixel) / 255.0; 3],
            Space::Rec601Luma => [sum(rgb, LUMA_601); 3],
            Space::Ohta => [
                sum(rgb, [0.333_33, 0.333_34, 0.333_33]),
                sum(rgb, [0.5, 0.0, -0.5]) + 0.5,
                sum(rgb, [-0.25, 0.5, -0.25]) + 0.5,
            ],
            Space::Lab => lab(xyz(linear)),
            Space::Xyz => xyz(linear),
            Space::Ycbcr | Space::Rec601Ycbcr | Space::Ypbpr => [
                sum(rgb, LUMA_601),
                sum(rgb, [-0.168_736_7, -0.331_264, 0.5]) + 0.5,
                sum(rgb, [0.5, -0.418_688, -0.081_312]) + 0.5,
            ],
            Space::Rec709Ycbcr => [
                sum(rgb, LUMA_709),
                sum(rgb, [-0.114_572, -0.385_428, 0.5]) + 0.5,
                sum(rgb, [0.5, -0.454_153, -0.045_847]) + 0.5,
            ],
            Space::Yiq => [
                sum(rgb, LUMA_601),
                sum(rgb, [0.595_716, -0.274_453, -0.321_263]) + 0.5,
                sum(rgb, [0.211_456, -0.522_591, 0.311_135]) + 0.5,
            ],
            Space::Yuv => [
                sum(rgb, LUMA_601),
                sum(rgb, [-0.147, -0.289, 0.436]) + 0.5,
                sum(rgb, [0.615, -0.515, -0.100]) + 0.5,
            ],
            Space::Ycc => photo_ycc(rgb),
            Space::Hsb => hue::to_hsb(pixel),
            Space::Hsl => hue::to_hsl(pixel),
            Space::Hwb => {
                let least = rgb[0].min(rgb[1]).min(rgb[2]);
                let greatest = rgb[0].max(rgb[1]).max(rgb[2]);
                [hue::to_hsb(pixel)[0], least, 1.0 - greatest]
            }
            Space::Log => linear.map(film_density),
            Space::Cmy => rgb.map(|value| 1.0 - value),
            Space::Srgb | Space::Transparent | Space::Cmyk => rgb,
        };
        [to_byte(one * 255.0), to_byte(two * 255.0), to_byte(three * 255.0), pixel[3]]
    })
}

fn sum(rgb: [f32; 3], weights: [f32; 3]) -> f32 {
    rgb[0] * weights[0] + rgb[1] * weights[1] + rgb[2] * weights[2]
}

fn xyz(linear: [f32; 3]) -> [f32; 3] {
    [
        sum(linear, [0.412_456_4, 0.357_576_1, 0.180_437_5]),
        sum(linear, [0.212_672_9, 0.715_152_2, 0.072_175]),
        sum(linear, [0.019_333_9, 0.119_192, 0.950_304_1]),
    ]
}

/// CIE L*a*b* for the white of D65; lightness in percent, the others around the middle.
fn lab([x, y, z]: [f32; 3]) -> [f32; 3] {
    let bent = |value: f32| {
        if value > 216.0 / 24_389.0 { value.cbrt() } else { (24_389.0 / 27.0 * value + 16.0) / 116.0 }
    };
    let (x, y, z) = (bent(x / 0.950_456), bent(y), bent(z / 1.088_754));
    [(116.0 * y - 16.0) / 100.0, 500.0 * (x - y) / 255.0 + 0.5, 200.0 * (y - z) / 255.0 + 0.5]
}

/// Kodak's PhotoYCC.
fn photo_ycc(rgb: [f32; 3]) -> [f32; 3] {
    // ImageMagick subtracts the offset of 0.099 in its own units, where it is nothing.
    let bent = rgb.map(|value| if value <= 0.018 { 0.018_01 * value } else { 1.099 * value });
    [
        sum(bent, LUMA_601),
        sum(bent, [-0.298_839, -0.586_811, 0.886]) + 156.0 / 255.0,
        sum(bent, [0.701, -0.586_811, -0.114_350]) + 137.0 / 255.0,
    ]
}

/// Density of film by Kodak's Cineon, black at 95 and white at 685 of 1024.
fn film_density(light: f32) -> f32 {
    const BLACK: f32 = 95.0;
    const WHITE: f32 = 685.0;
    const STEP: f32 = 0.002 / 0.6;
    let least = 10.0_f32.powf((BLACK - WHITE) * STEP);
    (WHITE + (least + light * (1.0 - least)).log10() / STEP) / 1024.0
}

/// Separates into four inks; what red, green and blue have in common to dark is black.
pub(super) fn inks(canvas: &Canvas) -> Result<Pixels, MediaError> {
    let ink = |value: u8, white: u8| {
        // No light at all is black alone.
        let white = f32::from(white);
        if white <= 0.0 { 0 } else { to_byte(255.0 * (white - f32::from(value)) / white) }
    };
    let inks = canvas.pixels().iter().flat_map(|pixel| {
        let [red, green, blue, _] = super::canvas::over(*pixel, [255; 4]);
        let white = red.max(green).max(blue);
        [ink(red, white), ink(green, white), ink(blue, white), 255 - white]
    });
    Pixels::from_u8(canvas.width as u32, canvas.height as u32, Layout::Cmyk, inks.collect())
}
