//! Processes that are measured: how much CPU time a tree of them has used, how much memory it holds, and a child that
//! does one piece of work for each line it is sent.

mod daemon;
mod memory;
mod tree;

pub(crate) use daemon::{Daemon, serve};
pub(crate) use memory::Watch;
pub(crate) use tree::Tree;
