//! Camera RAW, as far as its containers can be built here: the preview is found, and turned as the camera says.

use calotype_media::{
    MediaError,
    format::{Format, OutputFormat},
    ladder::{self, LadderOptions},
    ops::Orientation,
    probe,
    render::{self, RenderSpec},
};

use crate::make;

/// A TIFF writer that is just large enough: directories of numbers and texts, data behind them.
#[derive(Default)]
struct Directory {
    entries: Vec<(u16, u16, Vec<u8>, u32)>,
}

impl Directory {
    fn short(mut self, tag: u16, value: u16) -> Self {
        self.entries.push((tag, 3, value.to_le_bytes().to_vec(), 1));
        self
    }
    fn long(mut self, tag: u16, value: u32) -> Self {
        self.entries.push((tag, 4, value.to_le_bytes().to_vec(), 1));
        self
    }
    fn bytes(mut self, tag: u16, value: &[u8]) -> Self {
        self.entries.push((tag, 7, value.to_vec(), value.len() as u32));
        self
    }
    fn text(mut self, tag: u16, value: &str) -> Self {
        let value = format!("{value}\0").into_bytes();
        let count = value.len() as u32;
        self.entries.push((tag, 2, value, count));
        self
    }

    /// The bytes of the directory when it starts at `at`, with long values behind it.
    fn encode(&self, at: usize, next: u32) -> Vec<u8> {
        let mut out = (self.entries.len() as u16).to_le_bytes().to_vec();
        let mut behind: Vec<u8> = Vec::new();
        let values_at = at + 2 + self.entries.len() * 12 + 4;
        for (tag, kind, value, count) in &self.entries {
            out.extend(tag.to_le_bytes());
            out.extend(kind.to_le_bytes());
            out.extend(count.to_le_bytes());
            if value.len() <= 4 {
                let mut inline = value.clone();
                inline.resize(4, 0);
                out.extend(inline);
            } else {
                out.extend(((values_at + behind.len()) as u32).to_le_bytes());
                behind.extend(value);
            }
        }
        out.extend(next.to_le_bytes());
        out.extend(behind);
        out
    }
}

const MAIN_AT: usize = 16;
const SUB_AT: usize = 1024;
const JPEG_AT: usize = 2048;

/// A TIFF-based RAW: `main` at its place, `sub` for the sensor, a JPEG and some "sensor data" behind.
fn raw_tiff(magic: &[u8; 4], main: &Directory, sub: &Directory, jpeg: &[u8]) -> Vec<u8> {
    let mut out = magic.to_vec();
    out.extend((MAIN_AT as u32).to_le_bytes());
    out.resize(MAIN_AT, 0);
    out.extend(main.encode(MAIN_AT, 0));
    out.resize(SUB_AT, 0);
    out.extend(sub.encode(SUB_AT, 0));
    out.resize(JPEG_AT, 0);
    out.extend(jpeg);
    out.extend([0x5a; 4096]);
    out
}

/// The directory of the undeveloped data, whose offsets must never be taken for a picture.
fn sensor(width: u32, height: u32) -> Directory {
    Directory::default()
        .long(256, width)
        .long(257, height)
        .short(258, 14)
        .short(259, 1)
        .short(262, 32803)
        .long(273, 0)
        .long(279, 100)
}

fn preview() -> Vec<u8> {
    make::scene_as(Format::Jpeg, 1200, 900)
}

fn common(make: &str, orientation: u16, jpeg: &[u8]) -> Directory {
    Directory::default()
        .text(271, make)
        .text(272, "Camera")
        .short(274, orientation)
        .long(330, SUB_AT as u32)
        .long(513, JPEG_AT as u32)
        .long(514, jpeg.len() as u32)
}

