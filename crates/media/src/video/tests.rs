//! Films made by ffmpeg, described, shown and converted by it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Read;
use std::time::Duration;

use image::GenericImageView;

use super::{
    samples::{Sample, output, tools},
    *,
};

#[tokio::test]
async fn a_film_is_described_by_its_streams() {
    let Some(tools) = tools().await else { return };
    let Some(film) = Sample::film("a.mp4", "320x240", "2", &["-c:v", "libx264", "-c:a", "aac"]) else {
        return;
    };
    let info = describe(&tools, film.open(), Format::Mp4).await.unwrap();
    assert_eq!(info.duration, Some(2.0));
    assert!(info.bitrate.unwrap() > 1000);
    let picture = info.picture.unwrap();
    assert_eq!((picture.codec.as_str(), picture.width, picture.height), ("h264", 320, 240));
    assert_eq!((picture.frame_rate, picture.rotation), (Some(25.0), 0));
    assert_eq!(info.sounds[0].codec, "aac");
    assert_eq!((info.sounds[0].sample_rate, info.sounds[0].channels), (Some(44_100), Some(1)));
}

#[tokio::test]
async fn every_usual_container_is_described() {
    let Some(tools) = tools().await else { return };
    for (name, format, args) in [
        ("a.mov", Format::Mov, &["-c:v", "libx264"][..]),
        ("a.mkv", Format::Mkv, &["-c:v", "libx264", "-c:a", "libvorbis"]),
        ("a.webm", Format::Webm, &["-c:v", "libvpx", "-b:v", "200k", "-c:a", "libopus"]),
        ("a.avi", Format::Avi, &["-c:v", "mpeg4", "-c:a", "libmp3lame"]),
        ("a.flv", Format::Flv, &["-c:v", "flv1", "-c:a", "libmp3lame", "-ar", "44100"]),
        ("a.wmv", Format::Wmv, &["-c:v", "wmv2", "-c:a", "wmav2"]),
        ("a.mpg", Format::Mpeg, &["-c:v", "mpeg2video", "-c:a", "mp2"]),
        ("a.ts", Format::MpegTs, &["-c:v", "libx264", "-c:a", "aac"]),
    ] {
        let Some(film) = Sample::film(name, "160x120", "1", args) else { return };
        let info = describe(&tools, film.open(), format).await.unwrap();
        let picture = info.picture.unwrap();
        assert_eq!((picture.width, picture.height), (160, 120), "{name}");
        assert!((0.8..1.4).contains(&info.duration.unwrap()), "{name}: {:?}", info.duration);
        assert_eq!(info.sounds.len(), 1, "{name}");
    }
}

#[tokio::test]
async fn a_turned_film_is_shown_upright() {
    let Some(tools) = tools().await else { return };
    let Some(flat) = Sample::film("a.mp4", "320x240", "1", &["-c:v", "libx264"]) else { return };
    let path = flat.path.to_str().unwrap();
    // This program counts anti-clockwise, exiftool and we clockwise.
    let turned = Sample::ffmpeg("b.mp4", &["-i", path, "-c", "copy", "-metadata:s:v", "rotate=90"]).unwrap();
    let info = describe(&tools, turned.open(), Format::Mp4).await.unwrap();
    let picture = info.picture.as_ref().unwrap();
    assert_eq!(
        (picture.width, picture.height, picture.rotation, picture.shown()),
        (320, 240, 270, (240, 320))
    );

    if let Some(theirs) = turned.exiftool() {
        assert_eq!(theirs["Rotation"], 270);
    }
    let png = poster(&tools, &turned.open(), Format::Mp4, &info).await.unwrap();
    assert_eq!(image::load_from_memory(&png).unwrap().dimensions(), (240, 320));

    // Copied, the turn goes along; encoded, the pixels are turned.
    let (result, handle) = output();
    web(&tools, turned.open(), Format::Mp4, &info, &handle, &Effort::default(), |_| ()).await.unwrap();
    let copy = describe(&tools, result.reopen().unwrap(), Format::Mp4).await.unwrap();
    assert_eq!(copy.picture.unwrap().shown(), (240, 320));
    let forced = Info {
        picture: info.picture.clone().map(|picture| Picture { codec: "other".into(), ..picture }),
        ..info
    };
    web(&tools, turned.open(), Format::Mp4, &forced, &handle, &Effort::default(), |_| ()).await.unwrap();
    let encoded = describe(&tools, result.reopen().unwrap(), Format::Mp4).await.unwrap().picture.unwrap();
    assert_eq!((encoded.rotation, encoded.width, encoded.height), (0, 240, 320));
}

