//! calotype core.
