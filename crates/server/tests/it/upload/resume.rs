//! Resumable uploads, request by request as the protocol says.

use std::time::Duration;

use axum::http::{HeaderName, Method, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::build::*;
use crate::app::{TestApp, eventually, on_both_engines};
use crate::client::Ask;
use crate::response::Response;

on_both_engines![
    a_file_comes_in_pieces_and_ends_in_the_same_record,
    what_does_not_fit_is_refused_and_changes_nothing,
    a_piece_with_a_wrong_checksum_does_not_count,
    every_request_needs_the_key_of_its_owner,
    what_had_come_before_a_break_stays,
    another_node_goes_on_where_the_first_one_ended,
    an_ended_and_an_expired_upload_are_gone_with_their_pieces,
    the_protocol_tells_what_it_speaks,
    of_two_at_the_same_position_one_wins,
];

const PATH: &str = "/upload-api/tus";

fn named(name: &'static str) -> HeaderName {
    HeaderName::from_static(name)
}

fn tus(program: &Program, method: Method, path: &str) -> Ask {
    program.ask(method, path).header(named("tus-resumable"), "1.0.0")
}

async fn announce(program: &Program, length: usize) -> Response {
    tus(program, Method::POST, PATH)
        .header(named("upload-length"), &length.to_string())
        .header(named("upload-metadata"), &format!("filename {}", STANDARD.encode("data.json")))
        .send()
        .await
}

/// The path of a fresh upload.
async fn announced(program: &Program, length: usize) -> String {
    let answer = announce(program, length).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let place = answer.header("location").unwrap();
    place[place.find(PATH).unwrap()..].to_owned()
}

fn patch(program: &Program, path: &str, at: usize, bytes: &[u8]) -> Ask {
    tus(program, Method::PATCH, path)
        .header(named("upload-offset"), &at.to_string())
        .header(header::CONTENT_TYPE, "application/offset+octet-stream")
        .body(bytes.to_vec())
}

async fn position(program: &Program, path: &str) -> String {
    let answer = tus(program, Method::HEAD, path).send().await;
    answer.header("upload-offset").map_or_else(|| answer.status.as_str().to_owned(), str::to_owned)
}

fn id(path: &str) -> serde_json::Value {
    json!(path.rsplit('/').next().unwrap())
}

async fn a_file_comes_in_pieces_and_ends_in_the_same_record(app: TestApp) {
    let mia = program(&app, "mia").await;
    let path = announced(&mia, 9).await;
    assert_eq!(mia.state(&id(&path)).await, "pending");
    let head = tus(&mia, Method::HEAD, &path).send().await;
    assert_eq!((head.header("upload-length"), head.header("upload-offset")), (Some("9"), Some("0")));
    assert_eq!(head.header("cache-control"), Some("no-store"));
    assert!(head.header("upload-expires").unwrap().ends_with(" GMT"));
    for (at, bytes) in [(0, "[1, "), (4, "22"), (6, ""), (6, "]  ")] {
        let answer = patch(&mia, &path, at, bytes.as_bytes()).send().await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        assert_eq!(answer.header("upload-offset"), Some(&*(at + bytes.len()).to_string()));
    }
    assert_eq!(position(&mia, &path).await, "9");
    let state = mia.job(&id(&path)).await.ok();
    assert_eq!((&state["status"], &state["upload"]["file_size"]), (&json!("completed"), &json!(9)));
    assert_eq!(state["upload"]["etag"], "4fe0a27a07d0a58265224237586978ec");
    assert_eq!(stored(&app).await, 1, "the pieces went into the file");
    let job = mia.order("/json-formatter-api", &id(&path)).await.json()["job_id"].clone();
    app.run_jobs().await;
    assert_eq!(mia.job(&job).await.ok()["result"]["preview"], "[\n 1,\n 22\n]");
    let told = history(&app, &id(&path)).await;
    assert_eq!(told, ["upload.created", "upload.completed"]);
}

async fn what_does_not_fit_is_refused_and_changes_nothing(app: TestApp) {
    let app = app.configured(|config| config.deposits.max_resumable_bytes = 100).await;
    let mia = program(&app, "mia").await;
    let path = announced(&mia, 4).await;
    no(&patch(&mia, &path, 1, b"x").send().await, 409, "INVALID_REQUEST");
    no(&patch(&mia, &path, 0, b"12345").send().await, 413, "FILE_TOO_LARGE");
    let other = patch(&mia, &path, 0, b"1").header(header::CONTENT_TYPE, "text/plain").send().await;
    no(&other, 415, "UNSUPPORTED_MEDIA_TYPE");
    let version = patch(&mia, &path, 0, b"1").header(named("tus-resumable"), "0.2.2").send().await;
    no(&version, 412, "INVALID_REQUEST");
    assert_eq!(version.header("tus-version"), Some("1.0.0"));
    no(&patch(&mia, &path, 0, b"1").header(named("upload-offset"), "x").send().await, 400, "INVALID_REQUEST");
    assert_eq!(position(&mia, &path).await, "0");
    no(&announce(&mia, 101).await, 413, "FILE_TOO_LARGE");
    no(&announce(&mia, 0).await, 400, "INVALID_REQUEST");
    no(&tus(&mia, Method::POST, PATH).send().await, 400, "INVALID_REQUEST");
    let nameless = tus(&mia, Method::POST, PATH).header(named("upload-length"), "5").send().await;
    no(&nameless, 400, "MISSING_FILENAME");
}

async fn a_piece_with_a_wrong_checksum_does_not_count(app: TestApp) {
    let mia = program(&app, "mia").await;
    let path = announced(&mia, 6).await;
    let sum = |bytes: &[u8]| format!("sha256 {}", STANDARD.encode(Sha256::digest(bytes)));
    let wrong = patch(&mia, &path, 0, b"abc").header(named("upload-checksum"), &sum(b"abd")).send().await;
    no(&wrong, 460, "CONTENT_MISMATCH");
    assert_eq!(position(&mia, &path).await, "0");
    for unknown in ["crc32 AAAA", "sha1", "sha1 ?"] {
        let unknown = patch(&mia, &path, 0, b"abc").header(named("upload-checksum"), unknown).send().await;
        no(&unknown, 400, "INVALID_REQUEST");
    }
    let good = patch(&mia, &path, 0, b"abc").header(named("upload-checksum"), &sum(b"abc")).send().await;
    assert_eq!(good.status, 204);
    let sha1 = "sha1 WJ+d9uZqJKiBg6P9bqxnJM5KYa0=";
    no(
        &patch(&mia, &path, 3, b"def").header(named("upload-checksum"), sha1).send().await,
        460,
        "CONTENT_MISMATCH",
    );
    assert_eq!(position(&mia, &path).await, "3");
}

async fn every_request_needs_the_key_of_its_owner(app: TestApp) {
    let (mia, max) = (program(&app, "mia").await, program(&app, "max").await);
    let path = announced(&mia, 4).await;
    let unknown = format!("{PATH}/upl_0123456789abcdef0123456789abcdef");
    for method in [Method::HEAD, Method::PATCH, Method::DELETE] {
        let ask = |path: &str, key: Option<&Program>| {
            let ask = app.anonymous().request(method.clone(), path).header(named("tus-resumable"), "1.0.0");
            let ask = ask
                .header(named("upload-offset"), "0")
                .header(header::CONTENT_TYPE, "application/offset+octet-stream");
            match key {
                Some(program) => ask.header(KEY, &program.secret),
                None => ask,
            }
        };
        assert_eq!(ask(&path, None).send().await.status, 401, "{method}");
        let (foreign, nothing) =
            (ask(&path, Some(&max)).send().await, ask(&unknown, Some(&max)).send().await);
        assert_eq!((foreign.status.as_u16(), nothing.status.as_u16()), (404, 404), "{method}");
        assert_eq!(foreign.bytes.len(), nothing.bytes.len());
        let form = mia.promised().await["upload_id"].as_str().unwrap().to_owned();
        assert_eq!(
            ask(&format!("{PATH}/{form}"), Some(&mia)).send().await.status,
            404,
            "a form is another way"
        );
    }
    let bare =
        app.anonymous().request(Method::POST, PATH).header(named("tus-resumable"), "1.0.0").send().await;
    no(&bare, 401, "UNAUTHORIZED");
    assert_eq!(position(&mia, &path).await, "0");
}

/// A request that ends in the middle of what it announced.
async fn broken_patch(app: &TestApp, program: &Program, path: &str, extra: &str, bytes: &[u8]) {
    let server = app.listen().await;
    let host = server.url.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&host).await.unwrap();
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nHost: {host}\r\nx-api-key: {}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n\
         {extra}Content-Type: application/offset+octet-stream\r\nContent-Length: {}\r\n\r\n",
        program.secret,
        bytes.len() + 5
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
}

