//! `/repositories/{id}/scan`, `/scans`: the library follows what people do in their folders.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use calotype_core::scans::run::{Ended, Scan};
use calotype_core::scans::{Mode, run};
use calotype_queue::Ticket;
use calotype_store::assets::{self, Asset};
use calotype_store::{repositories, scan_runs, tenants};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::{MEADOW, TestApp, eventually, on_both_engines};
use crate::client::Client;

mod follow;

on_both_engines![
    a_new_file_becomes_an_asset_with_a_thumbnail_where_it_lies,
    a_changed_file_is_read_again_and_keeps_what_people_added,
    a_deleted_file_goes_to_the_trash_and_comes_back_with_its_file,
    what_a_person_deleted_stays_in_the_trash,
    a_moved_file_keeps_id_rating_and_album,
    two_copies_that_vanish_are_not_guessed_at,
    what_cannot_be_looked_at_prevents_deletes,
    an_unmounted_folder_deletes_nothing,
    two_requests_make_one_run,
    runs_are_listed_newest_first,
    only_administrators_scan,
    the_clock_plans_a_scan_of_every_repository,
    what_a_crash_left_running_is_failed,
    odd_names_are_found_and_foreign_files_are_not,
    uploads_in_flight_are_not_found_twice,
];

/// The scanned folder and its repository.
struct Place {
    app: TestApp,
    ada: Client,
    id: Uuid,
    root: PathBuf,
}

impl Place {
    async fn of(app: TestApp) -> Self {
        let ada = app.admin().await;
        let primary = repositories::primary(&mut app.core.db.read().await.unwrap(), tenants::HOME).await;
        let primary = primary.unwrap().unwrap();
        Self { app, ada, id: primary.id, root: primary.path.into() }
    }

