//! calotype store.