async fn what_had_come_before_a_break_stays(app: TestApp) {
    let mia = program(&app, "mia").await;
    let path = announced(&mia, 8).await;
    broken_patch(&app, &mia, &path, "", b"abc").await;
    eventually("the position moves", || async { position(&mia, &path).await == "3" }).await;
    assert_eq!(patch(&mia, &path, 3, b"defgh").send().await.status, 204);
    assert_eq!(mia.state(&id(&path)).await, "completed");

    let path = announced(&mia, 8).await;
    broken_patch(&app, &mia, &path, "Upload-Checksum: sha1 WJ+d9uZqJKiBg6P9bqxnJM5KYa0=\r\n", b"abc").await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(position(&mia, &path).await, "0", "half of what was summed is nothing");
}

async fn another_node_goes_on_where_the_first_one_ended(app: TestApp) {
    let mia = program(&app, "mia").await;
    let path = announced(&mia, 8).await;
    assert_eq!(patch(&mia, &path, 0, b"abc").send().await.status, 204);
    let other = app.second_node().await;
    let there = Program::known(&other, &mia.secret);
    assert_eq!(position(&there, &path).await, "3");
    assert_eq!(patch(&there, &path, 3, b"defgh").send().await.status, 204);
    assert_eq!(mia.state(&id(&path)).await, "completed");
}

