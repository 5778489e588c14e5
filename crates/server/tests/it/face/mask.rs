//! `mask`: the guarantees on pixels (documented as (a) to (e)), and certificates.

use axum::http::StatusCode;
use image::{DynamicImage, GenericImageView as _, Rgb, RgbImage};
use serde_json::{Value, json};

use super::shape::fits;
use super::{no, stage};
use crate::app::{TestApp, on_both_engines, photograph};
use crate::client::Form;

on_both_engines![
    every_method_holds_its_guarantees,
    a_blur_hides_who_it_is,
    the_certificate_says_what_a_second_look_finds,
    only_the_named_faces_are_masked,
    everybody_but_one_is_masked,
    nothing_of_the_file_is_left_but_its_colours,
    formats_are_kept_or_chosen,
    an_ellipse_leaves_the_corners,
];

fn rgb(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().to_rgb8()
}

/// The padded box of a detection in whole pixels: left, top, right, bottom.
fn padded(face: &Value, padding: f64, (width, height): (u32, u32)) -> [u32; 4] {
    let [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map(|name| face["bbox"][name].as_f64().unwrap());
    let (across, down) = ((x2 - x1) * padding, (y2 - y1) * padding);
    [
        (x1 - across).floor().max(0.0) as u32,
        (y1 - down).floor().max(0.0) as u32,
        ((x2 + across).ceil() as u32).min(width),
        ((y2 + down).ceil() as u32).min(height),
    ]
}

fn inside(x: u32, y: u32, [left, top, right, bottom]: [u32; 4]) -> bool {
    (left..right).contains(&x) && (top..bottom).contains(&y)
}

async fn every_method_holds_its_guarantees(app: TestApp) {
    let Some((app, program, portrait)) = stage(app).await else { return };
    let before = rgb(&portrait);
    let found = program.detect("", &portrait).await.ok();
    let part = padded(&found["detections"][0], 0.15, (512, 512));
    for method in ["gaussian", "pixelate", "solid"] {
        let answer = program.mask(&format!("method={method}&color=%2310Fa20&block_size=9"), &portrait).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(answer.header("content-type"), Some("image/png"));
        assert_eq!(answer.header("x-face-count"), Some("1"));
        assert!(answer.header("x-inference-ms").unwrap().parse::<f64>().unwrap() > 0.0);
        assert!(answer.header("x-image-id").is_some() && answer.header("x-job-id").is_some());
        let after = rgb(&answer.bytes);
        let mut changed = 0;
        for (x, y, pixel) in after.enumerate_pixels() {
            if !inside(x, y, part) {
                assert_eq!(pixel, before.get_pixel(x, y), "{method}: {x}, {y} is outside");
                continue;
            }
            changed += usize::from(pixel != before.get_pixel(x, y));
            match method {
                "solid" => assert_eq!(*pixel, Rgb([0x10, 0xfa, 0x20])),
                "pixelate" => {
                    let corner = (part[0] + (x - part[0]) / 9 * 9, part[1] + (y - part[1]) / 9 * 9);
                    assert_eq!(pixel, after.get_pixel(corner.0, corner.1));
                }
                _ => {}
            }
        }
        assert!(changed > 5000, "{method}: {changed}");
    }
    let stats = super::administer(&app, axum::http::Method::GET, "/stats").await.ok();
    assert_eq!(stats["jobs_by_method"], json!({"gaussian": 1, "pixelate": 1, "solid": 1}));
    assert_eq!(stats["jobs_by_type"], json!({"detect": 1, "mask": 3}));
}

/// How much of the union of two boxes is in both.
fn overlap(one: &Value, other: &Value) -> f64 {
    let side = |face: &Value, name: &str| face["bbox"][name].as_f64().unwrap();
    let width = side(one, "x2").min(side(other, "x2")) - side(one, "x1").max(side(other, "x1"));
    let height = side(one, "y2").min(side(other, "y2")) - side(one, "y1").max(side(other, "y1"));
    let both = width.max(0.0) * height.max(0.0);
    both / (one["area"].as_f64().unwrap() + other["area"].as_f64().unwrap() - both)
}

async fn a_blur_hides_who_it_is(app: TestApp) {
    let Some((_app, program, _)) = stage(app).await else { return };
    for name in ["astronaut.png", "obama-1.jpg", "biden.jpg", "obama-3.jpg", "street.jpg"] {
        let Some(picture) = photograph(name) else { return };
        for query in ["confidence=0.5", "confidence=0.3&strength=80"] {
            let found = program.detect(query, &picture).await.ok();
            let masked = program.mask(query, &picture).await;
            let again = program.detect(query, &masked.bytes).await.ok();
            for face in again["detections"].as_array().unwrap() {
                for masked in found["detections"].as_array().unwrap() {
                    assert!(overlap(face, masked) < 0.3, "{name} {query}: {face} is {masked}");
                }
            }
        }
    }
}

async fn the_certificate_says_what_a_second_look_finds(app: TestApp) {
    let Some((_app, program, portrait)) = stage(app).await else { return };
    let good = program.mask("verify=true&response=json&method=solid", &portrait).await.ok();
    fits("MaskResponse", &good);
    let certificate = &good["certificate"];
    assert_eq!(certificate["passed"], true, "{certificate}");
    assert_eq!(certificate["found"], json!([]));
    let face = &certificate["faces"][0];
    assert_eq!((&face["index"], &face["found_again"]), (&json!(0), &json!(false)));
    assert!(face["distance"].as_f64().unwrap() > 0.637, "{face}");
    // A mask that hides nothing is told from one that does.
    let poor = program.mask("verify=true&response=json&method=pixelate&block_size=2", &portrait).await.ok();
    let certificate = &poor["certificate"];
    assert_eq!(certificate["passed"], false, "{certificate}");
    assert_eq!(certificate["faces"][0]["found_again"], true);
    assert!(certificate["faces"][0]["distance"].as_f64().unwrap() < 0.637, "{certificate}");
    let picture = program.mask("verify=true&method=solid", &portrait).await;
    assert_eq!(picture.header("x-mask-verified"), Some("true"));
    let unasked = program.mask("method=solid", &portrait).await;
    assert_eq!(unasked.header("x-mask-verified"), None);
}

async fn only_the_named_faces_are_masked(app: TestApp) {
    let Some((_app, program, _)) = stage(app).await else { return };
    let Some(street) = photograph("street.jpg") else { return };
    let found = program.detect("confidence=0.6", &street).await.ok();
    let faces = found["detections"].as_array().unwrap();
    assert!(faces.len() > 2);
    let masked =
        program.mask("confidence=0.6&faces=1&method=solid&color=ff00ff&format=png&padding=0", &street).await;
    let (after, before) = (rgb(&masked.bytes), rgb(&street));
    let size = before.dimensions();
    let part = padded(&faces[1], 0.0, size);
    let purple = Rgb([255, 0, 255]);
    assert_eq!(*after.get_pixel(part[0] + 1, part[1] + 1), purple);
    let others = after.enumerate_pixels().filter(|(x, y, pixel)| **pixel == purple && !inside(*x, *y, part));
    assert_eq!(others.count(), 0);
    let detail = no(&program.mask(&format!("confidence=0.6&faces=0,{}", faces.len()), &street).await, 422);
    assert_eq!(detail[0]["loc"][1], "faces");
    no(&program.mask("faces=first", &street).await, 422);
}

async fn everybody_but_one_is_masked(app: TestApp) {
    let Some((_app, program, portrait)) = stage(app).await else { return };
    let (Some(one), Some(other), Some(stranger)) =
        (photograph("obama-1.jpg"), photograph("obama-2.jpg"), photograph("biden.jpg"))
    else {
        return;
    };
    let mask = async |picture: &[u8], reference: Option<&[u8]>| {
        let form = Form::new().file("image", "a.jpg", "image/jpeg", picture);
        let form = match reference {
            Some(reference) => form.file("reference", "b.jpg", "image/jpeg", reference),
            None => form,
        };
        let path = "/api/v1/mask?mode=all_except&method=solid&response=json&verify=true";
        program.ask(path).multipart(form).send().await
    };
    let kept = mask(&one, Some(&other)).await.ok();
    assert_eq!(
        (&kept["face_count"], &kept["certificate"]["faces"]),
        (&json!(1), &json!([])),
        "they are themselves"
    );
    let hidden = mask(&stranger, Some(&other)).await.ok();
    assert_eq!(hidden["certificate"]["faces"][0]["found_again"], false);
    assert_eq!(hidden["certificate"]["passed"], true);
    assert_eq!(no(&mask(&portrait, None).await, 422)[0]["loc"], json!(["body", "reference"]));
    let crowd = photograph("street.jpg").unwrap();
    assert_eq!(no(&mask(&portrait, Some(&crowd)).await, 422)[0]["loc"], json!(["body", "reference"]));
}

async fn nothing_of_the_file_is_left_but_its_colours(app: TestApp) {
    let Some((_app, program, _)) = stage(app).await else { return };
    let Some(picture) = photograph("obama-1.jpg") else { return };
    // Lying on its side, with a place and a profile.
    let upright = image::load_from_memory(&picture).unwrap();
    let jpeg = with_segments(&upright.rotate270());
    let found = program.detect("confidence=0.8", &jpeg).await.ok();
    assert_eq!(
        (&found["image"]["width"], &found["image"]["height"]),
        (&json!(upright.width()), &json!(upright.height()))
    );
    assert_eq!(found["face_count"], 1);
    let masked = program.mask("", &jpeg).await;
    assert_eq!(masked.header("content-type"), Some("image/jpeg"));
    let has = |needle: &[u8]| masked.bytes.windows(needle.len()).any(|window| window == needle);
    assert!(!has(b"Exif\0\0") && !has(b"ns.adobe.com/xap"));
    assert!(has(b"ICC_PROFILE"), "the profile says what the numbers mean");
    assert_eq!(image::load_from_memory(&masked.bytes).unwrap().dimensions(), upright.dimensions());
}

/// A JPEG with a turned orientation in its EXIF block, an XMP packet and a profile.
fn with_segments(picture: &DynamicImage) -> Vec<u8> {
    let mut plain = Vec::new();
    picture
        .to_rgb8()
        .write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(&mut plain, 92))
        .unwrap();
    let segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], body].concat()
    };
    // One entry: orientation 6, turn by 90 degrees.
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let profile = [b"ICC_PROFILE\0\x01\x01", &profile[..]].concat();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'/>";
    [&plain[..2], &segment(0xe1, exif), &segment(0xe1, xmp), &segment(0xe2, &profile), &plain[2..]].concat()
}

