//! Uploads in pieces: sessions that survive restarts, and what a client should know before it sends.

pub mod chunk;
pub mod config;
pub mod progress;
pub mod sweep;

use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::error::Result;

/// Under which key the sessions of an actor are kept.
fn owner_key(actor: &Actor) -> Result<String> {
    Ok(access::user(actor)?.simple().to_string())
}

/// Our name for the folder of a session's pieces.
fn folder_id(text: &str) -> Uuid {
    Uuid::parse_str(text).unwrap_or_default()
}
