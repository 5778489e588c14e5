//! Files made to hurt: refused or shown, quickly, and without much memory.

use std::{
    io::Write,
    panic,
    time::{Duration, Instant},
};

use calotype_media::{
    MediaError,
    format::{Format, OutputFormat},
    ladder::{self, Built, LadderOptions},
    probe,
    render::{self, RenderSpec},
};

use crate::make;

/// Anything here is done in milliseconds; the limit is for a machine that is busy with other things.
const QUICKLY: Duration = Duration::from_secs(10);

fn build(data: &[u8]) -> Result<Built, MediaError> {
    let started = Instant::now();
    let result =
        probe::probe(data, "").and_then(|probe| ladder::build(data, &probe, &LadderOptions::default()));
    assert!(started.elapsed() < QUICKLY, "took {:?}", started.elapsed());
    result
}

#[track_caller]
fn assert_too_large(data: &[u8], expected: &str) {
    match build(data) {
        Err(MediaError::TooLarge { what, .. }) => assert_eq!(what, expected),
        other => panic!("{other:?} instead of too many {expected}"),
    }
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = (content.len() as u32).to_be_bytes().to_vec();
    out.extend(kind);
    out.extend(content);
    let mut checksum = flate2::Crc::new();
    checksum.update(&out[4..]);
    out.extend(checksum.sum().to_be_bytes());
    out
}

fn png(width: u32, height: u32, depth: u8, colour: u8, chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([depth, colour, 0, 0, 0]);
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunks.concat(), chunk(b"IEND", &[])].concat()
}

fn deflated(data: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    data.for_each(|part| encoder.write_all(&part).unwrap());
    encoder.finish().unwrap()
}

#[test]
fn a_png_of_50000_by_50000_pixels_is_refused_by_its_header() {
    let rows = deflated((0..100).map(|_| vec![0; 6251]));
    assert_too_large(&png(50_000, 50_000, 1, 0, &[chunk(b"IDAT", &rows)]), "pixels");
    assert_too_large(&png(70_000, 2, 1, 0, &[chunk(b"IDAT", &rows)]), "side");
}

#[test]
fn a_colour_profile_that_inflates_to_64_megabytes_is_ignored() {
    let zeros = deflated((0..64).map(|_| vec![0; 1 << 20]));
    let profile = [&b"bomb\0\0"[..], &zeros].concat();
    let pixels = deflated((0..4).map(|_| vec![0, 10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30]));
    let data = png(4, 4, 8, 2, &[chunk(b"iCCP", &profile), chunk(b"IDAT", &pixels)]);
    assert!(data.len() < 1_000_000);
    let built = build(&data).unwrap();
    make::assert_near(make::colour_at(&make::decode(&built.ladder.small.bytes), 0.5, 0.5), [10, 20, 30], 4);
    let exported = render::render(
        &data,
        &make::probe(&data, ""),
        &RenderSpec { keep_metadata: true, ..RenderSpec::inside(0, OutputFormat::Png) },
    );
    assert_eq!(make::probe(&exported.unwrap().bytes, "").profile_bytes, 0);
}

#[test]
fn a_png_with_a_text_bomb_and_pixels_that_do_not_come_is_corrupt() {
    let text = [&b"Comment\0\0"[..], &deflated((0..32).map(|_| vec![b'x'; 1 << 20]))].concat();
    let data = png(5000, 5000, 8, 2, &[chunk(b"zTXt", &text), chunk(b"IDAT", &deflated(std::iter::empty()))]);
    assert!(matches!(build(&data), Err(MediaError::Corrupt { .. })));
}

/// Patches the size in the frame header of a JPEG.
fn resized_jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut data = make::scene_as(Format::Jpeg, 16, 16);
    let frame = data.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    data[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    data[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    data
}

#[test]
fn a_tiny_jpeg_that_announces_65500_by_65500_pixels_is_refused_by_its_header() {
    let data = resized_jpeg(65_500, 65_500);
    assert!(data.len() < 2000);
    assert_too_large(&data, "pixels");
    assert!(matches!(build(&resized_jpeg(100, 0)), Err(MediaError::Corrupt { .. })));
}

#[test]
fn a_jpeg_that_announces_more_than_it_holds_is_shown_as_damaged_or_refused() {
    // Within the limits: 9000 × 9000 pixels of nothing. The decoder fills in grey.
    match build(&resized_jpeg(9000, 9000)) {
        Ok(built) => assert!(built.ladder.mezzanine.is_some()),
        Err(error) => assert!(matches!(error, MediaError::Corrupt { .. }), "{error}"),
    }
}

#[test]
fn a_progressive_jpeg_of_600_scans_is_refused_without_decoding() {
    let pixels = make::scene(1000, 1000);
    let spec = calotype_media::encode::EncodeOptions {
        format: OutputFormat::Jpeg,
        quality: 50,
        effort: calotype_media::encode::Effort::Level(10),
        lossless: false,
        chroma: calotype_media::encode::Chroma::Half,
    };
    let progressive = calotype_media::encode::encode(&pixels, &spec, &Default::default()).unwrap();
    assert!((2..=100).contains(&make::probe(&progressive, "").scans));
    assert!(build(&progressive).is_ok());
    // Repeat the last scan.
    let last = progressive.windows(2).rposition(|pair| pair == [0xff, 0xda]).unwrap();
    let (before, scan) = progressive[..progressive.len() - 2].split_at(last);
    let data = [before, &scan.repeat(600), &[0xff, 0xd9]].concat();
    assert_too_large(&data, "scans");
}

#[test]
fn svg_bombs_are_refused_or_drawn_in_moderation() {
    let svg = |body: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink' width='100' height='100'>{body}</svg>"
        )
    };
    let entities: String =
        (1..10).map(|i| format!("<!ENTITY e{i} '{}'>", format!("&e{};", i - 1).repeat(10))).collect();
    let laughs = format!(
        "<!DOCTYPE svg [<!ENTITY e0 'ha'>{entities}]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&e9;</text></svg>"
    );
    assert!(build(laughs.as_bytes()).is_err());

    let uses: String = (1..20)
        .map(|i| format!("<g id='u{i}'>{}</g>", format!("<use x:href='#u{}'/>", i - 1).repeat(10)))
        .collect();
    let uses = svg(&format!("<defs><rect id='u0' width='1' height='1'/>{uses}</defs><use x:href='#u19'/>"));
    drop(build(uses.as_bytes())); // refused, or drawn without the repetitions: in time either way

    let circle = svg("<g id='a'><use x:href='#b'/></g><g id='b'><use x:href='#a'/></g>");
    drop(build(circle.as_bytes()));

    let deep = svg(&format!("{}{}", "<g>".repeat(100_000), "</g>".repeat(100_000)));
    assert_too_large(deep.as_bytes(), "nesting");

    let huge = "<svg xmlns='http://www.w3.org/2000/svg' width='1e9' height='1e9'><rect width='9e9' height='9e9'/></svg>";
    let probe = make::probe(huge.as_bytes(), "");
    assert_eq!((probe.width, probe.height), (4096, 4096));
    assert!(build(huge.as_bytes()).is_ok());

    let blur = svg(
        "<filter id='f'><feGaussianBlur stdDeviation='1000000'/></filter><rect width='50' height='50' filter='url(#f)'/>",
    );
    assert!(build(blur.as_bytes()).is_ok());
}

