//! What protects this machine from the files it decodes.

use serde::{Deserialize, Serialize};

/// The protections a child really has, as it found them when it put them on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SandboxReport {
    /// One entry per protection, in the order they are put on.
    pub protections: Vec<Protection>,
}

/// One protection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    /// A stable name: `address_space`, `syscall_filter`, `landlock` …
    pub name: String,
    /// Whether it is on.
    pub active: bool,
    /// What it does here, or why it is missing.
    pub detail: String,
}

impl SandboxReport {
    /// Whether everything that calotype knows to do is on.
    pub fn is_complete(&self) -> bool {
        self.protections.iter().all(|protection| protection.active)
    }

    /// The protections this system refuses, for `doctor`.
    pub fn missing(&self) -> impl Iterator<Item = &Protection> {
        self.protections.iter().filter(|protection| !protection.active)
    }

    /// Records the outcome of putting one protection on: `Ok` holds what it does.
    pub(super) fn note(&mut self, name: &str, outcome: Result<String, String>) {
        let (active, detail) = match outcome {
            Ok(detail) => (true, detail),
            Err(detail) => (false, detail),
        };
        self.protections.push(Protection { name: name.to_owned(), active, detail });
    }
}
