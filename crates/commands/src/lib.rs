//! calotype commands.
