//! Configuration: defaults, then the TOML file, then the environment, then flags.

use std::net::SocketAddr;

use anyhow::Context as _;
use calotype_core::config::Config;
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};

use crate::cli::Common;

/// Environment variables are `CALOTYPE_<KEY>`, with `__` between section and key: `CALOTYPE_HTTP__LISTEN`.
const PREFIX: &str = "CALOTYPE_";

/// Variables with our prefix that are not settings: read by command-line flags or by test runs.
const NOT_SETTINGS: [&str; 1] = ["CONFIG"];

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
    figment.extract::<Config>().context("the configuration is not valid")
}
