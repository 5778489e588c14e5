//! `/repositories/{id}/scan…`.

use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use calotype_core::jobs::scan_repository::ScanRepository;
use calotype_core::scans::{Mode, watch};
use calotype_core::stored::ScanRun;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::{MEADOW, TestApp, eventually, on_both_engines};
use crate::client::Client;

on_both_engines![
    only_administrators_scan,
    a_file_put_into_the_folder_becomes_an_asset_of_the_default_owner,
    a_second_scan_changes_nothing,
    a_file_that_changed_is_read_again,
    a_file_that_vanished_goes_to_the_trash_and_comes_back_with_it,
    what_a_person_threw_away_stays_away,
    a_moved_file_keeps_its_asset_its_rating_and_its_albums,
    a_folder_that_is_not_there_deletes_nothing,
    uploads_are_not_found_twice,
    links_strangers_and_odd_names_are_passed_over,
    asking_twice_within_a_minute_is_one_scan,
    a_run_whose_process_died_is_failed_by_the_next_one,
    the_clock_scans_every_repository,
    the_file_system_tells_of_a_new_file,
];

/// A library in which the tests scan by hand.
struct Library {
    app: TestApp,
    ada: Client,
    id: Uuid,
    root: PathBuf,
}

impl Library {
    async fn open(app: TestApp) -> Self {
        let app = app.configured(|config| config.library.scan_settle_seconds = 0).await;
        let ada = app.admin().await;
        let repository = ada.get("/api/v1/repositories").await.ok()["repositories"][0].clone();
        let id: Uuid = repository["id"].as_str().unwrap().parse().unwrap();
        ada.patch(&format!("/api/v1/repositories/{id}"), json!({"default_owner_id": ada.number()}))
            .await
            .ok();
        let root = PathBuf::from(repository["path"].as_str().unwrap());
        Self { app, ada, id, root }
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let place = self.root.join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }

    /// Scans to the end, with everything that follows, and answers the run.
    async fn scan(&self) -> Value {
        self.scan_again(false).await
    }

    async fn scan_again(&self, force: bool) -> Value {
        let job = ScanRepository { repository: self.id, mode: Mode::Watch, force, requested_by: None };
        let mut conn = self.app.core.db.write().await.unwrap();
        calotype_queue::enqueue(&mut conn, &job).await.unwrap();
        conn.commit().await.unwrap();
        self.app.run_jobs().await;
        self.latest().await
    }

    async fn latest(&self) -> Value {
        self.ada.get(&format!("/api/v1/repositories/{}/scans/latest", self.id)).await.ok()
    }

    async fn list(&self, filter: Value) -> Vec<Value> {
        let answer = self
            .ada
            .post("/api/v1/assets/list", json!({"filter": filter, "pagination": {"limit": 100}}))
            .await
            .ok();
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["asset"].clone()).collect()
    }

    async fn listed(&self) -> Vec<Value> {
        self.list(json!({})).await
    }

    async fn trash(&self) -> Vec<Value> {
        self.list(json!({"is_deleted": true})).await
    }
}

/// Another picture than `MEADOW`, of the same length where `salt` has the same length: bytes after the end of a JPEG
/// are nobody's business.
fn picture(salt: &str) -> Vec<u8> {
    [MEADOW, salt.as_bytes()].concat()
}

fn counts(run: &Value) -> [i64; 4] {
    ["discovered_count", "updated_count", "deleted_count", "skipped_count"]
        .map(|name| run[name].as_i64().unwrap())
}

async fn only_administrators_scan(app: TestApp) {
    let library = Library::open(app).await;
    let mia = library.app.user("mia").await;
    let path = format!("/api/v1/repositories/{}", library.id);
    for (who, status, code) in
        [(&library.app.anonymous(), 401, "unauthenticated"), (&mia, 403, "admin_required")]
    {
        who.post(&format!("{path}/scan"), json!({})).await.refused(status, code);
        who.get(&format!("{path}/scans")).await.refused(status, code);
        who.get(&format!("{path}/scans/latest")).await.refused(status, code);
    }
    let stranger = format!("/api/v1/repositories/{}", Uuid::from_u128(7));
    library.ada.post(&format!("{stranger}/scan"), json!({})).await.refused(400, "unknown_repository");
    library.ada.get(&format!("{stranger}/scans")).await.refused(400, "unknown_repository");
    library.ada.get(&format!("{path}/scans/latest")).await.refused(404, "never_scanned");
    assert_eq!(library.ada.get(&format!("{path}/scans")).await.ok(), json!({"scans": []}));
}

