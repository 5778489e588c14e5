//! The streams of a film or a sound file, as `ffprobe` tells them.

use std::fs::File;

use serde::Deserialize;

use super::{Invocation, Limits, Tool, Tools, ffmpeg};
use crate::{MediaError, format::Format};

/// What a container holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Streams {
    /// Playing time, seconds.
    pub(crate) duration: Option<f64>,
    /// Bits per second of everything together.
    pub(crate) bitrate: Option<i64>,
    /// The first moving picture; a cover is none.
    pub(crate) picture: Option<PictureStream>,
    /// Every sound that some decoder knows.
    pub(crate) sounds: Vec<SoundStream>,
}

/// A moving picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PictureStream {
    pub(crate) index: u32,
    pub(crate) codec: String,
    pub(crate) pixel_format: String,
    /// As coded, pixels.
    pub(crate) width: u32,
    /// As coded, pixels.
    pub(crate) height: u32,
    /// Degrees clockwise it is to be turned by: 0, 90, 180 or 270.
    pub(crate) rotation: u32,
    /// Width of a pixel over its height.
    pub(crate) pixel_aspect: f64,
    pub(crate) frame_rate: Option<f64>,
    pub(crate) bitrate: Option<i64>,
    /// Brightness beyond what ordinary screens show (PQ or HLG).
    pub(crate) high_dynamic_range: bool,
}

/// A sound.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SoundStream {
    pub(crate) index: u32,
    pub(crate) codec: String,
    pub(crate) bitrate: Option<i64>,
    pub(crate) sample_rate: Option<i64>,
    pub(crate) channels: Option<i64>,
}

/// Asks `ffprobe`. The demuxer is the one of `format`, so that no file can call itself a playlist of others.
pub(crate) async fn streams(tools: &Tools, file: File, format: Format) -> Result<Streams, MediaError> {
    const WANTED: &str = "format=duration,bit_rate\
        :stream=index,codec_type,codec_name,pix_fmt,width,height,sample_aspect_ratio,avg_frame_rate,r_frame_rate,\
        bit_rate,channels,sample_rate,duration,color_transfer\
        :stream_disposition=attached_pic:stream_side_data=rotation:stream_tags=rotate";
    let invocation = Invocation::new(Limits::quick())
        .args(["-v", "error", "-print_format", "json", "-show_entries", WANTED])
        .args(ffmpeg::reading(format)?)
        .arg("-i")
        .file("file:", file);
    let output = tools.run(Tool::Ffprobe, invocation).await.map_err(|error| error.about(format.name()))?;
    let answer: Answer = serde_json::from_slice(&output.stdout)
        .map_err(|error| MediaError::corrupt(format!("its streams cannot be described: {error}")))?;
    Ok(answer.into_streams())
}

/// The JSON as it comes. Numbers are texts in it, and any of them may be absent or `N/A`.
#[derive(Debug, Deserialize)]
struct Answer {
    #[serde(default)]
    streams: Vec<Stream>,
    #[serde(default)]
    format: Container,
}

#[derive(Debug, Default, Deserialize)]
struct Container {
    duration: Option<String>,
    bit_rate: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Stream {
    index: u32,
    codec_type: Option<String>,
    codec_name: Option<String>,
    pix_fmt: Option<String>,
    #[serde(default)]
    width: u32,
    #[serde(default)]
    height: u32,
    sample_aspect_ratio: Option<String>,
    avg_frame_rate: Option<String>,
    r_frame_rate: Option<String>,
    bit_rate: Option<String>,
    channels: Option<i64>,
    sample_rate: Option<String>,
    duration: Option<String>,
    color_transfer: Option<String>,
    #[serde(default)]
    disposition: Disposition,
    #[serde(default)]
    side_data_list: Vec<SideData>,
    #[serde(default)]
    tags: StreamTags,
}

#[derive(Debug, Default, Deserialize)]
struct Disposition {
    #[serde(default)]
    attached_pic: u8,
}

#[derive(Debug, Deserialize)]
struct SideData {
    rotation: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
struct StreamTags {
    rotate: Option<String>,
}

impl Answer {
    fn into_streams(self) -> Streams {
        let longest =
            self.streams.iter().filter_map(|stream| positive(stream.duration.as_deref())).reduce(f64::max);
        let is = |stream: &&Stream, kind: &str| {
            stream.codec_type.as_deref() == Some(kind) && stream.codec_name.is_some()
        };
        let moving = |stream: &&Stream| is(stream, "video") && stream.disposition.attached_pic == 0;
        Streams {
            duration: positive(self.format.duration.as_deref()).or(longest),
            bitrate: whole(self.format.bit_rate.as_deref()),
            picture: self.streams.iter().filter(moving).find_map(Stream::picture),
            sounds: self.streams.iter().filter(|stream| is(stream, "audio")).map(Stream::sound).collect(),
        }
    }
}

impl Stream {
    fn picture(&self) -> Option<PictureStream> {
        if self.width == 0 || self.height == 0 {
            return None;
        }
        // The side data counts anti-clockwise, the older tag clockwise.
        let anticlockwise = self.side_data_list.iter().find_map(|data| data.rotation).map(|degrees| -degrees);
        let clockwise = || positive(self.tags.rotate.as_deref());
        let degrees = anticlockwise.or_else(clockwise).filter(|degrees| degrees.abs() < 1e6).unwrap_or(0.0);
        let quarters = ((degrees / 90.0).round() as i64).rem_euclid(4);
        let rates = [&self.avg_frame_rate, &self.r_frame_rate];
        let transfer = self.color_transfer.as_deref();
        Some(PictureStream {
            index: self.index,
            codec: self.codec_name.clone()?,
            pixel_format: self.pix_fmt.clone().unwrap_or_default(),
            width: self.width,
            height: self.height,
            rotation: quarters as u32 * 90,
            pixel_aspect: ratio(self.sample_aspect_ratio.as_deref(), ':')
                .filter(|r| (0.1..=10.0).contains(r))
                .unwrap_or(1.0),
            frame_rate: rates
                .into_iter()
                .find_map(|rate| ratio(rate.as_deref(), '/').filter(|rate| *rate > 0.0)),
            bitrate: whole(self.bit_rate.as_deref()),
            high_dynamic_range: matches!(transfer, Some("smpte2084" | "arib-std-b67")),
        })
    }

