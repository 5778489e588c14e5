//! Colours arrive as they were meant.

use calotype_media::{
    encode::Kept,
    format::OutputFormat,
    ladder::{self, LadderOptions},
    ops,
    pixels::{Layout, Pixels, Samples},
    probe::Colour,
    render::{self, RenderSpec},
};
use moxcms::ColorProfile;

use crate::make;

/// A four-component JPEG. libjpeg stores the samples as they come, and adds the Adobe marker.
fn four_inks(inks: [u8; 4], as_ycck: bool, profile: Option<&[u8]>) -> Vec<u8> {
    let mut encoder = mozjpeg::Compress::new(mozjpeg::ColorSpace::JCS_CMYK);
    encoder.set_size(64, 64);
    encoder.set_fastest_defaults();
    encoder.set_quality(98.0);
    if as_ycck {
        encoder.set_color_space(mozjpeg::ColorSpace::JCS_YCCK);
    }
    let mut started = encoder.start_compress(Vec::new()).unwrap();
    if let Some(profile) = profile {
        started.write_icc_profile(profile); // numbers its parts from 0, which must not matter
    }
    let stored: Vec<u8> = inks.iter().map(|ink| 255 - ink).cycle().take(64 * 64 * 4).collect();
    started.write_scanlines(&stored).unwrap();
    started.finish().unwrap()
}

#[test]
fn four_inks_are_read_inverted_and_turned_to_light() {
    for as_ycck in [false, true] {
        // No cyan, half magenta, full yellow, a little black: orange.
        let data = four_inks([0, 128, 255, 26], as_ycck, None);
        let probe = make::probe(&data, "");
        assert_eq!(probe.colour, Colour::Cmyk);
        let built = ladder::build(&data, &probe, &LadderOptions::default()).unwrap();
        assert!(built.ladder.mezzanine.is_some(), "nobody should have to read four inks twice");
        make::assert_near(
            make::colour_at(&make::decode(&built.ladder.small.bytes), 0.5, 0.5),
            [229, 114, 0],
            8,
        );
    }
}

#[test]
fn a_profile_that_does_not_fit_four_inks_is_ignored() {
    let srgb = ColorProfile::new_display_p3().encode().unwrap();
    let data = four_inks([0, 0, 0, 0], false, Some(&srgb));
    make::assert_near(make::colour_at(&make::decode(&data), 0.5, 0.5), [255; 3], 2);
}

#[test]
fn display_p3_is_converted_when_shown_and_kept_when_exported() {
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let kept = Kept { icc: Some(profile.clone()), exif: None };
    for format in [OutputFormat::Jpeg, OutputFormat::Png, OutputFormat::Webp, OutputFormat::Avif] {
        let data = make::file_with(&make::plain(64, 64, [200, 100, 100]), format, &kept);
        let probe = make::probe(&data, "");
        assert!(probe.profile_bytes > 0, "{format:?}");
        // The same colour has more red and less of the rest in the smaller space; reference values from the definition of the
        // two spaces (SMPTE EG 432-1, IEC 61966-2-1).
        let built = ladder::build(&data, &probe, &LadderOptions::default()).unwrap();
        make::assert_near(
            make::colour_at(&make::decode(&built.ladder.small.bytes), 0.5, 0.5),
            [214, 94, 97],
            5,
        );

        let spec = RenderSpec { keep_metadata: true, quality: Some(95), ..RenderSpec::inside(32, format) };
        let exported = render::render(&data, &probe, &spec).unwrap();
        assert!(make::probe(&exported.bytes, "").profile_bytes > 0, "{format:?} lost its profile");
        make::assert_near(make::colour_at(&make::decode(&exported.bytes), 0.5, 0.5), [214, 94, 97], 6);
    }
}

#[test]
fn an_unreadable_profile_is_ignored() {
    let kept = Kept { icc: Some(b"not a profile at all".to_vec()), exif: None };
    let data = make::file_with(&make::plain(32, 32, [90, 120, 150]), OutputFormat::Jpeg, &kept);
    make::assert_near(make::colour_at(&make::decode(&data), 0.5, 0.5), [90, 120, 150], 3);
}

#[test]
fn the_gamma_of_an_old_png_is_honoured() {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 2, 2);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_source_gamma(png::ScaledFloat::new(1.0)); // linear light
    encoder.write_header().unwrap().write_image_data(&[55; 12]).unwrap();
    // 55 of 255 of the light is 128 as sRGB.
    make::assert_near(make::colour_at(&make::decode(&out), 0.5, 0.5), [128; 3], 2);
}

