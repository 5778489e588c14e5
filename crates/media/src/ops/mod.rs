//! What is done to decoded pixels.

mod arrange;
mod colour;
mod linear;
mod orient;
mod resize;
mod tone_map;

pub use arrange::{crop, flatten, pad, to_colour, turn};
pub use colour::{ColourSpace, to_srgb};
pub use orient::Orientation;
pub use resize::{fit_inside, resize, resized};

pub(crate) use arrange::with_alpha;
pub(crate) use colour::is_rgb_profile;
pub(crate) use linear::{decode as decode_srgb, encode as encode_srgb};
