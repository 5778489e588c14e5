//! Starting and ending `calotype serve`.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use tempfile::TempDir;

use super::Client;
use crate::cache;
use crate::process::Tree;

/// How a server is started.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    /// The release binary.
    pub(crate) binary: PathBuf,
    /// Its data directory; a temporary one when there is none.
    pub(crate) data: Option<PathBuf>,
    /// Settings, as environment variables without the prefix: `JOBS__IN_SERVER`.
    pub(crate) settings: Vec<(&'static str, String)>,
}

impl Options {
    pub(crate) fn new(binary: &Path) -> Self {
        // Tokens outlive the longest benchmark, and logging in once a minute more than a person does is not what is measured.
        let settings = vec![("AUTH__ACCESS_TOKEN_SECONDS", "86400".to_owned())];
        Self { binary: binary.to_owned(), data: None, settings }
    }

    pub(crate) fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.settings.push((key, value.into()));
        self
    }

    pub(crate) fn in_folder(mut self, data: &Path) -> Self {
        self.data = Some(data.to_owned());
        self
    }
}

/// A running server; ended with this value.
pub(crate) struct Server {
    child: Child,
    address: String,
    data: PathBuf,
    ready_after: Duration,
    _folder: TempDir,
}

/// A start that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);

impl Server {
    /// Starts a server and waits until it answers.
    pub(crate) async fn start(options: &Options) -> Result<Self> {
        // Beside the other caches, because a temporary directory may be memory, and disks are part of what is measured.
        let folder = TempDir::new_in(cache::folder("run")?)?;
        let data = options.data.clone().unwrap_or_else(|| folder.path().join("data"));
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.to_string();
        let log_path = folder.path().join("server.log");
        let mut command = Command::new(&options.binary);
        command.arg("serve").arg("--data-dir").arg(&data).args(["--listen", &address]);
        command.envs(options.settings.iter().map(|(key, value)| (format!("CALOTYPE_{key}"), value)));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&log_path)?);
        let begun = Instant::now();
        let child =
            command.spawn().with_context(|| format!("{} cannot be started", options.binary.display()))?;
        let mut server = Self { child, address, data, ready_after: Duration::ZERO, _folder: folder };
        let client = server.client();
        while !client.is_healthy().await {
            let ended = server.child.try_wait()?;
            if ended.is_some() || begun.elapsed() > PATIENCE {
                let log = std::fs::read_to_string(&log_path).unwrap_or_default();
                anyhow::bail!("the server did not become ready:\n{log}");
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.ready_after = begun.elapsed();
        Ok(server)
    }

    /// A client that is not logged in.
    pub(crate) fn client(&self) -> Client {
        Client::new(&self.address)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Its processes.
    pub(crate) fn tree(&self) -> Tree {
        Tree::of(self.child.id())
    }

    /// From the start of the process to its first answer.
    pub(crate) fn ready_after(&self) -> Duration {
        self.ready_after
    }

    /// Its data directory.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// Asks it to stop, as an operator does, and waits.
    pub(crate) async fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status()?;
        anyhow::ensure!(asked.success(), "the server could not be asked to stop");
        let begun = Instant::now();
        while self.child.try_wait()?.is_none() {
            anyhow::ensure!(begun.elapsed() < PATIENCE, "the server did not stop");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` it has ended already, which is all that is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
