//! Bodies that are too large, empty, or not what their hash says.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, header};
use bytes::Bytes;
use serde_json::{Value, json};

use super::{assert_nothing_kept, assert_nothing_staged, assert_still_serves, batch, photo, upload};
use crate::app::{TestApp, on_both_engines};
use crate::client::{Client, Form};
use crate::response::Response;

on_both_engines![
    an_empty_file_is_refused,
    a_wrong_hash_keeps_nothing,
    a_hash_that_is_none_is_refused,
    a_body_is_cut_at_the_limit,
    pieces_are_cut_at_the_limit_of_the_whole,
    a_refused_file_does_not_stop_the_next_one,
];

const HASH: HeaderName = HeaderName::from_static("x-content-hash");

async fn with_hash(client: &Client, path: &str, hash: &str, form: Form) -> Response {
    client.request(Method::POST, path).header(HASH, hash).multipart(form).send().await
}

async fn an_empty_file_is_refused(app: TestApp) {
    let mia = app.user("mia").await;
    upload(&mia, "a.jpg", b"").await.refused(400, "empty_file");
    let form = Form::new()
        .file("single_a", "a.jpg", "", b"")
        .file("chunk_b_0_1", "b.jpg", "", b"")
        .file("chunk_c_0_2", "c.jpg", "", b"")
        .file("chunk_c_1_2", "c.jpg", "", b"");
    let fates = batch(&mia, form).await;
    assert_eq!(fates.len(), 3);
    for fate in fates {
        assert_eq!((&fate["success"], &fate["error"]), (&json!(false), &json!("empty_file")), "{fate}");
    }
    assert_nothing_kept("empty files", &app, &mia).await;
}

async fn a_wrong_hash_keeps_nothing(app: TestApp) {
    let mia = app.user("mia").await;
    let (begin, end) = photo().split_at(100);
    for wrong in ["0".repeat(64), "f".repeat(64), blake3::hash(b"another file").to_hex().to_string()] {
        let form = Form::new().file("file", "a.jpg", "", photo());
        with_hash(&mia, "/api/v1/assets", &wrong, form).await.refused(400, "hash_mismatch");
        for form in [
            Form::new().file("single_a", "a.jpg", "", photo()),
            Form::new().file("chunk_a_0_2", "a.jpg", "", begin).file("chunk_a_1_2", "a.jpg", "", end),
        ] {
            let answer = with_hash(&mia, "/api/v1/assets/batch", &wrong, form).await.ok();
            let fate = &answer["results"][0];
            assert_eq!(
                (&fate["success"], &fate["error"]),
                (&json!(false), &json!("hash_mismatch")),
                "{fate}"
            );
        }
        assert_nothing_kept(&wrong, &app, &mia).await;
    }
    // The upload in pieces failed with its reason, and the same name begins again.
    let right = blake3::hash(photo()).to_hex().to_string();
    let form = Form::new().file("chunk_a_0_2", "a.jpg", "", begin).file("chunk_a_1_2", "a.jpg", "", end);
    let answer = with_hash(&mia, "/api/v1/assets/batch", &right, form).await.ok();
    assert_eq!(answer["results"][0]["success"], true, "{answer}");
}

async fn a_hash_that_is_none_is_refused(app: TestApp) {
    let mia = app.user("mia").await;
    let long = "0".repeat(65);
    for text in [&b"abc"[..], long.as_bytes(), &[b'g'; 64], b"../../etc/passwd", b"\xff\xfe", b"0 or 1=1"] {
        for (path, part) in [("/api/v1/assets", "file"), ("/api/v1/assets/batch", "single_a")] {
            let form = Form::new().file(part, "a.jpg", "", photo());
            let ask = mia.request(Method::POST, path).multipart(form);
            let answer = ask.bytes_header(HASH, HeaderValue::from_bytes(text).unwrap()).send().await;
            answer.refused(400, "invalid_hash");
            assert_nothing_kept("a hash that is none", &app, &mia).await;
        }
    }
}

