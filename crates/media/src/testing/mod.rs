//! Test support, behind the feature `testing`. It never runs in production and may panic.
#![allow(clippy::unwrap_used, clippy::expect_used)]

pub mod child;
pub mod hostile;
pub mod tiny;
