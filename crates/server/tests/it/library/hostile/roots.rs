//! Places for repositories that are somewhere else.

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use serde_json::json;

use super::walk;
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    a_root_that_leads_elsewhere_is_refused_and_makes_nothing,
    a_name_that_leads_elsewhere_is_refused_or_stays_inside,
    a_folder_that_is_a_trap_is_refused_and_left_alone,
];

/// Every entry below the data directory but the database's own.
fn tree(app: &TestApp) -> Vec<PathBuf> {
    let library = app.core.config.library_root();
    let mut found = walk(&library);
    let mut waiting = vec![library];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                found.push(entry.path());
                waiting.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

async fn a_root_that_leads_elsewhere_is_refused_and_makes_nothing(app: TestApp) {
    let ada = app.admin().await;
    let library = app.core.config.library_root();
    let elsewhere = app.data_dir().join("elsewhere");
    for folder in [elsewhere.clone(), library.join("sub/deep")] {
        std::fs::create_dir_all(folder).unwrap();
    }
    symlink(&elsewhere, library.join("link")).unwrap();
    symlink("/etc", library.join("etc")).unwrap();
    symlink("loop", library.join("loop")).unwrap();
    std::fs::write(library.join("file"), "x").unwrap();
    let before = (tree(&app), walk(&elsewhere));
    let inside = |rest: &str| library.join(rest).to_str().unwrap().to_owned();
    let roots = [
        "/".to_owned(),
        "//".to_owned(),
        "/etc".to_owned(),
        "/tmp".to_owned(),
        "/proc/self/cwd".to_owned(),
        "/etc/../tmp".to_owned(),
        ".".to_owned(),
        "..".to_owned(),
        "relative".to_owned(),
        "primary".to_owned(),
        "~".to_owned(),
        "~/photos".to_owned(),
        "file:///etc".to_owned(),
        "\0".to_owned(),
        "/etc\0".to_owned(),
        "x".repeat(100_000),
        format!("/{}", "x".repeat(5_000)),
        elsewhere.to_str().unwrap().to_owned(),
        app.data_dir().to_str().unwrap().to_owned(),
        inside(".."),
        inside("../elsewhere"),
        inside("sub/.."),
        inside("sub/../.."),
        inside("sub/deep/../../../elsewhere"),
        inside("link"),
        inside("etc"),
        inside("loop"),
        inside("file"),
        inside("missing"),
        inside("primary"),
        inside("primary/inbox"),
        inside("primary/.lumilio/trash"),
        inside("sub\0"),
    ];
    for root in roots {
        let what = root.chars().take(60).collect::<String>();
        let answer = ada.post("/api/v1/repositories", json!({"name": "x", "root": &root})).await;
        assert_eq!(answer.status, 400, "{what:?}: {}", answer.text());
        answer.refused(400, if root.contains('\0') { "invalid_body" } else { "invalid_file" });
        assert_eq!((tree(&app), walk(&elsewhere)), before, "{what:?}");
    }
    assert_eq!(ada.get("/api/v1/repositories").await.ok()["repositories"].as_array().unwrap().len(), 1);
    let good = json!({"name": "x", "root": inside("sub/deep")});
    ada.post("/api/v1/repositories", good).await.ok();
}

async fn a_name_that_leads_elsewhere_is_refused_or_stays_inside(app: TestApp) {
    let ada = app.admin().await;
    let before = tree(&app);
    for name in ["", " ", ".", "..", "../..", "/", "\\", "\0", "🦀", "---", "\u{202e}", "\r\n"] {
        let answer = ada.post("/api/v1/repositories", json!({"name": name})).await;
        assert_eq!(answer.status, 400, "{name:?}: {}", answer.text());
        assert_eq!(tree(&app), before, "{name:?}");
    }
    let too_long = "x".repeat(256);
    for name in ["a\u{85}b", "a\u{1b}[2Jb", too_long.as_str()] {
        ada.post("/api/v1/repositories", json!({"name": name})).await.refused(400, "invalid_name");
        assert_eq!(tree(&app), before, "{name:?}");
    }
    let library = app.core.config.library_root().canonicalize().unwrap();
    let long = "é".repeat(255);
    for (name, folder) in [
        ("../../etc", "etc"),
        ("/etc/passwd", "etc-passwd"),
        ("..\\..\\boot", "boot"),
        (".lumilio", "lumilio"),
        (long.as_str(), &*"é".repeat(100)),
    ] {
        let made = ada.post("/api/v1/repositories", json!({"name": name})).await.ok();
        assert_eq!(made["repository"]["path"], library.join(folder).to_str().unwrap(), "{name}");
    }
    ada.post("/api/v1/repositories", json!({"name": "Primary"})).await.refused(400, "path_taken");
}

async fn a_folder_that_is_a_trap_is_refused_and_left_alone(app: TestApp) {
    let ada = app.admin().await;
    let library = app.core.config.library_root();
    let elsewhere = app.data_dir().join("elsewhere");
    for folder in [elsewhere.clone(), library.join("nest/a/b"), library.join("junk"), library.join("linked")]
    {
        std::fs::create_dir_all(folder).unwrap();
    }
    std::fs::write(elsewhere.join("secret"), "root:x:0:0").unwrap();
    let settings = std::fs::read(library.join("primary/.lumiliorepo")).unwrap();
    std::fs::write(library.join("nest/a/b/.lumiliorepo"), &settings).unwrap();
    std::fs::write(library.join("junk/.lumiliorepo"), b"\xff\xfe: [[[[").unwrap();
    symlink(elsewhere.join("secret"), library.join("linked/.lumiliorepo")).unwrap();
    symlink(&elsewhere, library.join("out")).unwrap();
    std::fs::write(library.join("file"), "x").unwrap();
    let before = (tree(&app), walk(&elsewhere));
    for name in ["nest", "junk", "linked", "out", "file"] {
        let answer = ada.post("/api/v1/repositories", json!({"name": name})).await;
        answer.refused(400, "invalid_file");
        assert!(!answer.text().contains("root:x"), "{}", answer.text());
        assert_eq!((tree(&app), walk(&elsewhere)), before, "{name}");
    }
}