async fn formats_are_kept_or_chosen(app: TestApp) {
    let Some((_app, program, portrait)) = stage(app).await else { return };
    let picture = image::load_from_memory(&portrait).unwrap();
    let written = |format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    for (file, query, expected) in [
        (written(image::ImageFormat::Jpeg), "", "image/jpeg"),
        (written(image::ImageFormat::Bmp), "", "image/png"),
        (portrait.clone(), "format=webp&quality=50", "image/webp"),
        (portrait.clone(), "format=jpeg", "image/jpeg"),
        (written(image::ImageFormat::Jpeg), "format=png", "image/png"),
    ] {
        let answer = program.mask(query, &file).await;
        assert_eq!(answer.header("content-type"), Some(expected), "{}", answer.text());
        assert_eq!(image::load_from_memory(&answer.bytes).unwrap().dimensions(), (512, 512));
    }
    let tiff = program.mask("", include_bytes!("../../../../../testdata/tiny/tiny.tif")).await;
    assert_eq!((tiff.status, tiff.header("content-type")), (StatusCode::OK, Some("image/png")));
    let none = program.mask("", crate::app::MEADOW).await;
    assert_eq!((none.status, none.header("x-face-count")), (StatusCode::OK, Some("0")));
}

async fn an_ellipse_leaves_the_corners(app: TestApp) {
    let Some((_app, program, portrait)) = stage(app).await else { return };
    let found = program.detect("", &portrait).await.ok();
    let [left, top, right, bottom] = padded(&found["detections"][0], 0.15, (512, 512));
    let masked = program.mask("shape=ellipse&method=solid&color=00ff00", &portrait).await;
    let (after, before) = (rgb(&masked.bytes), rgb(&portrait));
    let middle = (left.midpoint(right), top.midpoint(bottom));
    assert_eq!(*after.get_pixel(middle.0, middle.1), Rgb([0, 255, 0]));
    for (x, y) in [(left, top), (right - 1, top), (left, bottom - 1), (right - 1, bottom - 1)] {
        assert_eq!(after.get_pixel(x, y), before.get_pixel(x, y));
    }
}
