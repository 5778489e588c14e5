//! calotype server.
