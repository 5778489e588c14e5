//! Processing endpoints on what the request brings along.

use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::build::*;
use crate::app::{MEADOW, TestApp, on_both_engines};

on_both_engines![
    json_is_laid_out_and_its_file_needs_no_key,
    a_text_is_found_valid_or_not,
    a_picture_is_written_in_every_other_format,
    what_cannot_be_worked_on_is_refused_and_leaves_nothing,
    the_same_idempotency_key_is_the_same_piece_of_work,
    a_link_is_signed_and_ends_in_an_hour,
];

async fn json_is_laid_out_and_its_file_needs_no_key(app: TestApp) {
    let mia = program(&app, "mia").await;
    let answer = mia.process("/json-formatter-api", &[("x-tab-space", "2")], br#"{"b":1.50,"a":[]}"#).await;
    assert_eq!(answer.header("x-billable"), Some("true"));
    let body = answer.ok();
    let text = "{\n  \"b\": 1.50,\n  \"a\": []\n}";
    assert_eq!((&body["status"], &body["preview"]), (&json!("success"), &json!(text)));
    assert_eq!(body["request_id"].as_str(), answer.header("x-request-id"));
    let file = app.anonymous().get(&path_of(&body["file"])).await;
    assert_eq!((file.status.as_u16(), file.text().as_str()), (200, text));
    assert_eq!(
        file.header("content-disposition"),
        Some("attachment; filename=\"result.json\"; filename*=UTF-8''result.json")
    );
    assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
    let part = app
        .anonymous()
        .request(Method::GET, &path_of(&body["file"]))
        .header(axum::http::header::RANGE, "bytes=2-5")
        .send()
        .await;
    assert_eq!((part.status.as_u16(), part.text().as_str()), (206, "  \"b"));
    let usual = mia.process("/json-formatter-api", &[], b"[1]").await.ok();
    assert_eq!(usual["preview"], "[\n 1\n]");
    let line = mia.process("/json-formatter-api", &[("x-tab-space", "0")], b"[ 1 ]").await.ok();
    assert_eq!(line["preview"], "[1]");
}

async fn a_text_is_found_valid_or_not(app: TestApp) {
    let mia = program(&app, "mia").await;
    let good = mia.process("/json-validator-api", &[], b"{}").await.ok();
    assert_eq!((&good["valid"], &good["problem"]), (&json!(true), &Value::Null));
    let bad = mia.process("/json-validator-api", &[], b"{\n 1}").await.ok();
    assert_eq!(
        (&bad["status"], &bad["valid"], &bad["problem"]["line"]),
        (&json!("success"), &json!(false), &json!(2))
    );
}

async fn a_picture_is_written_in_every_other_format(app: TestApp) {
    let mia = program(&app, "mia").await;
    for (word, begin) in
        [("png", b"\x89PNG".as_slice()), ("gif", b"GIF89a"), ("webp", b"RIFF"), ("jpg", b"\xff\xd8\xff")]
    {
        let answer =
            mia.process("/image-converter-api", &[("x-destination-format", word)], MEADOW).await.ok();
        assert_eq!((&answer["width"], &answer["height"]), (&json!(1600), &json!(1200)), "{word}");
        let file = app.anonymous().get(&path_of(&answer["file"])).await;
        assert!(file.bytes.starts_with(begin), "{word}");
        assert_eq!(file.bytes.len(), answer["size"].as_u64().unwrap() as usize);
    }
    let headers = [("x-source-format", "jpeg"), ("x-destination-format", "base64")];
    let text = mia.process("/image-converter-api", &headers, MEADOW).await.ok();
    let text = app.anonymous().get(&path_of(&text["file"])).await.bytes;
    assert_eq!(STANDARD.decode(&text).unwrap(), MEADOW);
    let headers = [("x-source-format", "base64"), ("x-destination-format", "png")];
    let address = [b"data:image/jpeg;base64,".as_slice(), &text].concat();
    for text in [&text[..], &address] {
        assert_eq!(mia.process("/image-converter-api", &headers, text).await.ok()["width"], 1600);
    }
}

async fn what_cannot_be_worked_on_is_refused_and_leaves_nothing(app: TestApp) {
    let app = app.configured(|config| config.orders.max_bytes = 200_000).await;
    let mia = program(&app, "mia").await;
    let (json, picture) = ("/json-formatter-api", "/image-converter-api");
    let large = vec![b' '; 200_001];
    let to_png = ("x-destination-format", "png");
    for (path, headers, body, code) in [
        (json, &[][..], b"{,}".as_slice(), "PROCESSING_FAILED"),
        (json, &[], b"\xff\xfe", "PROCESSING_FAILED"),
        (json, &[], b"", "INVALID_REQUEST"),
        (json, &[], &large, "FILE_TOO_LARGE"),
        (json, &[("x-tab-space", "9")], b"{}", "INVALID_REQUEST"),
        (json, &[("x-source-type", "ftp")], b"{}", "INVALID_SOURCE_TYPE"),
        (json, &[("x-source-type", "file")], b"{}", "INVALID_REQUEST"),
        (json, &[("idempotency-key", "a b")], b"{}", "INVALID_REQUEST"),
        (picture, &[], MEADOW, "INVALID_REQUEST"),
        (picture, &[("x-destination-format", "exe")], MEADOW, "INVALID_REQUEST"),
        (
            picture,
            &[to_png, ("x-source-format", "png")],
            &MEADOW[..100_000.min(MEADOW.len())],
            "CONTENT_MISMATCH",
        ),
        (picture, &[to_png], b"no picture", "PROCESSING_FAILED"),
        (picture, &[to_png, ("x-source-format", "base64")], b"?", "PROCESSING_FAILED"),
    ] {
        no(&mia.process(path, headers, body).await, 400, code);
    }
    no(&app.anonymous().request(Method::POST, json).body("{}").send().await, 401, "UNAUTHORIZED");
    let reader = scoped(&app, "mia", &["upload:read", "job:read"]).await;
    no(&reader.process(json, &[], b"{}").await, 403, "FORBIDDEN");
    let results = calotype_files::objects::Prefix::Results(calotype_store::tenants::HOME);
    assert_eq!(futures::StreamExt::count(app.core.objects.list(results)).await, 0);
    assert!(app.events().await.iter().all(|event| event.kind != "job.created"), "what failed is not billed");
}

async fn the_same_idempotency_key_is_the_same_piece_of_work(app: TestApp) {
    let (mia, max) = (program(&app, "mia").await, program(&app, "max").await);
    let headers = [("idempotency-key", "once")];
    let first = mia.process("/json-formatter-api", &headers, b"[1]").await;
    let again = mia.process("/json-formatter-api", &headers, b"[2]").await;
    assert_eq!((first.header("x-billable"), again.header("x-billable")), (Some("true"), Some("false")));
    assert_eq!(again.ok()["preview"], first.ok()["preview"]);
    assert_eq!(max.process("/json-formatter-api", &headers, b"[3]").await.ok()["preview"], "[\n 3\n]");
    assert_eq!(
        mia.process("/json-validator-api", &headers, b"[4]").await.ok()["valid"],
        true,
        "another endpoint"
    );
    let created = app.events().await.into_iter().filter(|event| event.kind == "job.created").count();
    assert_eq!(created, 3);
    app.clock.advance(std::time::Duration::from_secs(86_401));
    assert_eq!(mia.process("/json-formatter-api", &headers, b"[5]").await.ok()["preview"], "[\n 5\n]");
}

async fn a_link_is_signed_and_ends_in_an_hour(app: TestApp) {
    let mia = program(&app, "mia").await;
    let link = path_of(&mia.process("/json-formatter-api", &[], b"[1]").await.ok()["file"]);
    for broken in [
        "/_blob/".to_owned(),
        format!("{link}A"),
        link[..link.len() - 2].to_owned(),
        "/_blob/ü".replace('ü', "%C3%BC"),
    ] {
        assert_eq!(app.anonymous().get(&broken).await.status, 404, "{broken}");
    }
    for at in [10, 30, 60] {
        let mut changed = link.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert_eq!(app.anonymous().get(&changed).await.status, 404, "{changed}");
    }
    app.clock.advance(std::time::Duration::from_secs(3599));
    assert_eq!(app.anonymous().get(&link).await.status, 200);
    app.clock.advance(std::time::Duration::from_secs(2));
    assert_eq!(app.anonymous().get(&link).await.status, 403);
}
