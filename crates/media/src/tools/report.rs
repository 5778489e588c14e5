//! What `calotype doctor` says about programs.

use serde::Serialize;

use super::{Tool, Tools};

/// One program: whether it is here, and what it means if not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToolReport {
    /// The program.
    pub tool: Tool,
    /// Its version, if it is here.
    pub version: Option<String>,
    /// Where it is, if it is here.
    pub path: Option<String>,
    /// What does not work without it.
    pub without: &'static str,
    /// What to do to get it, on Debian and Ubuntu.
    pub install: String,
}

/// A row for each program, in the order of [`Tool::ALL`].
pub fn report(tools: &Tools) -> Vec<ToolReport> {
    let row = |tool: Tool| ToolReport {
        tool,
        version: tools.get(tool).map(|found| found.version.clone()),
        path: tools.get(tool).map(|found| found.path.display().to_string()),
        without: without(tool),
        install: format!("apt install {}", tool.package()),
    };
    Tool::ALL.map(row).to_vec()
}

fn without(tool: Tool) -> &'static str {
    match tool {
        Tool::Ffmpeg => {
            "no thumbnails of videos, and no web versions of video and audio; originals are stored and served"
        }
        Tool::Ffprobe => {
            "no codec and frame rate of AVI, FLV, WMV and MPEG files; MP4, QuickTime, Matroska and audio are still read"
        }
        Tool::Exiftool => {
            "the full tag list of a file shows the common tags only; capture time, place and camera are still read"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_machine_is_told_what_is_lost_and_what_to_install() {
        let rows = report(&Tools::none());
        assert_eq!(rows.len(), Tool::ALL.len());
        for row in rows {
            assert_eq!(row.version, None);
            assert!(!row.without.is_empty());
            assert!(row.install.starts_with("apt install "));
        }
    }
}
