//! The server's handle on media: everything that is foreign goes to a sandboxed child or to a confined
//! program.

mod capabilities;
mod craft;
mod films;
mod ingest;
mod pictures;
mod source;

use std::fs::File;
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;

pub use self::capabilities::{Advice, Capabilities, FormatSupport};
pub use self::ingest::{IngestOptions, Ingested};
use self::pictures::Trusted;
pub use self::source::Source;
use crate::MediaError;
use crate::limits::Limits;
use crate::sandbox::tasks::Task;
use crate::sandbox::{Allowance, Pool, PoolStats, SandboxReport, SandboxSettings, Urgency};
use crate::tools::{Exiftool, ToolPaths, Tools};

/// Long-lived exiftool processes; each takes 60 MB.
const EXIFTOOLS: usize = 2;
/// How long exiftool may think about one file.
const EXIFTOOL_PATIENCE: Duration = Duration::from_secs(10);

/// How media is handled.
#[derive(Debug, Clone)]
pub struct MediaConfig {
    /// The pool of sandboxed children.
    pub sandbox: SandboxSettings,
    /// Where other programs are looked for.
    pub tools: ToolPaths,
    /// What a file may cost; stricter limits of a single order go before these.
    pub limits: Limits,
    /// Wall-clock and CPU time for one file in a child.
    pub timeout: Duration,
}

impl Default for MediaConfig {
    fn default() -> Self {
        MediaConfig {
            sandbox: SandboxSettings::default(),
            tools: ToolPaths::standard(),
            limits: Limits::default(),
            timeout: Duration::from_secs(60),
        }
    }
}

/// Probes, reads, shows and converts media. Cheap to clone; there is one a process.
#[derive(Clone)]
pub struct Media {
    inner: Arc<Inner>,
}

struct Inner {
    pool: Pool,
    tools: Tools,
    exiftool: Exiftool,
    limits: Limits,
    timeout: Duration,
    trusted: Trusted,
}

impl Media {
    /// Looks for other programs. Starts no child before there is work for one.
    pub async fn start(config: MediaConfig) -> Media {
        let tools = Tools::discover(&config.tools).await;
        let inner = Inner {
            trusted: Trusted::new(config.sandbox.children, config.sandbox.waiting),
            pool: Pool::new(config.sandbox),
            exiftool: Exiftool::new(tools.clone(), EXIFTOOLS, EXIFTOOL_PATIENCE),
            tools,
            limits: config.limits,
            timeout: config.timeout,
        };
        Media { inner: Arc::new(inner) }
    }

    /// What the pool of children is doing, for metrics.
    pub fn stats(&self) -> PoolStats {
        self.inner.pool.stats()
    }

    /// What protects the children on this system.
    ///
    /// # Errors
    /// [`MediaError::Io`] when no child can be started.
    pub async fn sandbox(&self) -> Result<SandboxReport, MediaError> {
        self.inner.pool.report().await
    }

    /// Gives a task to a child and reads its answer.
    async fn ask<Answer: DeserializeOwned>(
        &self,
        task: &Task,
        file: &Arc<File>,
        urgency: Urgency,
    ) -> Result<(Answer, impl Iterator<Item = Vec<u8>> + use<Answer>), MediaError> {
        self.ask_within(task, file, urgency, self.inner.timeout).await
    }

    /// As [`Self::ask`], with a time of its own, where that is shorter.
    async fn ask_within<Answer: DeserializeOwned>(
        &self,
        task: &Task,
        file: &Arc<File>,
        urgency: Urgency,
        time: Duration,
    ) -> Result<(Answer, impl Iterator<Item = Vec<u8>> + use<Answer>), MediaError> {
        let task = serde_json::to_vec(task).map_err(|error| MediaError::Io(error.to_string()))?;
        let time = time.min(self.inner.timeout);
        let allowance = Allowance { wall: time, cpu: time, urgency };
        let (answer, attachments) = self.inner.pool.run(task, Arc::clone(file), allowance).await?;
        let answer = serde_json::from_slice(&answer)
            .map_err(|error| MediaError::Io(format!("an unreadable answer of the sandbox: {error}")))?;
        Ok((answer, attachments.into_iter()))
    }
}

impl std::fmt::Debug for Media {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Media").field("pool", &self.stats()).finish_non_exhaustive()
    }
}
