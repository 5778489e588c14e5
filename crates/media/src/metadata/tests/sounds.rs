//! What sound says, in every way it is tagged.

use super::*;
use crate::video::samples::Sample;

const TAGS: [&str; 12] = [
    "-metadata",
    "title=So What",
    "-metadata",
    "artist=Miles Davis",
    "-metadata",
    "album=Kind of Blue",
    "-metadata",
    "genre=Jazz",
    "-metadata",
    "date=1959",
    "-metadata",
    "comment=first take",
];

#[test]
fn every_kind_of_tag_gives_the_same_song() {
    for (name, args, codec) in [
        ("a.mp3", &["-b:a", "128k", "-id3v2_version", "3"][..], "mp3"),
        ("b.mp3", &["-b:a", "128k", "-write_id3v1", "1", "-id3v2_version", "4"], "mp3"),
        ("a.flac", &[], "flac"),
        ("a.ogg", &["-c:a", "libvorbis"], "ogg"),
        ("a.opus", &["-c:a", "libopus"], "opus"),
        ("a.m4a", &["-c:a", "aac"], "mp4a"),
        ("a.wav", &[], "wav"),
    ] {
        let Some(sample) = Sample::tone(name, &[args, &TAGS].concat()) else { return };
        let format = Format::from_file_name(name).unwrap();
        let metadata = read_stream(&mut sample.open(), &about(format), 0).unwrap();
        let field = |name: &str| {
            metadata.specific.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
        };
        assert_eq!(field("title"), "So What", "{name}");
        assert_eq!(field("artist"), "Miles Davis", "{name}");
        assert_eq!(field("album"), "Kind of Blue", "{name}");
        assert_eq!(field("genre"), "Jazz", "{name}");
        // ffmpeg writes the comment of ID3v2 as a text of its own name, which is no comment to anybody.
        if format != Format::Mp3 {
            assert_eq!(field("description"), "first take", "{name}");
        }
        assert_eq!(field("codec"), codec, "{name}");
        assert_eq!(metadata.specific["year"], 1959, "{name}");
        assert_eq!(metadata.specific["channels"], 1, "{name}");
        let rate = if name == "a.opus" { 48_000 } else { 44_100 };
        assert_eq!(metadata.specific["sample_rate"], rate, "{name}");
        assert!(metadata.specific["bitrate"].as_i64().unwrap() > 10_000, "{name}");
        assert!((metadata.duration.unwrap() - 3.0).abs() < 0.2, "{name}: {:?}", metadata.duration);
        assert_eq!((metadata.title.as_deref(), metadata.taken), (Some("So What"), None), "{name}");
        assert_eq!(metadata.notes, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_sound_that_is_none_says_so_in_its_notes() {
    for format in [
        Format::Mp3,
        Format::Flac,
        Format::Ogg,
        Format::Wav,
        Format::M4a,
        Format::Opus,
        Format::Aiff,
        Format::Aac,
    ] {
        let metadata = read_as(b"not a sound at all, whatever its name may promise", format);
        assert_eq!(metadata.notes.len(), 1, "{format:?}: {:?}", metadata.notes);
        assert_eq!(metadata.duration, None);
    }
}

#[test]
fn ffprobe_fills_what_the_tags_leave_open() {
    let mut metadata = read_as(b"\x30\x26\xb2\x75 wma", Format::Wma);
    let info = crate::audio::Info {
        duration: Some(2.0),
        index: 0,
        codec: "wmav2".into(),
        bitrate: Some(128_000),
        sample_rate: Some(44_100),
        channels: Some(2),
    };
    metadata.complete_from_audio(&info);
    assert_eq!(metadata.duration, Some(2.0));
    // The documented rule takes the extension for a codec where no tag names one.
    assert_eq!(metadata.specific["codec"], "wma");
    assert_eq!(metadata.specific["bitrate"], 128_000);
    assert_eq!(metadata.specific["channels"], 2);
}
