//! What tests of every crate share: real servers, fresh and private per test, and temporary places.
//!
//! A test asks for a part and gets `None` where the machine lacks it; the reason has then been printed as
//! `skipped: why`, and under `CALOTYPE_TEST_REQUIRE=all` (CI) the test fails instead. See [`require`].
//!
//! Servers are expensive to start and nextest runs every test in a process of its own, so one PostgreSQL and
//! one SeaweedFS serve all test processes of a user. See [`shared`].

// A test kit talks to the person at the terminal.
#![allow(clippy::print_stderr)]

pub mod ordinary;
pub mod postgres;
pub mod program;
pub mod require;
pub mod s3;
pub mod shared;
pub mod tmp;
