//! What programs meet at the real binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, clippy::panic, missing_docs)]

mod cluster;
mod conformance;
mod faces;
mod images;
mod models;
mod orders;
mod scale_out;
mod server;
mod uploads;
mod usage;
