//! calotype media.
