//! The library surface, one file a noun.

mod albums;
mod assets;
pub mod auth;
mod capabilities;
mod exist;
mod gate;
mod health;
mod hostile;
mod queues;
mod repositories;
mod scans;
mod settings;
mod setup;
mod stats;
mod uploads;
mod users;
