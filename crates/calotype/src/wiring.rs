//! Builds the [`App`] from the configuration: the one place where the rooms meet.

use std::os::unix::fs::DirBuilderExt as _;
use std::sync::Arc;

use anyhow::Context as _;
use calotype_core::auth::Recent;
use calotype_core::config::Config;
use calotype_core::secrets::RootSecret;
use calotype_core::setup::Ready;
use calotype_core::{App, Clock};
use calotype_inference::Inference;
use calotype_store::{Db, Location};
use secrecy::ExposeSecret as _;

/// Where the database is.
pub(crate) fn location(config: &Config) -> Location {
    match &config.database.url {
        Some(url) => Location::Postgres(url.expose_secret().to_owned()),
        None => Location::Sqlite(config.data_dir.join("calotype.db")),
    }
}

/// Opens everything a running calotype holds.
///
/// # Errors
/// A data directory that cannot be made, an unreachable database or object store, a bad secret.
pub(crate) async fn app(config: Config) -> anyhow::Result<App> {
    let secrets_dir = config.data_dir.join("secrets");
    std::fs::create_dir_all(&config.data_dir)
        .with_context(|| format!("the data directory {} cannot be made", config.data_dir.display()))?;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&secrets_dir)?;
    let secret = match &config.auth.root_secret {
        Some(secret) => RootSecret::parse(secret.expose_secret())?,
        None => RootSecret::load_or_create(&secrets_dir.join("root.key"))?,
    };
    let db = Db::open(&location(&config)).await.context("the database cannot be opened")?;
    Ok(App {
        db,
        config: Arc::new(config),
        secret,
        inference: Inference::without_models(),
        clock: Clock::default(),
        recent: Recent::default(),
        ready: Ready::default(),
    })
}
