//! HTTP and nothing else: routes, credentials, dialects, OpenAPI.
//!
//! One folder a surface; inside, one folder a noun and one file an endpoint. No SQL, no file, no pixel here.

pub mod auth;
mod blob;
mod bucket;
mod commands;
mod days;
mod documents;
pub mod extract;
pub mod face;
pub mod hosting;
pub mod library;
pub mod middleware;
mod router;
mod send;
mod site;
pub mod upload;
mod web;

pub use documents::openapi;
pub use router::router;
