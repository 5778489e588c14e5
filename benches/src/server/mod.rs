//! The server that is measured: started as people start it, spoken to over HTTP.

mod client;
mod hosting;
mod start;

pub(crate) use client::{Account, Client};
pub(crate) use hosting::Application;
pub(crate) use start::{Options, Server};
