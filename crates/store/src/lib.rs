//! All SQL of calotype, over SQLite and PostgreSQL.
//!
//! One noun per file; every function is free, takes a [`Conn`] and knows rows, not rules: who may do what is
//! decided above, in core. Statements are written once with `$1` placeholders; `dialect` lists the few real
//! differences between the engines.

pub mod admins;
pub mod albums;
pub mod assets;
pub mod clients;
mod conn;
mod db;
pub mod delivery_keys;
pub mod deposit_pieces;
pub mod deposits;
pub mod dialect;
mod error;
pub mod events;
pub mod faces;
pub mod images;
pub mod jobs;
pub mod keys;
mod migrate;
pub mod object_deletions;
pub mod orders;
pub mod outputs;
pub mod presets;
pub mod rate_limits;
pub mod renditions;
pub mod repositories;
pub mod scan_runs;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod shares;
pub mod signals;
pub mod space;
pub mod stacks;
pub mod stats;
pub mod tags;
pub mod tenants;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod uploads;
pub mod usage;
pub mod users;
pub mod webhooks;

pub use conn::{Conn, Row, value};
pub use db::{Db, Engine, Location};
pub use error::{Error, Result};
pub use sea_query::Values;
pub use sqlx::types::Json;

/// Microseconds since 1970, UTC: the only form in which a time is stored.
pub type Micros = i64;

/// The present as [`Micros`].
#[must_use]
pub fn now() -> Micros {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |d| i64::try_from(d.as_micros()).unwrap_or(i64::MAX))
}

/// A fresh time-ordered id, so that primary keys grow at one end of their index.
#[must_use]
pub fn new_id() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}
