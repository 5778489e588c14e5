//! File names that want to be somewhere else.

use std::path::{Component, Path};

use axum::http::{Method, header};
use serde_json::json;

use super::{assert_clear_refusal, assert_nothing_kept, batch, photo, upload, walk};
use crate::app::{TestApp, on_both_engines};
use crate::client::Form;

on_both_engines![
    a_hostile_name_ends_in_the_inbox_under_a_harmless_one,
    a_name_without_a_known_extension_is_refused,
    a_name_that_no_header_can_carry_breaks_the_form,
];

fn hostile_names() -> Vec<String> {
    let mut names: Vec<String> = [
        "../../../etc/passwd.jpg",
        "..\\..\\windows\\system32.jpg",
        "/etc/cron.d/job.jpg",
        "C:\\fakepath\\photo.jpg",
        "inbox/../../.lumilio/staging/x.jpg",
        ".lumilio/x.jpg",
        ".lumilio.jpg",
        ".lumiliorepo.jpg",
        ".jpg",
        ".jpg.jpg",
        "..jpg",
        "....jpg",
        "x.jpg....",
        "x.jpg   ",
        "   x.jpg",
        "a\u{202e}gpj.jpg",
        "\u{2066}\u{200b}\u{feff}.jpg",
        "CON.jpg",
        "nul.jpg",
        "COM1.jpg",
        "LPT9.tar.jpg",
        "-rf.jpg",
        "~root.jpg",
        "a:b|c?d*e<f>.jpg",
        "$(reboot);`id`&.jpg",
        "%2e%2e%2f%00.jpg",
        "👩‍👩‍👧‍👦 🦀.jpg",
        "e\u{301}\u{301}\u{301}.jpg",
        "файл 写真.JPG",
        "x.php.jpg",
    ]
    .map(str::to_owned)
    .into();
    names.push(format!("{}.jpg", "a".repeat(5_000)));
    names.push(format!("{}.jpg", "é".repeat(200)));
    names.push(format!("{}x.jpg", "d/".repeat(1_000)));
    names
}

async fn a_hostile_name_ends_in_the_inbox_under_a_harmless_one(app: TestApp) {
    let (mia, names) = (app.user("mia").await, hostile_names());
    let library = app.core.config.library_root();
    let settings = std::fs::read(library.join("primary/.lumiliorepo")).unwrap();
    let before = walk(app.data_dir());
    let mut ids = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let single = upload(&mia, name, photo()).await.ok();
        // Another content for the batch, which refuses duplicates.
        let other = [photo(), &number.to_be_bytes()].concat();
        let fate = batch(&mia, Form::new().file("single_n", name, "", &other)).await.remove(0);
        assert_eq!(fate["success"], true, "{name}: {fate}");
        for answer in [single, fate] {
            let shown = answer["file_name"].as_str().unwrap();
            assert!(shown.len() <= 255 && !shown.contains(['/', '\\', '\u{202e}']), "{shown}");
            ids.push(answer["asset_id"].as_str().unwrap().to_owned());
        }
    }
    app.run_jobs().await;
    let root = library.join("primary").canonicalize().unwrap();
    for id in &ids {
        let path = mia.get(&format!("/api/v1/assets/{id}")).await.ok()["storage_path"].clone();
        let path = Path::new(path.as_str().unwrap());
        assert!(path.starts_with("inbox"), "{}", path.display());
        for part in path.components() {
            let Component::Normal(part) = part else { panic!("{}", path.display()) };
            let part = part.to_str().unwrap();
            assert!(part.len() <= 255 && !part.starts_with(['.', '-', '~']), "{part}");
            assert!(!part.chars().any(char::is_control) && !part.ends_with(['.', ' ']), "{part:?}");
        }
        assert!(root.join(path).canonicalize().unwrap().starts_with(root.join("inbox")));
    }
    assert_eq!(app.files_in("primary/inbox").len(), ids.len(), "no name took another one's place");
    // Besides the inbox there are only the thumbnails among the objects, and what the database writes for itself.
    let library_files = |files: Vec<std::path::PathBuf>| {
        let inbox = library.join("primary/inbox");
        files.into_iter().filter(|f| f.starts_with(&library) && !f.starts_with(&inbox)).collect::<Vec<_>>()
    };
    assert_eq!(library_files(walk(app.data_dir())), library_files(before));
    assert_eq!(std::fs::read(library.join("primary/.lumiliorepo")).unwrap(), settings);
}

async fn a_name_without_a_known_extension_is_refused(app: TestApp) {
    let mia = app.user("mia").await;
    for name in [
        "",
        ".",
        "..",
        "...",
        "/",
        "\\",
        "   ",
        ".lumilio",
        ".lumiliorepo",
        "x",
        "x.",
        "x.exe",
        "x.jpg.exe",
        "x.sh",
        "x.html",
        "x.jpg\u{202e}exe.",
        "jpg",
        "x.\u{202e}.",
        "x.j pg",
        "x.jpg:stream",
    ] {
        upload(&mia, name, photo()).await.refused(400, "unsupported_type");
        let fate = batch(&mia, Form::new().file("single_n", name, "", photo())).await.remove(0);
        assert_eq!((&fate["success"], &fate["error"]), (&json!(false), &json!("unsupported_type")), "{name}");
    }
}

async fn a_name_that_no_header_can_carry_breaks_the_form(app: TestApp) {
    let mia = app.user("mia").await;
    for name in [
        &b"a\0b.jpg"[..],
        b"a\x01b.jpg",
        b"a\x7fb.jpg",
        b"a\r\nX-Injected: yes\r\n\r\n.jpg",
        b"a\xff\xfe.jpg",
        b"a\xc0\xaf..\xc0\xaf.jpg",
        b"a\".jpg\"; filename=\"b.exe",
    ] {
        for (path, part) in [("/api/v1/assets", "file"), ("/api/v1/assets/batch", "single_a")] {
            let mut body =
                format!("--b\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"").into_bytes();
            body.extend_from_slice(name);
            body.extend_from_slice(b"\"\r\n\r\n\r\n--b--\r\n");
            let answer = mia
                .request(Method::POST, path)
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
                .body(body)
                .send()
                .await;
            let what = format!("{} to {path}", String::from_utf8_lossy(name).escape_debug());
            // The file is empty, so a name that gets through is refused for that.
            if answer.status == 200 {
                assert_eq!(answer.json()["results"][0]["success"], false, "{what}");
            } else {
                assert_clear_refusal(&what, &answer);
            }
            assert_nothing_kept(&what, &app, &mia).await;
        }
    }
}
