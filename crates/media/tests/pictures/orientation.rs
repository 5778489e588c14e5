//! Pictures stand upright, whoever was holding the camera.

use calotype_media::{
    encode::Kept,
    format::{Format, OutputFormat},
    ladder::{self, LadderOptions},
    ops::{self, Orientation},
    render::{self, RenderSpec},
};

use crate::make;

fn all() -> impl Iterator<Item = Orientation> {
    (1..=8).map(Orientation::from)
}

/// The orientation that undoes another.
fn inverse(orientation: Orientation) -> Orientation {
    all().find(|candidate| orientation.then(*candidate) == Orientation::Upright).unwrap()
}

#[test]
fn the_eight_orientations_are_a_group() {
    for first in all() {
        for second in all() {
            let scene = make::scene(6, 4);
            let by_steps = ops::turn(ops::turn(scene.clone(), first), second);
            assert_eq!(ops::turn(scene, first.then(second)), by_steps, "{first:?} then {second:?}");
        }
        assert_eq!(inverse(first).then(first), Orientation::Upright);
    }
    assert_eq!(Orientation::from_exif(0), Orientation::Upright);
    assert_eq!(Orientation::from_exif(9), Orientation::Upright);
}

#[test]
fn turning_clockwise_moves_the_top_left_to_the_top_right() {
    let turned = ops::turn(make::scene(40, 30), Orientation::Rotated90);
    assert_eq!((turned.width, turned.height), (30, 40));
    make::assert_near(make::colour_at(&turned, 0.75, 0.25), make::CORNERS[0], 6);
    make::assert_near(make::colour_at(&turned, 0.25, 0.25), make::CORNERS[2], 6);
}

#[test]
fn every_orientation_of_every_container_is_shown_upright() {
    for orientation in all() {
        let stored = ops::turn(make::scene(160, 120), inverse(orientation));
        let exif = Kept { icc: None, exif: Some(make::exif(orientation as u8)) };
        for format in [OutputFormat::Jpeg, OutputFormat::Png, OutputFormat::Webp] {
            let data = make::file_with(&stored, format, &exif);
            let probe = make::probe(&data, "");
            assert_eq!(probe.orientation, orientation, "{format:?}");
            assert_eq!((probe.width, probe.height), (stored.width, stored.height));
            assert_eq!(probe.upright(), (160, 120));
            let built = ladder::build(&data, &probe, &LadderOptions::default()).unwrap();
            assert_eq!((built.ladder.small.width, built.ladder.small.height), (160, 120));
            make::assert_scene(&make::decode(&built.ladder.small.bytes), 12);

            let spec = RenderSpec { quality: Some(95), ..RenderSpec::inside(80, OutputFormat::Jpeg) };
            let picture = render::render(&data, &probe, &spec).unwrap();
            assert_eq!((picture.width, picture.height), (80, 60));
            make::assert_scene(&make::decode(&picture.bytes), 12);
        }
    }
}

#[test]
fn a_tiff_is_turned_by_its_own_tag() {
    for orientation in all() {
        let stored = ops::turn(make::scene(80, 60), inverse(orientation));
        let ops_samples = stored.clone().into_u8();
        let calotype_media::pixels::Samples::U8(samples) = &ops_samples.samples else { unreachable!() };
        let mut out = std::io::Cursor::new(Vec::new());
        let mut encoder = tiff::encoder::TiffEncoder::new(&mut out).unwrap();
        let mut image =
            encoder.new_image::<tiff::encoder::colortype::RGB8>(stored.width, stored.height).unwrap();
        image.encoder().write_tag(tiff::tags::Tag::Orientation, u16::from(orientation as u8)).unwrap();
        image.write_data(samples).unwrap();
        make::assert_scene(&make::decode(&out.into_inner()), 6);
    }
}

#[test]
fn a_large_turned_photograph_gets_an_upright_mezzanine() {
    let stored = ops::turn(make::scene(3000, 2200), inverse(Orientation::Rotated90));
    let data = make::turned_jpeg(&stored, 6);
    let built = ladder::build(&data, &make::probe(&data, ""), &LadderOptions::default()).unwrap();
    let mezzanine = built.ladder.mezzanine.unwrap();
    assert_eq!((mezzanine.width, mezzanine.height), (2048, 1502));
    let probe = make::probe(&mezzanine.bytes, "");
    assert_eq!((probe.format, probe.orientation), (Format::Jpeg, Orientation::Upright));
    make::assert_scene(&make::decode(&mezzanine.bytes), 12);
}
