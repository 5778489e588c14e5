use super::*;
use crate::testing::{Pixels, inference, models, photograph, reference};

fn faces_of(inference: &Inference, pixels: &Pixels) -> Vec<Face> {
    inference.detect_faces(pixels.picture(), &FaceOptions::default()).unwrap().value
}

fn vector_of(inference: &Inference, name: &str) -> Option<Vec<f32>> {
    let pixels = photograph(name)?;
    let faces = faces_of(inference, &pixels);
    let answer = inference.embed_faces(pixels.picture(), &[faces[0].landmarks]).unwrap();
    assert_eq!((answer.model, answer.version), ("sface", "2021dec"));
    Some(answer.value[0].clone())
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn the_face_of_a_portrait_is_found_with_its_points_in_place() {
    let (Some(inference), Some(pixels)) = (inference(), photograph("astronaut.png")) else { return };
    let answer = inference.detect_faces(pixels.picture(), &FaceOptions::default()).unwrap();
    assert_eq!((answer.model, answer.version), ("yunet", "2023mar"));
    let [face] = answer.value.as_slice() else { panic!("{:?}", answer.value) };
    assert!(face.confidence > 0.85, "{face:?}");
    let [left, right, nose, mouth_left, mouth_right] = face.landmarks;
    assert!(left[0] < nose[0] && nose[0] < right[0] && mouth_left[0] < mouth_right[0], "{face:?}");
    assert!(left[1] < nose[1] && nose[1] < mouth_left[1] && mouth_left[1] < face.y2, "{face:?}");
    // Where the face of this well-known picture is.
    assert!(face.x1 > 160.0 && face.x2 < 290.0 && face.y1 > 50.0 && face.y2 < 220.0, "{face:?}");
}

#[test]
fn boxes_points_and_alignment_are_those_of_the_reference() {
    let (Some(inference), Some(pixels)) = (inference(), photograph("street.jpg")) else { return };
    let file = calotype_testkit::tmp::data_dir();
    let picture = file.join("picture");
    let mut bytes = format!("{} {}\n", pixels.width, pixels.height).into_bytes();
    bytes.extend_from_slice(&pixels.rgb);
    std::fs::write(&picture, bytes).unwrap();
    let model = models().unwrap().join("yunet-2023mar/yunet.onnx");
    let Some(printed) = reference("faces.py", &[&model, &picture]) else { return };
    type Row = (f32, [f32; 4], Landmarks, [[f32; 3]; 2]);
    let expected: Vec<Row> = serde_json::from_slice(&printed).unwrap();
    // In its own size, so that nothing but the model and its results is compared.
    let own = FaceOptions { longest: pixels.width.max(pixels.height) as usize, ..FaceOptions::default() };
    let found = inference.detect_faces(pixels.picture(), &own).unwrap().value;
    assert!(found.len() >= 5, "a street full of people: {found:?}");
    assert_eq!(found.len(), expected.len());
    for (face, (confidence, corners, points, matrix)) in found.iter().zip(&expected) {
        let near = |a: f32, b: f32| (a - b).abs() < 0.01;
        assert!((face.confidence - confidence).abs() < 1e-4);
        assert!([face.x1, face.y1, face.x2, face.y2].iter().zip(corners).all(|(a, b)| near(*a, *b)));
        assert!(face.landmarks.iter().flatten().zip(points.iter().flatten()).all(|(a, b)| near(*a, *b)));
        // Their matrix leads to the small picture, our window back from it.
        let window = align::window(&face.landmarks, &align::ARCFACE).unwrap();
        for corner in [[0.0, 0.0], [111.0, 30.0]] {
            let [x, y] = window.apply(corner);
            for (row, wanted) in matrix.iter().zip(corner) {
                assert!((row[0] * x + row[1] * y + row[2] - wanted).abs() < 0.02, "{corner:?}");
            }
        }
    }
}

#[test]
fn one_person_is_like_themselves_and_unlike_others() {
    let Some(inference) = inference() else { return };
    let names = ["obama-1.jpg", "obama-2.jpg", "obama-3.jpg", "biden.jpg", "astronaut.png"];
    let vectors: Option<Vec<_>> = names.iter().map(|name| vector_of(&inference, name)).collect();
    let Some(vectors) = vectors else { return };
    for (a, first) in vectors.iter().enumerate() {
        assert!((cosine(first, first) - 1.0).abs() < 1e-4);
        for (b, second) in vectors.iter().enumerate().skip(a + 1) {
            let alike = cosine(first, second);
            if a < 3 && b < 3 {
                assert!(alike > 0.5, "{} and {}: {alike}", names[a], names[b]);
            } else {
                assert!(alike < 0.3, "{} and {}: {alike}", names[a], names[b]);
            }
        }
    }
}

#[test]
fn each_face_gets_the_vector_that_it_has_alone() {
    let (Some(inference), Some(pixels)) = (inference(), photograph("street.jpg")) else { return };
    let points: Vec<_> = faces_of(&inference, &pixels).iter().take(4).map(|face| face.landmarks).collect();
    let together = inference.embed_faces(pixels.picture(), &points).unwrap().value;
    for (points, vector) in points.iter().zip(&together) {
        let alone = inference.embed_faces(pixels.picture(), &[*points]).unwrap().value;
        assert_eq!(&alone[0], vector);
    }
    assert!(cosine(&together[0], &together[1]) < 0.5, "two people of a street");
}

#[test]
fn attributes_are_read_where_people_can_read_them_too() {
    let Some(inference) = inference() else { return };
    for (name, female, ages, expression) in [
        ("astronaut.png", true, 20.0..50.0, Some(Expression::Happy)),
        ("obama-1.jpg", false, 35.0..65.0, Some(Expression::Happy)),
        ("biden.jpg", false, 45.0..85.0, None),
    ] {
        let Some(pixels) = photograph(name) else { return };
        let face = faces_of(&inference, &pixels)[0];
        let answer = inference.face_attributes(pixels.picture(), &[face]).unwrap();
        let read = answer.value[0];
        assert_eq!(read.female > 0.5, female, "{name}: {read:?}");
        assert!(ages.contains(&read.age), "{name}: {read:?}");
        assert!(expression.is_none_or(|expected| expected == read.expression), "{name}: {read:?}");
        assert!((0.0..=1.0).contains(&read.expression_confidence));
    }
}

#[test]
fn the_surest_so_many_are_kept_and_nonsense_is_refused() {
    let (Some(inference), Some(pixels)) = (inference(), photograph("street.jpg")) else { return };
    let all = faces_of(&inference, &pixels);
    let two =
        inference.detect_faces(pixels.picture(), &FaceOptions { most: 2, ..FaceOptions::default() }).unwrap();
    assert_eq!(two.value, all[..2]);
    for wrong in [
        FaceOptions { confidence: 1.5, ..FaceOptions::default() },
        FaceOptions { overlap: f32::NAN, ..FaceOptions::default() },
        FaceOptions { longest: 100_000, ..FaceOptions::default() },
    ] {
        assert!(matches!(inference.detect_faces(pixels.picture(), &wrong), Err(Error::Input(_))));
    }
    let nowhere = [[[f32::NAN; 2]; 5]];
    assert!(matches!(inference.embed_faces(pixels.picture(), &nowhere), Err(Error::Input(_))));
}

#[test]
fn a_large_picture_gives_places_in_its_own_pixels() {
    let (Some(inference), Some(pixels)) = (inference(), photograph("astronaut.png")) else { return };
    let small = faces_of(&inference, &pixels)[0];
    let raster = crate::resample::resize(pixels.picture(), 3072, 3072).unwrap();
    let large = Pixels { width: 3072, height: 3072, rgb: raster.rgb };
    let faces = faces_of(&inference, &large);
    assert_eq!(faces.len(), 1);
    let (a, b) = (&faces[0], &small);
    assert!((a.x1 / 6.0 - b.x1).abs() < 6.0 && (a.y2 / 6.0 - b.y2).abs() < 6.0, "{a:?} {b:?}");
}
