//! Deposits that come in pieces and go on after a break: the domain of resumable uploads.
//!
//! A piece is durable before its bytes count. Each has an object of its own, so an upload can go on at another node; the
//! last one makes the file whole in the same step that acknowledges it, so an end that was told is an end.

mod begin;
mod checksum;
mod piece;
mod position;

pub use begin::{NewResumable, begin};
pub use checksum::{Algorithm, Checksum};
pub use piece::{Taken, append};
pub use position::{end, position};

use crate::error::Error;

fn not_found() -> Error {
    Error::not_found("upload_not_found", "There is no such upload.")
}