#[test]
fn a_drawing_cannot_reach_the_files_of_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret.png");
    std::fs::write(&secret, make::file(&make::plain(100, 100, [255, 0, 0]), OutputFormat::Png)).unwrap();
    let path = secret.display();
    for address in [
        format!("{path}"),
        format!("file://{path}"),
        "secret.png".to_owned(),
        "http://localhost/x.png".to_owned(),
    ] {
        let drawing = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'><rect width='100' height='100' fill='#00f'/>\
             <image href='{address}' width='100' height='100'/></svg>"
        );
        let built = build(drawing.as_bytes()).unwrap();
        make::assert_near(
            make::colour_at(&make::decode(&built.ladder.small.bytes), 0.5, 0.5),
            [0, 0, 255],
            12,
        );
    }
}

#[test]
fn pictures_inside_a_drawing_are_shown_when_they_are_of_moderate_size() {
    use base64::Engine;
    let drawing = |data: &[u8], kind: &str| {
        let encoded = base64::engine::general_purpose::STANDARD.encode(data);
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'><rect width='100' height='100' fill='#00f'/>\
             <image href='data:{kind};base64,{encoded}' width='100' height='100'/></svg>"
        )
    };
    let shown = |drawing: String| {
        make::colour_at(&make::decode(&build(drawing.as_bytes()).unwrap().ladder.small.bytes), 0.5, 0.5)
    };
    let red = make::file(&make::plain(10, 10, [220, 0, 0]), OutputFormat::Png);
    make::assert_near(shown(drawing(&red, "image/png")), [220, 0, 0], 12);
    let bomb = png(40_000, 40_000, 1, 0, &[chunk(b"IDAT", &deflated((0..100).map(|_| vec![0; 5001])))]);
    make::assert_near(shown(drawing(&bomb, "image/png")), [0, 0, 255], 12);
    let nested = drawing(&red, "image/png");
    make::assert_near(shown(drawing(nested.as_bytes(), "image/svg+xml")), [0, 0, 255], 12);
}

#[test]
fn text_in_a_drawing_is_drawn_with_the_font_that_is_shipped() {
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='60'>\
                   <text x='5' y='50' font-size='60' font-family='No Such Font'>MMMM</text></svg>";
    let picture = make::decode(&build(drawing.as_bytes()).unwrap().ladder.small.bytes);
    assert!(!picture.is_opaque());
    let calotype_media::pixels::Samples::U8(samples) = &picture.samples else { panic!("8 bits expected") };
    let inked = samples.chunks_exact(4).filter(|pixel| pixel[3] > 128).count();
    assert!(inked > 500, "{inked} pixels of ink");
}

/// A small generator of numbers, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

#[test]
fn damaged_copies_of_every_format_end_in_a_picture_or_an_error() {
    let mut panicked = Vec::new();
    let mut samples: Vec<(String, Vec<u8>)> = [
        Format::Jpeg,
        Format::Png,
        Format::Webp,
        Format::Avif,
        Format::Heic,
        Format::Gif,
        Format::Bmp,
        Format::Tiff,
        Format::Psd,
        Format::Svg,
        Format::Pdf,
    ]
    .map(|format| (format.name().to_owned(), make::scene_as(format, 48, 36)))
    .into();
    samples.push(("JPEG XL".to_owned(), make::testdata("lossless.jxl")));
    for (name, sample) in samples {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        for round in 0..60 {
            let mut data = sample.clone();
            for _ in 0..=dice.roll(6) {
                let at = dice.roll(data.len());
                match dice.roll(4) {
                    0 => data[at] ^= 1 << dice.roll(8),
                    1 => data[at] = dice.roll(256) as u8,
                    2 => data.truncate(at.max(1)),
                    _ => data[at] = 0xff,
                }
            }
            // A panic of a decoder is caught where it runs, in the sandbox; here it only has to be an ending.
            if panic::catch_unwind(|| drop(build(&data))).is_err() {
                panicked.push(format!("{name} #{round}"));
            }
        }
    }
    println!("decoders that panicked: {panicked:?}");
    assert!(panicked.len() <= 8, "{panicked:?}");
}