#[track_caller]
fn assert_shown(data: &[u8], name: &str, format: Format, size: (u32, u32)) {
    let probe = make::probe(data, name);
    assert_eq!(probe.format, format, "{name}");
    assert_eq!((probe.width, probe.height), size, "{name}");
    let found = probe.preview.unwrap_or_else(|| panic!("{name}: no preview"));
    assert_eq!((found.width, found.height), (1200, 900), "{name}");
    let built = ladder::build(data, &probe, &LadderOptions::default()).unwrap();
    assert!(built.ladder.mezzanine.is_some());
    make::assert_scene(&make::decode(&built.ladder.small.bytes), 12);
}

#[test]
fn tiff_based_files_are_told_apart_by_their_tags_and_makers() {
    let jpeg = preview();
    let tiff = b"II*\0";
    let cases = [
        ("a.nef", Format::Nef, "NIKON CORPORATION"),
        ("a.arw", Format::Arw, "SONY"),
        ("a.pef", Format::Pef, "PENTAX"),
        ("a.srw", Format::Srw, "SAMSUNG"),
        // The name is wrong and does not matter.
        ("a.tif", Format::Nef, "NIKON CORPORATION"),
    ];
    for (name, format, maker) in cases {
        let data = raw_tiff(tiff, &common(maker, 1, &jpeg), &sensor(6000, 4000), &jpeg);
        assert_shown(&data, name, format, (6000, 4000));
    }
    let dng = common("Anybody", 1, &jpeg).bytes(50706, &[1, 4, 0, 0]);
    assert_shown(&raw_tiff(tiff, &dng, &sensor(5000, 3000), &jpeg), "a.arw", Format::Dng, (5000, 3000));

    let mut cr2 = raw_tiff(tiff, &common("Canon", 1, &jpeg), &sensor(5184, 3456), &jpeg);
    cr2[8..12].copy_from_slice(b"CR\x02\0");
    assert_shown(&cr2, "a.cr2", Format::Cr2, (5184, 3456));
    assert_shown(
        &raw_tiff(b"IIRO", &common("OLYMPUS", 1, &jpeg), &sensor(4000, 3000), &jpeg),
        "a.orf",
        Format::Orf,
        (4000, 3000),
    );
}

#[test]
fn panasonic_keeps_the_preview_as_the_value_of_a_tag() {
    let jpeg = preview();
    let main =
        Directory::default().bytes(0x2e, &jpeg).text(271, "Panasonic").short(274, 1).long(330, SUB_AT as u32);
    let mut data = b"IIU\0".to_vec();
    data.extend((jpeg.len() as u32 + 16).to_le_bytes());
    data.resize(16, 0);
    data.splice(16..16, jpeg.iter().copied());
    let at = 16 + jpeg.len();
    // The directory's value lies in front of it, so it is written by hand.
    let mut directory = main.encode(at, 0);
    directory[2 + 8..2 + 12].copy_from_slice(&16u32.to_le_bytes());
    data.extend(directory);
    let probe = make::probe(&data, "a.rw2");
    assert_eq!(probe.format, Format::Rw2);
    assert_eq!(probe.preview.map(|preview| (preview.width, preview.height)), Some((1200, 900)));
}

#[test]
fn a_fujifilm_file_names_its_jpeg_in_the_header() {
    let jpeg =
        make::turned_jpeg(&calotype_media::ops::turn(make::scene(1200, 900), Orientation::Rotated180), 3);
    let mut data = b"FUJIFILMCCD-RAW 0201".to_vec();
    data.resize(84, 0);
    data.extend(160u32.to_be_bytes());
    data.extend((jpeg.len() as u32).to_be_bytes());
    data.resize(160, 0);
    data.extend(&jpeg);
    data.extend([0x5a; 1000]);
    let probe = make::probe(&data, "a.raf");
    assert_eq!(probe.orientation, Orientation::Rotated180);
    assert_shown(&data, "a.raf", Format::Raf, (1200, 900));
}