async fn a_file_put_into_the_folder_becomes_an_asset_of_the_default_owner(app: TestApp) {
    let library = Library::open(app).await;
    library.put("2019/Lakes/meadow.jpg", MEADOW);
    let run = library.scan().await;
    assert_eq!((run["status"].as_str(), counts(&run)), (Some("completed"), [1, 0, 0, 0]), "{run}");
    let listed = library.listed().await;
    let [asset] = &listed[..] else { panic!("{listed:?}") };
    assert_eq!(asset["storage_path"], "2019/Lakes/meadow.jpg");
    assert_eq!(asset["owner_id"], library.ada.number());
    assert_eq!((&asset["width"], &asset["height"]), (&json!(1600), &json!(1200)));
    assert_eq!(asset["file_size"], MEADOW.len());
    let id = asset["asset_id"].as_str().unwrap();
    let thumbnail = library.ada.get(&format!("/api/v1/assets/{id}/thumbnail?size=small")).await;
    assert_eq!(thumbnail.status, 200);
    let original = library.ada.get(&format!("/api/v1/assets/{id}/original")).await;
    assert_eq!(&original.bytes[..], MEADOW);
    assert!(library.root.join("2019/Lakes/meadow.jpg").exists(), "it stays where it is");
}

async fn a_second_scan_changes_nothing(app: TestApp) {
    let library = Library::open(app).await;
    library.put("a.jpg", MEADOW);
    library.scan().await;
    let before = library.listed().await;
    let run = library.scan().await;
    assert_eq!(counts(&run), [0, 0, 0, 0], "{run}");
    assert_eq!(library.listed().await, before);
    let run = library.scan_again(true).await;
    assert_eq!(counts(&run), [0, 1, 0, 0], "force reads again: {run}");
    assert_eq!(library.listed().await[0]["asset_id"], before[0]["asset_id"]);
    let runs = library.ada.get(&format!("/api/v1/repositories/{}/scans?limit=2", library.id)).await.ok();
    assert_eq!(runs["scans"].as_array().unwrap().len(), 2);
    assert_eq!(runs["scans"][0], run, "the newest first");
}

async fn a_file_that_changed_is_read_again(app: TestApp) {
    let library = Library::open(app).await;
    library.put("a.jpg", MEADOW);
    library.scan().await;
    let before = library.listed().await.remove(0);
    library.put("a.jpg", &picture("more"));
    let run = library.scan().await;
    assert_eq!(counts(&run), [0, 1, 0, 0], "{run}");
    let after = library.listed().await.remove(0);
    assert_eq!(after["asset_id"], before["asset_id"]);
    assert_ne!(after["hash"], before["hash"]);
    assert_eq!(after["file_size"], MEADOW.len() + 4);
}

async fn a_file_that_vanished_goes_to_the_trash_and_comes_back_with_it(app: TestApp) {
    let library = Library::open(app).await;
    library.put("a.jpg", MEADOW);
    library.scan().await;
    let id = library.listed().await[0]["asset_id"].clone();
    library
        .ada
        .put(&format!("/api/v1/assets/{}/rating", id.as_str().unwrap()), json!({"rating": 4}))
        .await
        .ok();
    std::fs::remove_file(library.root.join("a.jpg")).unwrap();
    let run = library.scan().await;
    assert_eq!(counts(&run), [0, 0, 1, 0], "{run}");
    assert!(library.listed().await.is_empty());
    assert_eq!(library.trash().await[0]["asset_id"], id);
    library.put("a.jpg", MEADOW);
    library.scan().await;
    let listed = library.listed().await;
    assert_eq!((&listed[0]["asset_id"], &listed[0]["rating"]), (&id, &json!(4)));
    assert!(library.trash().await.is_empty());
}

async fn what_a_person_threw_away_stays_away(app: TestApp) {
    let library = Library::open(app).await;
    library.put("a.jpg", MEADOW);
    library.scan().await;
    let id = library.listed().await[0]["asset_id"].as_str().unwrap().to_owned();
    library.ada.delete(&format!("/api/v1/assets/{id}")).await.ok();
    library.scan().await;
    assert!(library.listed().await.is_empty(), "its file is still there, and was all the time");
    library.ada.post(&format!("/api/v1/assets/{id}/restore"), json!({})).await.ok();
    assert_eq!(library.listed().await.len(), 1);
}

