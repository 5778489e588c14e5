//! What works on this machine, and what to do about the rest.

use serde::Serialize;

use super::Media;
use crate::format::{Format, Kind, OutputFormat};
use crate::sandbox::{Protection, SandboxReport};
use crate::tools::{Tool, ToolReport, report};

/// What `calotype doctor` shows of this room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Capabilities {
    /// Every format calotype knows.
    pub formats: Vec<FormatSupport>,
    /// The formats pictures can be written in.
    pub outputs: Vec<OutputFormat>,
    /// The other programs it can use.
    pub tools: Vec<ToolReport>,
    /// What protects this machine from the files it decodes; without children there is no decoding, and this
    /// says why.
    pub sandbox: Result<SandboxReport, String>,
    /// What to do, in the order of importance; empty when everything works.
    pub advice: Vec<Advice>,
}

/// One format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormatSupport {
    /// Which one.
    pub format: Format,
    /// Its name for people.
    pub name: &'static str,
    /// Whether it can be shown (pictures, films) or played in the browser in some version (films, sound).
    pub supported: bool,
    /// What is missing for that.
    pub needs: Option<&'static str>,
}

/// Something the operator can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// What does not work.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

impl Media {
    /// Finds out what works here. Starts a child if none has been started so far.
    pub async fn capabilities(&self) -> Capabilities {
        let tools = report(&self.inner.tools);
        let sandbox = self.sandbox().await.map_err(|error| error.to_string());
        let ffmpeg = self.inner.tools.has(Tool::Ffmpeg) && self.inner.tools.has(Tool::Ffprobe);
        let outputs = [OutputFormat::Jpeg, OutputFormat::Png, OutputFormat::Webp, OutputFormat::Gif]
            .into_iter()
            .chain(cfg!(feature = "avif").then_some(OutputFormat::Avif));
        Capabilities {
            formats: Format::all().map(|format| support(format, ffmpeg)).collect(),
            outputs: outputs.collect(),
            advice: advice(&tools, &sandbox),
            tools,
            sandbox,
        }
    }
}

fn support(format: Format, ffmpeg: bool) -> FormatSupport {
    let needs = match (format, format.kind()) {
        (Format::Avif, _) if !cfg!(feature = "avif") => Some("a build with the feature avif"),
        (_, Kind::Video | Kind::Audio) if !ffmpeg => Some(Tool::Ffmpeg.package()),
        _ => None,
    };
    FormatSupport { format, name: format.name(), supported: needs.is_none(), needs }
}

fn advice(tools: &[ToolReport], sandbox: &Result<SandboxReport, String>) -> Vec<Advice> {
    let mut advice = Vec::new();
    match sandbox {
        Ok(report) => advice.extend(report.missing().map(harden)),
        Err(reason) => advice.push(Advice {
            problem: format!("no picture can be decoded: {reason}"),
            remedy: "the program has to be allowed to start itself; look at the limits of its service or container"
                .to_owned(),
        }),
    }
    for tool in tools.iter().filter(|tool| tool.version.is_none()) {
        advice.push(Advice { problem: tool.without.to_owned(), remedy: tool.install.clone() });
    }
    advice
}

fn harden(missing: &Protection) -> Advice {
    let remedy = match missing.name.as_str() {
        "syscall_filter" => "run on a kernel with seccomp, in a container whose profile allows seccomp(2)",
        "landlock" => {
            "use Linux 5.13 or newer with landlock among the security modules (kernel parameter lsm=); the system call \
             filter already keeps decoders from files and the network"
        }
        _ => "look at the limits of the service or container that calotype runs in",
    };
    Advice {
        problem: format!("decoders run without the protection {}: {}", missing.name, missing.detail),
        remedy: remedy.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::tools::Tools;

    #[test]
    fn without_ffmpeg_films_and_sounds_say_what_they_need_and_pictures_work() {
        let film = support(Format::Mp4, false);
        assert_eq!((film.supported, film.needs), (false, Some("ffmpeg")));
        assert!(support(Format::Mp4, true).supported);
        assert!(support(Format::Heic, false).supported);
    }

    #[test]
    fn everything_that_is_missing_comes_with_something_to_do() {
        let mut incomplete = SandboxReport::default();
        incomplete.protections.push(Protection {
            name: "landlock".to_owned(),
            active: false,
            detail: "Landlock is not enabled at boot".to_owned(),
        });
        let tools = report(&Tools::none());
        let advice = advice(&tools, &Ok(incomplete));
        assert_eq!(advice.len(), 1 + tools.len());
        assert!(advice.iter().all(|advice| !advice.remedy.is_empty()));
        assert!(advice[0].problem.contains("not enabled at boot"));
    }
}
