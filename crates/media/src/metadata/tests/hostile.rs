//! Files made to hurt. The reader answers, quickly, with what makes sense.

use std::time::{Duration, Instant};

use ::exif::{Tag, Value};
use proptest::{prelude::*, strategy::ValueTree};

use super::{build::*, *};
use crate::video::samples::Sample;

/// Every format's reader over the same bytes.
fn read_as_everything(bytes: &[u8]) {
    for format in Format::all() {
        let metadata = read_as(bytes, format);
        assert!(serde_json::to_vec(&metadata).unwrap().len() < 4 << 20);
    }
}

/// One small file of every kind that is built here.
fn seeds() -> Vec<(Format, Vec<u8>)> {
    let tiff = exif(&camera());
    let packet = xmp("xmp:Rating='4'", &subjects(&["sea"]));
    let photo = jpeg(&[exif_segment(&tiff), xmp_segment(&packet), iptc_segment(&[(25, b"sea")])]);
    let clock = [&[0; 4][..], &[0xe0; 8], &1000_u32.to_be_bytes(), &5000_u32.to_be_bytes()].concat();
    let film = [boxed(b"ftyp", &[b"mp42\0\0\0\0"]), boxed(b"moov", &[&boxed(b"mvhd", &[&clock])])].concat();
    vec![
        (Format::Png, png(&[(b"eXIf", tiff.clone()), (b"tEXt", b"Title\0x".to_vec())])),
        (Format::Webp, riff(b"WEBP", &[(b"EXIF", &tiff), (b"XMP ", packet.as_bytes())])),
        (Format::Heic, heif(&tiff, &packet)),
        (Format::Tiff, tiff),
        (Format::Jpeg, photo),
        (Format::Mp4, film),
    ]
}

/// The same for containers and sound that programs have to make.
fn made() -> Vec<(Format, Vec<u8>)> {
    let make = |name: &str, args: &[&str]| {
        let sample = if name.starts_with('f') {
            Sample::film(name, "16x16", "0.2", args)
        } else {
            Sample::tone(name, args)
        };
        let format = Format::from_file_name(name).unwrap();
        sample.map(|sample| (format, sample.bytes()))
    };
    let args: &[(&str, &[&str])] = &[
        ("f.mp4", &["-c:v", "libx264", "-metadata", "title=x"]),
        ("f.mkv", &["-c:v", "libx264", "-c:a", "libvorbis", "-metadata", "title=x"]),
        ("f.avi", &["-c:v", "mpeg4", "-metadata", "title=x"]),
        ("t.mp3", &["-metadata", "title=x"]),
        ("t.flac", &["-metadata", "title=x"]),
        ("t.ogg", &["-c:a", "libvorbis", "-metadata", "title=x"]),
        ("t.m4a", &["-c:a", "aac", "-metadata", "title=x"]),
        ("t.wav", &["-metadata", "title=x", "-t", "0.1"]),
        ("t.opus", &["-c:a", "libopus"]),
        ("t.aiff", &["-t", "0.1"]),
        ("t.aac", &["-c:a", "aac"]),
    ];
    args.iter().map_while(|(name, args)| make(name, args)).collect()
}

#[test]
fn a_file_cut_anywhere_is_read_as_far_as_it_goes() {
    for (format, bytes) in seeds() {
        for end in 0..bytes.len() {
            let _ = read_as(&bytes[..end], format);
        }
    }
    for (format, bytes) in made() {
        for part in 0..60 {
            let _ = read_as(&bytes[..bytes.len() * part / 60], format);
        }
    }
}

#[test]
fn markup_and_line_breaks_stay_text_and_control_characters_go() {
    let evil = "<script>alert(1)</script>\n\u{1b}]0;x\u{7}\u{0}' OR 1=1 --";
    let fields = [
        (Tag::ImageDescription, text(evil)),
        (Tag::Model, text("X\r\n<b>Y")),
        (Tag::LensModel, text("\u{8}\u{8}")),
    ];
    let metadata = read_as(&jpeg(&[exif_segment(&exif(&fields))]), Format::Jpeg);
    assert_eq!(metadata.description.as_deref(), Some("<script>alert(1)</script>\n]0;x"), "up to the NUL");
    assert_eq!(metadata.camera_model.as_deref(), Some("X <b>Y"));
    assert_eq!(metadata.lens_model, None);
}

