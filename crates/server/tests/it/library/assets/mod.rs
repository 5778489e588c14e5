//! `/assets`: lists, details, edits, the trash, the timeline.

pub mod build;
mod detail;
mod edit;
mod list;
mod stacks;
mod timeline;
