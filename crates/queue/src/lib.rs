//! calotype queue.
