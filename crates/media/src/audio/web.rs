//! The version of a sound that every browser plays: MP3.

use std::fs::File;

use super::Info;
use crate::{
    MediaError,
    format::Format,
    tools::{Invocation, Tool, Tools, ffmpeg},
    video::Effort,
};

/// Writes the web version of a sound into `output`, from its start.
///
/// MP3 between 128 and 320 kbit/s is copied. Everything else becomes MP3 of 44.1 kHz, mono if the source is and stereo
/// otherwise, with 192 kbit/s, or 128 where the source has less than 192. Tags and covers stay behind. `progress` hears
/// the finished part, 0 to 1; dropping the future stops the work and leaves `output` unfinished.
///
/// # Errors
///
/// [`MediaError::Unsupported`] without `ffmpeg`, [`MediaError::TooLarge`] and [`MediaError::TimedOut`] when `effort` does not
/// suffice, else what ffmpeg says of the file.
pub async fn web(
    tools: &Tools,
    input: File,
    format: Format,
    info: &Info,
    output: &File,
    effort: &Effort,
    mut progress: impl FnMut(f64) + Send,
) -> Result<(), MediaError> {
    let length = info.duration.unwrap_or(f64::INFINITY);
    let invocation = Invocation::new(effort.limits())
        .args(ffmpeg::QUIET)
        .args(ffmpeg::TELLING)
        .args(ffmpeg::reading(format)?)
        .arg("-i")
        .file("file:", input)
        .arg("-map")
        .arg(format!("0:{}", info.index))
        .args(codec_args(info))
        .args(ffmpeg::BARE)
        .args(["-f", "mp3"])
        .file("file:", output.try_clone()?);
    let heard = ffmpeg::progress(|seconds| progress((seconds / length).clamp(0.0, 1.0)));
    tools
        .run_heard(Tool::Ffmpeg, invocation, heard)
        .await
        .map(drop)
        .map_err(|error| error.about(format.name()))
}

fn codec_args(info: &Info) -> Vec<&'static str> {
    let kilobits = info.bitrate.map(|bits| bits / 1000);
    if info.codec == "mp3" && kilobits.is_some_and(|rate| (128..=320).contains(&rate)) {
        return vec!["-c:a", "copy"];
    }
    let rate = if kilobits.is_some_and(|rate| rate < 192) { "128k" } else { "192k" };
    let channels = if info.channels == Some(1) { "1" } else { "2" };
    vec![
        "-c:a",
        "libmp3lame",
        "-b:a",
        rate,
        "-ar",
        "44100",
        "-ac",
        channels,
        "-flags:a",
        "+bitexact",
        "-threads",
        "1",
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(codec: &str, bitrate: Option<i64>, channels: i64) -> String {
        let info = Info {
            duration: None,
            index: 0,
            codec: codec.into(),
            bitrate,
            sample_rate: None,
            channels: Some(channels),
        };
        codec_args(&info).join(" ")
    }

    #[test]
    fn mp3_of_a_usual_rate_is_copied_and_everything_else_encoded() {
        assert_eq!(args("mp3", Some(128_000), 2), "-c:a copy");
        assert_eq!(args("mp3", Some(320_000), 2), "-c:a copy");
        assert!(args("mp3", Some(64_000), 2).contains("-b:a 128k"));
        assert!(args("mp3", None, 2).contains("-b:a 192k"));
        assert!(args("flac", Some(900_000), 6).contains("-b:a 192k -ar 44100 -ac 2"));
        assert!(args("opus", Some(96_000), 1).contains("-b:a 128k -ar 44100 -ac 1"));
    }
}
