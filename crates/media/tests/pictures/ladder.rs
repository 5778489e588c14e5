//! The ladder: what it holds, and what it costs to look at.

use calotype_media::{
    format::{Format, OutputFormat},
    hash,
    ladder::{self, Built, LadderOptions},
    ops,
    pixels::{Layout, Pixels},
};

use crate::make;

fn build(data: &[u8]) -> Built {
    ladder::build(data, &make::probe(data, ""), &LadderOptions::default()).unwrap()
}

#[test]
fn a_large_photograph_gets_a_mezzanine_and_a_thumbnail() {
    let data = make::scene_as(Format::Jpeg, 3000, 2000);
    let built = build(&data);
    let mezzanine = built.ladder.mezzanine.unwrap();
    assert_eq!((mezzanine.format, mezzanine.width, mezzanine.height), (OutputFormat::Jpeg, 2048, 1365));
    let probe = make::probe(&mezzanine.bytes, "");
    assert_eq!((probe.format, probe.scans, probe.profile_bytes), (Format::Jpeg, 1, 0), "baseline, sRGB");
    let small = built.ladder.small;
    assert_eq!((small.format, small.width, small.height), (OutputFormat::Webp, 400, 267));
    make::assert_scene(&make::decode(&mezzanine.bytes), 8);
    make::assert_scene(&make::decode(&small.bytes), 8);
}

#[test]
fn a_camera_of_12_megapixels_needs_no_resampling() {
    // Half of 4000 is near enough to 2048, and comes from the decoder for nothing.
    let built = build(&make::scene_as(Format::Jpeg, 4000, 3000));
    let mezzanine = built.ladder.mezzanine.unwrap();
    assert_eq!((mezzanine.width, mezzanine.height), (2000, 1500));
}

#[test]
fn small_originals_in_cheap_formats_stand_for_themselves() {
    for format in [Format::Jpeg, Format::Png, Format::Webp] {
        assert!(build(&make::scene_as(format, 2048, 100)).ladder.mezzanine.is_none(), "{}", format.name());
    }
    for format in [Format::Heic, Format::Avif, Format::Tiff, Format::Gif, Format::Svg, Format::Pdf] {
        let data = make::scene_as(format, 200, 100);
        assert!(build(&data).ladder.mezzanine.is_some(), "{}", format.name());
    }
    assert!(build(&make::scene_as(Format::Png, 2100, 100)).ladder.mezzanine.is_some());
}

#[test]
fn transparency_is_kept_on_every_rung() {
    let mut samples = vec![0u8; 2200 * 100 * 4];
    samples.chunks_exact_mut(4).enumerate().for_each(|(index, pixel)| {
        pixel.copy_from_slice(&[180, 90, 30, if index % 2200 < 1100 { 0 } else { 255 }]);
    });
    let pixels = Pixels::from_u8(2200, 100, Layout::Rgba, samples).unwrap();
    let built = build(&make::file(&pixels, OutputFormat::Png));
    let mezzanine = built.ladder.mezzanine.unwrap();
    assert_eq!(mezzanine.format, OutputFormat::Webp);
    for picture in [&mezzanine, &built.ladder.small] {
        let decoded = make::decode(&picture.bytes);
        assert_eq!(decoded.layout, Layout::Rgba);
        assert!(!decoded.is_opaque());
        make::assert_near(make::colour_at(&decoded, 0.9, 0.5), [180, 90, 30], 8);
    }
}

#[test]
fn an_opacity_channel_that_says_nothing_is_dropped() {
    let samples = [120, 130, 140, 255].repeat(2100 * 20);
    let pixels = Pixels::from_u8(2100, 20, Layout::Rgba, samples).unwrap();
    let built = build(&make::file(&pixels, OutputFormat::Png));
    assert_eq!(built.ladder.mezzanine.unwrap().format, OutputFormat::Jpeg);
    assert_eq!(make::decode(&built.ladder.small.bytes).layout, Layout::Rgb);
}

#[test]
fn grey_pictures_are_shown_grey() {
    let samples = (0..2100 * 40).map(|i| (i % 2100 / 10) as u8).collect();
    let pixels = Pixels::from_u8(2100, 40, Layout::Grey, samples).unwrap();
    for format in [OutputFormat::Jpeg, OutputFormat::Png] {
        let built = build(&make::file(&pixels, format));
        let [r, g, b] = make::colour_at(&make::decode(&built.ladder.small.bytes), 0.5, 0.5);
        assert!(r.abs_diff(105) < 4 && r.abs_diff(g) < 2 && g.abs_diff(b) < 2, "{r} {g} {b}");
    }
}

#[test]
fn the_hash_is_the_same_whichever_format_and_size_a_picture_came_in() {
    let reference = build(&make::file(&make::landscape(800, 600), OutputFormat::Png));
    for (format, width, height) in [
        (Format::Jpeg, 800, 600),
        (Format::Jpeg, 3200, 2400),
        (Format::Webp, 400, 300),
        (Format::Heic, 800, 600),
    ] {
        let built = build(&make::written(&make::landscape(width, height), format));
        let apart = hash::distance(built.phash, reference.phash);
        assert!(apart <= 2, "{} {width}×{height}: {apart} bits apart", format.name());
    }
    let turned = ops::turn(make::landscape(800, 600), ops::Orientation::Rotated180);
    assert!(hash::distance(build(&make::file(&turned, OutputFormat::Png)).phash, reference.phash) > 10);
}

#[test]
fn renditions_carry_no_metadata() {
    let data = make::turned_jpeg(&make::scene(2500, 100), 1);
    assert!(data.windows(6).any(|window| window == b"Camera"));
    let built = build(&data);
    for picture in [built.ladder.mezzanine.unwrap(), built.ladder.small] {
        assert!(!picture.bytes.windows(4).any(|window| window.eq_ignore_ascii_case(b"exif")));
        assert!(!picture.bytes.windows(6).any(|window| window == b"Camera"));
    }
}
