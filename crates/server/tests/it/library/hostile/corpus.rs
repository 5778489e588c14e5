//! Every file of the media room's corpus, sent the ways a client sends files.

use std::collections::HashSet;

use calotype_media::testing::hostile::{self, HostileFile, Verdict};
use calotype_store::Engine;
use serde_json::Value;

use super::{assert_clear_refusal, assert_nothing_staged, assert_still_serves, batch, status, upload};
use crate::app::{TestApp, on_both_engines};
use crate::client::{Client, Form};

on_both_engines![
    every_hostile_file_is_refused_or_ends_in_a_state_with_its_reason,
    every_file_that_is_cut_short_does_too,
    hostile_files_in_batches_and_pieces_fare_the_same,
];

/// The asset ended in a state that says what is wrong with it, if anything is.
async fn assert_ended(client: &Client, file: &HostileFile, asset: &str) {
    let (name, status) = (&file.name, status(client, asset).await);
    match status["state"].as_str() {
        Some("complete") => {}
        Some("failed" | "warning") => {
            let errors = status["errors"].as_array().unwrap();
            assert!(!errors.is_empty(), "{name}: {status}");
            for error in errors {
                let told = error["error"].as_str().unwrap_or_default();
                assert!(!told.is_empty() && !told.contains("panicked"), "{name}: {status}");
            }
        }
        _ => panic!("{name} is stuck: {status}"),
    }
    if file.verdict == Verdict::Refused {
        let thumbnail = client.get(&format!("/api/v1/assets/{asset}/thumbnail?size=small")).await;
        assert_eq!(thumbnail.status, 404, "{name} is shown");
    }
}

async fn every_hostile_file_is_refused_or_ends_in_a_state_with_its_reason(app: TestApp) {
    let mut files = hostile::corpus();
    // What depends on the database is what the small ones say about themselves, so the other engine is spared the large ones.
    let most = if app.core.db.engine() == Engine::Postgres { 1 << 16 } else { usize::MAX };
    files.retain(|file| !is_cut(file) && file.bytes.len() < most);
    Box::pin(assert_all_end(app, files)).await;
}

async fn every_file_that_is_cut_short_does_too(app: TestApp) {
    let step = if app.core.db.engine() == Engine::Postgres { 8 } else { 1 };
    let files = hostile::corpus().into_iter().filter(is_cut).step_by(step).collect();
    Box::pin(assert_all_end(app, files)).await;
}

fn is_cut(file: &HostileFile) -> bool {
    file.name.contains(" cut to ")
}

async fn assert_all_end(app: TestApp, files: Vec<HostileFile>) {
    app.user("mia").await;
    // The few files that keep a decoder busy to the end of its time are held by that, here as in production.
    let app = app.configured(|config| config.media.timeout_seconds = 10).await;
    let mia = app.log_in("mia").await;
    let mut accepted = Vec::new();
    for file in files {
        let answer = upload(&mia, &file.file_name, &file.bytes).await;
        if answer.status == 200 {
            assert!(!file.bytes.is_empty(), "{} is empty and was accepted", file.name);
            let id = answer.json()["asset_id"].as_str().unwrap().to_owned();
            accepted.push((file, id));
        } else {
            assert_clear_refusal(&file.name, &answer);
        }
    }
    assert!(accepted.len() > 20, "{} files say too little", accepted.len());
    app.run_jobs().await;
    assert_nothing_staged("after all jobs", &app);
    let kept = app.files_in("primary/inbox").len();
    assert_eq!(kept, accepted.len(), "each accepted file is in its place, and no refused one");
    for (file, id) in &accepted {
        assert_ended(&mia, file, id).await;
    }
    assert_still_serves(&app, &mia).await;
}

/// A file as a client in the middle of a batch sends it: whole, or in two pieces.
fn parts(number: usize, file: &HostileFile) -> [Form; 2] {
    let (begin, end) = file.bytes.split_at(file.bytes.len() / 2);
    let whole = Form::new().file(&format!("single_{number}"), &file.file_name, "", &file.bytes);
    let pieces = Form::new().file(&format!("chunk_p{number}_1_2"), &file.file_name, "", end).file(
        &format!("chunk_p{number}_0_2"),
        &file.file_name,
        "",
        begin,
    );
    [whole, pieces]
}

async fn hostile_files_in_batches_and_pieces_fare_the_same(app: TestApp) {
    let mia = app.user("mia").await;
    let tom = app.user("tom").await;
    let mut accepted = Vec::new();
    let mut seen = HashSet::new();
    // A sample of every kind; the same content is a duplicate the second time, which is another test's subject.
    let sample = hostile::corpus()
        .into_iter()
        .filter(|f| f.bytes.len() < 1 << 16 && !f.file_name.contains(['\0', '\n']))
        .filter(|f| seen.insert(f.bytes.clone()))
        .step_by(9);
    for (number, file) in sample.enumerate() {
        for (client, form) in [&mia, &tom].into_iter().zip(parts(number, &file)) {
            let fates = batch(client, form).await;
            assert_eq!(fates.len(), 1, "{}: {fates:?}", file.name);
            let fate = &fates[0];
            if fate["success"] == true {
                let id = fate["asset_id"].as_str().unwrap_or_else(|| panic!("{}: {fate}", file.name));
                accepted.push((client, file.clone(), id.to_owned()));
            } else {
                let told = |field: &str| fate[field].as_str().is_some_and(|text| !text.is_empty());
                assert!(told("error") && told("message"), "{}: {fate}", file.name);
            }
        }
    }
    assert!(accepted.len() > 10, "{} files say too little", accepted.len());
    assert_nothing_stranded(&app, &accepted);
    app.run_jobs().await;
    assert_nothing_staged("after all jobs", &app);
    assert_eq!(app.files_in("primary/inbox").len(), accepted.len());
    for (client, file, id) in &accepted {
        assert_ended(client, file, id).await;
    }
    let progress: Value = tom.get("/api/v1/assets/batch/progress").await.ok();
    assert_eq!(progress["summary"]["active_sessions"], 0, "{progress}");
    assert_still_serves(&app, &mia).await;
}

/// Before the jobs run, staging holds what was accepted and the folder of pieces nothing at all.
fn assert_nothing_stranded<T>(app: &TestApp, accepted: &[T]) {
    assert_eq!(app.files_in("primary/.lumilio/staging").len(), accepted.len());
    assert_eq!(app.files_in("primary/.lumilio/temp"), [""; 0]);
}
