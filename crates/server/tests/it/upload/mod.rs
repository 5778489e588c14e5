//! The upload surface and the embedded bucket behind it.

pub mod build;
mod follow;
mod form;
mod jobs;
mod link;
mod pages;
mod processing;
mod programs;
mod resume;
mod straight;
mod sweep;
mod uploads;
