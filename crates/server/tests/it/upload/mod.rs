//! The upload surface and the embedded bucket behind it.

mod build;
mod form;
mod link;
mod sweep;
mod uploads;
