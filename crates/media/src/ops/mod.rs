//! What is done to decoded pixels.

mod orient;

pub use orient::Orientation;
