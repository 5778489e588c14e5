//! Turning pictures upright.

use serde::{Deserialize, Serialize};

/// The eight ways a camera can have been held, numbered as EXIF and TIFF tag 274 number them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(into = "u8", from = "u8")]
#[repr(u8)]
pub enum Orientation {
    /// As stored.
    #[default]
    Upright = 1,
    /// Mirrored left to right.
    MirroredHorizontally = 2,
    /// Turned by 180°.
    Rotated180 = 3,
    /// Mirrored top to bottom.
    MirroredVertically = 4,
    /// Mirrored along the main diagonal.
    Transposed = 5,
    /// Has to be turned by 90° clockwise.
    Rotated90 = 6,
    /// Mirrored along the other diagonal.
    Transversed = 7,
    /// Has to be turned by 270° clockwise.
    Rotated270 = 8,
}

impl Orientation {
    /// Reads the EXIF value; anything outside 1..=8 is upright, as every viewer takes it.
    pub fn from_exif(value: u32) -> Self {
        match value {
            2 => Self::MirroredHorizontally,
            3 => Self::Rotated180,
            4 => Self::MirroredVertically,
            5 => Self::Transposed,
            6 => Self::Rotated90,
            7 => Self::Transversed,
            8 => Self::Rotated270,
            _ => Self::Upright,
        }
    }

    /// Whether turning the picture swaps width and height.
    pub fn swaps_sides(self) -> bool {
        self as u8 >= 5
    }

    /// The orientation that turns a picture as `self` does and then as `next` does.
    pub fn then(self, next: Orientation) -> Self {
        // Every orientation is a transposition or not, followed by mirrorings. To move mirrorings behind a
        // transposition, their axes are exchanged.
        let (transposed, x, y) = self.parts();
        let (again, next_x, next_y) = next.parts();
        let (x, y) = if again { (y, x) } else { (x, y) };
        Self::from_parts(transposed ^ again, x ^ next_x, y ^ next_y)
    }

    /// Whether rows and columns are exchanged, and whether the result is then mirrored left to right, and top to bottom.
    pub(crate) fn parts(self) -> (bool, bool, bool) {
        match self {
            Self::Upright => (false, false, false),
            Self::MirroredHorizontally => (false, true, false),
            Self::Rotated180 => (false, true, true),
            Self::MirroredVertically => (false, false, true),
            Self::Transposed => (true, false, false),
            Self::Rotated90 => (true, true, false),
            Self::Transversed => (true, true, true),
            Self::Rotated270 => (true, false, true),
        }
    }

    fn from_parts(transposed: bool, x: bool, y: bool) -> Self {
        match (transposed, x, y) {
            (false, false, false) => Self::Upright,
            (false, true, false) => Self::MirroredHorizontally,
            (false, true, true) => Self::Rotated180,
            (false, false, true) => Self::MirroredVertically,
            (true, false, false) => Self::Transposed,
            (true, true, false) => Self::Rotated90,
            (true, true, true) => Self::Transversed,
            (true, false, true) => Self::Rotated270,
        }
    }

    /// The size a picture has after it was turned.
    pub fn size(self, width: u32, height: u32) -> (u32, u32) {
        if self.swaps_sides() { (height, width) } else { (width, height) }
    }
}

impl From<u8> for Orientation {
    fn from(value: u8) -> Self {
        Self::from_exif(u32::from(value))
    }
}

impl From<Orientation> for u8 {
    fn from(value: Orientation) -> Self {
        value as u8
    }
}
