//! The upload surface and the embedded bucket behind it.

pub mod build;
mod form;
mod link;
mod sweep;
mod uploads;
