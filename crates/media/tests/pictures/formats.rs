//! Every format that is decoded shows the same picture.

use calotype_media::{
    MediaError,
    decode::frames,
    encode::{Chroma, Effort, EncodeOptions, WebpAnimation},
    format::{Format, OutputFormat},
    ladder::{self, LadderOptions},
    limits::Limits,
    pixels::{Layout, Pixels, Samples},
};

use crate::make;

const WRITABLE: [Format; 11] = [
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
];

#[test]
fn every_format_is_recognised_measured_and_shown() {
    for format in WRITABLE {
        let data = make::scene_as(format, 120, 90);
        let probe = make::probe(&data, "misleading.mp4");
        assert_eq!(probe.format, format);
        // Drawings have two pixels where they ask for one.
        let expected = if matches!(format, Format::Svg | Format::Pdf) { (240, 180) } else { (120, 90) };
        assert_eq!((probe.width, probe.height), expected, "{}", format.name());
        assert_eq!((probe.frames, probe.animated), (1, false), "{}", format.name());
        assert!(probe.decoded_bytes > 0, "{}", format.name());
        let built = ladder::build(&data, &probe, &LadderOptions::default())
            .unwrap_or_else(|e| panic!("{format:?}: {e}"));
        assert!(!built.damaged);
        let small = make::decode(&built.ladder.small.bytes);
        make::assert_scene(&small, if format == Format::Gif { 24 } else { 12 });
    }
}

#[test]
fn odd_and_extreme_sizes_are_shown() {
    for (width, height) in [(1, 1), (1, 10_000), (10_000, 1), (17, 13), (2049, 3), (401, 400)] {
        for format in [Format::Jpeg, Format::Png, Format::Webp, Format::Tiff, Format::Bmp] {
            let data = make::scene_as(format, width, height);
            let probe = make::probe(&data, "");
            let built = ladder::build(&data, &probe, &LadderOptions::default()).unwrap();
            let small = built.ladder.small;
            assert!(small.width >= 1 && small.height >= 1 && small.width <= 400 && small.height <= 400);
            assert!(small.width <= width && small.height <= height, "{width}×{height} was enlarged");
            assert_eq!(make::probe(&small.bytes, "").width, small.width);
        }
    }
}

#[test]
fn jpeg_xl_is_shown_upright_from_both_kinds_of_coding() {
    for name in ["lossy.jxl", "lossless.jxl", "turned.jxl"] {
        let data = make::testdata(name);
        let probe = make::probe(&data, name);
        assert_eq!(probe.format, Format::Jxl);
        assert_eq!(probe.upright(), (120, 90), "{name}");
        make::assert_scene(&make::decode(&data), 12);
    }
}

#[test]
fn sixteen_bits_of_png_and_tiff_are_read_in_full_range() {
    let samples: Vec<u16> = (0..64 * 64).flat_map(|_| [0xffff, 0x8000, 0x0080]).collect();
    let mut out = std::io::Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut out).unwrap();
    encoder.write_image::<tiff::encoder::colortype::RGB16>(64, 64, &samples).unwrap();
    let tiff = out.into_inner();
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 64, 64);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Sixteen);
    let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_be_bytes()).collect();
    encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
    for data in [tiff, png] {
        let probe = make::probe(&data, "");
        assert_eq!(probe.bit_depth, 16);
        let decoded = calotype_media::decode::decode(&data, &probe, None, &Limits::default()).unwrap();
        let Samples::U16(found) = &decoded.pixels.samples else { panic!("16 bits were lost") };
        assert_eq!(found[..3], [0xffff, 0x8000, 0x0080]);
        make::assert_near(make::colour_at(&make::decode(&data), 0.5, 0.5), [255, 128, 0], 1);
    }
}

#[test]
fn grey_one_bit_and_palette_pictures_are_shown() {
    let grey = |width: u32, depth, data: &[u8]| {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, width, 1);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(depth);
        encoder.write_header().unwrap().write_image_data(data).unwrap();
        out
    };
    let one_bit = make::decode(&grey(8, png::BitDepth::One, &[0b1010_0000]));
    assert_eq!(one_bit.samples, Samples::U8(vec![255, 0, 255, 0, 0, 0, 0, 0]));
    let two_bits = make::decode(&grey(4, png::BitDepth::Two, &[0b00_01_10_11]));
    assert_eq!(two_bits.samples, Samples::U8(vec![0, 85, 170, 255]));

    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 2, 1);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(vec![10, 20, 30, 200, 100, 50]);
    encoder.set_trns(vec![255, 128]);
    encoder.write_header().unwrap().write_image_data(&[0, 1]).unwrap();
    assert!(make::probe(&out, "").alpha);
    let palette = make::decode(&out);
    assert_eq!(palette.samples, Samples::U8(vec![10, 20, 30, 255, 200, 100, 50, 128]));

    let mut out = std::io::Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut out).unwrap();
    encoder.write_image::<tiff::encoder::colortype::Gray8>(3, 1, &[0, 100, 255]).unwrap();
    assert_eq!(make::decode(&out.into_inner()).samples, Samples::U8(vec![0, 100, 255]));
}

#[test]
fn a_truncated_jpeg_shows_what_was_there() {
    let whole = make::scene_as(Format::Jpeg, 400, 300);
    let cut = &whole[..whole.len() * 6 / 10];
    let probe = make::probe(cut, "");
    assert_eq!((probe.width, probe.height), (400, 300));
    let built = ladder::build(cut, &probe, &LadderOptions::default()).unwrap();
    assert!(built.damaged);
    let small = make::decode(&built.ladder.small.bytes);
    make::assert_near(make::colour_at(&small, 0.25, 0.2), make::CORNERS[0], 12);
    make::assert_near(make::colour_at(&small, 0.75, 0.2), make::CORNERS[1], 12);
}

