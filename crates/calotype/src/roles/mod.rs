//! One file for each role a process can play.

mod admin;
mod doctor;
mod import;
mod keys;
mod models;
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
        Role::Admin { common, action } => Box::pin(admin::run(&common, action)).await,
        Role::Keys { common, action } => Box::pin(keys::run(&common, action)).await,
        Role::Models { common, action } => Box::pin(models::run(&common, action)).await,
        Role::Doctor { common, json } => Box::pin(doctor::run(&common, json)).await,
        Role::Import(args) => Box::pin(import::run(*args)).await,
        Role::Openapi { write } => openapi::run(write.as_deref()),
    }
}
