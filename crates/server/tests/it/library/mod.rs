//! The library surface, one file a noun.

mod health;
