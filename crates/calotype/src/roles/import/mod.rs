//! `calotype import`: whole folders to a server. Nothing is sent that is there, so a run that was interrupted goes on when
//! it is started again; there is no file in which progress is kept, the server knows it.

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

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::Context as _;
use console::Term;
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

/// What the caller can show: a token, or a name with a password. What is missing is asked for on a terminal.
fn credential(args: &ImportArgs) -> anyhow::Result<Credential> {
    if let Some(path) = &args.token_file {
        return Ok(Credential::Token(secret_of(path)?));
    }
    if args.username.is_none()
        && let Some(token) = variable("CALOTYPE_IMPORT_TOKEN")
    {
        return Ok(Credential::Token(token));
    }
    let username = match &args.username {
        Some(username) => username.clone(),
        None => asked("User name: ", false)
            .context("say who you are: --username, --token-file or CALOTYPE_IMPORT_TOKEN")?,
    };
    let password = if args.password_stdin {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        text.trim_end_matches(['\r', '\n']).into()
    } else if let Some(path) = &args.password_file {
        secret_of(path)?
    } else if let Some(password) = variable("CALOTYPE_IMPORT_PASSWORD") {
        password
    } else {
        asked("Password: ", true)
            .context("give the password with --password-stdin, --password-file or CALOTYPE_IMPORT_PASSWORD")?
            .into()
    };
    Ok(Credential::Password(username, password))
}

/// An answer of the person at the terminal, if there is one.
fn asked(question: &str, secret: bool) -> Option<String> {
    let terminal = Term::stderr();
    if !terminal.is_term() || !std::io::stdin().is_terminal() {
        return None;
    }
    terminal.write_str(question).ok()?;
    let answer = if secret { terminal.read_secure_line() } else { terminal.read_line() };
    answer.ok().map(|text| text.trim_end_matches(['\r', '\n']).to_owned()).filter(|text| !text.is_empty())
}

fn variable(name: &str) -> Option<SecretString> {
    std::env::var(name).ok().filter(|text| !text.is_empty()).map(Into::into)
}

fn secret_of(path: &Path) -> anyhow::Result<SecretString> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(text.trim_end_matches(['\r', '\n']).into())
}
