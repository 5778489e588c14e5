//! A disk that is full, and one that has become read-only.

use std::path::Path;
use std::process::Command;

use calotype_testkit::postgres;
use calotype_testkit::require::skipped;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::client::photo;
use super::server::Server;

/// A small disk of its own, unmounted with this value.
struct Disk(tempfile::TempDir);

impl Disk {
    fn mount(mebibytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={mebibytes}m");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(folder));
        }
        if rustix::process::geteuid().is_root() {
            skipped("a file system cannot be mounted here");
        } else {
            // Nothing that could be installed would change this.
            eprintln!("skipped: only root mounts file systems");
        }
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(self.path()).status();
        assert!(done.unwrap().success(), "remount {how}");
    }

    /// Takes all the space that is left but so much.
    fn fill(&self, leave: usize) {
        let filler = self.path().join("filler");
        let mut bytes = 0;
        let piece = vec![1; 64 * 1024];
        let mut file = std::fs::File::create(&filler).unwrap();
        while std::io::Write::write_all(&mut file, &piece).is_ok() {
            bytes += piece.len() as u64;
        }
        file.set_len(bytes.saturating_sub(leave as u64)).unwrap();
    }

    fn make_room(&self) {
        std::fs::remove_file(self.path().join("filler")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

/// The answer to an upload. A server that refuses in the middle of a body may close the connection before its answer is
/// read; then it is asked again, as clients do.
async fn upload(server: &Server, name: &str, bytes: Vec<u8>) -> (u16, Value) {
    for _ in 0..20 {
        let form = Form::new().part("file", Part::bytes(bytes.clone()).file_name(name.to_owned()));
        let request = reqwest::Client::new().post(format!("{}/api/v1/assets", server.url));
        if let Ok(answer) = request.bearer_auth(&server.token).multipart(form).send().await {
            return (answer.status().as_u16(), answer.json().await.unwrap_or_default());
        }
    }
    panic!("no answer to {name}");
}

async fn listed(server: &Server) -> u64 {
    server.post("/assets/list", json!({})).await["total_assets"].as_u64().unwrap()
}

fn staged(server: &Server) -> usize {
    std::fs::read_dir(server.repository().join(".lumilio/staging/incoming")).unwrap().count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_uploads_and_serves_what_is_there() {
    let Some(disk) = Disk::mount(48) else { return };
    let server = Server::start_in(disk.path()).await;
    assert_eq!(upload(&server, "first.jpg", photo(1)).await.0, 200);
    super::proof::idle(&server).await;

    // Room for the database, none for the file.
    disk.fill(2 << 20);
    let (status, answer) = upload(&server, "large.jpg", vec![7; 8 << 20]).await;
    assert_eq!(status, 507, "{answer}");
    assert_eq!(staged(&server), 0, "nothing half remains");
    assert_eq!(listed(&server).await, 1);

    // Room for nothing at all: neither file nor row.
    disk.make_room();
    disk.fill(0);
    let (status, answer) = upload(&server, "small.jpg", photo(2)).await;
    assert!(matches!(status, 503 | 507), "{status} {answer}");
    assert_eq!(listed(&server).await, 1, "reading goes on");

    disk.make_room();
    assert_eq!(
        upload(&server, "small.jpg", photo(2)).await.0,
        200,
        "and so does writing, once there is room"
    );
    super::proof::idle(&server).await;
    assert_eq!(listed(&server).await, 2);
    assert_eq!(staged(&server), 0, "what could not be recorded is gone at once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_library_refuses_uploads_while_postgres_has_room() {
    let Some(database) = postgres::empty_database().await else { return };
    let Some(disk) = Disk::mount(48) else { return };
    let server = Server::start_with_library(disk.path(), Some(database)).await;
    assert_eq!(upload(&server, "first.jpg", photo(1)).await.0, 200);
    super::proof::idle(&server).await;
    disk.fill(0);
    for size in [1 << 20, 8 << 20] {
        let (status, answer) = upload(&server, "second.jpg", vec![7; size]).await;
        assert_eq!((status, &answer["error"]), (507, &json!("storage_full")), "{answer}");
    }
    assert_eq!((staged(&server), listed(&server).await), (0, 1));
    disk.make_room();
    assert_eq!(upload(&server, "second.jpg", photo(2)).await.0, 200);
    super::proof::idle(&server).await;
    assert_eq!(listed(&server).await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_of_the_database_keeps_no_file_without_a_row() {
    let Some(disk) = Disk::mount(24) else { return };
    let server = Server::start_with_data(disk.path()).await;
    assert_eq!(upload(&server, "first.jpg", photo(1)).await.0, 200);
    super::proof::idle(&server).await;
    disk.fill(0);
    // Small transactions may still fit into the space the write-ahead log has; many do not.
    let mut accepted = 1;
    for number in 2..400 {
        let (status, answer) = upload(&server, "more.jpg", photo(number)).await;
        if status != 200 {
            assert!(matches!(status, 503 | 507), "{status} {answer}");
            break;
        }
        accepted += 1;
    }
    assert!(accepted < 399, "the disk never became full");
    disk.make_room();
    assert_eq!(upload(&server, "last.jpg", photo(1000)).await.0, 200, "and goes on once there is room");
    super::proof::idle(&server).await;
    assert_eq!(listed(&server).await, accepted + 1);
    assert_eq!(staged(&server), 0, "no file without a row");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_library_on_a_read_only_disk_is_served_and_not_changed() {
    let Some(disk) = Disk::mount(48) else { return };
    let server = Server::start_with_library(disk.path(), None).await;
    assert_eq!(upload(&server, "first.jpg", photo(1)).await.0, 200);
    super::proof::idle(&server).await;
    disk.remount("ro");
    let (status, answer) = upload(&server, "second.jpg", photo(2)).await;
    assert!(matches!(status, 503 | 507), "{status} {answer}");
    assert_eq!(listed(&server).await, 1);
    let found = server.post("/assets/list", json!({})).await;
    let id = found["items"][0]["asset"]["asset_id"].as_str().unwrap();
    assert_eq!(server.bytes(&format!("/assets/{id}/original")).await, photo(1));
    disk.remount("rw");
    assert_eq!(upload(&server, "second.jpg", photo(2)).await.0, 200);
    super::proof::idle(&server).await;
    assert_eq!(listed(&server).await, 2);
}
