use std::time::{Duration, Instant};

use calotype_testkit::tmp::data_dir;

use super::*;
use crate::testing::{models, photograph, reference};

#[test]
fn an_empty_directory_offers_nothing_and_says_what_is_missing() {
    let directory = data_dir();
    let inference = Inference::open(Settings::new(directory.to_path_buf()));
    assert_eq!(inference.tasks(), []);
    let Availability::Missing(why) = inference.available(Task::FaceDetection) else {
        panic!("nothing is there")
    };
    assert!(why.contains("yunet") && why.contains("models pull"), "{why}");
    let picture = Picture::new(1, 1, &[0; 3]).unwrap();
    let refused = inference.detect_faces(picture, &FaceOptions::default());
    assert!(matches!(refused, Err(Error::Unavailable { task: Task::FaceDetection, .. })));
    assert!(!Inference::without_models().available(Task::Ocr).is_ready());
}

#[test]
fn a_model_is_loaded_by_the_first_call_and_leaves_when_nobody_calls() {
    let (Some(directory), Some(pixels)) = (models(), photograph("astronaut.png")) else { return };
    let inference =
        Inference::open(Settings { idle: Duration::from_millis(300), ..Settings::new(directory) });
    assert!(inference.available(Task::FaceDetection).is_ready());
    assert!(inference.in_memory().is_empty(), "asking loads nothing");
    inference.detect_faces(pixels.picture(), &FaceOptions::default()).unwrap();
    assert_eq!(inference.in_memory(), ["yunet"]);
    let started = Instant::now();
    while !inference.in_memory().is_empty() {
        assert!(started.elapsed() < Duration::from_secs(20), "still in memory");
        std::thread::sleep(Duration::from_millis(20));
    }
    inference.detect_faces(pixels.picture(), &FaceOptions::default()).unwrap();
    assert_eq!(inference.in_memory(), ["yunet"]);
}

#[test]
fn a_library_that_is_none_makes_everything_unavailable_and_nothing_crash() {
    let Some(directory) = models() else { return };
    let text = data_dir();
    let library = text.join("libonnxruntime.so");
    std::fs::write(&library, b"no library").unwrap();
    let missing = Settings { library: Some(text.join("nowhere.so")), ..Settings::new(directory.clone()) };
    assert_eq!(Inference::open(missing).tasks(), []);
    let inference = Inference::open(Settings { library: Some(library), ..Settings::new(directory) });
    let picture = Picture::new(1, 1, &[0; 3]).unwrap();
    let refused = inference.detect_faces(picture, &FaceOptions::default());
    assert!(matches!(refused, Err(Error::Failed { model: "yunet", .. })), "{refused:?}");
    // From now on it is known.
    assert_eq!(inference.tasks(), []);
}

#[test]
fn many_at_once_give_what_one_alone_gives() {
    let (Some(directory), Some(pixels)) = (models(), photograph("astronaut.png")) else { return };
    let inference = Inference::open(Settings { turns: 4, ..Settings::new(directory) });
    let alone = inference.detect_faces(pixels.picture(), &FaceOptions::default()).unwrap().value;
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let found = inference.detect_faces(pixels.picture(), &FaceOptions::default()).unwrap().value;
                assert_eq!(found, alone);
            });
        }
    });
}

/// Values that look like noise and are always the same.
fn noise(count: usize, from: f32, to: f32) -> Vec<f32> {
    let mut state = 0x2545_f491_4f6c_dd1du64;
    (0..count)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            from + (to - from) * ((state >> 40) as f32 / (1u64 << 24) as f32)
        })
        .collect()
}

/// Each model on the same file and the same input as Python's onnxruntime.
#[test]
fn every_model_answers_as_the_reference_runtime_does() {
    let Some(directory) = models() else { return };
    let loaded = Arc::new(Loaded::new(directory.clone(), None, Duration::from_secs(60)));
    let scratch = data_dir();
    // Model, name and lengths of its input, range of the values in it, names of its results.
    type Case = (&'static str, &'static str, &'static [usize], (f32, f32), &'static [&'static str]);
    let cases: [Case; 10] = [
        ("yunet", "input", &[1, 3, 320, 480], (0.0, 255.0), &["cls_8", "obj_16", "bbox_32", "kps_8"]),
        ("sface", "data", &[2, 3, 112, 112], (0.0, 255.0), &["fc1"]),
        ("age", "images", &[1, 3, 64, 64], (-0.5, 0.5), &["probabilities"]),
        ("gender", "images", &[1, 3, 32, 32], (-0.5, 0.5), &["probabilities"]),
        ("expression", "input", &[2, 1, 64, 64], (-1.0, 1.0), &["probabilities"]),
        ("open-nsfw", "input_0", &[1, 224, 224, 3], (-100.0, 150.0), &["4195"]),
        ("efficientnet-lite2", "image", &[2, 3, 260, 260], (0.0, 255.0), &["probabilities", "feature"]),
        ("u2netp", "input.1", &[1, 3, 320, 320], (-2.0, 2.0), &["1959"]),
        ("ppocr-det", "x", &[1, 3, 160, 320], (-2.0, 2.0), &["fetch_name_0"]),
        ("ppocr-rec", "x", &[2, 3, 48, 320], (-1.0, 1.0), &["fetch_name_0"]),
    ];
    for (name, input, dims, (from, to), outputs) in cases {
        let model = catalogue::named(name).unwrap();
        let data = noise(dims.iter().product(), from, to);
        let ours = loaded
            .with(model, |session| session.run(&[(input, Input::Floats(dims, &data))], outputs))
            .unwrap();
        let header = serde_json::json!({"inputs": [[input, "<f4", dims]], "outputs": outputs});
        let mut request = format!("{header}\n").into_bytes();
        request.extend(data.iter().flat_map(|value| value.to_le_bytes()));
        let path = scratch.join(name);
        std::fs::write(&path, request).unwrap();
        let file = install::path_of(&directory, model, model.files_here().next().unwrap());
        let Some(printed) = reference("run.py", &[&file, &path]) else { return };
        let theirs = printed.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes));
        let ours: Vec<f32> = ours.into_iter().flat_map(|tensor| tensor.values).collect();
        assert_eq!(ours.len() * 4, printed.len(), "{name}");
        let largest = ours.iter().fold(0f32, |largest, value| largest.max(value.abs()));
        for (ours, theirs) in ours.iter().zip(theirs) {
            assert!((ours - theirs).abs() <= 1e-5 * largest.max(1.0), "{name}: {ours} and {theirs}");
        }
    }
}
