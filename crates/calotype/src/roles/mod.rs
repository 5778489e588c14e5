//! One file for each role a process can play.

mod openapi;
mod serve;
mod worker;

use std::process::ExitCode;

use crate::cli::{Cli, Role};

/// Plays the role the command line asks for.
///
/// # Errors
/// Whatever stops the role, with its context.
pub(crate) async fn play(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.role {
        Role::Serve { common, listen } => Box::pin(serve::run(&common, listen)).await,
        Role::Worker { common } => Box::pin(worker::run(&common)).await,
        Role::Openapi { write } => openapi::run(write.as_deref()),
    }
}
