//! The version of a film that every browser plays: H.264 and AAC in MP4 with the index first.

use std::{fs::File, time::Duration};

use super::{Info, Picture, Sound, poster::TONE_MAP};
use crate::{
    MediaError,
    format::Format,
    tools::{Invocation, Limits, Tool, ToolError, Tools, ffmpeg},
};

/// The longer side up to which a film keeps its size, and the shorter side a larger one is brought to, pixels.
const SIDE: u32 = 1080;

/// How much a conversion may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effort {
    /// Threads of the encoder.
    pub threads: u16,
    /// Time on the wall after which it is given up.
    pub wall: Duration,
    /// Largest result, bytes.
    pub bytes: u64,
}

impl Default for Effort {
    /// Two threads, an hour, 16 GiB.
    fn default() -> Self {
        Effort { threads: 2, wall: Duration::from_secs(3600), bytes: 16 << 30 }
    }
}

impl Effort {
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            // The encoder looks ahead 40 frames, which of an 8K film are 4 GB after scaling and before.
            address_space: 8 << 30,
            cpu: self.wall.saturating_mul(u32::from(self.threads) + 1),
            file_size: self.bytes,
            open_files: 64,
            wall: self.wall,
            stdout: 0,
        }
    }
}

/// Writes the web version of a film into `output`, from its start.
///
/// What is H.264 in MP4 or QuickTime and at most 1080 pixels long is copied; everything else is encoded, with the shorter
/// side brought to 1080 pixels where the longer one exceeds that. Place, date and other metadata stay behind. `progress`
/// hears the finished part, 0 to 1, some twice a second; dropping the future stops the work and leaves `output` unfinished.
///
/// # Errors
///
/// [`MediaError::Unsupported`] without `ffmpeg` or without a moving picture, [`MediaError::TooLarge`] and
/// [`MediaError::TimedOut`] when `effort` does not suffice, else what ffmpeg says of the file.
pub async fn web(
    tools: &Tools,
    input: File,
    format: Format,
    info: &Info,
    output: &File,
    effort: &Effort,
    mut progress: impl FnMut(f64) + Send,
) -> Result<(), MediaError> {
    let Some(picture) = &info.picture else {
        return Err(MediaError::unsupported(format!("{} without a moving picture", format.name())));
    };
    let plan = Plan::of(format, picture, &info.sounds);
    let length = info.duration.unwrap_or(f64::INFINITY);
    let mut heard = |seconds: f64| progress((seconds / length).clamp(0.0, 1.0));
    let mut result = run(tools, &input, format, &plan, output, effort, &mut heard).await;
    if plan.tone_map && matches!(&result, Err(ToolError::Failed { stderr, .. }) if stderr.contains("zscale"))
    {
        let plain = Plan { tone_map: false, ..plan };
        result = run(tools, &input, format, &plain, output, effort, &mut heard).await;
    }
    result.map_err(|error| error.about(format.name()))
}

async fn run(
    tools: &Tools,
    input: &File,
    format: Format,
    plan: &Plan,
    output: &File,
    effort: &Effort,
    heard: impl FnMut(f64) + Send,
) -> Result<(), ToolError> {
    let io = |source| ToolError::Io { tool: Tool::Ffmpeg, source };
    let reading = ffmpeg::reading(format)
        .map_err(|_| ToolError::Nonsense { tool: Tool::Ffmpeg, reason: "no film".into() })?;
    let invocation = Invocation::new(effort.limits())
        .args(ffmpeg::QUIET)
        .args(ffmpeg::TELLING)
        .args(reading)
        .arg("-i")
        .file("file:", input.try_clone().map_err(io)?)
        .args(plan.args(effort.threads))
        .args(ffmpeg::BARE)
        .args(["-movflags", "+faststart", "-f", "mp4"])
        .file("file:", output.try_clone().map_err(io)?);
    tools.run_heard(Tool::Ffmpeg, invocation, ffmpeg::progress(heard)).await.map(drop)
}

/// What is done to each stream.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Plan {
    picture: u32,
    /// Width and height to encode at; `None` copies.
    size: Option<(u32, u32)>,
    tone_map: bool,
    sounds: Vec<u32>,
    /// Whether browsers play the sounds as they are.
    copy_sound: bool,
}

impl Plan {
    fn of(format: Format, picture: &Picture, sounds: &[Sound]) -> Plan {
        let (width, height) = picture.shown();
        let small = width.max(height) <= SIDE;
        let in_mp4 = matches!(format, Format::Mp4 | Format::M4v | Format::Mov | Format::ThreeGp);
        // Only 4:2:0 with eight bits is H.264 that browsers play.
        let plays =
            picture.codec == "h264" && matches!(picture.pixel_format.as_str(), "yuv420p" | "yuvj420p");
        let copy = small && in_mp4 && plays;
        Plan {
            picture: picture.index,
            size: (!copy).then(|| encoded_size(width, height)),
            tone_map: !copy && picture.high_dynamic_range,
            sounds: sounds.iter().map(|sound| sound.index).collect(),
            copy_sound: copy && sounds.iter().all(|sound| sound.codec == "aac"),
        }
    }

