//! What films say, made by ffmpeg and tagged by exiftool, without either being asked afterwards.

use std::io::Cursor;

use serde_json::json;

use super::{build::boxed, *};
use crate::video::samples::Sample;

fn read_sample(sample: &Sample) -> Metadata {
    let format = Format::from_file_name(sample.name()).unwrap();
    let about = About { file_name: sample.name(), ..about(format) };
    read_stream(&mut sample.open(), &about, 1 << 30).unwrap()
}

#[test]
fn a_film_tells_size_length_codec_rate_and_date() {
    for (name, args, codec) in [
        ("a.mp4", &["-c:v", "libx264"][..], "avc1"),
        ("a.mov", &["-c:v", "libx264"], "avc1"),
        ("a.m4v", &["-c:v", "libx264"], "avc1"),
        ("a.mkv", &["-c:v", "libx264"], "V_MPEG4/ISO/AVC"),
        ("a.webm", &["-c:v", "libvpx", "-b:v", "200k"], "V_VP8"),
    ] {
        let date = ["-metadata", "creation_time=2023-05-01T12:00:00Z"];
        let Some(film) = Sample::film(name, "320x240", "2", &[args, &date].concat()) else { return };
        let metadata = read_sample(&film);
        assert_eq!((metadata.width, metadata.height), (Some(320), Some(240)), "{name}");
        assert!((metadata.duration.unwrap() - 2.0).abs() < 0.1, "{name}: {:?}", metadata.duration);
        assert_eq!(metadata.specific["codec"], codec, "{name}");
        assert_eq!(metadata.specific["frame_rate"], json!(25), "{name}");
        assert_eq!(metadata.specific["recorded_time"], "2023-05-01T12:00:00Z", "{name}");
        // QuickTime's clock is UTC without saying so; Matroska's says so.
        let offset = if matches!(name, "a.mkv" | "a.webm") { Some(0) } else { None };
        assert_eq!(metadata.taken.unwrap().offset_minutes, offset, "{name}");
        assert_eq!(metadata.notes, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_index_is_found_behind_the_pictures_and_before() {
    for flags in [&[][..], &["-movflags", "+faststart"], &["-movflags", "+frag_keyframe+empty_moov"]] {
        let Some(film) = Sample::film("a.mp4", "64x48", "1", &[&["-c:v", "libx264"], flags].concat()) else {
            return;
        };
        let metadata = read_sample(&film);
        assert_eq!((metadata.width, metadata.height), (Some(64), Some(48)), "{flags:?}");
    }
}

#[test]
fn avi_is_read_without_any_program() {
    let args = ["-c:v", "mpeg4", "-metadata", "title=At sea", "-metadata", "comment=windy"];
    let Some(film) = Sample::film("a.avi", "64x48", "2", &args) else { return };
    let metadata = read_sample(&film);
    assert_eq!((metadata.width, metadata.height), (Some(64), Some(48)));
    assert!((metadata.duration.unwrap() - 2.0).abs() < 0.1);
    assert_eq!(metadata.specific["codec"], "FMP4");
    assert_eq!((metadata.title.as_deref(), metadata.description.as_deref()), (Some("At sea"), Some("windy")));
}

#[test]
fn the_film_of_a_live_photo_tells_place_zone_and_still() {
    let keys: [(&str, &str); 6] = [
        ("com.apple.quicktime.make", "Apple"),
        ("com.apple.quicktime.model", "iPhone 14"),
        ("com.apple.quicktime.creationdate", "2023-05-01T12:00:00+0200"),
        ("com.apple.quicktime.location.ISO6709", "+37.7749-122.4194+010.000/"),
        ("com.apple.quicktime.content.identifier", "5B9A8C7D-1234"),
        ("com.apple.quicktime.title", "x"),
    ];
    let names: Vec<u8> = keys.iter().flat_map(|(key, _)| boxed(b"mdta", &[key.as_bytes()])).collect();
    let value = |at: usize, text: &str| {
        let data = boxed(b"data", &[&1_u32.to_be_bytes(), &[0; 4], text.as_bytes()]);
        boxed(&(at as u32 + 1).to_be_bytes(), &[&data])
    };
    let values: Vec<u8> = keys.iter().enumerate().flat_map(|(at, (_, text))| value(at, text)).collect();
    let handler = boxed(b"hdlr", &[&[0; 8], b"mdta", &[0; 13]]);
    let keys_box = boxed(b"keys", &[&[0; 4], &(keys.len() as u32).to_be_bytes(), &names]);
    let metadata = [handler, keys_box, boxed(b"ilst", &[&values])].concat();
    // QuickTime's `meta` has no version before its children, MP4's has.
    for meta in [boxed(b"meta", &[&metadata]), boxed(b"meta", &[&[0; 4], &metadata])] {
        let file = [boxed(b"ftyp", &[b"qt  \0\0\0\0qt  "]), boxed(b"moov", &[&meta])].concat();
        let metadata = read_as(&file, Format::Mov);
        assert_eq!(
            serde_json::Value::Object(metadata.specific.clone()),
            json!({
                "recorded_time": "2023-05-01T10:00:00Z", "capture_offset_minutes": 120, "camera_model": "iPhone 14",
                "gps_latitude": 37.7749, "gps_longitude": -122.4194, "description": "x", "content_identifier": "5B9A8C7D-1234"
            })
        );
        assert_eq!(metadata.camera_make.as_deref(), Some("Apple"));
        assert_eq!(
            metadata.raw["GPSCoordinates"],
            "37 deg 46' 29.64\" N, 122 deg 25' 9.84\" W, 10 m Above Sea Level"
        );
    }
}

#[test]
fn android_and_camera_boxes_of_user_data_are_read() {
    let text = |text: &str| [&(text.len() as u16).to_be_bytes()[..], &[0x15, 0xc7], text.as_bytes()].concat();
    let user = [
        boxed(b"\xa9xyz", &[&text("+52.5200+013.4050/")]),
        boxed(b"\xa9mod", &[&text("Pixel 7")]),
        boxed(b"\xa9day", &[&text("2023-05-01")]),
    ]
    .concat();
    let file = [boxed(b"ftyp", &[b"mp42\0\0\0\0"]), boxed(b"moov", &[&boxed(b"udta", &[&user])])].concat();
    let metadata = read_as(&file, Format::Mp4);
    assert_eq!(metadata.camera_model.as_deref(), Some("Pixel 7"));
    assert_eq!(metadata.gps.unwrap().geohash5, "u33dc");
    assert_eq!(metadata.raw["ContentCreateDate"], "2023-05-01");
}

#[test]
fn xmp_inside_and_beside_a_film_is_read() {
    let packet = super::build::xmp("xmp:Rating='4'", &super::build::subjects(&["sea"]));
    let uuid =
        [0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac];
    let file = [boxed(b"ftyp", &[b"mp42\0\0\0\0"]), boxed(b"uuid", &[&uuid, packet.as_bytes()])].concat();
    let metadata = read_as(&file, Format::Mp4);
    assert_eq!((metadata.rating, metadata.tags.as_slice()), (Some(4), &["sea".to_owned()][..]));
    let sidecar = super::build::xmp("xmp:Rating='2'", "");
    let metadata = read(&file, &About { sidecar: Some(sidecar.as_bytes()), ..about(Format::Mp4) });
    assert_eq!(metadata.rating, Some(2));
}

/// A film of a terabyte, of which only the first and last bytes exist.
struct Sparse {
    head: Vec<u8>,
    tail: Vec<u8>,
    at: u64,
    read: u64,
}

const TERABYTE: u64 = 1 << 40;

impl Read for Sparse {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let tail_at = TERABYTE - self.tail.len() as u64;
        let count = out.len().min(usize::try_from(TERABYTE - self.at).unwrap_or(usize::MAX));
        for (offset, byte) in out[..count].iter_mut().enumerate() {
            let at = self.at + offset as u64;
            *byte = match at.checked_sub(tail_at) {
                Some(in_tail) => self.tail[in_tail as usize],
                None => self.head.get(at as usize).copied().unwrap_or(0),
            };
        }
        self.at += count as u64;
        self.read += count as u64;
        Ok(count)
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(offset) => TERABYTE.saturating_add_signed(offset),
            SeekFrom::Current(offset) => self.at.saturating_add_signed(offset),
        };
        Ok(self.at)
    }
}

#[test]
fn of_a_terabyte_only_the_headers_are_read() {
    let clock = [
        &[0; 4][..],
        &3_765_787_200_u32.to_be_bytes(),
        &[0; 4],
        &1000_u32.to_be_bytes(),
        &5000_u32.to_be_bytes(),
    ]
    .concat();
    let tail = boxed(b"moov", &[&boxed(b"mvhd", &[&clock])]);
    let ftyp = boxed(b"ftyp", &[b"mp42\0\0\0\0"]);
    let pictures = TERABYTE - ftyp.len() as u64 - tail.len() as u64;
    let mdat = [&1_u32.to_be_bytes()[..], b"mdat", &pictures.to_be_bytes()].concat();
    let mut film = Sparse { head: [ftyp, mdat].concat(), tail, at: 0, read: 0 };
    let metadata = read_stream(&mut film, &about(Format::Mp4), 0).unwrap();
    assert_eq!(metadata.duration, Some(5.0));
    assert_eq!(metadata.specific["recorded_time"], "2023-05-01T12:00:00Z");
    assert!(film.read < 1000, "{} bytes read", film.read);
}

#[test]
fn ffprobe_decides_size_and_length_and_fills_the_rest() {
    let mut metadata = read_as(b"FLV\x01", Format::Flv);
    let info = crate::video::Info {
        duration: Some(3.5),
        bitrate: Some(800_000),
        picture: Some(crate::video::Picture {
            index: 0,
            codec: "flv1".into(),
            pixel_format: "yuv420p".into(),
            width: 640,
            height: 480,
            rotation: 90,
            pixel_aspect: 1.0,
            frame_rate: Some(25.0),
            bitrate: None,
            high_dynamic_range: false,
        }),
        sounds: Vec::new(),
    };
    metadata.complete_from_video(&info);
    assert_eq!((metadata.width, metadata.height, metadata.duration), (Some(640), Some(480), Some(3.5)));
    assert_eq!(
        serde_json::Value::Object(metadata.specific.clone()),
        json!({"codec": "flv1", "frame_rate": 25.0, "bitrate": 800_000})
    );
}

#[test]
fn reading_from_memory_and_from_a_file_is_the_same() {
    let Some(film) = Sample::film("a.mp4", "64x48", "1", &["-c:v", "libx264"]) else { return };
    let from_memory = read_as(&film.bytes(), Format::Mp4);
    let from_file = read_stream(&mut film.open(), &about(Format::Mp4), 0).unwrap();
    let from_cursor = read_stream(&mut Cursor::new(film.bytes()), &about(Format::Mp4), 0).unwrap();
    assert_eq!(from_memory, from_file);
    assert_eq!(from_memory, from_cursor);
}
