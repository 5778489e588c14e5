//! What is documented of a video.

use super::{
    super::{
        record::{Gps, Metadata},
        tags::{Tags, leading_number, one_line},
    },
    Fields, first_bitrate, photo, place, time,
};

/// Fills the typed fields and the documented object of a video. `size` is the coded one, pixels.
pub(in super::super) fn derive(
    tags: &Tags,
    size: Option<(u32, u32)>,
    gps: Option<Gps>,
    description: Option<String>,
    metadata: &mut Metadata,
) {
    let taken = time::capture(tags, time::VIDEO);
    let gps = gps.or_else(|| place::from_tags(tags));
    let line = |names: &[&str]| names.iter().find_map(|name| one_line(&tags.text(name)?));
    let camera_model = line(&["Model", "Make", "CameraModelName", "RecorderModel"]);
    let description =
        description.or_else(|| tags.first_text(&["Description", "Comment", "Title", "Synopsis"]));
    let content_identifier = line(&["ContentIdentifier"]);

    let mut fields = Fields::default();
    // `VideoCodecID` is where Matroska has it, `AvgBitrate` what exiftool computes for MP4.
    fields.put("codec", line(&["VideoCodec", "CompressorID", "AudioCodec", "VideoFormat", "VideoCodecID"]));
    let rates = ["VideoBitrate", "Bitrate", "AudioBitrate", "OverallBitrate", "AvgBitrate"];
    fields.put("bitrate", first_bitrate(tags, &rates));
    let rates = ["VideoFrameRate", "FrameRate", "NominalFrameRate"];
    fields.number("frame_rate", rates.iter().find_map(|name| frame_rate(&tags.text(name)?)));
    fields.time("recorded_time", taken);
    fields.put("camera_model", camera_model.clone());
    fields.place(gps.as_ref());
    fields.put("description", description.clone());
    fields.put("content_identifier", content_identifier.clone());

    photo::fill(metadata, taken, gps, camera_model, size);
    metadata.camera_make = line(&["Make"]);
    metadata.lens_model = line(&["LensModel"]);
    metadata.description = description;
    metadata.content_identifier = content_identifier;
    metadata.specific = fields.0;
}

/// Pictures per second: `25`, `29.97 fps`, `30000/1001`.
fn frame_rate(text: &str) -> Option<f64> {
    let rate = match text.split_once('/') {
        Some((frames, seconds)) => leading_number(frames)? / leading_number(seconds)?,
        None => leading_number(text)?,
    };
    (rate > 0.0 && rate < 1e6).then(|| (rate * 1000.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn every_documented_field_comes_from_its_first_tag() {
        let mut tags = Tags::default();
        for (name, value) in [
            ("CompressorID", "hvc1"),
            ("AvgBitrate", "8.5 Mbps"),
            ("VideoFrameRate", "30000/1001"),
            ("CreationDate", "2023:05:01 12:00:00+02:00"),
            ("Make", "Apple"),
            ("Comment", "at sea"),
            ("ContentIdentifier", "ABC"),
        ] {
            tags.put(name, value);
        }
        let mut metadata = Metadata::empty(crate::format::Kind::Video);
        derive(&tags, Some((1920, 1080)), place::gps(1.0, 2.0), None, &mut metadata);
        assert_eq!(
            Value::Object(metadata.specific),
            json!({
                "codec": "hvc1", "bitrate": 8_500_000, "frame_rate": 29.97, "recorded_time": "2023-05-01T10:00:00Z",
                "capture_offset_minutes": 120, "camera_model": "Apple", "gps_latitude": 1.0, "gps_longitude": 2.0,
                "description": "at sea", "content_identifier": "ABC"
            })
        );
        assert_eq!((metadata.width, metadata.height), (Some(1920), Some(1080)));
    }

    #[test]
    fn a_frame_rate_over_zero_is_none() {
        assert_eq!(frame_rate("30/0"), None);
        assert_eq!(frame_rate("25 fps"), Some(25.0));
    }
}
