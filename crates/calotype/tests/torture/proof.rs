//! What must hold after everything.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use calotype_store::{Db, Values, tenants};
use serde_json::{Value, json};

use super::client::{self, Senders};
use super::server::Server;

/// Longer than any age a sweeper waits for.
const LONG_AGO: Duration = Duration::from_secs(48 * 3600);

pub(crate) async fn nothing_is_lost_and_nothing_is_there_twice(server: &mut Server, senders: &Senders) {
    at_rest(server, &["available", "running"]).await;
    // What the killed processes left is made old, and the next start sweeps. So is an object of ours that no row knows:
    // without the sweeper it would be found below.
    for process in server.processes() {
        server.kill(process);
    }
    let home = server.objects().join(format!("rendition/{}", tenants::HOME));
    let orphan = home.join("ab").join("ab".repeat(32)).join("small-v1.webp");
    std::fs::create_dir_all(orphan.parent().unwrap()).unwrap();
    std::fs::write(&orphan, b"nobody's").unwrap();
    make_old(&server.objects());
    for folder in [".lumilio/staging", ".lumilio/temp"] {
        make_old(&server.repository().join(folder));
    }
    // A job that was killed four times would wait for minutes.
    let mut conn = server.db().await.write().await.unwrap();
    conn.exec("UPDATE jobs SET run_at = 0 WHERE state = 'retryable'", Values(Vec::new())).await.unwrap();
    // Nor is the next sweep of the objects due before tomorrow.
    conn.exec("UPDATE jobs SET unique_key = NULL WHERE kind = 'sweep_objects'", Values(Vec::new()))
        .await
        .unwrap();
    conn.commit().await.unwrap();
    for process in server.processes() {
        server.restart(process);
    }
    idle(server).await;

    let listed = listed(server).await;
    let mut by_hash: HashMap<&str, Vec<&Value>> = HashMap::new();
    for asset in &listed {
        by_hash.entry(asset["hash"].as_str().unwrap()).or_default().push(asset);
    }
    let sent = senders.all();
    for (hash, (number, _)) in &sent {
        let assets = by_hash.remove(hash.as_str()).unwrap_or_default();
        assert_eq!(assets.len(), 1, "photo {number} is there once");
        let id = assets[0]["asset_id"].as_str().unwrap();
        let original = server.bytes(&format!("/assets/{id}/original")).await;
        assert_eq!(client::hash(&original), *hash, "photo {number} is what was sent");
    }
    assert!(by_hash.is_empty(), "assets nobody sent: {by_hash:?}");

    let repository = server.repository();
    let placed: BTreeSet<String> =
        listed.iter().map(|asset| asset["storage_path"].as_str().unwrap().to_owned()).collect();
    let inbox: BTreeSet<String> = files(&repository.join("inbox"), &repository);
    let waiting = placed.iter().filter(|path| path.is_empty()).count();
    assert_eq!(waiting, 0, "every file has its place");
    let differ: Vec<&String> = inbox.symmetric_difference(&placed).collect();
    assert!(differ.is_empty(), "each file in the inbox has its row, and each row its file: {differ:?}");
    for folder in [".lumilio/staging/incoming", ".lumilio/staging/failed", ".lumilio/temp"] {
        let left = files(&repository.join(folder), &repository);
        assert!(left.is_empty(), "left in {folder}: {left:?}");
    }

    let db = server.db().await;
    let kept = files(&server.objects(), &server.objects());
    let kept: BTreeSet<String> = kept.into_iter().filter(|path| path.starts_with("rendition/")).collect();
    let known = object_keys(&db).await;
    let differ: Vec<&String> = kept.symmetric_difference(&known).collect();
    assert!(differ.is_empty(), "each object has its row, and each row its object: {differ:?}");
}

async fn object_keys(db: &Db) -> BTreeSet<String> {
    let mut conn = db.read().await.unwrap();
    let rows: Vec<(String,)> =
        conn.all("SELECT DISTINCT object_key FROM renditions", Values(Vec::new())).await.unwrap();
    rows.into_iter().map(|(key,)| key).collect()
}

/// Waits until no job is left to do.
pub(crate) async fn idle(server: &Server) {
    at_rest(server, &["available", "running", "retryable", "scheduled"]).await;
}

async fn at_rest(server: &Server, states: &[&str]) {
    // Longer after more kills: each leaves jobs behind.
    let end = Instant::now() + Duration::from_secs(300) + Duration::from_secs(1) * (super::rounds() / 2);
    loop {
        let stats: Value = serde_json::from_slice(&server.bytes("/admin/river/stats").await).unwrap();
        let left: i64 = states.iter().map(|state| stats[*state].as_i64().unwrap()).sum();
        if left == 0 {
            return;
        }
        assert!(Instant::now() < end, "the queue does not come to rest: {stats}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn listed(server: &Server) -> Vec<Value> {
    let mut all = Vec::new();
    loop {
        let page = json!({"stack_mode": "expanded", "pagination": {"limit": 100, "offset": all.len()}});
        let answer = server.post("/assets/list", page).await;
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        if items.is_empty() {
            return all;
        }
        all.extend(items.into_iter().map(|item| item["asset"].clone()));
    }
}

/// Every file below a folder, relative to `root`.
fn files(folder: &Path, root: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                found.insert(entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found
}

fn make_old(folder: &Path) {
    let then = SystemTime::now() - LONG_AGO;
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            make_old(&entry.path());
        }
        std::fs::File::open(entry.path()).unwrap().set_modified(then).unwrap();
    }
}
