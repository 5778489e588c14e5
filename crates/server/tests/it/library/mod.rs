//! The library surface, one file a noun.

mod assets;
mod health;
mod repositories;
mod uploads;
