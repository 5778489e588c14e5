//! `calotype import`: whole folders to a server. Nothing is sent that is there, so a run that was interrupted goes on when
//! it is started again; there is no file in which progress is kept, the server knows it.
#![allow(clippy::print_stderr)]

mod attach;
mod client;
mod find;
mod hash;
mod local;
mod login;
mod report;
mod run;
mod send;
mod show;

use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::Context as _;
use secrecy::SecretString;

use self::client::Client;
use self::login::{Credential, Login};
use self::run::Run;
use super::serve::stop_signal;
use crate::cli::ImportArgs;

/// Brings everything, prints what became of it.
pub(crate) async fn run(args: ImportArgs) -> anyhow::Result<ExitCode> {
    for path in &args.paths {
        path.symlink_metadata().with_context(|| format!("{} cannot be read", path.display()))?;
    }
    let (client, local) = match &args.server {
        Some(server) => (Client::new(server, Login::new(credential(&args)?))?, None),
        None => {
            let username =
                args.username.as_deref().context("--data-dir needs --username: whose files are these?")?;
            let mut local = Box::pin(local::open(&args.common, username)).await?;
            let credential = std::mem::replace(&mut local.credential, Credential::Token("".into()));
            (Client::new(&local.url, Login::new(credential))?, Some(local))
        }
    };
    let (roots, hidden) = (args.paths.clone(), args.include_hidden);
    let found = tokio::task::spawn_blocking(move || find::find(&roots, hidden)).await?;
    let json = args.json;
    let run = Arc::new(Run::new(client, args, &found)?);
    let finished = tokio::select! {
        () = Box::pin(run.bring(found)) => true,
        () = stop_signal()? => false,
    };
    run.stop.store(true, Ordering::Relaxed);
    let report = run.end(!finished);
    report.print(json)?;
    if let Some(local) = local {
        local.app.db.close().await;
    }
    Ok(report.exit_code())
}

/// What the caller can show: a token, or a name with a password.
fn credential(args: &ImportArgs) -> anyhow::Result<Credential> {
    if let Some(path) = &args.token_file {
        return Ok(Credential::Token(secret_of(path)?));
    }
    if let Some(username) = &args.username {
        let password = if args.password_stdin {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            text.trim_end_matches(['\r', '\n']).into()
        } else if let Some(path) = &args.password_file {
            secret_of(path)?
        } else {
            variable("CALOTYPE_IMPORT_PASSWORD").context(
                "give the password with --password-stdin, --password-file or CALOTYPE_IMPORT_PASSWORD",
            )?
        };
        return Ok(Credential::Password(username.clone(), password));
    }
    variable("CALOTYPE_IMPORT_TOKEN")
        .map(Credential::Token)
        .context("say who you are: --username, --token-file or CALOTYPE_IMPORT_TOKEN")
}

fn variable(name: &str) -> Option<SecretString> {
    std::env::var(name).ok().filter(|text| !text.is_empty()).map(Into::into)
}

fn secret_of(path: &Path) -> anyhow::Result<SecretString> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(text.trim_end_matches(['\r', '\n']).into())
}