async fn a_moved_file_keeps_its_asset_its_rating_and_its_albums(app: TestApp) {
    let library = Library::open(app).await;
    library.put("a.jpg", MEADOW);
    library.put("b.jpg", &picture("b"));
    library.scan().await;
    let listed = library.listed().await;
    let a = listed.iter().find(|asset| asset["storage_path"] == "a.jpg").unwrap();
    let id = a["asset_id"].as_str().unwrap();
    library.ada.put(&format!("/api/v1/assets/{id}/rating"), json!({"rating": 5})).await.ok();
    let album = library.ada.post("/api/v1/albums", json!({"album_name": "Lakes"})).await.ok();
    let members = format!("/api/v1/albums/{}/assets", album["album_id"]);
    library.ada.post(&format!("{members}/{id}"), json!({})).await.ok();
    std::fs::create_dir_all(library.root.join("2020/x")).unwrap();
    std::fs::rename(library.root.join("a.jpg"), library.root.join("2020/x/renamed.jpg")).unwrap();
    let run = library.scan().await;
    assert_eq!(counts(&run), [0, 1, 0, 0], "{run}");
    let moved = library.ada.get(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!(moved["storage_path"], "2020/x/renamed.jpg");
    assert_eq!((&moved["original_filename"], &moved["rating"]), (&json!("renamed.jpg"), &json!(5)));
    assert_eq!(library.ada.get(&members).await.ok()["count"], 1);
    assert_eq!(library.listed().await.len(), 2);
    assert_eq!(library.ada.get(&format!("/api/v1/assets/{id}/original")).await.status, 200);
}

async fn a_folder_that_is_not_there_deletes_nothing(app: TestApp) {
    let library = Library::open(app).await;
    library.put("a.jpg", MEADOW);
    library.scan().await;
    let away = library.root.with_extension("unplugged");
    std::fs::rename(&library.root, &away).unwrap();
    let run = library.scan().await;
    assert_eq!((run["status"].as_str(), counts(&run)), (Some("failed"), [0; 4]), "{run}");
    assert!(run["error"].as_str().is_some_and(|reason| !reason.is_empty()), "{run}");
    assert_eq!(library.listed().await.len(), 1);
    // An empty mount point is no repository, either.
    std::fs::create_dir(&library.root).unwrap();
    assert_eq!(library.scan().await["status"], "failed");
    assert_eq!(library.listed().await.len(), 1);
    std::fs::remove_dir(&library.root).unwrap();
    std::fs::rename(&away, &library.root).unwrap();
    let run = library.scan().await;
    assert_eq!((run["status"].as_str(), counts(&run)), (Some("completed"), [0; 4]), "{run}");
}

async fn uploads_are_not_found_twice(app: TestApp) {
    let library = Library::open(app).await;
    library.app.upload_to(&library.ada, None, "mine.jpg").await;
    library.app.run_jobs().await;
    let run = library.scan().await;
    assert_eq!(counts(&run), [0, 0, 0, 0], "{run}");
    assert_eq!(library.listed().await.len(), 1);
    // A copy that somebody puts into the tree is another photo, as it is another file.
    library.put("copy.jpg", MEADOW);
    library.scan().await;
    assert_eq!(library.listed().await.len(), 2);
}

async fn links_strangers_and_odd_names_are_passed_over(app: TestApp) {
    let library = Library::open(app).await;
    let outside = library.app.data_dir().join("secret.jpg");
    std::fs::write(&outside, MEADOW).unwrap();
    std::os::unix::fs::symlink(&outside, library.root.join("link.jpg")).unwrap();
    std::os::unix::fs::symlink(library.app.data_dir(), library.root.join("folder")).unwrap();
    library.put("notes.txt", b"not a picture");
    library.put("empty.jpg", b"");
    library.put(".hidden.jpg", MEADOW);
    library.put("two\nlines.jpg", MEADOW);
    library.put("<script>alert(1)</script>.jpg", &picture("script"));
    let broken = Path::new(std::ffi::OsStr::from_bytes(b"broken\xff.jpg"));
    std::fs::write(library.root.join(broken), MEADOW).unwrap();
    let run = library.scan().await;
    assert_eq!(run["status"], "completed", "{run}");
    let mut paths: Vec<String> = Vec::new();
    for asset in library.listed().await {
        paths.push(asset["storage_path"].as_str().unwrap().to_owned());
    }
    assert!(paths.iter().all(|path| path.contains("script") || path.contains("lines")), "{paths:?}");
    assert!(paths.iter().any(|path| path.contains("script")), "{paths:?}");
    assert!(run["skipped_count"].as_i64().unwrap() >= 5, "{run}");
}

async fn asking_twice_within_a_minute_is_one_scan(app: TestApp) {
    let library = Library::open(app).await;
    let path = format!("/api/v1/repositories/{}/scan", library.id);
    let first = library.ada.post(&path, json!({})).await.ok();
    assert_eq!((&first["mode"], &first["status"]), (&json!("manual"), &json!("queued")));
    assert_eq!(first["repository_id"], library.id.to_string());
    assert_eq!(library.ada.post(&path, json!({"force": false})).await.ok()["job_id"], first["job_id"]);
    library.app.run_jobs().await;
    assert_eq!(library.ada.post(&path, json!({})).await.ok()["job_id"], first["job_id"], "within the minute");
    let run = library.latest().await;
    assert_eq!((&run["mode"], &run["requested_by"]), (&json!("manual"), &json!("ada")));
    let runs = library.ada.get(&format!("/api/v1/repositories/{}/scans", library.id)).await.ok();
    assert_eq!(runs["scans"].as_array().unwrap().len(), 1);
}

async fn a_run_whose_process_died_is_failed_by_the_next_one(app: TestApp) {
    let library = Library::open(app).await;
    let mut conn = library.app.core.db.write().await.unwrap();
    calotype_store::scan_runs::begin(&mut conn, library.id, "manual", None, 1).await.unwrap();
    let twice = calotype_store::scan_runs::begin(&mut conn, library.id, "manual", None, 2).await;
    assert!(twice.is_err(), "one at a time");
    drop(conn);
    let mut conn = library.app.core.db.write().await.unwrap();
    calotype_store::scan_runs::begin(&mut conn, library.id, "manual", None, 1).await.unwrap();
    conn.commit().await.unwrap();
    assert_eq!(library.scan().await["status"], "completed");
    let mut conn = library.app.core.db.read().await.unwrap();
    let runs: Vec<ScanRun> = calotype_store::scan_runs::list(&mut conn, library.id, 10, 0).await.unwrap();
    assert_eq!(runs.len(), 1, "what is older than a month is forgotten");
}

async fn the_clock_scans_every_repository(app: TestApp) {
    let library = Library::open(app).await;
    library.put("a.jpg", MEADOW);
    let library =
        Library { app: library.app.configured(|config| config.library.scan_enabled = true).await, ..library };
    library.app.run_jobs().await;
    let run = library.latest().await;
    assert_eq!((&run["mode"], &run["status"]), (&json!("periodic"), &json!("completed")), "{run}");
    assert_eq!(library.listed().await.len(), 1);
}

async fn the_file_system_tells_of_a_new_file(app: TestApp) {
    let library = Library::open(app).await;
    std::fs::create_dir(library.root.join("2021")).unwrap();
    let core = library.app.core.clone();
    let watching = watch::start(&core).expect("watching is on by default");
    let registry = calotype_core::jobs::registry().unwrap();
    let workers =
        calotype_queue::Workers::start(&core.db, registry, core.clone(), calotype_queue::Settings::default());
    // Watches are laid some time after the start, so a file is put there again and again until one is told of.
    let mut found = false;
    for put in 0..60 {
        library.put(&format!("2021/{put}.jpg"), &picture(&put.to_string()));
        // Quiet for longer than the watcher waits for quiet.
        tokio::time::sleep(Duration::from_millis(2500)).await;
        found = !library.listed().await.is_empty();
        if found {
            break;
        }
    }
    assert!(found, "nothing was told");
    drop(watching);
    eventually("a file told of is read", || async {
        library.listed().await.iter().any(|asset| asset["width"] == 1600)
    })
    .await;
    workers.shutdown(Duration::from_secs(10)).await;
}