#[tokio::test]
async fn a_poster_is_a_frame_inside_its_box() {
    let Some(tools) = tools().await else { return };
    for (name, size, seconds, shown) in [
        ("a.mp4", "2560x1440", "1", (1920, 1080)),
        ("b.mp4", "320x240", "0.2", (320, 240)),
        ("c.mkv", "64x36", "12", (64, 36)),
    ] {
        let Some(film) = Sample::film(name, size, seconds, &["-c:v", "libx264", "-preset", "ultrafast"])
        else {
            return;
        };
        let format = Format::from_file_name(name).unwrap();
        let info = describe(&tools, film.open(), format).await.unwrap();
        let png = poster(&tools, &film.open(), format, &info).await.unwrap();
        let picture = image::load_from_memory(&png).unwrap();
        assert_eq!(picture.dimensions(), shown, "{name}");
        let bright = picture.to_luma8().pixels().filter(|pixel| pixel.0[0] > 100).count();
        assert!(bright > 0, "{name} is black");
    }
}

#[tokio::test]
async fn a_film_shorter_than_its_index_says_still_has_a_poster() {
    let Some(tools) = tools().await else { return };
    let Some(film) = Sample::film("a.mp4", "64x48", "0.5", &["-c:v", "libx264"]) else { return };
    let info = describe(&tools, film.open(), Format::Mp4).await.unwrap();
    let lying = Info { duration: Some(100.0), ..info };
    let png = poster(&tools, &film.open(), Format::Mp4, &lying).await.unwrap();
    assert_eq!(image::load_from_memory(&png).unwrap().dimensions(), (64, 48));
}

#[tokio::test]
async fn pixels_that_are_not_square_are_shown_square() {
    let Some(tools) = tools().await else { return };
    let args = ["-c:v", "libx264", "-vf", "setsar=2/1"];
    let Some(film) = Sample::film("a.mp4", "160x120", "1", &args) else { return };
    let info = describe(&tools, film.open(), Format::Mp4).await.unwrap();
    let png = poster(&tools, &film.open(), Format::Mp4, &info).await.unwrap();
    assert_eq!(image::load_from_memory(&png).unwrap().dimensions(), (320, 120));
}

#[tokio::test]
async fn small_h264_is_copied_with_the_index_first_and_nothing_else() {
    let Some(tools) = tools().await else { return };
    let args = [
        "-c:v",
        "libx264",
        "-c:a",
        "aac",
        "-metadata",
        "title=secret",
        "-metadata",
        "location=+37.7749-122.4194/",
    ];
    let Some(film) = Sample::film("a.mp4", "320x240", "2", &args) else { return };
    assert!(find(&film.bytes(), b"secret"));
    let info = describe(&tools, film.open(), Format::Mp4).await.unwrap();
    let (mut result, handle) = output();
    web(&tools, film.open(), Format::Mp4, &info, &handle, &Effort::default(), |_| ()).await.unwrap();

    let mut bytes = Vec::new();
    result.read_to_end(&mut bytes).unwrap();
    let at = |letters: &[u8]| bytes.windows(4).position(|window| window == letters).unwrap();
    assert!(at(b"moov") < at(b"mdat"), "the index stands behind the pictures");
    assert!(!find(&bytes, b"secret") && !find(&bytes, b"+37.7749"));
    let copy = describe(&tools, result.reopen().unwrap(), Format::Mp4).await.unwrap();
    assert_eq!(copy.picture, info.picture);
    assert_eq!(copy.sounds[0].codec, "aac");
}

fn find(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[tokio::test]
async fn a_large_film_becomes_1080_lines_of_h264_and_progress_is_told() {
    let Some(tools) = tools().await else { return };
    let args = ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "2M", "-c:a", "libopus"];
    let Some(film) = Sample::film("a.webm", "2560x1440", "1", &args) else { return };
    let info = describe(&tools, film.open(), Format::Webm).await.unwrap();
    let (result, handle) = output();
    let mut heard = Vec::new();
    let told = |part| heard.push(part);
    web(&tools, film.open(), Format::Webm, &info, &handle, &Effort::default(), told).await.unwrap();
    let made = describe(&tools, result.reopen().unwrap(), Format::Mp4).await.unwrap();
    let picture = made.picture.unwrap();
    assert_eq!((picture.codec.as_str(), picture.pixel_format.as_str()), ("h264", "yuv420p"));
    assert_eq!((picture.width, picture.height), (1920, 1080));
    assert_eq!(made.sounds[0].codec, "aac");
    assert!(heard.iter().all(|part| (0.0..=1.0).contains(part)) && *heard.last().unwrap() > 0.9, "{heard:?}");
}

