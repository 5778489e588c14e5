//! Pictures of every format, made here, through probe, ladder and render.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod colour;
mod formats;
mod hostile;
mod ladder;
mod make;
mod orientation;
mod raw;
mod recognise;
mod render;