#[test]
fn canon_cr3_is_an_iso_file_with_a_jpeg_track() {
    let boxed = |kind: &[u8; 4], content: &[u8]| {
        let mut out = (content.len() as u32 + 8).to_be_bytes().to_vec();
        out.extend(kind);
        out.extend(content);
        out
    };
    let jpeg = preview();
    let file = |at: u64| {
        let sizes = [&[0; 4][..], &(jpeg.len() as u32).to_be_bytes(), &[0, 0, 0, 1]].concat();
        let offsets = [&[0; 4][..], &[0, 0, 0, 1], &at.to_be_bytes()].concat();
        let table = boxed(b"stbl", &[boxed(b"stsz", &sizes), boxed(b"co64", &offsets)].concat());
        let track = boxed(b"trak", &boxed(b"mdia", &boxed(b"minf", &table)));
        let canon = [&[0x85; 16][..], &boxed(b"CMT1", &make::exif(1))].concat();
        let moov = boxed(b"moov", &[boxed(b"uuid", &canon), track].concat());
        [boxed(b"ftyp", b"crx \0\0\0\x01crx isom"), moov, boxed(b"mdat", &jpeg)].concat()
    };
    let at = file(0).len() - jpeg.len();
    assert_shown(&file(at as u64), "a.cr3", Format::Cr3, (1200, 900));
}

#[test]
fn files_without_readable_directories_are_searched() {
    for (name, magic, format) in [("a.mrw", &b"\0MRM"[..], Format::Mrw), ("a.x3f", b"FOVb", Format::X3f)] {
        let mut data = magic.to_vec();
        data.extend([0; 500]);
        data.extend(make::scene_as(Format::Jpeg, 160, 120)); // the thumbnail comes first
        data.extend([0xff; 77]);
        data.extend(preview());
        data.extend([0; 500]);
        assert_shown(&data, name, format, (1200, 900));
    }
}

#[test]
fn a_small_thumbnail_does_not_win_over_a_hidden_preview() {
    let thumbnail = make::scene_as(Format::Jpeg, 160, 120);
    let mut data = raw_tiff(b"II*\0", &common("NIKON", 1, &thumbnail), &sensor(6000, 4000), &thumbnail);
    data.extend(preview());
    data.extend([0; 64]);
    assert_shown(&data, "a.nef", Format::Nef, (6000, 4000));
}

#[test]
fn a_portrait_is_turned_as_the_camera_says() {
    let stored = calotype_media::ops::turn(make::scene(900, 1200), Orientation::Rotated270);
    let jpeg = make::file(&stored, OutputFormat::Jpeg);
    let data = raw_tiff(b"II*\0", &common("SONY", 6, &jpeg), &sensor(6000, 4000), &jpeg);
    let probe = make::probe(&data, "a.arw");
    assert_eq!(probe.upright(), (4000, 6000));
    let picture = render::render(&data, &probe, &RenderSpec::inside(300, OutputFormat::Jpeg)).unwrap();
    assert_eq!((picture.width, picture.height), (225, 300));
    make::assert_scene(&make::decode(&picture.bytes), 12);
}

#[test]
fn without_a_preview_it_says_what_is_missing() {
    let data = raw_tiff(b"II*\0", &common("SONY", 1, b""), &sensor(6000, 4000), b"");
    let probe = make::probe(&data, "a.arw");
    assert_eq!((probe.format, probe.width, probe.preview), (Format::Arw, 6000, None));
    let error = ladder::build(&data, &probe, &LadderOptions::default()).unwrap_err();
    assert!(matches!(error, MediaError::Unsupported { needs: Some(_), .. }), "{error}");
}

#[test]
fn a_tiff_is_a_tiff_whatever_it_is_called() {
    let data = make::scene_as(Format::Tiff, 20, 20);
    for name in ["a.tif", "a.jpg", "a"] {
        assert_eq!(probe::probe(&data, name).unwrap().format, Format::Tiff);
    }
}
