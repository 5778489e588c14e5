//! calotype inference.
