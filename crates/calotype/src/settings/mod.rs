//! Configuration: defaults, then the TOML file, then the environment, then flags.

mod aliases;
mod secrets;

use std::net::SocketAddr;

use anyhow::Context as _;
use calotype_core::config::Config;
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};

use crate::cli::Common;

/// Environment variables are `CALOTYPE_<KEY>`, with `__` between section and key: `CALOTYPE_HTTP__LISTEN`.
const PREFIX: &str = "CALOTYPE_";

/// Variables with our prefix that are not settings: read by command-line flags or by test runs.
const NOT_SETTINGS: [&str; 3] = ["CONFIG", "IMPORT_PASSWORD", "IMPORT_TOKEN"];

/// Reads the whole configuration.
///
/// # Errors
/// An unreadable file, an unknown key or a value of the wrong kind, naming where it came from.
pub(crate) fn load(common: &Common, listen: Option<SocketAddr>) -> anyhow::Result<Config> {
    let mut figment = Figment::new();
    if let Some(path) = &common.config {
        anyhow::ensure!(path.exists(), "the configuration file {} does not exist", path.display());
        figment = figment.merge(Toml::file_exact(path));
    }
    figment = aliases::merge(figment, |name| std::env::var(name).ok())?;
    figment = figment.merge(
        Env::prefixed(PREFIX)
            .filter(|key| {
                let key = key.as_str();
                !NOT_SETTINGS.iter().any(|k| key.eq_ignore_ascii_case(k))
                    && !key.to_ascii_uppercase().starts_with("TEST_")
                    && !key.eq_ignore_ascii_case("TOOLS")
            })
            .split("__"),
    );
    if let Some(dir) = &common.data_dir {
        figment = figment.merge(Serialized::default("data_dir", dir));
    }
    if let Some(listen) = listen {
        figment = figment.merge(Serialized::default("http.listen", listen));
    }
    let mut config = figment.extract::<Config>().context("the configuration is not valid")?;
    secrets::read_files(&mut config)?;
    check(&config)?;
    Ok(config)
}

/// What the types cannot say.
fn check(config: &Config) -> anyhow::Result<()> {
    anyhow::ensure!(
        ["production", "development"].contains(&config.environment.as_str()),
        "environment must be production or development, not {:?}",
        config.environment
    );
    for entry in &config.http.trusted_proxies {
        anyhow::ensure!(
            entry.parse::<ipnet::IpNet>().is_ok() || entry.parse::<std::net::IpAddr>().is_ok(),
            "http.trusted_proxies: {entry:?} is neither an address nor a network"
        );
    }
    let prefix = config.hosting.prefix.trim().trim_matches('/');
    anyhow::ensure!(
        prefix
            .split('/')
            .all(|part| !part.contains(['{', '}', '?', '#', ' ', '*']) && part != "." && part != "..")
            && !prefix.contains("//"),
        "hosting.prefix: {prefix:?} is no path"
    );
    let first = prefix.split('/').next().unwrap_or_default();
    anyhow::ensure!(
        !RESERVED.contains(&first),
        "hosting.prefix: /{first} belongs to another part of calotype; choose another word"
    );
    anyhow::ensure!(
        !config.commands.enabled || (!first.is_empty() && calotype_commands::find(first).is_none()),
        "hosting.prefix: /{first} is where the commands are; choose another word, or switch the commands off \
         (commands.enabled = false)"
    );
    Ok(())
}

/// First parts of paths that other surfaces need.
const RESERVED: &[&str] = &[
    "_blob",
    "_link",
    "_s3",
    "api",
    "app",
    "assets",
    "delete-upload-api",
    "docs",
    "health",
    "image-converter-api",
    "jobs",
    "json-formatter-api",
    "json-validator-api",
    "list-events-api",
    "list-uploads-api",
    "metrics",
    "openapi",
    "redoc",
    "status-api",
    "swagger",
    "upload-api",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_that_another_part_needs_or_that_is_no_path_stops_the_start() {
        let with = |prefix: &str| {
            let mut config = Config::default();
            config.hosting.prefix = prefix.to_owned();
            check(&config)
        };
        for good in ["v2", "/media/v9/", "images"] {
            assert!(with(good).is_ok(), "{good:?}");
        }
        let mut without_commands = Config::default();
        (without_commands.commands.enabled, without_commands.hosting.prefix) = (false, String::new());
        assert!(check(&without_commands).is_ok());
        for bad in [
            "",
            "crop",
            "status/x",
            "chat",
            "api",
            "/api/v1",
            "docs",
            "_blob/x",
            "upload-api",
            "a b",
            "a/../b",
            "{x}",
            "a//b",
        ] {
            assert!(with(bad).is_err(), "{bad:?}");
        }
    }
}
