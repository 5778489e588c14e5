//! The queue told in short stories, each on both engines: toy jobs, barriers, and a process that is killed.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod administration;
mod claiming;
mod crash;
mod ending;
mod load;
mod nodes;
mod scheduling;
mod setback;
mod toys;
