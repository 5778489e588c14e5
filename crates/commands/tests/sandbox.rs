//! Commands as the server runs them: every foreign byte in a sandboxed child.

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use calotype_commands::{Found, Given, Outcome, Plan, Refusal, find, run};
use calotype_inference::Inference;
use calotype_media::sandbox::SandboxSettings;
use calotype_media::testing::{child, hostile};
use calotype_media::{Media, MediaConfig, Source};
use serde_json::{Map, Value, json};

const MEADOW: &[u8] = include_bytes!("../../../testdata/meadow.jpg");

async fn media() -> Media {
    let sandbox = SandboxSettings { children: 1, ..child::settings() };
    Media::start(MediaConfig { sandbox, timeout: Duration::from_secs(20), ..MediaConfig::default() }).await
}

fn plan(name: &str, parameters: Value) -> Result<Plan, Refusal> {
    let Some(Found::Enabled(command)) = find(name) else { panic!("{name} is not enabled") };
    let Value::Object(parameters) = parameters else { panic!("no object") };
    (command.plan)(&Given::new(parameters, true, 1))
}

async fn answer(media: &Media, name: &str, parameters: Value, files: &[&[u8]]) -> Result<Outcome, Refusal> {
    let plan = plan(name, parameters)?;
    let sources = files.iter().map(|file| Source::from_bytes(file, "").unwrap().file).collect();
    run(media, &Inference::without_models(), plan, sources).await
}

#[tokio::test]
async fn a_picture_goes_in_and_a_picture_comes_out() {
    let media = media().await;
    let outcome = answer(&media, "smartresize", json!({ "width": "200" }), &[MEADOW]).await.unwrap();
    let Outcome::Pictures { pictures, fields } = outcome else { panic!("{outcome:?}") };
    assert_eq!((pictures.len(), pictures[0].format.name(), pictures[0].width), (1, "jpeg", 200));
    assert!(pictures[0].bytes.starts_with(&[0xff, 0xd8]));
    assert_eq!(fields, Map::new());
}

#[tokio::test]
async fn several_pictures_cross_together() {
    let media = media().await;
    let blank = answer(&media, "newimage", json!({ "width": 40, "color": "red" }), &[]).await.unwrap();
    let Outcome::Pictures { pictures, .. } = blank else { panic!("{blank:?}") };
    let red = pictures[0].bytes.clone();
    let merged = json!({ "cord": [{ "img": "red", "x": 5, "y": 6 }] });
    let outcome = answer(&media, "merge", merged, &[MEADOW, &red]).await.unwrap();
    let Outcome::Pictures { pictures: merged, .. } = outcome else { panic!("{outcome:?}") };
    let target = json!({ "target": "merged" });
    let outcome = answer(&media, "imgdiff", target, &[MEADOW, &merged[0].bytes]).await.unwrap();
    let Outcome::Pictures { fields, .. } = outcome else { panic!("{outcome:?}") };
    assert!(fields["diff"].as_f64().unwrap() > 0.0);
}

#[tokio::test]
async fn what_is_stored_is_looked_at_first() {
    let media = media().await;
    let kept = answer(&media, "store", json!({}), &[MEADOW]).await;
    assert_eq!(kept, Ok(Outcome::Keep { mime: "image/jpeg", extension: "jpg" }));
    let script: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for foreign in [script, b"<!doctype html><p>hello", b"%PDF-1.4\n"] {
        let kept = answer(&media, "store", json!({}), &[foreign]).await;
        assert!(matches!(kept, Err(Refusal::Unsupported(_) | Refusal::Unfit(_))), "{kept:?}");
    }
}

#[tokio::test]
async fn a_limit_and_a_time_are_kept() {
    let media = media().await;
    let large = answer(&media, "newimage", json!({ "width": 9000 }), &[]).await;
    assert!(matches!(large, Err(Refusal::TooLarge(_))), "{large:?}");
    assert!(media.stats().crashed == 0);
}

#[tokio::test]
async fn hostile_files_are_refused_and_the_next_command_works() {
    let sandbox = SandboxSettings { children: 2, ..child::settings() };
    let timeout = Duration::from_secs(3);
    let media = Media::start(MediaConfig { sandbox, timeout, ..MediaConfig::default() }).await;
    let part = json!({ "x": 0, "y": 0, "width": 9 });
    for file in hostile::corpus().into_iter().filter(|file| file.bytes.len() < (8 << 20)) {
        let outcome = answer(&media, "crop", part.clone(), &[&file.bytes]).await;
        assert!(!matches!(outcome, Err(Refusal::Failed(_))), "{}: {outcome:?}", file.name);
    }
    let outcome = answer(&media, "flip", json!({}), &[MEADOW]).await;
    assert!(outcome.is_ok(), "{outcome:?}");
}