/// A form with one file of 256 MiB, and how much of it was taken.
fn large_form(part: &str) -> (Body, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    let count = taken.clone();
    let head = format!("--b\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"a.jpg\"\r\n\r\n");
    let block = Bytes::from(vec![7; 64 << 10]);
    let all = std::iter::once(Bytes::from(head)).chain(std::iter::repeat_n(block, 4096));
    let counted = all.map(move |bytes| {
        count.fetch_add(bytes.len(), Ordering::Relaxed);
        Ok::<_, std::io::Error>(bytes)
    });
    (Body::from_stream(futures::stream::iter(counted)), taken)
}

async fn a_body_is_cut_at_the_limit(app: TestApp) {
    let mia = app.user("mia").await;
    drop(mia);
    let app = app.configured(|config| config.http.max_upload_bytes = 100_000).await;
    let mia = app.log_in("mia").await;
    for (path, part) in [
        ("/api/v1/assets", "file"),
        ("/api/v1/assets/batch", "single_a"),
        ("/api/v1/assets/batch", "chunk_a_0_1"),
        ("/api/v1/assets/batch", "chunk_b_0_9"),
    ] {
        let (body, taken) = large_form(part);
        let ask =
            mia.request(Method::POST, path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        ask.body(body).send().await.refused(413, "file_too_large");
        let taken = taken.load(Ordering::Relaxed);
        assert!(taken < 8 << 20, "{part}: {taken} bytes were read");
        assert_nothing_kept(part, &app, &mia).await;
    }
    upload(&mia, "a.jpg", &vec![7; 100_001]).await.refused(413, "file_too_large");
    assert_nothing_kept("one byte too many", &app, &mia).await;
    upload(&mia, "a.jpg", &vec![7; 100_000]).await.ok();
    assert_still_serves(&app, &mia).await;
}

async fn pieces_are_cut_at_the_limit_of_the_whole(app: TestApp) {
    app.user("mia").await;
    let app = app.configured(|config| config.http.max_upload_bytes = 1000).await;
    let mia = app.log_in("mia").await;
    let piece = |index: u32, size: usize| {
        let name = format!("chunk_a_{index}_100");
        batch(&mia, Form::new().file(&name, "a.jpg", "", &vec![7; size]))
    };
    assert_eq!(Box::pin(piece(0, 600)).await[0]["status"], "uploading");
    let refused = Box::pin(piece(1, 600)).await.remove(0);
    assert_eq!(
        (&refused["success"], &refused["error"]),
        (&json!(false), &json!("file_too_large")),
        "{refused}"
    );
    assert_nothing_kept("a file that can never be whole", &app, &mia).await;
    let progress: Value = mia.get("/api/v1/assets/batch/progress").await.ok();
    assert_eq!(progress["sessions"][0]["status"], "failed", "{progress}");
}

async fn a_refused_file_does_not_stop_the_next_one(app: TestApp) {
    app.user("mia").await;
    let app = app.configured(|config| config.http.max_upload_bytes = 4 << 20).await;
    let mia = app.log_in("mia").await;
    let form = Form::new()
        .file("single_a", "a.exe", "", &vec![7; 3 << 20])
        .file("single_b", "b.jpg", "", &vec![7; (4 << 20) + 1])
        .file("single_c", "c.jpg", "", photo());
    let mut fates = batch(&mia, form).await;
    fates.sort_by_key(|fate| fate["file_name"].as_str().unwrap().to_owned());
    let errors: Vec<_> = fates.iter().map(|fate| fate["error"].as_str()).collect();
    assert_eq!(errors, [Some("unsupported_type"), Some("file_too_large"), None]);
    app.run_jobs().await;
    assert_nothing_staged("after a mixed batch", &app);
    assert_eq!(app.files_in("primary/inbox").len(), 1);
}
