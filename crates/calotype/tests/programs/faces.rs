//! What the face API has kept outlives the process that kept it.

use std::collections::BTreeSet;
use std::time::Duration;

use calotype_testkit::require;
use reqwest::multipart::{Form, Part};
use serde_json::Value;

use crate::server::{Server, models};

const MEADOW: &[u8] = include_bytes!("../../../../testdata/meadow.jpg");

#[tokio::test(flavor = "multi_thread")]
async fn a_mask_that_was_acknowledged_is_there_after_a_kill_with_its_picture() {
    let installed = std::fs::read_dir(models()).into_iter().flatten().flatten();
    if !installed.into_iter().any(|model| model.file_name().to_string_lossy().starts_with("yunet")) {
        require::skipped(format!("{} has no yunet; `calotype models pull` brings it", models().display()));
        return;
    }
    let mut server = Server::start().await;
    let key = server.face_key();
    let (mut told, mut sent) = (BTreeSet::new(), 0);
    for pause in [0, 30, 60, 90, 130, 180, 240, 320, 450, 700] {
        let senders: Vec<_> = (0..3)
            .map(|_| {
                let form = Form::new().part("image", Part::bytes(MEADOW).file_name("meadow.jpg"));
                let url = format!("{}/api/v1/mask?method=solid&confidence=0.9", server.url);
                let send = server.http.post(url).header("x-api-key", &key).multipart(form).send();
                tokio::spawn(async move {
                    let answer = send.await.ok()?;
                    let name = |name: &str| answer.headers().get(name)?.to_str().ok().map(str::to_owned);
                    Some((name("x-image-id")?, name("x-job-id")?))
                })
            })
            .collect();
        sent += senders.len();
        tokio::time::sleep(Duration::from_millis(pause)).await;
        server.kill();
        for sender in senders {
            told.extend(sender.await.unwrap());
        }
        let left = std::fs::read_dir(server.directory.join("tmp")).unwrap().count();
        assert_eq!(left, 0, "what was on its way is gone with the process");
    }
    let token = server.person().await;
    let get = async |path: &str| {
        let ask = server.http.get(format!("{}/api/v1/admin/{path}", server.url)).bearer_auth(&token);
        ask.send().await.unwrap()
    };
    let jobs: Value = get("jobs?per_page=100").await.json().await.unwrap();
    let jobs = jobs["items"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let listed: BTreeSet<(String, String)> =
        jobs.iter().map(|job| (text(&job["image_id"]), text(&job["id"]))).collect();
    assert!(told.is_subset(&listed), "acknowledged and lost: {:?}", told.difference(&listed));
    assert!(listed.len() <= sent && !told.is_empty() && told.len() < sent, "{} of {sent}", told.len());
    // There is no job by half: each has its picture, whole, and what was made of it.
    for (image, job) in &listed {
        let original = get(&format!("images/{image}/download")).await.bytes().await.unwrap();
        assert!(original == MEADOW, "{image}");
        let masked = get(&format!("jobs/{job}/download")).await.bytes().await.unwrap();
        assert!(masked.starts_with(b"\xff\xd8") && masked.ends_with(b"\xff\xd9"), "{job}");
    }
    assert!(jobs.iter().all(|job| job["status"] == "completed"));
}
