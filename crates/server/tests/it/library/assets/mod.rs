//! `/assets`: lists, details, edits, the trash, the timeline.

mod build;
mod detail;
mod edit;
mod list;
mod timeline;