#[test]
fn a_truncated_png_shows_what_was_there() {
    let whole = make::scene_as(Format::Png, 400, 300);
    let cut = &whole[..whole.len() * 7 / 10];
    let built = ladder::build(cut, &make::probe(cut, ""), &LadderOptions::default()).unwrap();
    assert!(built.damaged);
    make::assert_near(
        make::colour_at(&make::decode(&built.ladder.small.bytes), 0.25, 0.2),
        make::CORNERS[0],
        12,
    );
}

#[test]
fn a_jpeg_cut_off_in_its_header_is_corrupt() {
    let whole = make::scene_as(Format::Jpeg, 40, 30);
    for length in [3, 20, 100] {
        let error = calotype_media::probe::probe(&whole[..length], "x.jpg").unwrap_err();
        assert!(matches!(error, MediaError::Corrupt { .. }), "{error}");
    }
}

/// Three frames, red, green, blue, of 100, 200 and 300 milliseconds.
fn animation() -> Vec<Pixels> {
    [[220, 30, 30], [30, 220, 30], [30, 30, 220]].map(|colour| make::plain(64, 48, colour)).to_vec()
}

fn animated_webp() -> Vec<u8> {
    let options = EncodeOptions {
        format: OutputFormat::Webp,
        quality: 80,
        effort: Effort::Usual,
        lossless: true,
        chroma: Chroma::Half,
    };
    let mut encoder = WebpAnimation::new(64, 48, &options, 0).unwrap();
    for (index, frame) in animation().iter().enumerate() {
        encoder.push(frame, std::time::Duration::from_millis(100 * (index as u64 + 1))).unwrap();
    }
    encoder.finish().unwrap()
}

fn animated_gif() -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut out);
    for (index, frame) in animation().into_iter().enumerate() {
        let Samples::U8(rgb) = frame.samples else { unreachable!() };
        let rgba = rgb.chunks_exact(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
        let picture = image::RgbaImage::from_raw(64, 48, rgba).unwrap();
        let delay = image::Delay::from_numer_denom_ms(100 * (index as u32 + 1), 1);
        encoder.encode_frame(image::Frame::from_parts(picture, 0, 0, delay)).unwrap();
    }
    drop(encoder);
    out
}

fn animated_png() -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 64, 48);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_animated(3, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    for (index, frame) in animation().into_iter().enumerate() {
        let Samples::U8(rgb) = frame.samples else { unreachable!() };
        writer.set_frame_delay(100 * (index as u16 + 1), 1000).unwrap();
        writer.write_image_data(&rgb).unwrap();
    }
    writer.finish().unwrap();
    out
}

#[test]
fn animations_are_counted_shown_as_their_first_frame_and_read_frame_by_frame() {
    for data in [animated_webp(), animated_gif(), animated_png()] {
        let probe = make::probe(&data, "");
        assert_eq!((probe.frames, probe.animated), (3, true), "{}", probe.format.name());
        let built = ladder::build(&data, &probe, &LadderOptions::default()).unwrap();
        make::assert_near(
            make::colour_at(&make::decode(&built.ladder.small.bytes), 0.5, 0.5),
            [220, 30, 30],
            8,
        );

        let found: Vec<_> = frames(&data, &probe, &Limits::default()).unwrap().map(Result::unwrap).collect();
        assert_eq!(found.len(), 3);
        for (index, (frame, expected)) in found.iter().zip(animation()).enumerate() {
            assert_eq!(frame.pixels.layout, Layout::Rgba);
            assert_eq!(frame.shown.as_millis(), 100 * (index as u128 + 1), "{}", probe.format.name());
            make::assert_near(
                make::colour_at(&frame.pixels, 0.5, 0.5),
                make::colour_at(&expected, 0.5, 0.5),
                4,
            );
        }
    }
}

#[test]
fn an_animation_with_too_many_frames_is_refused_as_such_and_still_shown_as_a_picture() {
    let data = animated_gif();
    let probe = make::probe(&data, "");
    let limits = Limits { frames: 2, ..Limits::default() };
    assert!(
        matches!(frames(&data, &probe, &limits).err(), Some(MediaError::TooLarge { what, .. }) if what == "frames")
    );
    let options = LadderOptions { limits, ..LadderOptions::default() };
    assert!(ladder::build(&data, &probe, &options).is_ok());
}

#[test]
fn avif_keeps_transparency_and_is_tagged_as_srgb() {
    let mut samples = vec![0u8; 64 * 64 * 4];
    samples.chunks_exact_mut(4).enumerate().for_each(|(index, pixel)| {
        pixel.copy_from_slice(&[180, 90, 30, if index % 64 < 32 { 0 } else { 255 }]);
    });
    let pixels = Pixels::from_u8(64, 64, Layout::Rgba, samples).unwrap();
    let data = make::file(&pixels, OutputFormat::Avif);
    let probe = make::probe(&data, "");
    assert!(probe.alpha);
    let decoded = make::decode(&data);
    assert_eq!(decoded.layout, Layout::Rgba);
    let Samples::U8(samples) = &decoded.samples else { panic!("8 bits expected") };
    assert!(samples[3] < 8 && samples[63 * 4 + 3] > 247);
    make::assert_near([samples[60 * 4], samples[60 * 4 + 1], samples[60 * 4 + 2]], [180, 90, 30], 6);
}
