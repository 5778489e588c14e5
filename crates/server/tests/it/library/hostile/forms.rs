//! Forms that are none, that end too early, that never end, and clients that hang up.

use axum::body::Body;
use axum::http::{Method, header};
use bytes::Bytes;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::{assert_clear_refusal, assert_nothing_kept, assert_still_serves, photo};
use crate::app::{TestApp, eventually, on_both_engines};
use crate::client::Client;
use crate::response::Response;

on_both_engines![
    a_broken_form_is_refused_and_leaves_nothing,
    a_form_that_never_comes_to_a_file_is_cut_off,
    a_client_that_hangs_up_leaves_nothing,
    a_client_that_hangs_up_in_a_piece_leaves_no_piece,
];

/// The routes that take files, and what a part with a file is called there.
const ROUTES: [(&str, &str); 3] = [
    ("/api/v1/assets", "file"),
    ("/api/v1/assets/batch", "single_a"),
    ("/api/v1/assets/batch", "chunk_a_0_1"),
];

async fn send(client: &Client, path: &str, content_type: &str, body: impl Into<Body>) -> Response {
    let ask = client.request(Method::POST, path).header(header::CONTENT_TYPE, content_type);
    ask.body(body).send().await
}

/// A form up to the last byte of its one file.
fn open_form(part: &str) -> Vec<u8> {
    let head = format!("--b\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"a.jpg\"\r\n\r\n");
    [head.as_bytes(), photo()].concat()
}

async fn a_broken_form_is_refused_and_leaves_nothing(app: TestApp) {
    const FORM: &str = "multipart/form-data; boundary=b";
    let mia = app.user("mia").await;
    for (path, part) in ROUTES {
        let whole = [open_form(part), b"\r\n--b--\r\n".to_vec()].concat();
        let head = whole.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
        let cut = |at: usize| whole[..at].to_vec();
        let with_head = |head: &str| [b"--b\r\n", head.as_bytes(), b"\r\n\r\nx\r\n--b--\r\n"].concat();
        let field = |name: &str, value: &[u8]| {
            let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            [head.as_bytes(), value, b"\r\n", &whole].concat()
        };
        let disposition = |rest: &str| with_head(&format!("Content-Disposition: form-data{rest}"));
        let cases: Vec<(&str, &str, Vec<u8>)> = vec![
            ("a form without a boundary", "multipart/form-data", whole.clone()),
            ("a form with an empty boundary", "multipart/form-data; boundary=", whole.clone()),
            ("another boundary", "multipart/form-data; boundary=other", whole.clone()),
            ("no form", "application/json", b"{}".to_vec()),
            ("a file as it is", "image/jpeg", photo().to_vec()),
            ("a type of nonsense", "multipart", whole.clone()),
            ("nothing", FORM, Vec::new()),
            ("nothing but an end", FORM, b"--b--\r\n".to_vec()),
            ("noise", FORM, photo().to_vec()),
            ("a form cut in its boundary", FORM, cut(2)),
            ("a form cut in a head", FORM, cut(head / 2)),
            ("a form cut after a head", FORM, cut(head)),
            ("a form cut in a file", FORM, cut(head + 100)),
            ("a form without an end", FORM, cut(whole.len() - 9)),
            ("a form cut in its end", FORM, cut(whole.len() - 6)),
            ("a part without a head", FORM, with_head("")),
            ("a part without a disposition", FORM, with_head("Content-Type: image/jpeg")),
            ("a part with a head of nonsense", FORM, with_head("nonsense")),
            (
                "a part of another kind",
                FORM,
                with_head("Content-Disposition: attachment; filename=\"a.jpg\""),
            ),
            ("a part without a name", FORM, disposition("; filename=\"a.jpg\"")),
            ("a part of another name", FORM, disposition("; name=\"photo\"; filename=\"a.jpg\"")),
            ("a name that is a path", FORM, disposition("; name=\"../../file\"; filename=\"a.jpg\"")),
            ("a repository that is no id", FORM, field("repository_id", b"../../etc")),
            (
                "a repository that is not there",
                FORM,
                field("repository_id", b"00000000-0000-4000-8000-000000000000"),
            ),
            ("a repository of bytes", FORM, field("repository_id", b"\xff\xfe")),
            ("a repository of a megabyte", FORM, field("repository_id", &vec![b'0'; 1 << 20])),
        ];
        for (what, content_type, body) in cases {
            let answer = send(&mia, path, content_type, body).await;
            let what = format!("{what}, {part} to {path}");
            assert_clear_refusal(&what, &answer);
            assert_nothing_kept(&what, &app, &mia).await;
        }
    }
    assert_still_serves(&app, &mia).await;
}

