//! What programs ask for, understood: values are in their documented ranges.

use calotype_media::format::{Format, OutputFormat};
use calotype_media::mask::{Cover, Covered, Shape};
use serde::{Deserialize, Serialize};

use super::find::Detection;

/// How faces are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// Least confidence, 0.01 to 1.
    pub confidence: f32,
    /// Of two boxes that share more of their union, the surer one stays, 0.01 to 1.
    pub nms_threshold: f32,
    /// The surest so many; 0: all.
    pub max_faces: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { confidence: 0.5, nms_threshold: 0.4, max_faces: 0 }
    }
}

/// How a face is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Blurred.
    Gaussian,
    /// In squares.
    Pixelate,
    /// In one colour.
    Solid,
}

impl Method {
    /// The word on the wire and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gaussian => "gaussian",
            Self::Pixelate => "pixelate",
            Self::Solid => "solid",
        }
    }
}

/// Whose faces are covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// All, or those that were named.
    All,
    /// All but those of the person on the reference picture.
    AllExcept,
}

/// The format of the masked picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Written {
    /// That of the picture, where it is JPEG, PNG or WebP, else PNG.
    Auto,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
}

impl Written {
    pub(super) fn format(self, source: Format) -> OutputFormat {
        match (self, source) {
            (Self::Jpeg, _) | (Self::Auto, Format::Jpeg) => OutputFormat::Jpeg,
            (Self::Webp, _) | (Self::Auto, Format::Webp) => OutputFormat::Webp,
            (Self::Png | Self::Auto, _) => OutputFormat::Png,
        }
    }
}

/// How faces are masked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mask {
    /// How a face is covered.
    pub method: Method,
    /// 1 to 100: how much is blurred, how coarse squares are.
    pub strength: u8,
    /// Side of a square in place of what the strength says, pixels, 2 to 256.
    #[serde(default)]
    pub block_size: Option<u32>,
    /// Colour of a solid mask: red, green, blue.
    pub color: [u8; 3],
    /// By so much of its side a box grows on each side, 0 to 2.
    pub padding: f64,
    /// Outline.
    pub shape: Shape,
    /// Only these of what is found, by their index.
    #[serde(default)]
    pub faces: Option<Vec<u32>>,
    /// Format of the answer.
    pub format: Written,
    /// Quality of JPEG and WebP, 1 to 100.
    pub quality: u8,
    /// Whose faces.
    pub mode: Mode,
    /// Whether the result is looked at again.
    pub verify: bool,
}

impl Default for Mask {
    fn default() -> Self {
        Self {
            method: Method::Gaussian,
            strength: 50,
            block_size: None,
            color: [0; 3],
            padding: 0.15,
            shape: Shape::Rect,
            faces: None,
            format: Written::Auto,
            quality: 90,
            mode: Mode::All,
            verify: false,
        }
    }
}

impl Mask {
    /// The part of a picture of this size that a face's mask covers: its box, padded, in whole pixels, inside the picture.
    pub(super) fn part(&self, face: &Detection, (width, height): (u32, u32)) -> Covered {
        let (across, down) = (face.x2 - face.x1, face.y2 - face.y1);
        let inside = |value: f64, most: u32| value.clamp(0.0, f64::from(most)) as u32;
        let left = inside((face.x1 - across * self.padding).floor(), width);
        let top = inside((face.y1 - down * self.padding).floor(), height);
        let right = inside((face.x2 + across * self.padding).ceil(), width);
        let bottom = inside((face.y2 + down * self.padding).ceil(), height);
        let shorter = across.min(down);
        let strength = f64::from(self.strength);
        let cover = match self.method {
            Method::Gaussian => Cover::Gaussian { sigma: (shorter * strength / 200.0).max(2.0) },
            Method::Pixelate => {
                let block = (shorter * strength / 500.0).round().max(4.0) as u32;
                Cover::Pixelate { block: self.block_size.unwrap_or(block) }
            }
            Method::Solid => Cover::Solid(self.color),
        };
        Covered { left, top, width: right.saturating_sub(left), height: bottom.saturating_sub(top), cover }
    }
}

/// What is asked of a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// How faces are looked for.
    #[serde(flatten)]
    pub options: Options,
    /// How they are masked; nothing: they are only found.
    #[serde(flatten)]
    pub mask: Option<Mask>,
}

impl Wish {
    /// `detect` or `mask`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        if self.mask.is_some() { "mask" } else { "detect" }
    }

    /// The method of a mask.
    #[must_use]
    pub fn method(&self) -> Option<&'static str> {
        self.mask.as_ref().map(|mask| mask.method.as_str())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn face(x1: f64, y1: f64, x2: f64, y2: f64) -> Detection {
        Detection { x1, y1, x2, y2, confidence: 0.9, landmarks: [[0.0; 2]; 5] }
    }

    #[test]
    fn a_box_grows_by_its_padding_and_stays_inside() {
        let mask = Mask { padding: 0.5, method: Method::Solid, ..Mask::default() };
        let part = mask.part(&face(10.2, 20.0, 30.2, 60.0), (200, 100));
        assert_eq!((part.left, part.top, part.width, part.height), (0, 0, 41, 80));
        let part = mask.part(&face(190.0, 90.0, 200.0, 100.0), (200, 100));
        assert_eq!((part.left, part.top, part.width, part.height), (185, 85, 15, 15));
    }

    #[test]
    fn strength_is_measured_by_the_shorter_side() {
        let cover = |mask: Mask| mask.part(&face(0.0, 0.0, 100.0, 400.0), (1000, 1000)).cover;
        assert_eq!(cover(Mask::default()), Cover::Gaussian { sigma: 25.0 });
        assert_eq!(cover(Mask { strength: 1, ..Mask::default() }), Cover::Gaussian { sigma: 2.0 });
        let pixelate = Mask { method: Method::Pixelate, ..Mask::default() };
        assert_eq!(cover(pixelate.clone()), Cover::Pixelate { block: 10 });
        assert_eq!(cover(Mask { strength: 1, ..pixelate.clone() }), Cover::Pixelate { block: 4 });
        assert_eq!(cover(Mask { block_size: Some(33), ..pixelate }), Cover::Pixelate { block: 33 });
    }

    #[test]
    fn a_wish_is_the_same_after_it_was_written_down() {
        for wish in [
            Wish { options: Options::default(), mask: None },
            Wish {
                options: Options { max_faces: 3, ..Options::default() },
                mask: Some(Mask { faces: Some(vec![0, 2]), ..Mask::default() }),
            },
        ] {
            let written = serde_json::to_value(&wish).unwrap();
            assert_eq!(serde_json::from_value::<Wish>(written).unwrap(), wish);
        }
    }
}