#[tokio::test]
async fn odd_sides_are_no_obstacle() {
    let Some(tools) = tools().await else { return };
    let args = ["-c:v", "ffv1", "-pix_fmt", "yuv444p"];
    let Some(film) = Sample::film("a.mkv", "161x121", "1", &args) else { return };
    let info = describe(&tools, film.open(), Format::Mkv).await.unwrap();
    let (result, handle) = output();
    web(&tools, film.open(), Format::Mkv, &info, &handle, &Effort::default(), |_| ()).await.unwrap();
    let picture = describe(&tools, result.reopen().unwrap(), Format::Mp4).await.unwrap().picture.unwrap();
    assert_eq!((picture.width, picture.height, picture.pixel_format.as_str()), (162, 122, "yuv420p"));
}

#[tokio::test]
async fn limits_of_effort_are_kept() {
    let Some(tools) = tools().await else { return };
    let Some(film) = Sample::film("a.mkv", "640x480", "5", &["-c:v", "ffv1"]) else { return };
    let info = describe(&tools, film.open(), Format::Mkv).await.unwrap();
    let (_result, handle) = output();
    let small = Effort { bytes: 10_000, ..Effort::default() };
    let error = web(&tools, film.open(), Format::Mkv, &info, &handle, &small, |_| ()).await.unwrap_err();
    assert!(matches!(error, MediaError::TooLarge { limit: 10_000, .. }), "{error}");
    let short = Effort { wall: Duration::from_millis(50), ..Effort::default() };
    let error = web(&tools, film.open(), Format::Mkv, &info, &handle, &short, |_| ()).await.unwrap_err();
    assert_eq!(error, MediaError::TimedOut);
}

#[tokio::test]
async fn a_playlist_that_calls_itself_a_film_opens_nothing() {
    let Some(tools) = tools().await else { return };
    let secret = Sample::film("secret.ts", "64x48", "1", &["-c:v", "libx264"]);
    let Some(secret) = secret else { return };
    let playlist = format!(
        "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1.0,\n{}\n#EXT-X-ENDLIST\n",
        secret.path.display()
    );
    let film = Sample::with("a.mp4", playlist.as_bytes());
    let info = describe(&tools, film.open(), Format::Mp4).await;
    assert!(matches!(info, Err(MediaError::Corrupt { .. })), "{info:?}");
}

#[tokio::test]
async fn damaged_films_are_said_to_be_damaged() {
    let Some(tools) = tools().await else { return };
    let Some(film) = Sample::film("a.mp4", "64x48", "1", &["-c:v", "libx264"]) else { return };
    let bytes = film.bytes();
    for broken in [&b""[..], b"not a film at all", &bytes[..bytes.len() / 2]] {
        let sample = Sample::with("b.mp4", broken);
        let error = describe(&tools, sample.open(), Format::Mp4).await.unwrap_err();
        assert!(matches!(&error, MediaError::Corrupt { reason } if !reason.contains("/proc/")), "{error}");
    }
}

#[tokio::test]
async fn a_file_without_a_moving_picture_has_no_poster() {
    let Some(tools) = tools().await else { return };
    let Some(tone) = Sample::tone("a.m4a", &["-c:a", "aac"]) else { return };
    let info = describe(&tools, tone.open(), Format::Mp4).await.unwrap();
    assert_eq!(info.picture, None);
    let error = poster(&tools, &tone.open(), Format::Mp4, &info).await.unwrap_err();
    assert!(matches!(error, MediaError::Unsupported { needs: None, .. }), "{error}");
}

#[tokio::test]
async fn without_ffmpeg_the_answer_names_it() {
    let tools = Tools::none();
    let film = Sample::with("a.mp4", b"anything");
    let needs =
        |error| matches!(error, MediaError::Unsupported { needs: Some(needs), .. } if needs == "ffmpeg");
    assert!(needs(describe(&tools, film.open(), Format::Mp4).await.unwrap_err()));
    let info = Info { duration: None, bitrate: None, picture: None, sounds: Vec::new() };
    let picture = Picture {
        index: 0,
        codec: "h264".into(),
        pixel_format: "yuv420p".into(),
        width: 4,
        height: 4,
        rotation: 0,
        pixel_aspect: 1.0,
        frame_rate: None,
        bitrate: None,
        high_dynamic_range: false,
    };
    let info = Info { picture: Some(picture), ..info };
    assert!(needs(poster(&tools, &film.open(), Format::Mp4, &info).await.unwrap_err()));
    let (_result, handle) = output();
    let effort = Effort::default();
    assert!(needs(web(&tools, film.open(), Format::Mp4, &info, &handle, &effort, |_| ()).await.unwrap_err()));
}
