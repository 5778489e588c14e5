//! calotype testkit.
