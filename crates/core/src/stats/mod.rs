//! Statistics of what a caller may list. An aggregate is a read of what it counts.

pub mod activity;
pub mod equipment;
pub mod times;
