//! The picture shown for a film.

use std::{fs::File, time::Duration};

use super::{Info, Picture};
use crate::{
    MediaError,
    format::Format,
    tools::{Invocation, Limits, Tool, ToolError, Tools, ffmpeg},
};

/// The box a poster fits into, pixels.
const BOX: (u32, u32) = (1920, 1080);

/// One frame of the film as PNG, upright, with square pixels, inside 1920×1080 and never enlarged.
///
/// It is the frame at one second or, of films shorter than ten seconds, at a tenth of their length rounded down to a
/// whole second; the first frame where there is none. The PNG was made by a program from a stranger's file and is to be
/// decoded like one.
///
/// # Errors
///
/// [`MediaError::Unsupported`] without `ffmpeg` or without a moving picture, else what ffmpeg says of the file.
pub async fn poster(tools: &Tools, file: &File, format: Format, info: &Info) -> Result<Vec<u8>, MediaError> {
    let Some(picture) = &info.picture else {
        return Err(MediaError::unsupported(format!("{} without a moving picture", format.name())));
    };
    let mut starts = vec![start(info.duration)];
    if starts != [0] {
        starts.push(0);
    }
    for start in starts {
        let png =
            frame(tools, file, format, picture, start).await.map_err(|error| error.about(format.name()))?;
        if !png.is_empty() {
            return Ok(png);
        }
    }
    Err(MediaError::corrupt("no frame could be decoded"))
}

/// Where the poster is taken, whole seconds.
fn start(duration: Option<f64>) -> u64 {
    match duration {
        Some(seconds) if seconds < 10.0 => (seconds / 10.0).floor() as u64,
        _ => 1,
    }
}

async fn frame(
    tools: &Tools,
    file: &File,
    format: Format,
    picture: &Picture,
    start: u64,
) -> Result<Vec<u8>, ToolError> {
    let mut result = run(tools, file, format, picture, start, picture.high_dynamic_range).await;
    // Builds without the filter for bright pictures show them too bright rather than not at all.
    if picture.high_dynamic_range
        && matches!(&result, Err(ToolError::Failed { stderr, .. }) if stderr.contains("zscale"))
    {
        result = run(tools, file, format, picture, start, false).await;
    }
    result
}

async fn run(
    tools: &Tools,
    file: &File,
    format: Format,
    picture: &Picture,
    start: u64,
    tone_map: bool,
) -> Result<Vec<u8>, ToolError> {
    let io = |source| ToolError::Io { tool: Tool::Ffmpeg, source };
    let reading = ffmpeg::reading(format)
        .map_err(|_| ToolError::Nonsense { tool: Tool::Ffmpeg, reason: "no film".into() })?;
    let (width, height) = inside(picture.shown());
    let scale = format!("scale={width}:{height}:flags=area,setsar=1");
    let filters = if tone_map { format!("{},{scale}", TONE_MAP.join(",")) } else { scale };
    let invocation = Invocation::new(limits())
        .args(ffmpeg::QUIET)
        .args(["-threads", "1", "-ss"])
        .arg(start.to_string())
        .args(reading)
        .arg("-i")
        .file("file:", file.try_clone().map_err(io)?)
        .arg("-map")
        .arg(format!("0:{}", picture.index))
        .args(["-frames:v", "1", "-filter_threads", "1", "-vf", &filters])
        .args([
            "-pix_fmt",
            "rgb24",
            "-threads",
            "1",
            "-c:v",
            "png",
            "-compression_level",
            "1",
            "-f",
            "image2pipe",
            "pipe:1",
        ]);
    tools.run(Tool::Ffmpeg, invocation).await.map(|output| output.stdout)
}

/// From PQ or HLG to what ordinary screens show, as ffmpeg's own manual puts it together.
pub(super) const TONE_MAP: [&str; 6] = [
    "zscale=t=linear:npl=100",
    "format=gbrpf32le",
    "zscale=p=bt709",
    "tonemap=tonemap=hable:desat=0",
    "zscale=t=bt709:m=bt709:r=tv",
    "format=yuv420p",
];

fn limits() -> Limits {
    Limits {
        // A decoder holds up to 16 frames, which at 8K and ten bits are 100 MB each.
        address_space: 4 << 30,
        cpu: Duration::from_secs(60),
        file_size: 0,
        open_files: 64,
        wall: Duration::from_secs(60),
        stdout: 32 << 20,
    }
}

/// The size inside the box, at most the picture's own.
fn inside((width, height): (u32, u32)) -> (u32, u32) {
    let factor = (f64::from(BOX.0) / f64::from(width)).min(f64::from(BOX.1) / f64::from(height)).min(1.0);
    let side = |side: u32| (f64::from(side) * factor).round().max(1.0) as u32;
    (side(width), side(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_is_at_one_second_or_a_tenth_of_a_short_film() {
        for (duration, at) in [(None, 1), (Some(60.0), 1), (Some(10.0), 1), (Some(9.9), 0), (Some(0.4), 0)] {
            assert_eq!(start(duration), at, "{duration:?}");
        }
    }

    #[test]
    fn a_poster_fits_its_box_and_is_never_enlarged() {
        for (size, poster) in [
            ((3840, 2160), (1920, 1080)),
            ((2160, 3840), (608, 1080)),
            ((320, 240), (320, 240)),
            ((20_000, 1), (1920, 1)),
        ] {
            assert_eq!(inside(size), poster);
        }
    }
}