    fn sound(&self) -> SoundStream {
        SoundStream {
            index: self.index,
            codec: self.codec_name.clone().unwrap_or_default(),
            bitrate: whole(self.bit_rate.as_deref()),
            sample_rate: whole(self.sample_rate.as_deref()),
            channels: self.channels.filter(|channels| *channels > 0),
        }
    }
}

fn positive(text: Option<&str>) -> Option<f64> {
    text?.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)
}

fn whole(text: Option<&str>) -> Option<i64> {
    text?.parse().ok().filter(|number| *number > 0)
}

fn ratio(text: Option<&str>, between: char) -> Option<f64> {
    let (over, under) = text?.split_once(between)?;
    let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
    (under != 0.0).then(|| (over / under * 1000.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parse(json: &str) -> Streams {
        serde_json::from_str::<Answer>(json).unwrap().into_streams()
    }

    #[test]
    fn a_cover_is_no_moving_picture() {
        let cover = r#"{"streams":[{"index":0,"codec_type":"video","codec_name":"mjpeg","width":500,"height":500,
            "disposition":{"attached_pic":1}},{"index":1,"codec_type":"audio","codec_name":"mp3","channels":2}]}"#;
        let streams = parse(cover);
        assert_eq!(streams.picture, None);
        assert_eq!(streams.sounds[0].index, 1);
    }

    #[test]
    fn both_ways_to_write_a_rotation_are_clockwise_quarters() {
        for (written, degrees) in [
            (r#""side_data_list":[{"rotation":-90}]"#, 90),
            (r#""side_data_list":[{"rotation":90}]"#, 270),
            (r#""side_data_list":[{}, {"rotation":-180}]"#, 180),
            (r#""tags":{"rotate":"90"}"#, 90),
            (r#""tags":{"rotate":"91"}"#, 90),
            (r#""tags":{"rotate":"much"}"#, 0),
        ] {
            let json = format!(
                r#"{{"streams":[{{"index":0,"codec_type":"video","codec_name":"h264","width":4,"height":3,{written}}}]}}"#
            );
            assert_eq!(parse(&json).picture.unwrap().rotation, degrees, "{written}");
        }
    }

    #[test]
    fn an_answer_without_numbers_is_still_an_answer() {
        let streams = parse(
            r#"{"format":{"duration":"N/A"},"streams":[{"index":0,"codec_type":"video","codec_name":"vp9","width":4,"height":3,
            "avg_frame_rate":"0/0","r_frame_rate":"30000/1001","sample_aspect_ratio":"0:1","bit_rate":"N/A"},
            {"index":1,"codec_type":"audio"},{"index":2,"codec_type":"data"}]}"#,
        );
        assert_eq!((streams.duration, streams.bitrate), (None, None));
        let picture = streams.picture.unwrap();
        assert_eq!((picture.frame_rate, picture.pixel_aspect), (Some(29.97), 1.0));
        assert!(streams.sounds.is_empty(), "a sound that no decoder knows");
        assert_eq!(parse("{}").picture, None);
    }
}
