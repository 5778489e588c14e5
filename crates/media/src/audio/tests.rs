//! Sound made by ffmpeg, described and converted by it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::video::{
    Effort,
    samples::{Sample, output, tools},
};

#[tokio::test]
async fn every_usual_sound_is_described() {
    let Some(tools) = tools().await else { return };
    for (name, args, codec) in [
        ("a.mp3", &["-b:a", "128k"][..], "mp3"),
        ("a.flac", &[], "flac"),
        ("a.m4a", &["-c:a", "aac"], "aac"),
        ("a.wav", &[], "pcm_s16le"),
        ("a.ogg", &["-c:a", "libvorbis"], "vorbis"),
        ("a.opus", &["-c:a", "libopus"], "opus"),
        ("a.aiff", &[], "pcm_s16be"),
        ("a.wma", &["-c:a", "wmav2"], "wmav2"),
        ("a.aac", &["-c:a", "aac"], "aac"),
    ] {
        let Some(sample) = Sample::tone(name, args) else { return };
        let format = Format::from_file_name(name).unwrap();
        let info = describe(&tools, sample.open(), format).await.unwrap();
        assert_eq!(info.codec, codec, "{name}");
        assert_eq!(info.channels, Some(1), "{name}");
        assert!((2.8..3.3).contains(&info.duration.unwrap()), "{name}: {:?}", info.duration);
        assert!(info.bitrate.is_some(), "{name}");
    }
}

#[tokio::test]
async fn mp3_of_a_usual_rate_is_copied_frame_by_frame_without_its_tags() {
    let Some(tools) = tools().await else { return };
    let args = ["-b:a", "160k", "-metadata", "title=secret"];
    let Some(sample) = Sample::tone("a.mp3", &args) else { return };
    let info = describe(&tools, sample.open(), Format::Mp3).await.unwrap();
    let (result, handle) = output();
    web(&tools, sample.open(), Format::Mp3, &info, &handle, &Effort::default(), |_| ()).await.unwrap();
    let made = std::fs::read(result.path()).unwrap();
    assert!(!made.windows(6).any(|window| window == b"secret"));
    let source = sample.bytes();
    // The sound itself is the same from some frame on to the end.
    let tail = &source[source.len() - 10_000..];
    assert!(made.ends_with(tail));
}

#[tokio::test]
async fn other_sound_becomes_mp3_with_the_channels_it_had() {
    let Some(tools) = tools().await else { return };
    for (name, args, channels, rate) in [
        ("a.flac", &["-ac", "2", "-ar", "96000"][..], 2, 192),
        ("a.opus", &["-c:a", "libopus", "-b:a", "64k"], 1, 128),
        ("a.wav", &["-ac", "6"], 2, 192),
    ] {
        let Some(sample) = Sample::tone(name, args) else { return };
        let format = Format::from_file_name(name).unwrap();
        let info = describe(&tools, sample.open(), format).await.unwrap();
        let (result, handle) = output();
        let mut last = 0.0;
        web(&tools, sample.open(), format, &info, &handle, &Effort::default(), |part| last = part)
            .await
            .unwrap();
        let made = describe(&tools, result.reopen().unwrap(), Format::Mp3).await.unwrap();
        assert_eq!(
            (made.codec.as_str(), made.sample_rate, made.channels),
            ("mp3", Some(44_100), Some(channels)),
            "{name}"
        );
        let kilobits = made.bitrate.unwrap() / 1000;
        assert!((kilobits - rate).abs() <= 2, "{name}: {kilobits}");
        assert!(last > 0.9, "{name}: {last}");
    }
}

#[tokio::test]
async fn a_file_without_sound_says_so() {
    let Some(tools) = tools().await else { return };
    let sample = Sample::with("a.mp3", &[0; 5000]);
    let error = describe(&tools, sample.open(), Format::Mp3).await.unwrap_err();
    assert!(matches!(error, MediaError::Corrupt { .. }), "{error}");
}
