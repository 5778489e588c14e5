//! The library surface, one file a noun.

mod assets;
mod auth;
mod capabilities;
mod gate;
mod health;
mod settings;
mod setup;
mod users;
