//! Libraries of any size that nobody has to upload: made by the server as far as accounts go, and in SQL from there.

mod bare;
mod fill;
#[cfg(test)]
mod tests;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use calotype_testkit::postgres::{self, TestDatabase};

use crate::cache;
use crate::server::{Account, Options, Server};

pub(crate) use bare::Bare;

/// Which database a library is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// A filled library, ready to be served.
pub(crate) struct Library {
    engine: Engine,
    data: PathBuf,
    database: Option<TestDatabase>,
}

impl Library {
    /// Makes a library of `assets` rows, half of them Mia's. On SQLite it is kept for the next run, by the fingerprint of the
    /// schema; a PostgreSQL server lives as long as a run.
    pub(crate) async fn prepare(binary: &Path, engine: Engine, assets: u64) -> Result<Self> {
        let folder = cache::folder("libraries")?.join(format!("{}-{assets}", schema_fingerprint()?));
        match engine {
            Engine::Sqlite => {
                let library = Self { engine, data: folder, database: None };
                if !library.data.exists() {
                    let unfinished =
                        Self { engine, data: library.data.with_extension("new"), database: None };
                    let _ = fs::remove_dir_all(&unfinished.data);
                    unfinished.fill(binary, assets).await?;
                    fs::rename(&unfinished.data, &library.data)?;
                }
                Ok(library)
            }
            Engine::Postgres => {
                let data = folder.with_extension("postgres");
                let _ = fs::remove_dir_all(&data);
                let database = postgres::empty_database().await.context("PostgreSQL is needed")?;
                let library = Self { engine, data, database: Some(database) };
                library.fill(binary, assets).await?;
                Ok(library)
            }
        }
    }

    /// The options to serve it: `options`, over its data and database. Nothing may change it while it is looked at.
    pub(crate) fn options(&self, options: Options) -> Options {
        let options = options
            .in_folder(&self.data)
            .with("LIBRARY__SCAN_ENABLED", "false")
            .with("LIBRARY__WATCH", "false");
        match &self.database {
            Some(database) => options.with("DATABASE__URL", database.url()),
            None => options,
        }
    }

    /// Where its rows are.
    fn database_url(&self) -> String {
        match &self.database {
            Some(database) => database.url(),
            None => format!("sqlite://{}", self.data.join("calotype.db").display()),
        }
    }

    async fn fill(&self, binary: &Path, assets: u64) -> Result<()> {
        eprintln!("making a library of {assets} assets (some minutes for a million)");
        let server = Server::start(&self.options(Options::new(binary))).await?;
        let admin = server.client().register(Account::ADMIN).await?;
        admin.create_primary().await?;
        server.client().register(Account::MIA).await?;
        server.stop().await?;
        fill::assets(self.engine, &self.database_url(), assets).await
    }
}

/// Changes when a migration does.
fn schema_fingerprint() -> Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/store/migrations");
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in files {
        hasher.update(&fs::read(file)?);
    }
    hasher.update(include_bytes!("fill.rs"));
    Ok(hasher.finalize().to_hex()[..16].to_owned())
}