    fn args(&self, threads: u16) -> Vec<String> {
        let mut args = Vec::new();
        let mut put = |words: &[&str]| args.extend(words.iter().map(|word| (*word).to_owned()));
        put(&["-map", &format!("0:{}", self.picture)]);
        for sound in &self.sounds {
            put(&["-map", &format!("0:{sound}")]);
        }
        match self.size {
            None => put(&["-c:v", "copy"]),
            Some((width, height)) => {
                let scale = format!("scale={width}:{height},setsar=1");
                let filters = if self.tone_map { format!("{},{scale}", TONE_MAP.join(",")) } else { scale };
                let rate = ceiling(width, height);
                put(&[
                    "-vf", &filters, "-c:v", "libx264", "-crf", "23", "-preset", "medium", "-pix_fmt",
                    "yuv420p",
                ]);
                put(&["-maxrate", &format!("{rate}k"), "-bufsize", &format!("{}k", rate * 2)]);
                put(&["-threads", &threads.to_string(), "-filter_threads", "1", "-flags:v", "+bitexact"]);
            }
        }
        match (self.sounds.is_empty(), self.copy_sound) {
            (true, _) => {}
            (false, true) => put(&["-c:a", "copy"]),
            (false, false) => put(&["-c:a", "aac", "-b:a", "128k", "-flags:a", "+bitexact"]),
        }
        args
    }
}

/// The largest rate of the encoder, kbit/s.
fn ceiling(width: u32, height: u32) -> u64 {
    (u64::from(width) * u64::from(height) / 300).max(2000)
}

/// The size to encode at: even, as 4:2:0 needs, and the shorter side at most 1080 where the longer exceeds it. The documented
/// rule would enlarge films between the two (1280×720), which gains nothing.
fn encoded_size(width: u32, height: u32) -> (u32, u32) {
    let shorter = width.min(height);
    let factor =
        if width.max(height) > SIDE && shorter > SIDE { f64::from(SIDE) / f64::from(shorter) } else { 1.0 };
    let side = |side: u32| ((f64::from(side) * factor / 2.0).round() as u32 * 2).max(2);
    (side(width), side(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(codec: &str, width: u32, height: u32) -> Picture {
        Picture {
            index: 0,
            codec: codec.into(),
            pixel_format: "yuv420p".into(),
            width,
            height,
            rotation: 0,
            pixel_aspect: 1.0,
            frame_rate: None,
            bitrate: None,
            high_dynamic_range: false,
        }
    }

    fn sound(codec: &str) -> Sound {
        Sound { index: 3, codec: codec.into(), bitrate: None, sample_rate: None, channels: None }
    }

    #[test]
    fn only_small_h264_that_browsers_play_is_copied() {
        let copies = |format, picture: &Picture| Plan::of(format, picture, &[]).size.is_none();
        assert!(copies(Format::Mp4, &picture("h264", 1080, 720)));
        assert!(copies(Format::Mov, &picture("h264", 720, 1080)));
        assert!(!copies(Format::Mkv, &picture("h264", 640, 480)), "another container");
        assert!(!copies(Format::Mp4, &picture("hevc", 640, 480)), "another codec");
        assert!(!copies(Format::Mp4, &picture("h264", 1280, 720)), "too long");
        let deep = Picture { pixel_format: "yuv420p10le".into(), ..picture("h264", 640, 480) };
        assert!(!copies(Format::Mp4, &deep), "ten bits");
    }

    #[test]
    fn sounds_are_copied_only_when_every_one_is_aac() {
        let plan = |sounds: &[Sound]| Plan::of(Format::Mp4, &picture("h264", 640, 480), sounds).args(2);
        assert!(plan(&[sound("aac")]).windows(2).any(|pair| pair == ["-c:a", "copy"]));
        let mixed = plan(&[sound("aac"), sound("pcm_s16le")]);
        assert!(mixed.windows(2).any(|pair| pair == ["-c:v", "copy"]));
        assert!(mixed.windows(2).any(|pair| pair == ["-c:a", "aac"]));
        assert_eq!(mixed.iter().filter(|arg| *arg == "-map").count(), 3);
    }

    #[test]
    fn sizes_are_even_and_never_larger_than_the_source() {
        for (source, encoded) in [
            ((3840, 2160), (1920, 1080)),
            ((2160, 3840), (1080, 1920)),
            ((1280, 720), (1280, 720)),
            ((641, 481), (642, 482)),
            ((1, 1), (2, 2)),
            ((4000, 1080), (4000, 1080)),
        ] {
            assert_eq!(encoded_size(source.0, source.1), encoded);
        }
    }

    #[test]
    fn the_ceiling_grows_with_the_picture() {
        assert_eq!(ceiling(640, 480), 2000);
        assert_eq!(ceiling(1920, 1080), 6912);
    }
}
