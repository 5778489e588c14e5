//! Real files through real children: what the library gets to know and to show.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use calotype_media::format::{Format, Kind, OutputFormat};
use calotype_media::limits::Limits;
use calotype_media::render::RenderSpec;
use calotype_media::sandbox::SandboxSettings;
use calotype_media::testing::tiny;
use calotype_media::tools::{Tool, ToolPaths, Tools};
use calotype_media::video::Effort;
use calotype_media::{IngestOptions, Media, MediaConfig, MediaError, Source};

fn config() -> MediaConfig {
    let sandbox = SandboxSettings {
        program: PathBuf::from(env!("CARGO_BIN_EXE_calotype-sandbox-test")),
        children: 2,
        ..SandboxSettings::default()
    };
    MediaConfig { sandbox, ..MediaConfig::default() }
}

async fn media() -> Media {
    Media::start(config()).await
}

fn source(name: &str) -> Source {
    Source::from_bytes(tiny::file(name), name).unwrap()
}

async fn have(tool: Tool) -> bool {
    let there = Tools::discover(&ToolPaths::standard()).await.has(tool);
    if !there {
        println!("skipped: {tool} is missing");
    }
    there
}

#[tokio::test]
async fn every_picture_format_is_recognised_read_and_shown() {
    let media = media().await;
    for (name, bytes) in tiny::FILES {
        let format = Format::from_file_name(name).unwrap();
        if format.kind() != Kind::Photo {
            continue;
        }
        let ingested = media.ingest(source(name), IngestOptions::default()).await.unwrap();
        assert_eq!(ingested.probe.format, format, "{name}");
        assert_eq!(ingested.probe.bytes, bytes.len() as u64, "{name}");
        if format == Format::Avif && !cfg!(feature = "avif") {
            assert!(matches!(ingested.built, Err(MediaError::Unsupported { .. })), "{name}");
            continue;
        }
        let built = ingested.built.unwrap_or_else(|error| panic!("{name}: {error}")).unwrap();
        let small = built.ladder.small;
        assert_eq!((small.width, small.height), ingested.probe.upright(), "{name}: never enlarged");
        assert_eq!(&small.bytes[..4], b"RIFF", "{name}");
        assert!(!built.thumbhash.is_empty(), "{name}");
        let metadata = ingested.metadata.unwrap();
        assert_eq!(metadata.width, Some(small.width), "{name}");
        assert!(metadata.raw.contains_key("FileType"), "{name}");
    }
}

#[tokio::test]
async fn drawings_pages_and_photoshop_files_are_shown() {
    let media = media().await;
    for (name, bytes) in
        [("a.svg", tiny::SVG.as_bytes().to_vec()), ("a.pdf", tiny::pdf()), ("a.psd", tiny::psd())]
    {
        let ingested =
            media.ingest(Source::from_bytes(&bytes, name).unwrap(), IngestOptions::default()).await.unwrap();
        assert!(ingested.built.unwrap_or_else(|error| panic!("{name}: {error}")).is_some(), "{name}");
    }
}

#[tokio::test]
async fn a_film_is_shown_by_one_of_its_frames() {
    if !have(Tool::Ffmpeg).await {
        return;
    }
    let media = media().await;
    for name in ["tiny.mp4", "tiny.mov", "tiny.mkv", "tiny.webm", "tiny.avi"] {
        let ingested = media.ingest(source(name), IngestOptions::default()).await.unwrap();
        let small = ingested.built.unwrap_or_else(|error| panic!("{name}: {error}")).unwrap().ladder.small;
        assert_eq!((small.width, small.height), (48, 32), "{name}");
        let metadata = ingested.metadata.unwrap();
        assert_eq!((metadata.width, metadata.height), (Some(48), Some(32)), "{name}");
        assert!(metadata.duration.unwrap() > 0.3, "{name}");
    }
}

#[tokio::test]
async fn a_film_without_ffmpeg_is_read_and_says_what_it_needs() {
    let media = Media::start(MediaConfig { tools: ToolPaths::default(), ..config() }).await;
    let ingested = media.ingest(source("tiny.mp4"), IngestOptions::default()).await.unwrap();
    assert!(
        matches!(&ingested.built, Err(MediaError::Unsupported { needs: Some(needs), .. }) if needs == "ffmpeg"),
        "{:?}",
        ingested.built
    );
    assert_eq!(ingested.metadata.unwrap().width, Some(48));
}

#[tokio::test]
async fn sound_is_read_and_has_nothing_to_show() {
    let media = media().await;
    for name in ["tiny.mp3", "tiny.flac", "tiny.m4a", "tiny.ogg", "tiny.opus", "tiny.wav", "tiny.aiff"] {
        let ingested = media.ingest(source(name), IngestOptions::default()).await.unwrap();
        assert_eq!(ingested.probe.format.kind(), Kind::Audio, "{name}");
        assert_eq!(ingested.built, Ok(None), "{name}");
        let duration = ingested.metadata.unwrap().duration.unwrap_or_else(|| panic!("{name}: no duration"));
        assert!((0.1..0.5).contains(&duration), "{name}: {duration}");
    }
}