/// A body of `head` and then the same piece again and again, 256 MiB in all, and how much of it was taken.
fn endless(head: &str, piece: &'static [u8]) -> (Body, std::sync::Arc<std::sync::atomic::AtomicUsize>) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let taken = std::sync::Arc::new(AtomicUsize::new(0));
    let count = taken.clone();
    let block = Bytes::from(piece.repeat((64 << 10) / piece.len()));
    let blocks = (256 << 20) / block.len();
    let head = Bytes::from(head.to_owned());
    let all = std::iter::once(head).chain(std::iter::repeat_n(block, blocks));
    let counted = all.map(move |bytes| {
        count.fetch_add(bytes.len(), Ordering::Relaxed);
        Ok::<_, std::io::Error>(bytes)
    });
    (Body::from_stream(futures::stream::iter(counted)), taken)
}

async fn a_form_that_never_comes_to_a_file_is_cut_off(app: TestApp) {
    let mia = app.user("mia").await;
    for path in ["/api/v1/assets", "/api/v1/assets/batch"] {
        for (what, head, piece) in [
            ("a preamble", "", &b"x"[..]),
            ("a head", "--b\r\nX: ", b"x"),
            ("many heads", "--b\r\n", b"X: x\r\n"),
            ("a name", "--b\r\nContent-Disposition: form-data; name=\"", b"x"),
            ("padding", "--b", b" "),
            ("a field nobody asked for", "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n", b"x"),
            ("empty fields", "", b"--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n\r\n"),
        ] {
            let (body, taken) = endless(head, piece);
            let answer = send(&mia, path, "multipart/form-data; boundary=b", body).await;
            assert_clear_refusal(what, &answer);
            let taken = taken.load(std::sync::atomic::Ordering::Relaxed);
            assert!(taken < 8 << 20, "{what} without an end to {path}: {taken} bytes were read");
            assert_nothing_kept(what, &app, &mia).await;
        }
    }
}

/// Sends the beginning of an upload of ten megabytes over a socket and leaves the rest out.
async fn begin_upload(
    app: &TestApp,
    client: &Client,
    path: &str,
    part: &str,
) -> (crate::app::Listening, TcpStream) {
    let server = app.listen().await;
    let mut socket = TcpStream::connect(server.url.strip_prefix("http://").unwrap()).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\
         Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 10000000\r\n\r\n",
        client.token()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(&open_form(part)).await.unwrap();
    socket.write_all(&vec![7; 3 << 20]).await.unwrap();
    (server, socket)
}

async fn a_client_that_hangs_up_leaves_nothing(app: TestApp) {
    let mia = app.user("mia").await;
    for (path, part) in &ROUTES[..2] {
        let (server, socket) = begin_upload(&app, &mia, path, part).await;
        let staged = || async { app.files_in("primary/.lumilio/staging").len() };
        eventually("the file is on its way", || async { staged().await == 1 }).await;
        drop(socket);
        eventually("it is gone", || async { staged().await == 0 }).await;
        assert_nothing_kept(path, &app, &mia).await;
        drop(server);
    }
    assert_still_serves(&app, &mia).await;
}

async fn a_client_that_hangs_up_in_a_piece_leaves_no_piece(app: TestApp) {
    let mia = app.user("mia").await;
    let (_server, socket) = begin_upload(&app, &mia, "/api/v1/assets/batch", "chunk_a_0_2").await;
    let pieces = || async { app.files_in("primary/.lumilio/temp").len() };
    eventually("the piece is on its way", || async { pieces().await == 1 }).await;
    drop(socket);
    eventually("it is gone", || async { pieces().await == 0 }).await;
    assert_nothing_kept("a piece", &app, &mia).await;
    // The session waits for the client to come back, and not for longer than it may pause.
    assert_eq!(mia.get("/api/v1/assets/batch/progress").await.ok()["summary"]["total_sessions"], 1);
    app.clock.advance(calotype_core::uploads::sweep::SESSION_IDLE * 2);
    calotype_core::uploads::sweep::sweep(&app.core).await.unwrap();
    let mia = app.log_in("mia").await;
    assert_eq!(mia.get("/api/v1/assets/batch/progress").await.ok()["summary"]["total_sessions"], 0);
    let temp = app.core.config.library_root().join("primary/.lumilio/temp");
    assert_eq!(std::fs::read_dir(temp).unwrap().count(), 0, "the folder of the session went with it");
}
