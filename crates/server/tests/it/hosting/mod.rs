//! The hosting surface.

mod admin;
