//! What comes back, and how much of it.

use std::time::Duration;

use super::site::{Act, Site, moved, page};
use super::{allowing, limits};
use crate::error::Kind;
use crate::fetch::{Limits, Message, Reach, Target};

#[tokio::test]
async fn redirects_are_followed_three_times_and_each_is_judged() {
    let site = Site::start(
        "127.0.0.2:0",
        vec![
            ("/3", moved("/2")),
            ("/2", moved("1")),
            ("/1", moved("/0?x#y")),
            ("/0?x", page("content-type: Image/PNG; a=b\r\n", "here")),
            ("/4", moved("/3")),
            ("/home", moved("http://127.0.0.1/")),
            ("/metadata", moved("http://169.254.169.254/latest/")),
            ("/file", moved("file:///etc/passwd")),
            ("/password", moved("http://me:secret@127.0.0.2/")),
            ("/empty", Act::Say("HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n".into())),
        ],
    )
    .await;
    let fetcher = allowing(&["127.0.0.2"]);
    let (fetched, content) = fetcher.get(&site.url("/3"), &limits(), None).await.unwrap();
    assert_eq!(content, b"here");
    assert_eq!((fetched.url, fetched.bytes), (site.url("/0?x"), 4));
    assert_eq!(fetched.content_type.as_deref(), Some("image/png"));
    for (path, code) in [
        ("/4", "fetch_failed"),
        ("/home", "address_not_allowed"),
        ("/metadata", "address_not_allowed"),
        ("/file", "address_not_allowed"),
        ("/password", "address_not_allowed"),
        ("/empty", "fetch_failed"),
        ("/nothing", "fetch_failed"),
    ] {
        let error = fetcher.get(&site.url(path), &limits(), None).await.unwrap_err();
        assert_eq!(error.code, code, "{path}: {error}");
    }
    for head in site.heard() {
        assert!(!head.contains("cookie") && !head.contains("authorization") && !head.contains("referer"));
    }
}

#[tokio::test]
async fn bytes_are_counted_as_they_come() {
    let claim = "HTTP/1.1 200 OK\r\ncontent-length: 900000000\r\n\r\n".to_owned();
    let small = "HTTP/1.1 200 OK\r\n\r\n".to_owned();
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffff0\r\n".to_owned();
    let site = Site::start(
        "127.0.0.1:0",
        vec![
            ("/claim", Act::Flood(claim)),
            ("/silent", Act::Flood(small)),
            ("/chunked", Act::Flood(chunked)),
            ("/exact", page("", &"x".repeat(1000))),
            ("/more", page("", &"x".repeat(1001))),
        ],
    )
    .await;
    let fetcher = allowing(&["127.0.0.1"]);
    let limits = Limits { bytes: 1000, ..limits() };
    for path in ["/claim", "/silent", "/chunked", "/more"] {
        let mut content = Vec::new();
        let error = fetcher.download(&site.url(path), &limits, None, &mut content).await.unwrap_err();
        assert_eq!((error.code, error.kind), ("fetch_too_large", Kind::TooLarge), "{path}");
        assert!(content.len() <= 1000, "{path}");
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("content");
    let mut file = tokio::fs::File::create(&path).await.unwrap();
    let fetched = fetcher.download(&site.url("/exact"), &limits, None, &mut file).await.unwrap();
    assert_eq!(fetched.bytes, 1000);
    assert_eq!(std::fs::read(&path).unwrap(), vec![b'x'; 1000]);
}

#[tokio::test]
async fn every_failure_of_the_other_side_reads_the_same() {
    let broken = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf".to_owned();
    let site = Site::start(
        "127.0.0.1:0",
        vec![
            ("/mute", Act::Stall(String::new())),
            ("/stall", Act::Stall("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf".into())),
            ("/half", Act::Say(broken)),
            ("/packed", page("content-encoding: gzip\r\n", "zip")),
            ("/noise", Act::Say("SSH-2.0-OpenSSH_9\r\n".into())),
            ("/error", Act::Say("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n".into())),
            ("/partial", Act::Say("HTTP/1.1 206 Part\r\ncontent-length: 1\r\n\r\nx".into())),
        ],
    )
    .await;
    let fetcher = allowing(&["127.0.0.0/8"]);
    let limits = Limits { idle: Duration::from_millis(300), ..limits() };
    let closed = format!("http://127.0.0.9:{}/", site.address.port());
    let paths = ["/mute", "/stall", "/half", "/packed", "/noise", "/error", "/partial", "/nothing"];
    for url in paths.map(|path| site.url(path)).into_iter().chain([closed]) {
        let error = fetcher.get(&url, &limits, None).await.unwrap_err();
        assert_eq!(error.code, "fetch_failed", "{url}");
        assert_eq!(error.message, "The address could not be fetched.", "{url}");
        assert!(error.source.is_some(), "the log has the reason: {url}");
    }
}

#[tokio::test]
async fn a_fetch_ends_in_time_however_slowly_bytes_come() {
    let site = Site::start("127.0.0.1:0", vec![("/", Act::Stall(String::new()))]).await;
    let limits = Limits { total: Duration::from_millis(200), ..limits() };
    let fetch = allowing(&["127.0.0.1"]).get(&site.url("/"), &limits, None).await;
    assert_eq!(fetch.unwrap_err().message, "The address could not be fetched.");
}

#[tokio::test]
async fn content_of_other_types_is_not_taken() {
    let site = Site::start(
        "127.0.0.1:0",
        vec![
            ("/image", page("content-type: image/png\r\n", "x")),
            ("/page", page("content-type: text/html\r\n", "x")),
            ("/none", page("", "x")),
        ],
    )
    .await;
    let fetcher = allowing(&["127.0.0.1"]);
    let limits = Limits { types: &["image/"], ..limits() };
    assert!(fetcher.get(&site.url("/image"), &limits, None).await.is_ok());
    for path in ["/page", "/none"] {
        assert_eq!(
            fetcher.get(&site.url(path), &limits, None).await.unwrap_err().code,
            "fetch_wrong_type",
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_message_is_not_carried_on_by_a_redirect() {
    let site = Site::start("127.0.0.1:0", vec![("/hook", moved("/other"))]).await;
    let list = ["127.0.0.1".to_owned()];
    let message = |reach| Message {
        target: Target::parse(&site.url("/hook")).unwrap(),
        reach,
        headers: vec![("x-signature", "abc".to_owned())],
        body: "{}".to_owned(),
        timeout: Duration::from_secs(5),
    };
    let fetcher = allowing(&[]);
    assert_eq!(fetcher.post(message(Reach::PublicAnd(&list))).await.unwrap(), 302);
    assert!(site.heard()[0].contains("x-signature: abc"));
    assert_eq!(fetcher.post(message(Reach::Public)).await.unwrap_err().code, "address_not_allowed");
    assert_eq!(site.heard().len(), 1);
}
