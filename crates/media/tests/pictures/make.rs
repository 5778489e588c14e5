//! Pictures and files for the tests.

use std::path::PathBuf;

use calotype_media::{
    encode::{self, Chroma, Effort, EncodeOptions, Kept},
    format::{Format, OutputFormat},
    limits::Limits,
    ops,
    pixels::{Layout, Pixels, Samples},
    probe::{self, Probe},
};

/// Colours of the four corners of [`scene`]: top left, top right, bottom left, bottom right.
pub(crate) const CORNERS: [[u8; 3]; 4] = [[200, 40, 40], [40, 160, 60], [50, 70, 190], [210, 190, 60]];

/// A picture without any symmetry: four coloured quarters with soft shading and a little texture.
pub(crate) fn scene(width: u32, height: u32) -> Pixels {
    let mut samples = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height {
        for x in 0..width {
            let corner = usize::from(y >= height / 2) * 2 + usize::from(x >= width / 2);
            let shade = ((x * 7 + y * 13) % 11) as i16 - 5;
            samples.extend(CORNERS[corner].map(|sample| (i16::from(sample) + shade).clamp(0, 255) as u8));
        }
    }
    Pixels::from_u8(width, height, Layout::Rgb, samples).unwrap()
}

/// A picture with detail at every scale, as a landscape has it, the same at any size.
pub(crate) fn landscape(width: u32, height: u32) -> Pixels {
    let mut samples = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height {
        for x in 0..width {
            let (x, y) = ((x as f32 + 0.5) / width as f32, (y as f32 + 0.5) / height as f32);
            let hills =
                (x * 11.0 + (y * 5.0).sin()).sin() + (x * 23.0 - y * 17.0).cos() + (x * y * 31.0).sin();
            let sky = 1.0 - y;
            let light = |base: f32, relief: f32, glow: f32| {
                (base + relief * hills + glow * sky).clamp(0.0, 255.0) as u8
            };
            samples.extend([light(60.0, 30.0, 90.0), light(80.0, 25.0, 80.0), light(70.0, 20.0, 130.0)]);
        }
    }
    Pixels::from_u8(width, height, Layout::Rgb, samples).unwrap()
}

/// A picture of one colour.
pub(crate) fn plain(width: u32, height: u32, colour: [u8; 3]) -> Pixels {
    let samples = colour.iter().copied().cycle().take(width as usize * height as usize * 3).collect();
    Pixels::from_u8(width, height, Layout::Rgb, samples).unwrap()
}

/// Written with little loss, so that colours can be compared.
pub(crate) fn file(pixels: &Pixels, format: OutputFormat) -> Vec<u8> {
    file_with(pixels, format, &Kept::default())
}

pub(crate) fn file_with(pixels: &Pixels, format: OutputFormat, kept: &Kept) -> Vec<u8> {
    let options = EncodeOptions {
        format,
        quality: 95,
        effort: Effort::Level(0),
        lossless: format == OutputFormat::Webp,
        chroma: Chroma::Full,
    };
    encode::encode(pixels, &options, kept).unwrap()
}

/// An EXIF block with an orientation and a camera's name.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0\x02\0".to_vec();
    block.extend(b"\x10\x01\x02\0\x07\0\0\0\x26\0\0\0"); // model, at 38
    block.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    block.extend(b"\0\0\0\0Camera\0\0");
    block
}

/// A JPEG with an EXIF orientation.
pub(crate) fn turned_jpeg(pixels: &Pixels, orientation: u8) -> Vec<u8> {
    file_with(pixels, OutputFormat::Jpeg, &Kept { icc: None, exif: Some(exif(orientation)) })
}

pub(crate) fn probe(data: &[u8], name: &str) -> Probe {
    let probe = probe::probe(data, name).unwrap();
    assert_eq!(probe.bytes, data.len() as u64);
    probe
}

/// Decodes in full, to upright sRGB.
pub(crate) fn decode(data: &[u8]) -> Pixels {
    let probe = probe(data, "");
    let decoded = calotype_media::decode::decode(data, &probe, None, &Limits::default()).unwrap();
    ops::turn(ops::to_srgb(decoded.pixels, &decoded.colour).unwrap(), decoded.orientation)
}

/// The colour at a place given in parts of the sides, without opacity.
pub(crate) fn colour_at(pixels: &Pixels, x: f32, y: f32) -> [u8; 3] {
    let colour = ops::to_colour(pixels).unwrap();
    let channels = colour.layout.channels();
    let Samples::U8(samples) = &colour.samples else { panic!("8 bits expected") };
    let column = ((x * colour.width as f32) as usize).min(colour.width as usize - 1);
    let row = ((y * colour.height as f32) as usize).min(colour.height as usize - 1);
    let start = (row * colour.width as usize + column) * channels;
    [samples[start], samples[start + 1], samples[start + 2]]
}

