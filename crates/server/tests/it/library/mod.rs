//! The library surface, one file a noun.

mod albums;
mod assets;
mod auth;
mod capabilities;
mod exist;
mod gate;
mod health;
mod hostile;
mod queues;
mod repositories;
mod settings;
mod setup;
mod stats;
mod uploads;
mod users;
