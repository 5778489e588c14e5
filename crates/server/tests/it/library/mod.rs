//! The library surface, one file a noun.

mod albums;
mod assets;
mod health;
mod queues;
mod stats;