#[tokio::test]
async fn a_sidecar_speaks_before_the_file() {
    let sidecar = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>"#;
    let options = IngestOptions { sidecar: Some(sidecar.as_bytes().to_vec()), ..IngestOptions::default() };
    let ingested = media().await.ingest(source("tiny.jpg"), options).await.unwrap();
    assert_eq!(ingested.metadata.unwrap().rating, Some(4));
}

#[tokio::test]
async fn a_picture_to_order_comes_from_a_child_and_one_of_ours_from_this_process() {
    let media = media().await;
    let spec = RenderSpec::inside(24, OutputFormat::Jpeg);
    let foreign = media.render(source("tiny.png"), spec.clone()).await.unwrap();
    assert_eq!((foreign.width, foreign.height, &foreign.bytes[..2]), (24, 16, [0xff, 0xd8].as_slice()));
    assert_eq!(media.stats().started, 1);
    let ours = media.render_trusted(Bytes::from_static(tiny::file("tiny.png")), spec).await.unwrap();
    assert_eq!(ours, foreign);
    assert_eq!(media.stats().answered, 1, "no child had to work for it");
}

#[tokio::test]
async fn rendering_in_this_process_is_refused_when_too_many_wait() {
    let sandbox = SandboxSettings { children: 1, waiting: 1, ..config().sandbox };
    let media = Media::start(MediaConfig { sandbox, ..config() }).await;
    let picture = Bytes::from_static(tiny::file("tiny.png"));
    let spec = RenderSpec::inside(24, OutputFormat::Jpeg);
    // Polled in order, on one thread: the first takes the place for work, the second the one for waiting.
    let (first, second, third) = tokio::join!(
        media.render_trusted(picture.clone(), spec.clone()),
        media.render_trusted(picture.clone(), spec.clone()),
        media.render_trusted(picture.clone(), spec.clone()),
    );
    first.unwrap();
    second.unwrap();
    assert!(matches!(third, Err(MediaError::Busy { retry_after: 1.. })), "{third:?}");
}

#[tokio::test]
async fn the_servers_limits_hold_whatever_an_order_says() {
    let limits = Limits { pixels: 1_000, ..Limits::default() };
    let media = Media::start(MediaConfig { limits, ..config() }).await;
    let rendered = media.render(source("tiny.png"), RenderSpec::inside(24, OutputFormat::Jpeg)).await;
    assert!(matches!(&rendered, Err(MediaError::TooLarge { what, .. }) if what == "pixels"), "{rendered:?}");
    let ingested = media.ingest(source("tiny.png"), IngestOptions::default()).await.unwrap();
    assert!(matches!(ingested.built, Err(MediaError::TooLarge { .. })));
    assert_eq!(ingested.metadata.unwrap().width, Some(48), "what it says of itself is known all the same");
}

#[tokio::test]
async fn web_versions_are_written_into_the_given_file() {
    if !have(Tool::Ffmpeg).await {
        return;
    }
    let media = media().await;
    let effort = Effort { wall: Duration::from_secs(60), ..Effort::default() };
    let film = tempfile::tempfile().unwrap();
    media.web_video(source("tiny.webm"), &film, &effort, |_| ()).await.unwrap();
    let sound = tempfile::tempfile().unwrap();
    media.web_audio(source("tiny.flac"), &sound, &effort, |_| ()).await.unwrap();
    for (file, format) in [(film, Format::Mp4), (sound, Format::Mp3)] {
        let probe = media.probe(Source { file, file_name: String::new() }).await.unwrap();
        assert_eq!(probe.format, format);
    }
}

#[tokio::test]
async fn capabilities_name_every_format_and_advise_on_what_is_missing() {
    let capabilities = media().await.capabilities().await;
    assert_eq!(capabilities.formats.len(), Format::all().count());
    assert!(capabilities.formats.iter().all(|row| row.supported == row.needs.is_none()));
    assert!(capabilities.sandbox.is_ok());

    let program = PathBuf::from("/nonexistent/calotype");
    let sandbox = SandboxSettings { program, ..SandboxSettings::default() };
    let tools = ToolPaths::default();
    let broken = Media::start(MediaConfig { sandbox, tools, ..config() }).await.capabilities().await;
    assert!(broken.sandbox.is_err());
    assert!(broken.advice[0].problem.starts_with("no picture can be decoded"));
    assert_eq!(broken.advice.len(), 1 + Tool::ALL.len());
}
