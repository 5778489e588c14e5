//! The hosting surface.

pub mod admin;
mod albums;
mod avatars;
mod delivery;
mod documentation;
mod images;
mod pixels;
mod prefix;
pub mod world;
