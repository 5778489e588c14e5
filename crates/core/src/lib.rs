//! What calotype does, by noun: free functions from an [`Actor`] and plain values to results.
//!
//! Knows no HTTP. The first line of every domain function asks [`access`].

pub mod access;
pub mod actor;
pub mod app;
pub mod auth;
pub mod clock;
pub mod config;
pub mod error;
pub mod secrets;

pub use actor::{Actor, Role, Who};
pub use app::App;
pub use clock::Clock;
pub use error::{Error, Kind, Result};
