//! The API from outside: requests go in, answers come out, on both database engines.
//!
//! `app` is the server under test, `client` asks, `response` reads; the folders mirror `src`, one file a noun.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::large_futures)]
// A test binary has no outside, so `pub` says no more here than "for the other files".
#![allow(unreachable_pub)]

// The harness offers every verb whether or not a story uses it today; unused stories, below, are mistakes.
#[allow(dead_code)]
mod app;
#[allow(dead_code)]
mod client;
#[allow(dead_code)]
mod response;

mod commands;
mod face;
mod harness;
mod hosting;
mod library;
mod lingering;
mod platform;
mod security;
mod upload;
