//! What changes while nobody asks for a scan, and what changes beside a file.

use std::time::Duration;

use calotype_core::scans::{Mode, watch};
use serde_json::json;

use super::{Place, SETTINGS, meadow};
use crate::app::{MEADOW, TestApp, eventually, on_both_engines};
use crate::library::exist::xmp;

on_both_engines![
    files_being_written_wait,
    the_watcher_asks_for_a_scan,
    a_sidecar_that_changes_beside_its_file_is_read_again,
];

async fn files_being_written_wait(app: TestApp) {
    let p = Place::of(app).await;
    std::fs::write(p.root.join("a.jpg"), MEADOW).unwrap();
    assert_eq!(p.scan().await, [0, 0, 0, SETTINGS + 1]);
    assert_eq!(p.scan_in(Mode::Manual, false).await, [1, 0, 0, SETTINGS], "an administrator does not wait");
    std::fs::write(p.root.join("b.jpg"), meadow(1)).unwrap();
    p.app.clock.advance(Duration::from_secs(6));
    assert_eq!(p.scan().await, [1, 0, 0, SETTINGS]);
}

async fn the_watcher_asks_for_a_scan(app: TestApp) {
    let app = app.configured(|config| config.library.watch = false).await;
    assert!(watch::start(&app.core).is_none());
    let app = app
        .configured(|config| {
            config.library.watch = true;
            config.library.scan_settle_seconds = 0;
        })
        .await;
    let p = Place::of(app).await;
    p.write("trip/before.jpg", &meadow(1));
    let watch = watch::start(&p.app.core).expect("this system reports changes");
    eventually("what was there before the watch is found", || async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        p.app.run_jobs().await;
        p.at("trip/before.jpg").await.is_some()
    })
    .await;
    // From here on nothing but the file system can tell.
    p.write("trip/after.jpg", &meadow(2));
    eventually("a change is told of", || async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        p.app.run_jobs().await;
        p.at("trip/after.jpg").await.is_some()
    })
    .await;
    // A sidecar is no picture and changes one all the same.
    p.write("trip/after.xmp", xmp("By the lake", 3).as_bytes());
    eventually("a sidecar is told of", || async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        p.app.run_jobs().await;
        p.at("trip/after.jpg").await.is_some_and(|asset| asset.rating == Some(3))
    })
    .await;
    let modes = p.stored_modes().await;
    assert!(!modes.is_empty() && modes.iter().all(|mode| mode == "watch"), "{modes:?}");
    drop(watch);
}

async fn a_sidecar_that_changes_beside_its_file_is_read_again(app: TestApp) {
    let p = Place::of(app).await;
    p.write("trip/a.jpg", MEADOW);
    p.write("trip/a.xmp", xmp("Written before", 2).as_bytes());
    p.write("trip/b.jpg", &meadow(1));
    let told = async |path: &str| {
        let asset = p.ada.get(&format!("/api/v1/assets/{}", p.id_at(path).await)).await.ok();
        (asset["rating"].clone(), asset["specific_metadata"]["description"].clone())
    };
    assert_eq!(p.scan().await[..2], [2, 0]);
    assert_eq!(told("trip/a.jpg").await, (json!(2), json!("Written before")));
    assert_eq!(p.scan().await[..2], [0, 0], "read with its file");

    p.write("trip/a.xmp", xmp("Written after", 4).as_bytes());
    p.age("trip/a.xmp", 30);
    p.write("trip/b.jpg.xmp", xmp("Come later", 5).as_bytes());
    let thumbnail = p.at("trip/a.jpg").await.unwrap().thumbhash;
    assert_eq!(p.scan().await[..2], [0, 2]);
    assert_eq!(told("trip/a.jpg").await, (json!(4), json!("Written after")));
    assert_eq!(told("trip/b.jpg").await, (json!(5), json!("Come later")));
    assert_eq!(p.at("trip/a.jpg").await.unwrap().thumbhash, thumbnail);
    assert_eq!(p.scan().await[..2], [0, 0]);

    // What it said stays, as what a person wrote does.
    std::fs::remove_file(p.root.join("trip/a.xmp")).unwrap();
    assert_eq!(p.scan().await[..2], [0, 1]);
    assert_eq!(told("trip/a.jpg").await, (json!(4), json!("Written after")));
    // File and sidecar move together.
    for name in ["b.jpg", "b.jpg.xmp"] {
        std::fs::create_dir_all(p.root.join("moved")).unwrap();
        std::fs::rename(p.root.join("trip").join(name), p.root.join("moved").join(name)).unwrap();
    }
    p.scan().await;
    assert_eq!(told("moved/b.jpg").await, (json!(5), json!("Come later")));
    assert_eq!(p.scan().await[..2], [0, 0]);
}
