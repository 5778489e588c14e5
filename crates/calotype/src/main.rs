//! The binary: reads configuration, wires the house, plays a role.

mod cli;
mod logging;
mod roles;
mod settings;
mod wiring;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    // A sandboxed decoder must give up its rights before anything else runs.
    if std::env::args_os().nth(1).is_some_and(|role| role == "sandbox") {
        return calotype_media::sandbox::child_main();
    }
    // object_store, reqwest and sqlx share rustls; without a chosen provider it refuses to run.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        return fail(&anyhow::anyhow!("the TLS provider could not be installed"));
    }
    let cli = cli::Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => return fail(&e.into()),
    };
    match runtime.block_on(roles::play(cli)) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

/// Prints an error with its causes, for people.
#[allow(clippy::print_stderr)]
fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("calotype: {error:#}");
    ExitCode::FAILURE
}
