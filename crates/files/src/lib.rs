//! calotype files.
