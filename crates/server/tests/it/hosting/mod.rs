//! The hosting surface.

pub mod admin;
mod albums;
mod avatars;
mod documentation;
mod images;
mod pixels;
mod prefix;
pub mod world;
