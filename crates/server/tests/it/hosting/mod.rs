//! The hosting surface.

pub mod admin;
mod albums;
mod avatars;
mod delivery;
mod images;
mod prefix;
pub mod world;