#[test]
fn fine_detail_keeps_its_light() {
    // A chessboard of black and white pixels sends out half the light: 188 in sRGB, not 128.
    let samples =
        (0..512 * 512).flat_map(|i| [if (i % 512 + i / 512) % 2 == 0 { 0u8 } else { 255 }; 3]).collect();
    let board = Pixels::from_u8(512, 512, Layout::Rgb, samples).unwrap();
    for side in [300, 64, 40] {
        let small = ops::resize(&board, side, side).unwrap();
        make::assert_near(make::colour_at(&small, 0.5, 0.5), [188; 3], 6);
    }
    let deep: Vec<u16> =
        (0..512 * 512).map(|i| if (i % 512 + i / 512) % 2 == 0 { 0 } else { u16::MAX }).collect();
    let deep = Pixels::from_u16(512, 512, Layout::Grey, deep).unwrap();
    let small = ops::resize(&deep, 100, 100).unwrap().into_u8();
    make::assert_near(make::colour_at(&small, 0.5, 0.5), [188; 3], 3);
}

#[test]
fn plain_colours_survive_every_reduction_exactly() {
    for colour in [[0, 0, 0], [255, 255, 255], [1, 2, 3], [200, 100, 50], [127, 128, 129]] {
        let picture = make::plain(333, 211, colour);
        for side in [300, 150, 64, 20, 7, 1] {
            let (width, height) = ops::fit_inside(333, 211, side, side);
            let small = ops::resize(&picture, width, height).unwrap();
            let Samples::U8(samples) = &small.samples else { panic!("8 bits expected") };
            assert!(samples.chunks_exact(3).all(|pixel| pixel == colour), "{colour:?} at {width}×{height}");
        }
    }
}

#[test]
fn what_is_transparent_has_no_colour_to_bleed() {
    // A white disc on fully transparent black: the edge must stay white.
    let mut samples = vec![0u8; 200 * 200 * 4];
    for (index, pixel) in samples.chunks_exact_mut(4).enumerate() {
        let (x, y) = ((index % 200) as i32 - 100, (index / 200) as i32 - 100);
        if x * x + y * y < 80 * 80 {
            pixel.fill(255);
        }
    }
    let disc = Pixels::from_u8(200, 200, Layout::Rgba, samples).unwrap();
    for side in [130, 50, 20] {
        let small = ops::resize(&disc, side, side).unwrap();
        let Samples::U8(samples) = &small.samples else { panic!("8 bits expected") };
        for pixel in samples.chunks_exact(4).filter(|pixel| pixel[3] > 8) {
            assert!(pixel[0] > 245 && pixel[1] > 245 && pixel[2] > 245, "a dark halo: {pixel:?}");
        }
    }
}

#[test]
fn a_strip_border_leaves_no_trace() {
    // A vertical gradient is resampled strip by strip; the result must rise without a step.
    let samples = (0..2000u32).flat_map(|y| [(y * 255 / 1999) as u8; 8]).collect();
    let gradient = Pixels::from_u8(8, 2000, Layout::Grey, samples).unwrap();
    for height in [1500, 700, 333, 97] {
        let small = ops::resize(&gradient, 4, height).unwrap();
        let Samples::U8(samples) = &small.samples else { panic!("8 bits expected") };
        let column: Vec<u8> = samples.iter().copied().step_by(4).collect();
        let most = 255 / height.max(1) + 2;
        for (row, pair) in column.windows(2).enumerate() {
            let step = i32::from(pair[1]) - i32::from(pair[0]);
            assert!((-1..=most as i32 + 1).contains(&step), "a step of {step} at row {row} of {height}");
        }
    }
}

#[test]
fn high_dynamic_range_is_neither_grey_nor_burnt() {
    // Diffuse white of PQ (58 % signal) as a 16-bit PNG with code points 9, 16.
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 4, 4);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Sixteen);
    let mut writer = encoder.write_header().unwrap();
    writer.write_chunk(png::chunk::ChunkType(*b"cICP"), &[9, 16, 0, 1]).unwrap();
    let white = (0.58f32 * 65535.0) as u16;
    let samples: Vec<u8> = (0..48).flat_map(|_| white.to_be_bytes()).collect();
    writer.write_image_data(&samples).unwrap();
    writer.finish().unwrap();
    let [r, g, b] = make::colour_at(&make::decode(&out), 0.5, 0.5);
    assert!(r > 228 && g > 228 && b > 228 && r < 250, "{r} {g} {b}");
}
