//! What became of everything: a table for people, JSON for programs.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

/// Paths listed for one reason; the rest is a number. The JSON has all.
const LISTED: usize = 20;

/// A file that was left out or failed.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(super) struct Note {
    /// Where it is, as far as it can be written: control characters are escaped.
    path: String,
    /// Why.
    reason: String,
}

impl Note {
    pub(super) fn new(path: &Path, reason: impl Into<String>) -> Self {
        Self { path: shown(path), reason: reason.into() }
    }
}

/// A path on one line.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.chars()
        .map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() })
        .collect()
}

/// What became of everything.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// Files looked at.
    pub(super) files: u64,
    /// Files the server took; with `dry_run`, files it would be sent.
    pub(super) sent: u64,
    /// Bytes that went over the wire, or would.
    pub(super) sent_bytes: u64,
    /// Files it had already.
    pub(super) known: u64,
    /// Files with the content of another one of this run.
    pub(super) duplicates: u64,
    /// Sidecars it took.
    pub(super) sidecars: u64,
    /// Files that were put into albums.
    pub(super) album_entries: u64,
    /// Nothing was sent.
    pub(super) dry_run: bool,
    /// Whether the run was stopped before its end.
    pub(super) interrupted: bool,
    /// What stopped it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stopped_by: Option<String>,
    /// Left out on purpose.
    pub(super) skipped: Vec<Note>,
    /// Should have been brought and could not.
    pub(super) failed: Vec<Note>,
}

impl Report {
    /// 0 when everything that can be brought is there, 3 when some files failed, 130 when interrupted, 1 when the run could
    /// not go on.
    pub(super) fn exit_code(&self) -> ExitCode {
        if self.stopped_by.is_some() {
            ExitCode::FAILURE
        } else if self.interrupted {
            ExitCode::from(130)
        } else if !self.failed.is_empty() {
            ExitCode::from(3)
        } else {
            ExitCode::SUCCESS
        }
    }

    pub(super) fn print(&self, json: bool) -> anyhow::Result<()> {
        if json {
            println!("{}", serde_json::to_string_pretty(self)?);
            return Ok(());
        }
        let verb = if self.dry_run { "to send" } else { "sent" };
        let rows = [
            (verb, self.sent),
            ("there already", self.known),
            ("the same file again", self.duplicates),
            ("sidecars", self.sidecars),
            ("put into albums", self.album_entries),
            ("left out", self.skipped.len() as u64),
            ("failed", self.failed.len() as u64),
        ];
        for (what, count) in rows {
            println!("{what:<20}{count:>10}");
        }
        list("left out", &self.skipped);
        list("failed", &self.failed);
        if let Some(reason) = &self.stopped_by {
            println!("\nstopped: {reason}");
        }
        if self.interrupted || self.stopped_by.is_some() {
            println!("The same command goes on where this one ended; nothing is sent twice.");
        }
        Ok(())
    }
}

fn list(title: &str, notes: &[Note]) {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for note in notes {
        by_reason.entry(&note.reason).or_default().push(&note.path);
    }
    for (reason, paths) in by_reason {
        println!("\n{title}, {reason}: {}", paths.len());
        for path in paths.iter().take(LISTED) {
            println!("  {path}");
        }
        if paths.len() > LISTED {
            println!("  … and {} more (--json lists all)", paths.len() - LISTED);
        }
    }
}
