//! A disk that is full, has no room for more files, or may not be written: a clear answer each time, nothing half-done left,
//! and everything works again when the trouble is over.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use bytes::Bytes;
use calotype_files::objects::{ObjectKey, Objects};
use calotype_files::repository::{
    CommitRequest, DuplicateNames, FileName, RelativePath, Repository, Settings, StageError, Staged,
    StorageStrategy,
};
use calotype_files::{ContentHash, ErrorKind, space};
use calotype_testkit::require::skipped;
use calotype_testkit::tmp::{DataDir, data_dir};
use futures::{StreamExt, TryStreamExt, stream};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

/// A small file system of its own, unmounted with this value.
struct Disk {
    place: DataDir,
}

impl Disk {
    /// `options` as `mount` takes them; `None`, with the reason printed, where this process may not mount.
    fn mount(options: &str) -> Option<Self> {
        let place = data_dir();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "calotype-test"])
            .arg(place.path())
            .output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self { place }),
            Ok(output) => {
                skipped(format!("cannot mount: {}", String::from_utf8_lossy(&output.stderr).trim()));
                None
            }
            Err(error) => {
                skipped(format!("cannot run mount: {error}"));
                None
            }
        }
    }

    fn remount(&self, options: &str) {
        let done =
            Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(self.path()).status();
        assert!(done.unwrap().success());
    }

    fn path(&self) -> &Path {
        self.place.path()
    }

    /// Takes all room but about `leave` bytes; removing the file gives it back.
    fn fill(&self, leave: u64) {
        let room = space::space(self.path()).unwrap().available;
        std::fs::write(self.path().join("ballast"), vec![0; (room - leave) as usize]).unwrap();
    }

    fn relieve(&self) {
        std::fs::remove_file(self.path().join("ballast")).unwrap();
    }

    fn repository(&self) -> Repository {
        let root = self.path().join("primary");
        Repository::create(&root, &Settings::new(Uuid::now_v7(), "Primary", OffsetDateTime::UNIX_EPOCH))
            .unwrap()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a failing test may still hold files open.
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn noise(length: usize) -> Bytes {
    let mut bytes = vec![0; length];
    blake3::Hasher::new().finalize_xof().fill(&mut bytes);
    bytes.into()
}

fn blob(bytes: &[u8]) -> ObjectKey {
    ObjectKey::Blob { tenant: Uuid::nil(), content: ContentHash::of(bytes) }
}

async fn stage(repository: &Repository, bytes: &Bytes) -> Result<Staged, StageError<&'static str>> {
    let pieces: Vec<_> = bytes.chunks(100_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    repository.stage(&FileName::sanitize("a.jpg"), u64::MAX, stream::iter(pieces)).await
}

fn request(staged: &Staged) -> CommitRequest {
    CommitRequest {
        staged: staged.path.clone(),
        name: staged.name.clone(),
        hash: staged.hashes.full,
        size: staged.hashes.size,
        asset: Uuid::now_v7(),
        at: OffsetDateTime::UNIX_EPOCH,
        strategy: StorageStrategy::Date,
        duplicates: DuplicateNames::Rename,
        taken: Vec::new(),
    }
}

fn kind<T>(result: Result<T, StageError<&'static str>>) -> Option<ErrorKind> {
    match result {
        Err(StageError::Storage(error)) => Some(error.kind()),
        _ => None,
    }
}

fn names(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn objects_on_a_full_disk_fail_whole_and_recover() {
    let Some(disk) = Disk::mount("size=8m") else { return };
    let objects = Objects::on_disk(disk.path().join("objects")).unwrap();
    let (old, large) = (noise(1000), noise(3_000_000));
    objects.put(&blob(&old), old.clone()).await.unwrap();
    let source = data_dir();
    std::fs::write(source.join("large"), &large).unwrap();
    disk.fill(1_000_000);

    let error = objects.put(&blob(&large), large.clone()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Full, "{error:?}");
    let error = objects.put_file(&blob(&large), &source.join("large")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Full, "{error:?}");
    assert_eq!(objects.head(&blob(&large)).await.unwrap(), None);
    assert_eq!(objects.get(&blob(&old)).await.unwrap().bytes(1000).await.unwrap(), old);
    assert_eq!(names(&disk.path().join("objects/tmp")), [""; 0], "no half file is left");

    disk.relieve();
    objects.put_file(&blob(&large), &source.join("large")).await.unwrap();
    assert_eq!(objects.get(&blob(&large)).await.unwrap().bytes(u64::MAX).await.unwrap(), large);
}

#[tokio::test]
async fn an_upload_to_a_full_disk_leaves_nothing_and_can_be_repeated() {
    let Some(disk) = Disk::mount("size=16m") else { return };
    let repository = disk.repository();
    let incoming = repository.root().join(".lumilio/staging/incoming");
    let bytes = noise(5_000_000);
    disk.fill(2_000_000);
    assert_eq!(space::require(repository.root(), 5_000_000, 0).unwrap_err().kind(), ErrorKind::Full);
    assert_eq!(kind(stage(&repository, &bytes).await), Some(ErrorKind::Full));
    assert_eq!(names(&incoming), [""; 0]);

    disk.relieve();
    let staged = stage(&repository, &bytes).await.unwrap();
    let committed = repository.commit(&request(&staged)).unwrap();
    assert_eq!(std::fs::read(repository.locate(&committed.path)).unwrap(), bytes);
}

#[tokio::test]
async fn chunks_on_a_full_disk_keep_what_has_arrived() {
    let Some(disk) = Disk::mount("size=16m") else { return };
    let repository = disk.repository();
    let session = repository.chunk_session(Uuid::now_v7());
    let bytes = noise(2_000_000);
    let chunk = || stream::iter([Ok::<_, &str>(bytes.clone())]);
    session.put(0, u64::MAX, chunk()).await.unwrap();
    disk.fill(1_000_000);
    let full = session.put(1, u64::MAX, chunk()).await.unwrap_err();
    assert!(matches!(full, StageError::Storage(ref error) if error.kind() == ErrorKind::Full), "{full:?}");
    assert_eq!(session.received().unwrap().len(), 1);

    disk.relieve();
    session.put(1, u64::MAX, chunk()).await.unwrap();
    disk.fill(1_000_000);
    let full = session.merge(2, &FileName::sanitize("a"), u64::MAX).unwrap_err();
    assert!(matches!(full, StageError::Storage(ref error) if error.kind() == ErrorKind::Full), "{full:?}");
    assert_eq!(names(&repository.root().join(".lumilio/staging/incoming")), [""; 0]);

    disk.relieve();
    let merged = session.merge(2, &FileName::sanitize("a"), u64::MAX).unwrap();
    assert_eq!(std::fs::read(repository.locate(&merged.path)).unwrap(), [&bytes[..], &bytes[..]].concat());
}

#[test]
fn what_is_rewritten_on_a_full_disk_keeps_its_old_content() {
    let Some(disk) = Disk::mount("size=4m") else { return };
    let repository = disk.repository();
    let asset = Uuid::now_v7();
    let (old, new) = (json!({"old": "x".repeat(10_000)}), json!({"new": "x".repeat(500_000)}));
    repository.write_sidecar(asset, &old).unwrap();
    let settings = Settings::read(repository.root()).unwrap();
    disk.fill(0);

    assert_eq!(repository.write_sidecar(asset, &new).unwrap_err().kind(), ErrorKind::Full);
    assert_eq!(repository.read_sidecar(asset).unwrap(), Some(old));
    let renamed = Settings { name: "Renamed".into(), ..settings.clone() };
    assert_eq!(renamed.write(repository.root()).unwrap_err().kind(), ErrorKind::Full);
    assert_eq!(Settings::read(repository.root()).unwrap(), settings);
    assert_eq!(space::try_writing(repository.root()).unwrap_err().kind(), ErrorKind::Full);
}

#[tokio::test]
async fn a_disk_without_room_for_another_file_is_full_too() {
    let Some(disk) = Disk::mount("size=8m,nr_inodes=60") else { return };
    let repository = disk.repository();
    let mut number = 0;
    while std::fs::write(repository.root().join(number.to_string()), "").is_ok() {
        number += 1;
    }
    assert_eq!(space::space(repository.root()).unwrap().files_available, Some(0));
    assert_eq!(space::require(repository.root(), 1, 0).unwrap_err().kind(), ErrorKind::Full);
    assert_eq!(kind(stage(&repository, &noise(10)).await), Some(ErrorKind::Full));
}

#[tokio::test]
async fn a_disk_that_became_read_only_is_still_read() {
    let Some(disk) = Disk::mount("size=8m") else { return };
    let repository = disk.repository();
    let objects = Objects::on_disk(disk.path().join("objects")).unwrap();
    let bytes = noise(1000);
    objects.put(&blob(&bytes), bytes.clone()).await.unwrap();
    let staged = stage(&repository, &bytes).await.unwrap();
    std::fs::write(repository.root().join("b.jpg"), "b").unwrap();
    let original = RelativePath::new("b.jpg").unwrap();
    disk.remount("ro");

    assert!(space::space(disk.path()).unwrap().read_only);
    assert_eq!(space::require(disk.path(), 1, 0).unwrap_err().kind(), ErrorKind::ReadOnly);
    assert_eq!(space::try_writing(disk.path()).unwrap_err().kind(), ErrorKind::ReadOnly);
    assert_eq!(objects.check().await.unwrap_err().kind(), ErrorKind::ReadOnly);
    assert_eq!(objects.put(&blob(b"new"), noise(3)).await.unwrap_err().kind(), ErrorKind::ReadOnly);
    assert_eq!(objects.delete(&blob(&bytes)).await.unwrap_err().kind(), ErrorKind::ReadOnly);
    assert_eq!(kind(stage(&repository, &bytes).await), Some(ErrorKind::ReadOnly));
    assert_eq!(repository.commit(&request(&staged)).unwrap_err().kind(), ErrorKind::ReadOnly);
    let thrown = repository.throw_away(&original, Uuid::now_v7(), OffsetDateTime::UNIX_EPOCH);
    assert_eq!(thrown.unwrap_err().kind(), ErrorKind::ReadOnly);
    assert_eq!(objects.get(&blob(&bytes)).await.unwrap().bytes(1000).await.unwrap(), bytes);
    repository.open_file(&original).unwrap();

    disk.remount("rw");
    repository.commit(&request(&staged)).unwrap();
    objects.delete(&blob(&bytes)).await.unwrap();
    let left: Vec<_> = objects.list(calotype_files::objects::Prefix::All).try_collect().await.unwrap();
    assert_eq!(left, []);
}

/// What a wrong owner or mode on a share looks like to an ordinary user.
#[test]
fn a_directory_without_permission_says_so() {
    calotype_testkit::ordinary::as_ordinary_user(|| {
        let place = data_dir();
        let closed = place.join("closed");
        std::fs::create_dir(&closed).unwrap();
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o555)).unwrap();
        assert_eq!(Objects::on_disk(closed.join("objects")).unwrap_err().kind(), ErrorKind::ReadOnly);
        assert_eq!(space::try_writing(&closed).unwrap_err().kind(), ErrorKind::ReadOnly);
        let settings = Settings::new(Uuid::now_v7(), "Primary", OffsetDateTime::UNIX_EPOCH);
        let error = Repository::create(&closed.join("primary"), &settings).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ReadOnly);
        assert!(!error.to_string().contains("closed"), "{error}");
    });
}

/// Otherwise a few interrupted uploads would fill the disk until the next sweep.
#[tokio::test]
async fn a_stream_that_ends_early_on_a_nearly_full_disk_gives_its_room_back() {
    let Some(disk) = Disk::mount("size=16m") else { return };
    let repository = disk.repository();
    let before = space::space(disk.path()).unwrap().available;
    for _ in 0..5 {
        let broken = stream::iter(vec![Ok(noise(3_000_000))]).chain(stream::iter([Err("cable")]));
        let error = repository.stage(&FileName::sanitize("a"), u64::MAX, broken).await.unwrap_err();
        assert!(matches!(error, StageError::Source("cable")));
    }
    for _ in 0..100 {
        if space::space(disk.path()).unwrap().available == before {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("room is lost");
}