    /// A settled file.
    fn write(&self, path: &str, bytes: &[u8]) {
        let full = self.root.join(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(&full, bytes).unwrap();
        self.age(path, 60);
    }

    fn age(&self, path: &str, seconds: u64) {
        let file = std::fs::File::options().write(true).open(self.root.join(path)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
    }

    /// Scans, runs what follows, and answers new, updated, deleted and skipped.
    async fn scan(&self) -> [i64; 4] {
        self.scan_in(Mode::Periodic, false).await
    }

    async fn scan_in(&self, mode: Mode, force: bool) -> [i64; 4] {
        let scan = Scan { repository: self.id, mode, force, requested_by: None };
        let ended = run::scan(&self.app.core, &scan, &Ticket::default(), &|| false).await.unwrap();
        let Ended::Completed(counts) = ended else { panic!("{ended:?}") };
        self.app.run_jobs().await;
        [counts.discovered, counts.updated, counts.deleted, counts.skipped]
    }

    /// What made the runs happen, newest first, as it is stored.
    async fn stored_modes(&self) -> Vec<String> {
        let mut conn = self.app.core.db.read().await.unwrap();
        let runs = scan_runs::list(&mut conn, self.id, 100, 0).await.unwrap();
        runs.into_iter().map(|run| run.mode).collect()
    }

    async fn at(&self, path: &str) -> Option<Asset> {
        assets::at_place(&mut self.app.core.db.read().await.unwrap(), self.id, path).await.unwrap()
    }

    async fn id_at(&self, path: &str) -> Uuid {
        self.at(path).await.unwrap_or_else(|| panic!("nothing at {path}")).id
    }

    async fn total(&self) -> Value {
        self.ada.post("/api/v1/assets/list", json!({})).await.ok()["total_assets"].clone()
    }

    fn url(&self, rest: &str) -> String {
        format!("/api/v1/repositories/{}/{rest}", self.id)
    }
}

/// The same picture in other bytes: what follows the end of a JPEG is not looked at.
fn meadow(number: u8) -> Vec<u8> {
    [MEADOW, &[number]].concat()
}

// `.lumiliorepo` is passed over in every scan.
const SETTINGS: i64 = 1;

async fn a_new_file_becomes_an_asset_with_a_thumbnail_where_it_lies(app: TestApp) {
    let p = Place::of(app).await;
    p.write("trip/day 1/meadow.jpg", MEADOW);
    p.write("inbox/2020/01/by hand.jpg", &meadow(1));
    p.write("trip/notes.txt", b"no picture");
    assert_eq!(p.scan().await, [2, 0, 0, SETTINGS + 1]);
    let id = p.id_at("trip/day 1/meadow.jpg").await;
    let asset = p.ada.get(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!(
        (&asset["width"], &asset["taken_time"], &asset["original_filename"]),
        (&json!(1600), &json!("2024-05-01T08:00:00Z"), &json!("meadow.jpg"))
    );
    assert_eq!(p.ada.get(&format!("/api/v1/assets/{id}/thumbnail?size=small")).await.status, 200);
    assert_eq!(p.ada.get(&format!("/api/v1/assets/{id}/original")).await.bytes, MEADOW);
    assert_eq!(std::fs::read(p.root.join("trip/day 1/meadow.jpg")).unwrap(), MEADOW);
    assert_eq!(p.scan().await, [0, 0, 0, SETTINGS + 1], "a second scan finds nothing to do");
    assert_eq!(p.total().await, 2);
    let repository = repositories::get(&mut p.app.core.db.read().await.unwrap(), tenants::HOME, p.id).await;
    assert!(repository.unwrap().unwrap().last_sync_at.is_some());
}

async fn a_changed_file_is_read_again_and_keeps_what_people_added(app: TestApp) {
    let p = Place::of(app).await;
    p.write("a.jpg", MEADOW);
    p.scan().await;
    let before = p.at("a.jpg").await.unwrap();
    p.ada.put(&format!("/api/v1/assets/{}/rating", before.id), json!({"rating": 4})).await.ok();
    p.write("a.jpg", &meadow(7));
    assert_eq!(p.scan().await, [0, 1, 0, SETTINGS]);
    let after = p.at("a.jpg").await.unwrap();
    assert_eq!((after.id, after.rating), (before.id, Some(4)));
    assert_eq!(after.hash.as_deref(), Some(blake3::hash(&meadow(7)).to_hex().as_str()));
    assert_eq!(after.state, assets::State::Complete);
    // Touched only: looked at once, and then no more.
    p.age("a.jpg", 30);
    assert_eq!(p.scan().await, [0, 1, 0, SETTINGS]);
    assert_eq!(p.scan().await, [0, 0, 0, SETTINGS]);
    assert_eq!(p.scan_in(Mode::Manual, true).await, [0, 1, 0, SETTINGS], "force reads everything again");
}

async fn a_deleted_file_goes_to_the_trash_and_comes_back_with_its_file(app: TestApp) {
    let p = Place::of(app).await;
    p.write("a.jpg", MEADOW);
    p.scan().await;
    let id = p.id_at("a.jpg").await;
    std::fs::rename(p.root.join("a.jpg"), p.root.join("../elsewhere")).unwrap();
    assert_eq!(p.scan().await, [0, 0, 1, SETTINGS]);
    assert_eq!(p.total().await, 0);
    assert_eq!(p.scan().await, [0, 0, 0, SETTINGS], "once");
    std::fs::rename(p.root.join("../elsewhere"), p.root.join("a.jpg")).unwrap();
    assert_eq!(p.scan().await, [0, 1, 0, SETTINGS]);
    assert_eq!((p.total().await, p.id_at("a.jpg").await), (json!(1), id));
}

async fn what_a_person_deleted_stays_in_the_trash(app: TestApp) {
    let p = Place::of(app).await;
    p.write("a.jpg", MEADOW);
    p.scan().await;
    let id = p.id_at("a.jpg").await;
    p.ada.delete(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!(p.scan().await, [0, 0, 0, SETTINGS]);
    p.scan_in(Mode::Manual, true).await;
    assert_eq!(p.total().await, 0);
    p.write("a.jpg", &meadow(3));
    assert_eq!(p.scan().await, [0, 1, 0, SETTINGS], "another picture is no longer the deleted one");
    assert_eq!((p.total().await, p.id_at("a.jpg").await), (json!(1), id));
}

async fn a_moved_file_keeps_id_rating_and_album(app: TestApp) {
    let p = Place::of(app).await;
    p.write("old/a.jpg", MEADOW);
    p.scan().await;
    let id = p.id_at("old/a.jpg").await;
    p.ada.put(&format!("/api/v1/assets/{id}/rating"), json!({"rating": 5})).await.ok();
    let album = p.ada.post("/api/v1/albums", json!({"album_name": "Trip"})).await.ok()["album_id"].clone();
    p.ada.post(&format!("/api/v1/assets/{id}/albums/{album}"), Value::Null).await.ok();
    std::fs::create_dir(p.root.join("new")).unwrap();
    std::fs::rename(p.root.join("old/a.jpg"), p.root.join("new/renamed.jpg")).unwrap();
    assert_eq!(p.scan().await, [0, 1, 0, SETTINGS]);
    let moved = p.ada.get(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!(
        (&moved["storage_path"], &moved["original_filename"], &moved["rating"]),
        (&json!("new/renamed.jpg"), &json!("renamed.jpg"), &json!(5))
    );
    let albums = p.ada.get(&format!("/api/v1/assets/{id}/albums")).await.ok();
    assert!(albums.to_string().contains("Trip"), "{albums}");
    assert_eq!((p.total().await, p.scan().await), (json!(1), [0, 0, 0, SETTINGS]));
}

async fn two_copies_that_vanish_are_not_guessed_at(app: TestApp) {
    let p = Place::of(app).await;
    p.write("a.jpg", MEADOW);
    p.write("b.jpg", MEADOW);
    p.scan().await;
    std::fs::remove_file(p.root.join("a.jpg")).unwrap();
    std::fs::rename(p.root.join("b.jpg"), p.root.join("c.jpg")).unwrap();
    assert_eq!(p.scan().await, [1, 0, 2, SETTINGS]);
    assert_eq!(p.total().await, 1);
}

async fn what_cannot_be_looked_at_prevents_deletes(app: TestApp) {
    let p = Place::of(app).await;
    p.write("a.jpg", MEADOW);
    p.write("b.jpg", &meadow(1));
    p.scan().await;
    // A place no file system can look at: its answer is an error, not "there is no such file".
    let unreadable = format!("{}.jpg", "x".repeat(300));
    let b = p.id_at("b.jpg").await;
    let mut conn = p.app.core.db.write().await.unwrap();
    assets::move_to(&mut conn, b, &unreadable, "b.jpg", 1, 1).await.unwrap();
    conn.commit().await.unwrap();
    std::fs::remove_file(p.root.join("a.jpg")).unwrap();
    std::fs::rename(p.root.join("b.jpg"), p.root.with_file_name("b.jpg")).unwrap();
    assert_eq!(p.scan().await[2], 0, "nothing is deleted");
    assert!(p.at("a.jpg").await.unwrap().deleted_at.is_none());
    let latest = p.ada.get(&p.url("scans/latest")).await.ok();
    assert_eq!((&latest["status"], &latest["deleted_count"]), (&json!("completed"), &json!(0)));
    assert!(latest["error"].as_str().unwrap().contains("could not be read"), "{latest}");
    std::fs::rename(p.root.with_file_name("b.jpg"), p.root.join("b.jpg")).unwrap();
    let mut conn = p.app.core.db.write().await.unwrap();
    assets::move_to(&mut conn, b, "b.jpg", "b.jpg", 1, 1).await.unwrap();
    conn.commit().await.unwrap();
    assert_eq!(p.scan().await[2], 1, "once everything can be looked at, the file is gone");
}

async fn an_unmounted_folder_deletes_nothing(app: TestApp) {
    let p = Place::of(app).await;
    p.write("a.jpg", MEADOW);
    p.scan().await;
    let away = p.root.with_file_name("away");
    std::fs::rename(&p.root, &away).unwrap();
    for empty_mount_point in [false, true] {
        if empty_mount_point {
            std::fs::create_dir(&p.root).unwrap();
        }
        let scan = Scan { repository: p.id, mode: Mode::Manual, force: false, requested_by: None };
        let error = run::scan(&p.app.core, &scan, &Ticket::default(), &|| false).await.unwrap_err();
        assert_eq!(error.code, "storage_unavailable");
        let latest = p.ada.get(&p.url("scans/latest")).await.ok();
        assert_eq!((&latest["status"], &latest["deleted_count"]), (&json!("failed"), &json!(0)));
        assert!(latest["error"].is_string() && latest["finished_at"].is_string(), "{latest}");
    }
    assert_eq!(p.total().await, 1);
    std::fs::remove_dir(&p.root).unwrap();
    std::fs::rename(&away, &p.root).unwrap();
    assert_eq!(p.scan().await, [0, 0, 0, SETTINGS]);
}

async fn two_requests_make_one_run(app: TestApp) {
    let p = Place::of(app).await;
    p.write("a.jpg", MEADOW);
    let first = p.ada.post(&p.url("scan"), json!({})).await.ok();
    assert_eq!(
        (&first["mode"], &first["status"], &first["repository_id"]),
        (&json!("manual"), &json!("queued"), &json!(p.id.to_string()))
    );
    let bare = p.ada.request(axum::http::Method::POST, &p.url("scan")).send().await.ok();
    assert_eq!(bare["job_id"], first["job_id"]);
    p.app.run_jobs().await;
    assert_eq!(p.ada.post(&p.url("scan"), json!({"force": false})).await.ok()["job_id"], first["job_id"]);
    p.app.run_jobs().await;
    let runs = p.ada.get(&p.url("scans")).await.ok();
    assert_eq!(runs["scans"].as_array().unwrap().len(), 1, "{runs}");
    let run = &runs["scans"][0];
    assert_eq!(
        (&run["requested_by"], &run["status"], &run["discovered_count"], &run["mode"]),
        (&json!("ada"), &json!("completed"), &json!(1), &json!("manual"))
    );
    assert_eq!(p.total().await, 1);
    // And should two ever meet, the second leaves no run.
    let mut conn = p.app.core.db.write().await.unwrap();
    let now = p.app.clock.now();
    let id = calotype_store::new_id();
    assert!(scan_runs::begin(&mut conn, id, p.id, "manual", None, now).await.unwrap());
    conn.commit().await.unwrap();
    let scan = Scan { repository: p.id, mode: Mode::Watch, force: false, requested_by: None };
    let ended = run::scan(&p.app.core, &scan, &Ticket::default(), &|| false).await.unwrap();
    assert_eq!(ended, Ended::Skipped);
}

async fn runs_are_listed_newest_first(app: TestApp) {
    let p = Place::of(app).await;
    p.ada.get(&p.url("scans/latest")).await.refused(404, "scan_not_found");
    assert_eq!(p.ada.get(&p.url("scans")).await.ok()["scans"], json!([]));
    for mode in [Mode::Manual, Mode::Periodic, Mode::Watch] {
        p.scan_in(mode, false).await;
    }
    let modes = |list: &Value| -> Vec<String> {
        list["scans"].as_array().unwrap().iter().map(|s| s["mode"].as_str().unwrap().to_owned()).collect()
    };
    // Clients know two modes: what the watcher asked for is not manual.
    assert_eq!(modes(&p.ada.get(&p.url("scans")).await.ok()), ["periodic", "periodic", "manual"]);
    assert_eq!(p.stored_modes().await, ["watch", "periodic", "manual"]);
    assert_eq!(modes(&p.ada.get(&p.url("scans?limit=1&offset=1")).await.ok()), ["periodic"]);
    assert_eq!(modes(&p.ada.get(&p.url("scans?limit=1000")).await.ok()).len(), 3);
    assert_eq!(p.ada.get(&p.url("scans/latest")).await.ok()["mode"], "periodic");
}

async fn only_administrators_scan(app: TestApp) {
    let p = Place::of(app).await;
    let mia = p.app.user("mia").await;
    let nobody = p.app.anonymous();
    mia.post(&p.url("scan"), json!({})).await.refused(403, "admin_required");
    nobody.post(&p.url("scan"), json!({})).await.refused(401, "unauthenticated");
    for route in ["scans", "scans/latest"] {
        mia.get(&p.url(route)).await.refused(403, "admin_required");
        nobody.get(&p.url(route)).await.refused(401, "unauthenticated");
    }
    let unknown = format!("/api/v1/repositories/{}/scan", Uuid::nil());
    p.ada.post(&unknown, json!({})).await.refused(400, "unknown_repository");
    p.ada.post("/api/v1/repositories/7/scan", json!({})).await.refused(400, "invalid_id");
    p.ada.post(&p.url("scan"), json!({"force": "yes"})).await.refused(400, "invalid_body");
}

async fn the_clock_plans_a_scan_of_every_repository(app: TestApp) {
    let app = app.configured(|config| config.library.scan_enabled = true).await;
    let p = Place::of(app).await;
    let made = p.ada.post("/api/v1/repositories", json!({"name": "second"})).await.ok();
    let second = made["repository"]["id"].as_str().unwrap().to_owned();
    p.write("a.jpg", MEADOW);
    let workers = calotype_queue::Workers::start(
        &p.app.core.db,
        calotype_core::jobs::registry().unwrap(),
        p.app.core.clone(),
        calotype_queue::Settings::default(),
    );
    let done = format!("/api/v1/repositories/{second}/scans/latest");
    eventually("a scan of both repositories", || async {
        let latest = p.ada.get(&done).await;
        p.total().await == 1 && latest.status == 200 && latest.ok()["status"] == "completed"
    })
    .await;
    workers.shutdown(Duration::from_secs(10)).await;
    for id in [p.id.to_string(), second] {
        let latest = p.ada.get(&format!("/api/v1/repositories/{id}/scans/latest")).await.ok();
        assert_eq!((&latest["mode"], &latest["status"]), (&json!("periodic"), &json!("completed")), "{id}");
        assert_eq!(latest.get("requested_by"), None);
    }
    let before = p.ada.get(&p.url("scans")).await.ok();
    let off = p.app.second_node().await.configured(|config| config.library.scan_enabled = false).await;
    off.run_jobs().await;
    assert_eq!(p.ada.get(&p.url("scans")).await.ok(), before, "switched off");
}

async fn what_a_crash_left_running_is_failed(app: TestApp) {
    let p = Place::of(app).await;
    let left = calotype_store::new_id();
    let mut conn = p.app.core.db.write().await.unwrap();
    scan_runs::begin(&mut conn, left, p.id, "periodic", None, p.app.clock.now()).await.unwrap();
    conn.commit().await.unwrap();
    assert_eq!(p.ada.get(&p.url("scans/latest")).await.ok()["status"], "running");
    p.ada.post(&p.url("scan"), json!({})).await.ok();
    p.app.run_jobs().await;
    let runs = p.ada.get(&p.url("scans")).await.ok();
    let of = |i: usize| (runs["scans"][i]["mode"].clone(), runs["scans"][i]["status"].clone());
    assert_eq!(of(0), (json!("manual"), json!("completed")));
    assert_eq!(of(1), (json!("periodic"), json!("failed")));
    assert!(runs["scans"][1]["error"].is_string() && runs["scans"][1]["finished_at"].is_string());
}

async fn odd_names_are_found_and_foreign_files_are_not(app: TestApp) {
    use std::os::unix::ffi::OsStrExt as _;
    let p = Place::of(app).await;
    let names =
        ["ünï/çödé 📷.JPG", "it's \"quoted\".jpg", "100%_sure.jpg", "new\nline.jpg", "-rf.jpg", "a\\b.jpg"];
    for (number, name) in (0..).zip(names) {
        p.write(name, &meadow(number));
    }
    p.write(".hidden/secret.jpg", &meadow(100));
    p.write(".lumilio/temp/own.jpg", &meadow(101));
    std::fs::write(p.root.join(std::ffi::OsStr::from_bytes(b"latin\xe9.jpg")), meadow(102)).unwrap();
    let outside = p.root.with_file_name("outside");
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(outside.join("a.jpg"), meadow(103)).unwrap();
    std::os::unix::fs::symlink(&outside, p.root.join("linked")).unwrap();
    std::os::unix::fs::symlink(outside.join("a.jpg"), p.root.join("link.jpg")).unwrap();
    std::os::unix::fs::symlink(&p.root, p.root.join("circle")).unwrap();
    p.write("empty.jpg", b"");
    // Beside the settings: a name that is not UTF-8, three links, an empty file.
    assert_eq!(p.scan().await, [6, 0, 0, SETTINGS + 5]);
    for name in names {
        assert!(p.at(name).await.is_some(), "{name:?}");
    }
    assert_eq!((p.total().await, p.scan().await), (json!(6), [0, 0, 0, SETTINGS + 5]));
}

async fn uploads_in_flight_are_not_found_twice(app: TestApp) {
    let p = Place::of(app).await;
    // Accepted and not yet placed, while its file lies in `inbox/` already: the moment between rename and row.
    let upload = p.app.upload_to(&p.ada, None, "meadow.jpg").await;
    let id: Uuid = upload["asset_id"].as_str().unwrap().parse().unwrap();
    p.write("inbox/2026/01/meadow.jpg", MEADOW);
    let path = calotype_files::repository::RelativePath::new("inbox/2026/01/meadow.jpg").unwrap();
    let discover = || async {
        let discover = calotype_core::scans::discover::discover;
        discover(&p.app.core, p.id, &path, false, &Ticket::default()).await.unwrap()
    };
    assert_eq!(discover().await, calotype_core::scans::discover::Discovered::Known);
    assert!(p.at(path.as_str()).await.is_none());
    let mut conn = p.app.core.db.write().await.unwrap();
    assets::put_place(&mut conn, id, path.as_str(), None, 1).await.unwrap();
    conn.commit().await.unwrap();
    assert_eq!(discover().await, calotype_core::scans::discover::Discovered::Known);
    assert_eq!(p.scan().await, [0, 0, 0, SETTINGS]);
    assert_eq!(p.total().await, 1);
    // An upload that went the whole way is known to the next scan.
    let mia = p.app.user("mia").await;
    p.app.upload_to(&mia, None, "other.jpg").await;
    p.app.run_jobs().await;
    assert_eq!(p.scan_in(Mode::Manual, false).await, [0, 0, 0, SETTINGS]);
    assert_eq!(p.total().await, 2);
}