/// Asserts that the middle of each quarter has the colour that [`scene`] gave it.
#[track_caller]
pub(crate) fn assert_scene(pixels: &Pixels, tolerance: u8) {
    for (index, expected) in CORNERS.into_iter().enumerate() {
        let (x, y) = ([0.25, 0.75][index % 2], [0.25, 0.75][index / 2]);
        assert_near(colour_at(pixels, x, y), expected, tolerance);
    }
}

#[track_caller]
pub(crate) fn assert_near(found: [u8; 3], expected: [u8; 3], tolerance: u8) {
    let near = found.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) <= tolerance);
    assert!(near, "{found:?} is not within {tolerance} of {expected:?}");
}

/// A committed picture.
pub(crate) fn testdata(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata/pictures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The scene as a file of any format that can be written here.
pub(crate) fn scene_as(format: Format, width: u32, height: u32) -> Vec<u8> {
    written(&scene(width, height), format)
}

/// RGB pixels as a file of any format that can be written here; drawings show the scene, whatever the pixels are.
pub(crate) fn written(pixels: &Pixels, format: Format) -> Vec<u8> {
    let (width, height) = (pixels.width, pixels.height);
    let Samples::U8(samples) = &pixels.samples else { unreachable!() };
    let mut out = std::io::Cursor::new(Vec::new());
    match format {
        Format::Jpeg => return file(pixels, OutputFormat::Jpeg),
        Format::Png => return file(pixels, OutputFormat::Png),
        Format::Webp => return file(pixels, OutputFormat::Webp),
        Format::Avif => return file(pixels, OutputFormat::Avif),
        Format::Heic => {
            let options = heifer::EncodeOptions { quality: 95, ..Default::default() };
            return heifer::encode_rgb8(width, height, samples, &options).unwrap();
        }
        Format::Gif => {
            let mut encoder = image::codecs::gif::GifEncoder::new_with_speed(&mut out, 1);
            encoder.encode(samples, width, height, image::ExtendedColorType::Rgb8).unwrap();
        }
        Format::Bmp => {
            let encoder = image::codecs::bmp::BmpEncoder::new(&mut out);
            image::ImageEncoder::write_image(encoder, samples, width, height, image::ExtendedColorType::Rgb8)
                .unwrap();
        }
        Format::Tiff => {
            let mut encoder = tiff::encoder::TiffEncoder::new(&mut out).unwrap();
            encoder.write_image::<tiff::encoder::colortype::RGB8>(width, height, samples).unwrap();
        }
        Format::Psd => return psd(pixels),
        Format::Svg => {
            let [a, b, c, d] = CORNERS.map(|[r, g, b]| format!("rgb({r},{g},{b})"));
            return format!(
                "<?xml version='1.0'?><!-- a drawing --><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 2' \
                 width='{width}' height='{height}' preserveAspectRatio='none'><rect width='1' height='1' fill='{a}'/>\
                 <rect x='1' width='1' height='1' fill='{b}'/><rect y='1' width='1' height='1' fill='{c}'/>\
                 <rect x='1' y='1' width='1' height='1' fill='{d}'/></svg>"
            )
            .into_bytes();
        }
        Format::Pdf => return pdf(width, height),
        other => panic!("no way to make {}", other.name()),
    }
    out.into_inner()
}

/// A Photoshop file without layers, packed, as the format's specification describes it.
fn psd(pixels: &Pixels) -> Vec<u8> {
    let Samples::U8(samples) = &pixels.samples else { unreachable!() };
    let mut out = b"8BPS\0\x01\0\0\0\0\0\0\0\x03".to_vec();
    out.extend(pixels.height.to_be_bytes());
    out.extend(pixels.width.to_be_bytes());
    out.extend([0, 8, 0, 3]);
    out.extend([0; 12]); // no palette, no resources, no layers
    out.extend([0, 1]);
    let mut rows = Vec::new();
    for channel in 0..3 {
        for line in samples.chunks_exact(pixels.width as usize * 3) {
            let mut packed = Vec::new();
            for part in line.iter().skip(channel).step_by(3).copied().collect::<Vec<_>>().chunks(128) {
                packed.push(part.len() as u8 - 1);
                packed.extend(part);
            }
            rows.push(packed);
        }
    }
    rows.iter().for_each(|row| out.extend((row.len() as u16).to_be_bytes()));
    rows.iter().for_each(|row| out.extend(row));
    out
}

/// One page with four rectangles. PDF counts from the bottom left.
fn pdf(width: u32, height: u32) -> Vec<u8> {
    let (w, h) = (width / 2, height / 2);
    let places = [(0, h), (w, h), (0, 0), (w, 0)];
    let part = |sample: u8| f32::from(sample) / 255.0;
    let content: String = CORNERS
        .iter()
        .zip(places)
        .map(|([r, g, b], (x, y))| {
            format!("{} {} {} rg {x} {y} {w} {h} re f\n", part(*r), part(*g), part(*b))
        })
        .collect();
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R/Resources<<>>>>"),
        format!("<</Length {}>>stream\n{content}endstream", content.len()),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut table = String::from("xref\n0 5\n0000000000 65535 f \n");
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("{table}trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").bytes());
    out
}
