//! Renditions to order, and exports.

use calotype_media::{
    MediaError,
    encode::Kept,
    format::{Format, OutputFormat},
    limits::Limits,
    ops::Orientation,
    pixels::{Layout, Pixels, Samples},
    render::{self, Fit, RenderSpec},
};

use crate::make;

fn all() -> [OutputFormat; 4] {
    [OutputFormat::Jpeg, OutputFormat::Png, OutputFormat::Webp, OutputFormat::Avif]
}

fn render(data: &[u8], spec: &RenderSpec) -> calotype_media::ladder::Picture {
    render::render(data, &make::probe(data, ""), spec).unwrap()
}

#[test]
fn every_format_is_made_from_every_other() {
    for source in
        [Format::Jpeg, Format::Png, Format::Webp, Format::Heic, Format::Tiff, Format::Svg, Format::Pdf]
    {
        let data = make::scene_as(source, 200, 150);
        for format in all() {
            let picture = render(&data, &RenderSpec { quality: Some(90), ..RenderSpec::inside(100, format) });
            assert_eq!((picture.width, picture.height), (100, 75));
            let probe = make::probe(&picture.bytes, "");
            assert_eq!(probe.format, format.format());
            assert_eq!((probe.width, probe.height), (100, 75));
            make::assert_scene(&make::decode(&picture.bytes), 12);
        }
    }
}

#[test]
fn no_bound_keeps_all_pixels_and_lossless_keeps_their_values() {
    let data = make::scene_as(Format::Png, 123, 77);
    for (format, lossless) in [(OutputFormat::Png, false), (OutputFormat::Webp, true)] {
        let picture = render(&data, &RenderSpec { lossless, ..RenderSpec::inside(0, format) });
        assert_eq!(make::decode(&picture.bytes), make::scene(123, 77));
    }
}

#[test]
fn cover_fills_the_box_from_the_middle() {
    let data = make::scene_as(Format::Png, 400, 200);
    let spec = RenderSpec { fit: Fit::Cover, ..RenderSpec::inside(100, OutputFormat::Png) };
    let picture = render(&data, &spec);
    assert_eq!((picture.width, picture.height), (100, 100));
    make::assert_scene(&make::decode(&picture.bytes), 8);
}

#[test]
fn contain_pads_with_the_background_or_with_nothing() {
    let data = make::scene_as(Format::Jpeg, 400, 200);
    let contain = |format, background| {
        let spec = RenderSpec { fit: Fit::Contain, background, ..RenderSpec::inside(100, format) };
        let picture = render(&data, &spec);
        assert_eq!((picture.width, picture.height), (100, 100));
        make::decode(&picture.bytes)
    };
    let white = contain(OutputFormat::Jpeg, None);
    make::assert_near(make::colour_at(&white, 0.5, 0.1), [255; 3], 4);
    let blue = contain(OutputFormat::Png, Some([0, 0, 200]));
    make::assert_near(make::colour_at(&blue, 0.5, 0.9), [0, 0, 200], 0);
    let nothing = contain(OutputFormat::Webp, None);
    let Samples::U8(samples) = &nothing.samples else { panic!("8 bits expected") };
    assert_eq!((nothing.layout, samples[3]), (Layout::Rgba, 0));
    make::assert_near(make::colour_at(&nothing, 0.25, 0.4), make::CORNERS[0], 10);
}

#[test]
fn transparency_is_laid_on_a_colour_only_where_it_must() {
    let pixels = Pixels::from_u8(8, 8, Layout::Rgba, [10, 20, 30, 0].repeat(64)).unwrap();
    let data = make::file(&pixels, OutputFormat::Png);
    let spec = |format, background| RenderSpec { background, ..RenderSpec::inside(0, format) };
    let white = make::decode(&render(&data, &spec(OutputFormat::Jpeg, None)).bytes);
    make::assert_near(make::colour_at(&white, 0.5, 0.5), [255; 3], 2);
    let green = make::decode(&render(&data, &spec(OutputFormat::Jpeg, Some([0, 200, 0]))).bytes);
    make::assert_near(make::colour_at(&green, 0.5, 0.5), [0, 200, 0], 4);
    for format in [OutputFormat::Png, OutputFormat::Webp, OutputFormat::Avif] {
        let kept = make::decode(&render(&data, &spec(format, Some([0, 200, 0]))).bytes);
        assert!(!kept.is_opaque(), "{format:?}");
    }
}