#[test]
fn endless_texts_and_lists_are_cut() {
    let long = "\u{e4}".repeat(400_000);
    let words: Vec<String> = (0..5_000).map(|number| format!("word {number}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let packet = xmp("", &(subjects(&words) + &format!("<dc:source>{long}</dc:source>")));
    let tiff =
        exif(&[(Tag::ImageDescription, text(&long)), (tiff_tag(700), Value::Byte(packet.into_bytes()))]);
    let metadata = read_as(&tiff, Format::Tiff);
    assert!(metadata.description.unwrap().len() <= 16 << 10);
    assert_eq!(metadata.tags.len(), 500);
    assert!(serde_json::to_vec(&metadata.raw).unwrap().len() < 2 << 20);
}

#[test]
fn fractions_over_zero_are_no_numbers() {
    let zero = |tag| (tag, fraction(1, 0));
    let fields = [
        zero(Tag::ExposureTime),
        zero(Tag::FNumber),
        zero(Tag::FocalLength),
        zero(Tag::SubjectDistance),
        (Tag::ExposureBiasValue, signed(-1, 0)),
        (Tag::ApertureValue, signed(i32::MAX, 1)),
        (Tag::ShutterSpeedValue, signed(i32::MIN, 1)),
        (Tag::LensSpecification, Value::Rational(vec![::exif::Rational { num: 0, denom: 0 }; 4])),
        (Tag::GPSTimeStamp, fractions([(1, 0), (99, 1), (0, 1)])),
    ];
    let metadata = read_as(&jpeg(&[exif_segment(&exif(&fields))]), Format::Jpeg);
    assert_eq!(serde_json::Value::Object(metadata.specific), serde_json::json!({"exposure": 0}));
    for name in [
        "ExposureTime",
        "FNumber",
        "FocalLength",
        "ExposureCompensation",
        "LensInfo",
        "GPSTimeStamp",
        "ApertureValue",
    ] {
        assert!(!metadata.raw.contains_key(name), "{name}: {}", metadata.raw[name]);
    }
}

#[test]
fn directories_that_point_at_themselves_are_read_once() {
    // Directory 0 names itself as capture, place and sub-directory.
    let mut tiff = b"MM\0*\0\0\0\x08\0\x04".to_vec();
    for tag in [0x014a_u16, 0x8769, 0x8825] {
        tiff.extend([tag.to_be_bytes().as_slice(), &[0, 4, 0, 0, 0, 1, 0, 0, 0, 8]].concat());
    }
    tiff.extend([1, 0x10, 0, 2, 0, 0, 0, 4, b'X', b'Y', 0, 0]);
    tiff.extend(8_u32.to_be_bytes());
    let metadata = read_as(&tiff, Format::Tiff);
    assert_eq!(metadata.notes, Vec::<String>::new());
}

#[test]
fn a_value_shared_by_every_tag_is_read_only_where_it_is_wanted() {
    // Five hundred entries of thirty-two megabytes each, all the same bytes.
    let megabytes = 32 << 20;
    let mut tiff = b"MM\0*\0\0\0\x08\x01\xf4".to_vec();
    for number in 0..500_u16 {
        let tag = [0x010e, 0x010f, 0x0110, 0x9c9c, 0x0102, 0x0131][usize::from(number) % 6];
        tiff.extend([tag, if number % 2 == 0 { 2 } else { 1 }].map(u16::to_be_bytes).concat());
        tiff.extend([megabytes, 8_u32].map(u32::to_be_bytes).concat());
    }
    tiff.resize(megabytes as usize + 64, b'A');
    let started = Instant::now();
    let metadata = read_as(&tiff, Format::Tiff);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert!(metadata.camera_model.unwrap().len() <= 256);
}

#[test]
fn boxes_and_items_without_end_are_left_alone() {
    let started = Instant::now();
    // An item location of a million pieces without any size.
    let infe = boxed(b"infe", &[&[2, 0, 0, 0, 0, 1, 0, 0], b"Exif\0"]);
    let iinf = boxed(b"iinf", &[&[0, 0, 0, 0, 0, 1], &infe]);
    let location = [0, 1, 0, 0, 0xff, 0xff];
    let iloc = boxed(b"iloc", &[&[0, 0, 0, 0, 0, 0, 0xff, 0xff], &location.repeat(10_000)]);
    let file = [boxed(b"ftyp", &[b"heic\0\0\0\0mif1"]), boxed(b"meta", &[&[0; 4], &iinf, &iloc])].concat();
    let _ = read_as(&file, Format::Heic);
    // A million empty boxes, at the top and inside.
    let empty = boxed(b"free", &[]).repeat(1_000_000);
    for format in [Format::Mp4, Format::Heic, Format::Jxl, Format::Cr3] {
        let _ = read_as(&empty, format);
        let _ = read_as(&boxed(b"moov", &[&empty]), format);
        let _ = read_as(&boxed(b"meta", &[&empty]), format);
    }
    // A box that claims to be the rest of the universe, and one of no length at all.
    let _ = read_as(&[&1_u32.to_be_bytes()[..], b"moov", &u64::MAX.to_be_bytes()].concat(), Format::Mp4);
    let _ = read_as(&[&1_u32.to_be_bytes()[..], b"moov", &0_u64.to_be_bytes()].concat(), Format::Mp4);
    let _ = read_as(b"\0\0\0\x04moov", Format::Mp4);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[test]
fn a_text_that_unpacks_to_gigabytes_is_not_unpacked() {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![b'a'; 1 << 20];
    for _ in 0..200 {
        std::io::Write::write_all(&mut encoder, &zeros).unwrap();
    }
    let packed = encoder.finish().unwrap();
    let file = png(&[(b"zTXt", [b"Title\0\0".as_slice(), &packed].concat())]);
    let started = Instant::now();
    assert_eq!(read_as(&file, Format::Png).title, None);
    assert!(started.elapsed() < Duration::from_secs(5));
}

fn mutated(bytes: &[u8], changes: &[(usize, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, value) in changes {
        let at = at % bytes.len();
        bytes[at] = *value;
    }
    bytes
}

#[test]
fn made_files_with_wrong_bytes_are_survived() {
    let made = made();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let changes = proptest::collection::vec((any::<usize>(), any::<u8>()), 1..12);
    for (format, bytes) in &made {
        // Headers stand at the start or at the end.
        for _ in 0..40 {
            let changes = changes.new_tree(&mut runner).unwrap().current();
            let near: Vec<(usize, u8)> = changes.iter().map(|(at, value)| (at % 600, *value)).collect();
            let far: Vec<(usize, u8)> = changes
                .iter()
                .map(|(at, value)| (bytes.len() - 1 - at % bytes.len().min(1500), *value))
                .collect();
            for changes in [near, far] {
                let _ = read_as(&mutated(bytes, &changes), *format);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read_as_everything(&bytes);
    }

    #[test]
    fn wrong_bytes_in_a_good_file_make_no_reader_panic(seed in 0_usize..6, changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..20)) {
        let (format, bytes) = seeds().swap_remove(seed);
        let _ = read_as(&mutated(&bytes, &changes), format);
    }

    #[test]
    fn known_beginnings_before_noise_make_no_reader_panic(start in 0_usize..12, noise in proptest::collection::vec(any::<u8>(), 0..300)) {
        let starts: [&[u8]; 12] = [
            b"\xff\xd8\xff\xe1\x01\x00Exif\0\0MM\0*\0\0\0\x08", b"II*\0\x08\0\0\0", b"\x89PNG\r\n\x1a\n\0\0\0\x40eXIf", b"RIFF\0\x01\0\0WEBPEXIF\0\x01\0\0",
            b"\0\0\0\x0cftypheic\0\0\x01\0meta\0\0\0\0", b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff", b"\0\0\x01\0moov", b"RIFF\0\x01\0\0AVI LIST\0\x01\0\0hdrl",
            b"ID3\x03\0\0\0\0\x01\0", b"fLaC\0\0\0\x22", b"OggS\0\x02\0\0\0\0\0\0\0\0", b"8BPS\0\x01\0\0\0\0\0\0\0\x03",
        ];
        read_as_everything(&[starts[start], &noise].concat());
    }
}
