//! `calotype import` against a real server, over a network that fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, missing_docs)]

mod network;
mod server;
mod trouble;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use serde_json::{Value, json};

use crate::network::Network;
use crate::server::{PASSWORD, Server, Tree, begin, ended, import, noise, photo, until};

const XMP: &str = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
    <rdf:Description rdf:about='' xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:Rating='4'/></rdf:RDF></x:xmpmeta>";

/// How often each reason is named.
fn reasons(notes: &Value) -> Vec<(String, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for note in notes.as_array().unwrap() {
        *counts.entry(note["reason"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    counts.into_iter().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tree_arrives_once_with_sidecars_and_albums_and_what_is_left_out_is_listed() {
    let server = Server::start(&[]).await;
    let network = Network::before(&server.url).await;
    let tree = Tree::new();
    let big = noise(20 * 1024 * 1024, 1);
    tree.file("trip/a.jpg", &photo(1));
    tree.file("trip/A.XMP", XMP.as_bytes());
    tree.file("trip/copy.jpg", &photo(1));
    tree.file("trip/day two/b.JPG", &photo(2));
    tree.file(OsStr::from_bytes(b"trip/odd \xff\n\".jpg"), &photo(3));
    tree.file("trip/film.mp4", &big);
    tree.file("trip/.hidden.jpg", &photo(4));
    tree.file(".hidden/deep/c.jpg", &photo(5));
    tree.file("notes.txt", b"no picture");
    tree.file("empty.jpg", b"");
    tree.file("alone.xmp", XMP.as_bytes());
    std::os::unix::fs::symlink("trip/a.jpg", tree.path().join("link.jpg")).unwrap();

    let (code, dry) = ended(import(&network.url(), &tree.path(), &["--albums", "--dry-run"])).await;
    assert_eq!((code, &dry["sent"], &dry["dry_run"]), (0, &json!(4), &json!(true)), "{dry}");
    assert_eq!(server.count().await, 0, "a dry run sends nothing");
    assert_eq!(server.get("/albums").await["total"], 0);

    let (code, first) = ended(import(&network.url(), &tree.path(), &["--albums"])).await;
    assert_eq!(code, 0, "{first}");
    for (what, count) in
        [("files", 5), ("sent", 4), ("known", 0), ("duplicates", 1), ("sidecars", 1), ("album_entries", 4)]
    {
        assert_eq!(first[what], count, "{what}: {first}");
    }
    let expected = [
        ("empty", 1),
        ("hidden", 2),
        ("sidecar without its photo", 1),
        ("symbolic link", 1),
        ("unsupported type", 1),
    ];
    assert_eq!(reasons(&first["skipped"]), expected.map(|(reason, count)| (reason.to_owned(), count)));
    assert_eq!(first["failed"], json!([]));
    assert_eq!(server.count().await, 4);
    let film = server.asset_of(&big).await.unwrap();
    assert!(
        server.bytes(&format!("/assets/{film}/original")).await == big,
        "byte for byte, from three pieces"
    );
    let albums = server.get("/albums").await;
    let mut names: Vec<_> = albums["albums"]
        .as_array()
        .unwrap()
        .iter()
        .map(|album| (album["album_name"].as_str().unwrap(), album["asset_count"].as_i64().unwrap()))
        .collect();
    names.sort_unstable();
    assert_eq!(names, [("day two", 1), ("trip", 3)]);
    let rated = server.asset_of(&photo(1)).await.unwrap();
    until("the sidecar's rating is the photo's", || async {
        (server.get(&format!("/assets/{rated}")).await["rating"] == 4).then_some(())
    })
    .await;

    let before = network.sent();
    let (code, second) = ended(import(&network.url(), &tree.path(), &["--albums"])).await;
    assert_eq!(code, 0, "{second}");
    for (what, count) in [("sent", 0), ("sent_bytes", 0), ("known", 4), ("sidecars", 0), ("album_entries", 0)]
    {
        assert_eq!(second[what], count, "{what}: {second}");
    }
    assert!(network.sent() - before < 16 * 1024, "only questions went over the wire");
    assert_eq!((server.count().await, &server.get("/albums").await["total"]), (4, &json!(2)));

    let (_, third) = ended(import(&network.url(), &tree.path(), &["--include-hidden"])).await;
    assert_eq!((&third["sent"], server.count().await), (&json!(2), 6), "hidden ones on request: {third}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_a_wrong_repository_and_a_wrong_address_are_told_at_once() {
    let server = Server::start(&[]).await;
    let tree = Tree::new();
    tree.file("a.jpg", &photo(1));
    let args = ["--server", &server.url, "--username", "mia", "--password-stdin"].map(OsStr::new);
    let (code, report) = ended(begin(&tree.path(), &args, "Wrong1Horse")).await;
    assert_eq!(code, 1);
    assert!(report["stopped_by"].as_str().unwrap().contains("password"), "{report}");
    let (code, report) =
        ended(import(&server.url, &tree.path(), &["--repository", "018f0000-0000-7000-8000-000000000000"]))
            .await;
    assert_eq!(code, 1);
    assert!(report["stopped_by"].as_str().unwrap().contains("repository"), "{report}");
    let (code, report) = ended(import("http://127.0.0.1:1", &tree.path(), &[])).await;
    assert_eq!(code, 1);
    assert!(report["stopped_by"].as_str().unwrap().contains("reached"), "{report}");
    assert_eq!(server.count().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_the_server_refuses_is_listed_and_the_others_arrive() {
    let server = Server::start(&[("CALOTYPE_HTTP__MAX_UPLOAD_BYTES", "3000000")]).await;
    let tree = Tree::new();
    tree.file("a.jpg", &photo(1));
    tree.file("large.jpg", &noise(4_000_000, 1));
    tree.file("larger.mp4", &noise(9_000_000, 2));
    let (code, report) = ended(import(&server.url, &tree.path(), &[])).await;
    assert_eq!((code, &report["sent"]), (3, &json!(1)), "{report}");
    let failed = report["failed"].as_array().unwrap();
    assert_eq!(failed.len(), 2, "{report}");
    assert!(failed.iter().all(|note| note["reason"].as_str().unwrap().contains("larger than")), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_directory_is_filled_without_a_server() {
    let mut server = Server::start(&[]).await;
    server.kill();
    let tree = Tree::new();
    tree.file("a.jpg", &photo(1));
    tree.file("film.mp4", &noise(9_000_000, 1));
    let data = server.data.path().to_owned();
    let args = ["--data-dir".as_ref(), data.as_os_str(), "--username".as_ref(), "mia".as_ref()];
    for (sent, known) in [(2, 0), (0, 2)] {
        let (code, report) = ended(begin(&tree.path(), &args, PASSWORD)).await;
        assert_eq!((code, &report["sent"], &report["known"]), (0, &json!(sent), &json!(known)), "{report}");
    }
    server.restart();
    assert_eq!(server.count().await, 2);
    let asset = server.asset_of(&photo(1)).await.unwrap();
    until("the server processes what was brought", || async {
        let detail = server.get(&format!("/assets/{asset}")).await;
        detail["storage_path"].as_str().is_some_and(|path| path.starts_with("inbox/")).then_some(())
    })
    .await;
}