#[test]
fn an_export_keeps_exif_upright_and_a_rendition_keeps_none() {
    let stored = calotype_media::ops::turn(make::scene(160, 120), Orientation::Rotated270);
    let kept = Kept { icc: None, exif: Some(make::exif(6)) };
    for source in [OutputFormat::Jpeg, OutputFormat::Png, OutputFormat::Webp] {
        let data = make::file_with(&stored, source, &kept);
        for format in all() {
            let spec = RenderSpec { keep_metadata: true, quality: Some(95), ..RenderSpec::inside(0, format) };
            let exported = render(&data, &spec);
            assert_eq!((exported.width, exported.height), (160, 120));
            assert_eq!(make::probe(&exported.bytes, "").orientation, Orientation::Upright, "turned twice");
            make::assert_scene(&make::decode(&exported.bytes), 10);
            let read = exif::Reader::new()
                .read_from_container(&mut std::io::Cursor::new(&exported.bytes))
                .unwrap_or_else(|error| panic!("{source:?} to {format:?}: {error}"));
            let field =
                |tag| read.get_field(tag, exif::In::PRIMARY).map(|field| field.display_value().to_string());
            assert_eq!(field(exif::Tag::Model).as_deref(), Some("\"Camera\""), "{source:?} to {format:?}");
            assert_eq!(
                read.get_field(exif::Tag::Orientation, exif::In::PRIMARY).unwrap().value.get_uint(0),
                Some(1)
            );

            let bare = render(&data, &RenderSpec { keep_metadata: false, ..spec });
            assert!(!bare.bytes.windows(6).any(|window| window == b"Camera"));
        }
    }
}

#[test]
fn an_export_of_a_tiff_keeps_its_camera_and_forgets_its_structure() {
    let calotype_media::pixels::Samples::U8(samples) = make::scene(64, 48).samples else { unreachable!() };
    let mut out = std::io::Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut out).unwrap();
    let mut image = encoder.new_image::<tiff::encoder::colortype::RGB8>(64, 48).unwrap();
    image.encoder().write_tag(tiff::tags::Tag::Model, "Camera").unwrap();
    image.write_data(&samples).unwrap();
    let data = out.into_inner();
    let spec = RenderSpec { keep_metadata: true, ..RenderSpec::inside(0, OutputFormat::Jpeg) };
    let exported = render(&data, &spec);
    let read = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&exported.bytes)).unwrap();
    assert!(read.get_field(exif::Tag::Model, exif::In::PRIMARY).is_some());
    assert!(read.get_field(exif::Tag::StripOffsets, exif::In::PRIMARY).is_none());
}

#[test]
fn effort_trades_time_for_bytes() {
    let data = make::scene_as(Format::Png, 600, 400);
    for format in [OutputFormat::Jpeg, OutputFormat::Webp] {
        let size = |effort| {
            let spec =
                RenderSpec { effort: Some(effort), quality: Some(80), ..RenderSpec::inside(0, format) };
            render(&data, &spec).bytes.len()
        };
        assert!(size(10) < size(0), "{format:?}");
    }
    let patient =
        render(&data, &RenderSpec { effort: Some(10), ..RenderSpec::inside(0, OutputFormat::Jpeg) });
    assert!(make::probe(&patient.bytes, "").scans > 1, "progressive was asked for");
}

#[test]
fn what_a_format_cannot_hold_is_said() {
    let data = make::scene_as(Format::Png, 17_000, 2);
    let error = render::render(&data, &make::probe(&data, ""), &RenderSpec::inside(0, OutputFormat::Webp))
        .unwrap_err();
    assert!(
        matches!(&error, MediaError::TooLarge { what, limit: 16_383, actual: 17_000 } if what == "WebP side"),
        "{error}"
    );
    let canvas = RenderSpec { fit: Fit::Contain, ..RenderSpec::inside(60_000, OutputFormat::Png) };
    let error = render::render(&data, &make::probe(&data, ""), &canvas).unwrap_err();
    assert!(matches!(&error, MediaError::TooLarge { what, .. } if what == "pixels"), "{error}");
}

#[test]
fn limits_hold_for_every_format() {
    for format in [
        Format::Jpeg,
        Format::Png,
        Format::Webp,
        Format::Heic,
        Format::Avif,
        Format::Tiff,
        Format::Gif,
        Format::Psd,
    ] {
        let data = make::scene_as(format, 200, 100);
        let limits = Limits { pixels: 19_999, ..Limits::default() };
        let spec = RenderSpec { limits, ..RenderSpec::inside(10, OutputFormat::Png) };
        let error = render::render(&data, &make::probe(&data, ""), &spec).unwrap_err();
        assert!(
            matches!(error, MediaError::TooLarge { limit: 19_999, actual: 20_000, .. }),
            "{}: {error}",
            format.name()
        );
    }
}
