//! The hosting surface.

pub mod admin;