async fn an_ended_and_an_expired_upload_are_gone_with_their_pieces(app: TestApp) {
    let mia = program(&app, "mia").await;
    let path = announced(&mia, 8).await;
    assert_eq!(patch(&mia, &path, 0, b"abc").send().await.status, 204);
    assert_eq!(stored(&app).await, 1);
    assert_eq!(tus(&mia, Method::DELETE, &path).send().await.status, 204);
    assert_eq!((position(&mia, &path).await.as_str(), stored(&app).await), ("404", 0));
    let path = announced(&mia, 8).await;
    app.clock.advance(Duration::from_secs(80_000));
    assert_eq!(patch(&mia, &path, 0, b"abc").send().await.status, 204, "each piece gives more time");
    app.clock.advance(Duration::from_secs(80_000));
    sweep(&app).await;
    assert_eq!(position(&mia, &path).await, "3");
    app.clock.advance(Duration::from_secs(6_500));
    assert_eq!(position(&mia, &path).await, "404");
    sweep(&app).await;
    assert_eq!((mia.state(&id(&path)).await.as_str(), stored(&app).await), ("expired", 0));
}

async fn the_protocol_tells_what_it_speaks(app: TestApp) {
    let mia = program(&app, "mia").await;
    let told = app.anonymous().request(Method::OPTIONS, PATH).send().await;
    assert_eq!((told.status.as_u16(), told.header("tus-version")), (204, Some("1.0.0")));
    assert_eq!(told.header("tus-extension"), Some("creation,expiration,checksum,termination"));
    assert_eq!(told.header("tus-checksum-algorithm"), Some("sha1,md5,sha256"));
    assert_eq!(told.header("tus-max-size"), Some("5368709120"));
    let path = announced(&mia, 3).await;
    let spoken = tus(&mia, Method::POST, &path)
        .header(named("x-http-method-override"), "PATCH")
        .header(named("upload-offset"), "0")
        .header(header::CONTENT_TYPE, "application/offset+octet-stream")
        .body("abc")
        .send()
        .await;
    assert_eq!((spoken.status.as_u16(), spoken.header("tus-resumable")), (204, Some("1.0.0")));
}

async fn of_two_at_the_same_position_one_wins(app: TestApp) {
    let mia = program(&app, "mia").await;
    let path = announced(&mia, 9).await;
    let (a, b) = tokio::join!(patch(&mia, &path, 0, b"aaa").send(), patch(&mia, &path, 0, b"bbb").send());
    let mut states = [a.status.as_u16(), b.status.as_u16()];
    states.sort_unstable();
    assert_eq!(states, [204, 409]);
    assert_eq!((position(&mia, &path).await.as_str(), stored(&app).await), ("3", 1));
}
