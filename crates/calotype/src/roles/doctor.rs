//! `calotype doctor`: what works here, what does not, and what to do about it.
#![allow(clippy::print_stdout)]

use std::os::unix::fs::PermissionsExt as _;
use std::process::ExitCode;

use calotype_core::config::Config;
use calotype_core::secrets::RootSecret;
use calotype_inference::{Availability, Task};
use calotype_media::{FormatSupport, Media};
use calotype_store::Db;
use secrecy::ExposeSecret as _;
use serde::Serialize;

use crate::cli::Common;
use crate::{settings, wiring};

/// What one check found.
#[derive(Debug, Serialize)]
struct Finding {
    /// What was looked at.
    check: &'static str,
    /// Whether it works.
    ok: bool,
    /// What was found.
    found: String,
    /// What to do about it, where something is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

impl Finding {
    fn of(check: &'static str, result: anyhow::Result<String>, advice: &'static str) -> Self {
        match result {
            Ok(found) => Self { check, ok: true, found, advice: None },
            Err(error) => {
                Self { check, ok: false, found: format!("{error:#}"), advice: Some(advice.to_owned()) }
            }
        }
    }
}

/// Runs every check; fails when one of them does.
pub(crate) async fn run(common: &Common, json: bool) -> anyhow::Result<ExitCode> {
    let config = settings::load(common, None)?;
    // One line a check. Others go here.
    let mut findings = vec![
        Finding::of("data directory", data_dir(&config), "make it writable for the user calotype runs as"),
        Finding::of("secrets", secrets(&config), "restore secrets/root.key, or chmod it to 0600"),
        Finding::of("database", database(&config).await, "check database.url and that the server runs"),
    ];
    findings.extend(media(&config).await);
    findings.push(models(&config));
    if json {
        println!("{}", serde_json::to_string_pretty(&findings)?);
    } else {
        for finding in &findings {
            let mark = match (finding.ok, &finding.advice) {
                (false, _) => "FAIL",
                (true, Some(_)) => "note",
                (true, None) => "ok  ",
            };
            println!("{mark}  {}: {}", finding.check, finding.found);
            if let Some(advice) = &finding.advice {
                println!("      {advice}");
            }
        }
    }
    let well = findings.iter().all(|finding| finding.ok);
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn data_dir(config: &Config) -> anyhow::Result<String> {
    std::fs::create_dir_all(&config.data_dir)?;
    let probe = config.data_dir.join(format!(".doctor-{}", std::process::id()));
    std::fs::write(&probe, b"calotype")?;
    std::fs::remove_file(&probe)?;
    Ok(format!("{} is writable", config.data_dir.display()))
}

fn secrets(config: &Config) -> anyhow::Result<String> {
    if let Some(secret) = &config.auth.root_secret {
        RootSecret::parse(secret.expose_secret())?;
        return Ok("the root secret is configured".into());
    }
    let path = config.data_dir.join("secrets").join("root.key");
    if !path.exists() {
        return Ok("none yet; made on the first start".into());
    }
    RootSecret::parse(&std::fs::read_to_string(&path)?)?;
    let mode = std::fs::metadata(&path)?.permissions().mode() & 0o777;
    anyhow::ensure!(mode & 0o077 == 0, "{} can be read by others (mode {mode:o})", path.display());
    Ok("the root secret is readable, and private".into())
}

async fn database(config: &Config) -> anyhow::Result<String> {
    let db = Db::open(&wiring::location(config)).await?;
    // A connection that was handed out has answered.
    drop(db.read().await?);
    let engine = format!("{:?} answers, the schema is current", db.engine());
    db.close().await;
    Ok(engine)
}

/// What models can do here. The rest works without.
fn models(config: &Config) -> Finding {
    let inference = wiring::inference(config);
    let missing = Task::ALL.into_iter().filter(|task| !task.models().is_empty()).find_map(|task| {
        match inference.available(task) {
            Availability::Missing(why) => Some(why),
            Availability::Ready(_) => None,
        }
    });
    let found = format!("{} tasks have theirs", inference.tasks().len());
    Finding { check: "models", ok: true, found, advice: missing }
}

/// What can be shown and played here. Only a machine that decodes nothing fails; the rest works without.
async fn media(config: &Config) -> Vec<Finding> {
    let found = Media::start(wiring::media(config)).await.capabilities().await;
    let (can, cannot): (Vec<_>, Vec<_>) = found.formats.iter().partition(|format| format.supported);
    let names = |formats: &[&FormatSupport]| formats.iter().map(|f| f.name).collect::<Vec<_>>().join(", ");
    let decodes = found.sandbox.is_ok();
    let shown = if decodes { names(&can) } else { "none".to_owned() };
    let mut findings = vec![Finding { check: "formats", ok: decodes, found: shown, advice: None }];
    let mut needs: Vec<_> = cannot.iter().filter_map(|format| format.needs).collect();
    needs.sort_unstable();
    needs.dedup();
    for need in needs {
        let without: Vec<_> = cannot.iter().copied().filter(|format| format.needs == Some(need)).collect();
        findings.push(Finding {
            check: "formats kept but not shown",
            ok: true,
            found: names(&without),
            advice: Some(format!("needs {need}")),
        });
    }
    findings.extend(found.advice.into_iter().map(|advice| Finding {
        check: "media",
        ok: decodes,
        found: advice.problem,
        advice: Some(advice.remedy),
    }));
    findings
}
