//! Films and sounds are recognised by content; ffmpeg writes the samples where it is installed.

use std::process::Command;

use calotype_media::{
    MediaError,
    format::{Format, Kind},
    probe,
};

/// Arguments for ffmpeg after the inputs, the file's name, and what it must be recognised as.
const SAMPLES: &[(&str, &str, Format)] = &[
    ("-c:v libx264 -pix_fmt yuv420p", "a.mp4", Format::Mp4),
    ("-c:v libx264 -pix_fmt yuv420p", "a.mov", Format::Mov),
    ("-c:v libx264 -pix_fmt yuv420p -brand M4V -f ipod", "a.m4v", Format::M4v),
    ("-c:v h263 -s 176x144 -c:a aac -ar 16000", "a.3gp", Format::ThreeGp),
    ("-c:v libx264 -pix_fmt yuv420p", "a.mkv", Format::Mkv),
    ("-c:v libvpx -c:a libvorbis", "a.webm", Format::Webm),
    ("-c:v mpeg4", "a.avi", Format::Avi),
    ("-c:v flv1 -ar 22050 -c:a mp3", "a.flv", Format::Flv),
    ("-c:v wmv2 -c:a wmav2", "a.wmv", Format::Wmv),
    ("-c:v mpeg1video", "a.mpg", Format::Mpeg),
    ("-c:v libx264 -pix_fmt yuv420p", "a.ts", Format::MpegTs),
    ("-c:v libx264 -pix_fmt yuv420p -mpegts_m2ts_mode 1 -f mpegts", "a.m2ts", Format::MpegTs),
    ("-c:v libtheora -c:a libvorbis", "a.ogv", Format::Ogv),
    ("-vn -c:a libmp3lame", "a.mp3", Format::Mp3),
    ("-vn -c:a libmp3lame -id3v2_version 0 -write_xing 0", "bare.mp3", Format::Mp3),
    ("-vn -c:a flac", "a.flac", Format::Flac),
    ("-vn -c:a aac", "a.m4a", Format::M4a),
    ("-vn -c:a aac", "song.mp4", Format::M4a),
    ("-vn", "a.wav", Format::Wav),
    ("-vn -c:a libvorbis", "a.ogg", Format::Ogg),
    ("-vn -c:a libopus", "a.opus", Format::Opus),
    ("-vn", "a.aiff", Format::Aiff),
    ("-vn -c:a wmav2", "a.wma", Format::Wma),
    ("-vn -c:a aac -f adts", "a.aac", Format::Aac),
];

#[test]
fn what_ffmpeg_writes_is_recognised_from_the_first_bytes() {
    if Command::new("ffmpeg").arg("-version").output().is_err() {
        println!("skipped: ffmpeg is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (arguments, name, format) in SAMPLES {
        let path = folder.path().join(name);
        let written = Command::new("ffmpeg")
            .args(["-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=s=176x144:d=1:r=25"])
            .args(["-f", "lavfi", "-i", "sine=d=1", "-shortest"])
            .args(arguments.split(' '))
            .arg(&path)
            .output()
            .unwrap();
        if !written.status.success() {
            println!("skipped {name}: {}", String::from_utf8_lossy(&written.stderr).trim());
            continue;
        }
        let data = std::fs::read(&path).unwrap();
        // A wrong name must not mislead, except between a film and a song whose tracks are described at the end.
        for called in [name, "misleading.jpg", "no extension"] {
            let whole = probe::probe(&data, called).unwrap_or_else(|error| panic!("{name}: {error}"));
            let same_container = *format == Format::M4v && whole.format == Format::Mp4;
            assert!(whole.format == *format || same_container, "{name} called {called}: {:?}", whole.format);
        }
        let head = &data[..data.len().min(64 << 10)];
        let probe = probe::probe_head(head, name, data.len() as u64).unwrap();
        assert_eq!((probe.format.kind(), probe.bytes), (format.kind(), data.len() as u64), "{name}");
        assert!(matches!(probe.format.kind(), Kind::Video | Kind::Audio) && !probe.has_pixels());
    }
}

#[test]
fn quicktime_from_before_brands_is_recognised() {
    let mut data = b"\0\0\0\x08wide".to_vec();
    data.extend(b"\0\0\0\x10mdat12345678");
    assert_eq!(probe::probe(&data, "x").unwrap().format, Format::Mov);
}

#[test]
fn the_formats_of_documents_are_found_behind_their_preambles() {
    let svg = b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<!DOCTYPE svg [<!ENTITY a 'b'>]>\n<!-- hello -->\n\
                <s:svg xmlns:s='http://www.w3.org/2000/svg' width='10mm' height='1in'/>";
    let probe = probe::probe(svg, "x.txt").unwrap();
    assert_eq!((probe.format, probe.width, probe.height), (Format::Svg, 76, 192));
    for other in ["<html><svg/></html>", "<?xml version='1.0'?><feed/>", "svg", "<"] {
        assert!(probe::probe(other.as_bytes(), "x.svg").is_err(), "{other}");
    }
}

#[test]
fn what_is_nothing_is_said_to_be_nothing() {
    assert!(matches!(probe::probe(b"", "x.jpg"), Err(MediaError::Corrupt { .. })));
    for data in
        [&b"hello world"[..], b"MZ\x90\0", b"PK\x03\x04", &[0; 5000], &[0xff; 5000], b"BM but not a bitmap"]
    {
        let error = probe::probe(data, "photo.jpg").unwrap_err();
        assert!(
            matches!(&error, MediaError::Unsupported { format, .. } if format.contains("JPEG")),
            "{error}"
        );
        assert!(error.is_final());
    }
}

#[test]
fn a_name_promises_nothing() {
    let png = crate::make::scene_as(Format::Png, 4, 4);
    assert_eq!(probe::probe(&png, "song.mp3").unwrap().format, Format::Png);
    assert_eq!(probe::probe_head(&png, "song.mp3", 10).unwrap().format, Format::Png);
}
