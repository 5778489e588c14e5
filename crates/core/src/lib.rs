//! What calotype does, by noun: free functions from an [`Actor`] and plain values to results.
//!
//! Knows no HTTP. The first line of every domain function asks [`access`].

pub mod access;
pub mod actor;
pub mod admins;
pub mod albums;
pub mod app;
pub mod assets;
pub mod auth;
pub mod avatars;
pub mod bucket;
pub mod capabilities;
pub mod clients;
pub mod clock;
pub mod codes;
pub mod config;
pub mod content;
pub mod delivery_keys;
pub mod deposits;
pub mod error;
pub mod events;
pub mod faces;
pub mod fetch;
pub mod images;
pub mod ingest;
pub mod jobs;
pub mod keys;
pub mod links;
pub mod orders;
mod orphans;
pub mod outputs;
pub mod presets;
pub mod queues;
pub mod quotas;
pub mod rates;
pub mod repositories;
pub mod scans;
pub mod seal;
pub mod secrets;
pub mod settings;
pub mod setup;
pub mod shares;
pub mod spool;
pub mod stacks;
pub mod stats;
pub mod uploads;
pub mod usage;
pub mod users;
pub mod variants;
pub mod webhooks;

/// Rows a surface shows, and the forms in which lists are asked for.
pub mod stored {
    pub use calotype_files::ContentHash;
    pub use calotype_queue::admin::QueueSummary;
    pub use calotype_store::albums::{Member, Membership, Overview};
    pub use calotype_store::assets::{Asset, Kind, Page, Shelf};
    pub use calotype_store::jobs::{JobRow, State as JobState};
    pub use calotype_store::repositories::Repository;
    pub use calotype_store::scan_runs::ScanRun;
}

pub use actor::{Actor, Role, Who};
pub use app::App;
pub use clock::Clock;
pub use error::{Error, Kind, Result};
