//! Which programs this machine has.

use std::{
    fmt,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{Invocation, Limits, ToolError, run};

/// A program calotype can use and can live without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tool {
    /// Makes poster frames and web versions.
    Ffmpeg,
    /// Describes the streams of video and audio files.
    Ffprobe,
    /// Reads every tag of every format for the complete dump.
    Exiftool,
}

impl Tool {
    /// All of them, in the order `doctor` shows them.
    pub const ALL: [Tool; 3] = [Tool::Ffmpeg, Tool::Ffprobe, Tool::Exiftool];

    /// The name of the executable.
    pub fn name(self) -> &'static str {
        match self {
            Tool::Ffmpeg => "ffmpeg",
            Tool::Ffprobe => "ffprobe",
            Tool::Exiftool => "exiftool",
        }
    }

    /// The Debian/Ubuntu package that brings it.
    pub fn package(self) -> &'static str {
        match self {
            Tool::Ffmpeg | Tool::Ffprobe => "ffmpeg",
            Tool::Exiftool => "libimage-exiftool-perl",
        }
    }

    /// The argument that makes it tell its version and end.
    fn version_flag(self) -> &'static str {
        match self {
            Tool::Ffmpeg | Tool::Ffprobe => "-version",
            Tool::Exiftool => "-ver",
        }
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where to look for programs. Comes from the configuration; this crate reads no environment.
#[derive(Debug, Clone, Default)]
pub struct ToolPaths {
    /// Use this `ffmpeg` and no other.
    pub ffmpeg: Option<PathBuf>,
    /// Use this `ffprobe` and no other.
    pub ffprobe: Option<PathBuf>,
    /// Use this `exiftool` and no other.
    pub exiftool: Option<PathBuf>,
    /// Folders to search, first match wins: usually the entries of `PATH`. Relative ones are ignored.
    pub search: Vec<PathBuf>,
}

impl ToolPaths {
    /// The usual folders of a Linux system.
    pub fn standard() -> Self {
        let search = ["/usr/local/bin", "/usr/bin", "/bin"].map(PathBuf::from).to_vec();
        ToolPaths { search, ..ToolPaths::default() }
    }

    fn configured(&self, tool: Tool) -> Option<&PathBuf> {
        match tool {
            Tool::Ffmpeg => self.ffmpeg.as_ref(),
            Tool::Ffprobe => self.ffprobe.as_ref(),
            Tool::Exiftool => self.exiftool.as_ref(),
        }
    }

    fn locate(&self, tool: Tool) -> Option<PathBuf> {
        if let Some(path) = self.configured(tool) {
            return is_program(path).then(|| path.clone());
        }
        let folders = self.search.iter().filter(|folder| folder.is_absolute());
        folders.map(|folder| folder.join(tool.name())).find(|path| is_program(path))
    }
}

/// A program that is there and answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its absolute path.
    pub path: PathBuf,
    /// What it says its version is, e.g. `5.1.9-0+deb12u1` or `12.57`.
    pub version: String,
}

/// The programs of this machine. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Tools {
    found: Arc<[Option<Found>; 3]>,
}

impl Tools {
    /// Looks for every program and asks each for its version, all at once: each takes longer to answer than everything else
    /// that a start of calotype does. One that does not answer counts as missing, with a line in the log.
    pub async fn discover(paths: &ToolPaths) -> Tools {
        let [ffmpeg, ffprobe, exiftool] = Tool::ALL.map(|tool| Box::pin(look(paths, tool)));
        Tools { found: Arc::new(tokio::join!(ffmpeg, ffprobe, exiftool).into()) }
    }

    /// A machine without any of them; for tests, and for those who want none used.
    pub fn none() -> Tools {
        Tools::default()
    }

    /// The program, if it is here.
    pub fn get(&self, tool: Tool) -> Option<&Found> {
        self.found[tool as usize].as_ref()
    }

    /// Whether the program is here.
    pub fn has(&self, tool: Tool) -> bool {
        self.get(tool).is_some()
    }

    pub(super) fn path(&self, tool: Tool) -> Result<&Path, ToolError> {
        self.get(tool).map(|found| found.path.as_path()).ok_or(ToolError::NotInstalled(tool))
    }
}

fn is_program(path: &Path) -> bool {
    path.is_absolute()
        && path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

async fn look(paths: &ToolPaths, tool: Tool) -> Option<Found> {
    let Some(path) = paths.locate(tool) else {
        if let Some(path) = paths.configured(tool) {
            tracing::warn!(%tool, path = %path.display(), "the configured program is not there");
        }
        return None;
    };
    match version(tool, &path).await {
        Ok(version) => Some(Found { path, version }),
        Err(error) => {
            tracing::warn!(%tool, path = %path.display(), %error, "found, but it does not work");
            None
        }
    }
}

async fn version(tool: Tool, path: &Path) -> Result<String, ToolError> {
    let invocation = Invocation::new(Limits::quick()).arg(tool.version_flag());
    let output = run::run_at(tool, path, invocation, run::KEPT).await?;
    let said = String::from_utf8_lossy(&output.stdout);
    let first = said.lines().next().unwrap_or_default().trim();
    // `ffmpeg version 5.1.9-0+deb12u1 Copyright …`, but exiftool says the number alone.
    let version = first.split_once(" version ").map_or(first, |(_, rest)| rest);
    match version.split_whitespace().next() {
        Some(version) => Ok(version.to_owned()),
        None => Err(ToolError::Nonsense { tool, reason: "no version".into() }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn a_configured_program_that_is_not_there_is_not_replaced_by_another() {
        let paths = ToolPaths { ffmpeg: Some("/nowhere/ffmpeg".into()), ..ToolPaths::standard() };
        let tools = Tools::discover(&paths).await;
        assert!(!tools.has(Tool::Ffmpeg));
    }

    #[tokio::test]
    async fn a_program_in_a_relative_folder_is_never_started() {
        let paths = ToolPaths { search: vec![".".into(), "bin".into()], ..ToolPaths::default() };
        assert_eq!(paths.locate(Tool::Ffmpeg), None);
    }

    #[tokio::test]
    async fn a_program_that_does_not_answer_counts_as_missing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("exiftool");
        std::fs::write(&path, "#!/bin/sh\nexit 3\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let tools = Tools::discover(&ToolPaths { exiftool: Some(path), ..ToolPaths::default() }).await;
        assert!(!tools.has(Tool::Exiftool));
    }

    #[tokio::test]
    async fn an_installed_program_is_found_with_its_version() {
        let tools = Tools::discover(&ToolPaths::standard()).await;
        let Some(found) = tools.get(Tool::Ffmpeg) else {
            eprintln!("skipped: ffmpeg is not installed");
            return;
        };
        assert!(found.path.is_absolute());
        assert!(found.version.starts_with(|c: char| c.is_ascii_alphanumeric()), "{}", found.version);
    }
}
