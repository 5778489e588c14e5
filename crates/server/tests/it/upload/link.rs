//! Presigned links into the embedded bucket.

use axum::http::{Method, header};
use calotype_core::bucket::{self, presign};
use serde_json::Value;

use super::build::*;
use crate::app::{TestApp, on_both_engines};
use crate::response::Response;

on_both_engines![a_presigned_link_leads_to_the_bytes, a_link_that_is_not_good_leads_nowhere];

/// A link of a minute to an upload.
fn link(app: &TestApp, promise: &Value, method: &str, query: &[(&str, &str)]) -> String {
    let path = format!("/_s3/calotype/{}", promise["upload"]["fields"]["key"].as_str().unwrap());
    let query: Vec<(String, String)> =
        query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let asked = presign::Asked { method, path: &path, host: "here", query: &query };
    let query = presign::sign(&bucket::credentials(&app.core), &asked, app.clock.now(), 60);
    format!("{path}?{query}")
}

async fn ask(app: &TestApp, method: Method, link: &str, range: Option<&str>) -> Response {
    let ask = app.anonymous().request(method, link).header(header::HOST, "here");
    let ask = match range {
        Some(range) => ask.header(header::RANGE, range),
        None => ask,
    };
    ask.send().await
}

async fn completed(app: &TestApp) -> Value {
    let promise = program(app, "mia").await.promised().await;
    assert_eq!(post_file(app, &fields(&promise), b"{\"a\":1}").await.status, 201);
    promise
}

async fn a_presigned_link_leads_to_the_bytes(app: TestApp) {
    let promise = completed(&app).await;
    let get = link(&app, &promise, "GET", &[]);
    let answer = ask(&app, Method::GET, &get, None).await;
    assert_eq!((answer.status.as_u16(), &answer.bytes[..]), (200, &b"{\"a\":1}"[..]), "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert!(answer.header("content-disposition").unwrap().starts_with("attachment;"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    let part = ask(&app, Method::GET, &get, Some("bytes=1-3")).await;
    assert_eq!((part.status.as_u16(), &part.bytes[..]), (206, &b"\"a\""[..]));
    assert_eq!(part.header("content-range"), Some("bytes 1-3/7"));
    refused(&ask(&app, Method::GET, &get, Some("bytes=7-")).await, 416, "InvalidRange");
    let head = ask(&app, Method::HEAD, &link(&app, &promise, "HEAD", &[]), None).await;
    assert_eq!((head.status.as_u16(), head.header("content-length"), head.bytes.len()), (200, Some("7"), 0));
    let named = [
        ("response-content-disposition", "attachment; filename=\"b c.json\""),
        ("response-content-type", "text/plain"),
    ];
    let answer = ask(&app, Method::GET, &link(&app, &promise, "GET", &named), None).await;
    assert_eq!(answer.header("content-disposition"), Some(named[0].1), "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("text/plain"));
    let inline = link(&app, &promise, "GET", &[("response-content-disposition", "inline")]);
    let answer = ask(&app, Method::GET, &inline, None).await;
    assert!(answer.header("content-disposition").unwrap().starts_with("attachment;"), "never inline");
}

async fn a_link_that_is_not_good_leads_nowhere(app: TestApp) {
    let promise = completed(&app).await;
    let get = link(&app, &promise, "GET", &[]);
    let (bare, _) = get.split_once('?').unwrap();
    refused(&ask(&app, Method::GET, bare, None).await, 403, "AccessDenied");
    refused(&ask(&app, Method::GET, &format!("{get}0"), None).await, 403, "SignatureDoesNotMatch");
    refused(
        &ask(&app, Method::GET, &format!("{get}&response-content-type=a"), None).await,
        403,
        "SignatureDoesNotMatch",
    );
    refused(&ask(&app, Method::PUT, &get, None).await, 405, "MethodNotAllowed");
    let other_host = app.anonymous().request(Method::GET, &get).header(header::HOST, "there").send().await;
    refused(&other_host, 403, "SignatureDoesNotMatch");
    app.clock.advance(std::time::Duration::from_secs(60));
    refused(&ask(&app, Method::GET, &get, None).await, 403, "AccessDenied");
    let pending = program(&app, "mia").await.promised().await;
    refused(&ask(&app, Method::GET, &link(&app, &pending, "GET", &[]), None).await, 404, "NoSuchKey");
}
