//! Refusals that come before the body has ended are read by a client that sends first and reads afterwards.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::app::{TestApp, on_both_engines};

on_both_engines![
    a_refusal_waits_for_a_client_that_still_sends,
    a_refusal_reaches_a_slow_client_and_the_connection_goes_on,
    a_client_that_asks_first_sends_nothing,
    a_file_that_is_too_large_is_refused_legibly,
];

const MANY: usize = 64 * 1024 * 1024;

async fn connect(url: &str) -> TcpStream {
    TcpStream::connect(url.strip_prefix("http://").unwrap()).await.unwrap()
}

fn head(path: &str, length: usize, more: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n{more}\r\n")
}

/// Reads one answer: its status line and its body.
async fn answer(stream: &mut TcpStream) -> (String, String) {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.to_lowercase().strip_prefix("content-length: ").map(str::to_owned))
                .map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return (head.lines().next().unwrap().to_owned(), body.to_owned());
            }
        }
        let mut piece = [0; 4096];
        let read = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut piece)).await;
        match read.expect("no answer").expect("the connection was reset before the answer") {
            0 => panic!("the connection ended before the answer: {bytes:?}"),
            read => bytes.extend_from_slice(&piece[..read]),
        }
    }
}

async fn a_refusal_waits_for_a_client_that_still_sends(app: TestApp) {
    app.admin().await;
    let server = app.listen().await;
    let mut stream = connect(&server.url).await;
    let form = "Content-Type: multipart/form-data; boundary=b\r\n";
    stream.write_all(head("/api/v1/assets", MANY, form).as_bytes()).await.unwrap();
    let piece = vec![0; 256 * 1024];
    for _ in 0..MANY / piece.len() {
        stream.write_all(&piece).await.expect("the server hung up on a client that was sending");
    }
    let (status, body) = answer(&mut stream).await;
    assert_eq!(status, "HTTP/1.1 401 Unauthorized");
    assert!(body.contains("unauthenticated"), "{body}");
}

async fn a_refusal_reaches_a_slow_client_and_the_connection_goes_on(app: TestApp) {
    app.admin().await;
    let server = app.listen().await;
    let mut stream = connect(&server.url).await;
    let form = "Content-Type: multipart/form-data; boundary=b\r\n";
    stream.write_all(head("/api/v1/assets", 40 * 1024, form).as_bytes()).await.unwrap();
    for _ in 0..40 {
        stream.write_all(&[b'-'; 1024]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(answer(&mut stream).await.0, "HTTP/1.1 401 Unauthorized");
    stream.write_all(b"GET /api/v1/setup/status HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    assert_eq!(answer(&mut stream).await.0, "HTTP/1.1 200 OK", "the same connection serves the next request");
}

async fn a_client_that_asks_first_sends_nothing(app: TestApp) {
    app.admin().await;
    let server = app.listen().await;
    let mut stream = connect(&server.url).await;
    let asks = "Content-Type: multipart/form-data; boundary=b\r\nExpect: 100-continue\r\n";
    stream.write_all(head("/api/v1/assets", MANY, asks).as_bytes()).await.unwrap();
    assert_eq!(answer(&mut stream).await.0, "HTTP/1.1 401 Unauthorized", "and no leave to send before it");
}

async fn a_file_that_is_too_large_is_refused_legibly(app: TestApp) {
    let app = app.configured(|config| config.http.max_upload_bytes = 1024 * 1024).await;
    let token = app.admin().await.token().to_owned();
    let server = app.listen().await;
    let mut stream = connect(&server.url).await;
    let before = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n";
    let more = format!("Content-Type: multipart/form-data; boundary=b\r\nAuthorization: Bearer {token}\r\n");
    let length = MANY + before.len();
    stream.write_all(head("/api/v1/assets", length, &more).as_bytes()).await.unwrap();
    stream.write_all(before.as_bytes()).await.unwrap();
    let piece = [&b"\xff\xd8\xff\xe0"[..], &vec![0; 256 * 1024 - 4]].concat();
    for _ in 0..MANY / piece.len() {
        stream.write_all(&piece).await.expect("the server hung up on a client that was sending");
    }
    let (status, body) = answer(&mut stream).await;
    assert_eq!(status, "HTTP/1.1 413 Payload Too Large");
    assert!(body.contains("file_too_large"), "{body}");
}
