//! How many children there are and what they may cost.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

/// How the pool of sandboxed children is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SandboxSettings {
    /// The program that calls [`super::child_main`] when it is started with [`Self::arguments`].
    ///
    /// The default is this very program, by a path that stays right when the file is replaced by an update.
    pub program: PathBuf,
    /// What it is started with.
    pub arguments: Vec<OsString>,
    /// Most children at the same time; they are started when there is work for them.
    pub children: usize,
    /// Most tasks waiting for a child. The next one is refused with [`crate::MediaError::Busy`].
    pub waiting: usize,
    /// Most memory that all running tasks together may want by their own estimates, bytes. One task that
    /// wants more runs alone.
    pub memory: u64,
    /// Address space of one child, bytes. Allocating more fails inside the child, which usually ends it.
    pub address_space: u64,
    /// A child is replaced after this many tasks, so that no leak and no damage lasts.
    pub tasks_per_child: u32,
    /// A child is replaced when it keeps more than this after a task, bytes.
    pub resident: u64,
    /// A child without work for this long is let go.
    pub idle: Duration,
    /// Largest answer a child may give, all pictures together, bytes.
    pub answer: u64,
}

impl Default for SandboxSettings {
    fn default() -> Self {
        SandboxSettings {
            program: PathBuf::from("/proc/self/exe"),
            arguments: vec![OsString::from("sandbox")],
            children: std::thread::available_parallelism().map_or(2, NonZeroUsize::get).min(16),
            waiting: 256,
            memory: 1 << 30,
            address_space: 1536 << 20,
            tasks_per_child: 500,
            resident: 256 << 20,
            idle: Duration::from_secs(60),
            answer: 512 << 20,
        }
    }
}

/// What one task may cost, and how soon somebody wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// From the moment a child begins until it is killed; waiting for a child or for memory does not count.
    pub wall: Duration,
    /// CPU time; rounded up to whole seconds, which is what the kernel counts in.
    pub cpu: Duration,
    /// Whether it may overtake.
    pub urgency: Urgency,
}

/// Whether a person is waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody looks at the screen: before everything in the background.
    Now,
    /// Nobody waits for this one in particular.
    Background,
}
