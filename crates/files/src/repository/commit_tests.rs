#![allow(clippy::unwrap_used)]

use std::os::unix::fs::symlink;

use proptest::prelude::*;
use time::macros::datetime;

use super::*;
use crate::repository::fixture::{self, Fixture};

impl Fixture {
    /// Stages a file as an upload would, and asks for its commit.
    fn stage(&self, name: &str, content: &str) -> CommitRequest {
        let name = FileName::sanitize(name);
        let mut writer = self.repository.stage_writer(&name, u64::MAX).unwrap();
        writer.write(content.as_bytes()).unwrap();
        let staged = writer.finish().unwrap();
        let request = CommitRequest {
            staged: staged.path.clone(),
            name,
            hash: staged.hashes.full,
            size: staged.hashes.size,
            asset: Uuid::from_u128(0x0190_0000_0000_7000_8000_1111_2222_3333 + u128::from(self.next_asset())),
            at: datetime!(2024-05-06 07:08:09 UTC),
            strategy: StorageStrategy::Date,
            duplicates: DuplicateNames::Rename,
            taken: Vec::new(),
        };
        staged.keep();
        request
    }

    fn next_asset(&self) -> u32 {
        self.names(staging::INCOMING).len() as u32
    }

    fn commit(&self, request: &CommitRequest) -> (String, Outcome) {
        let committed = self.repository.commit(request).unwrap();
        (committed.path.to_string(), committed.outcome)
    }
}

#[test]
fn each_strategy_has_its_documented_place() {
    let f = fixture::repository();
    let hash = ContentHash::of(b"content").to_string();
    for (strategy, path) in [
        (StorageStrategy::Date, "inbox/2024/05/beach.JPG".to_owned()),
        (StorageStrategy::Flat, "inbox/beach.JPG".to_owned()),
        (StorageStrategy::Cas, format!("inbox/{}/{}/{}/{hash}.JPG", &hash[..2], &hash[2..4], &hash[4..6])),
    ] {
        let request = CommitRequest { strategy, ..f.stage("beach.JPG", "content") };
        assert_eq!(f.commit(&request), (path.clone(), Outcome::Moved));
        assert_eq!(f.read(&RelativePath::new(path).unwrap()), b"content");
    }
    assert_eq!(f.names(staging::INCOMING), [""; 0]);
}

#[test]
fn rename_counts_then_tells_the_time_then_the_asset() {
    let f = fixture::repository();
    for expected in ["a.jpg", "a (1).jpg", "a (2).jpg"] {
        assert_eq!(f.commit(&f.stage("a.jpg", expected)).0, format!("inbox/2024/05/{expected}"));
    }
    for number in 3..=999 {
        f.write(&format!("inbox/2024/05/a ({number}).jpg"), "");
    }
    assert_eq!(f.commit(&f.stage("a.jpg", "x")).0, "inbox/2024/05/a_20240506_070809.jpg");
    let request = f.stage("a.jpg", "y");
    let last_digits = &request.asset.simple().to_string()[24..];
    assert_eq!(f.commit(&request).0, format!("inbox/2024/05/a_{last_digits}.jpg"));
}

#[test]
fn uuid_appends_eight_digits_only_when_the_name_is_taken() {
    let f = fixture::repository();
    let request = |content| CommitRequest { duplicates: DuplicateNames::Uuid, ..f.stage("a.jpg", content) };
    assert_eq!(f.commit(&request("1")).0, "inbox/2024/05/a.jpg");
    let second = request("2");
    let digits = &second.asset.simple().to_string()[24..];
    assert_eq!(f.commit(&second).0, format!("inbox/2024/05/a_{digits}.jpg"));
}

#[test]
fn overwrite_replaces_and_says_so() {
    let f = fixture::repository();
    let request =
        |content| CommitRequest { duplicates: DuplicateNames::Overwrite, ..f.stage("a.jpg", content) };
    assert_eq!(f.commit(&request("old")).1, Outcome::Moved);
    let (path, outcome) = f.commit(&request("new"));
    assert_eq!(outcome, Outcome::Replaced);
    assert_eq!(f.read(&RelativePath::new(path).unwrap()), b"new");
    assert_eq!(f.names("inbox/2024/05"), ["a.jpg"]);
}

#[test]
fn the_same_content_has_one_place_by_content() {
    let f = fixture::repository();
    let request = || CommitRequest { strategy: StorageStrategy::Cas, ..f.stage("a.jpg", "same") };
    let first = f.commit(&request());
    let second = f.commit(&request());
    assert_eq!(first.0, second.0);
    assert_eq!(second.1, Outcome::Replaced);
}

/// Stops after each step in turn, as a crash would, and repeats.
#[test]
fn a_crash_after_any_step_is_finished_by_repeating() {
    const STEPS: [Step; 4] = [Step::Directories, Step::Rename, Step::TargetSynced, Step::StagingSynced];
    for strategy in [StorageStrategy::Date, StorageStrategy::Flat, StorageStrategy::Cas] {
        for duplicates in [DuplicateNames::Rename, DuplicateNames::Uuid, DuplicateNames::Overwrite] {
            for step in STEPS {
                let f = fixture::repository();
                // The plain name is taken, by something else.
                f.commit(&CommitRequest { strategy, duplicates, ..f.stage("a.jpg", "another") });
                let request = CommitRequest { strategy, duplicates, ..f.stage("a.jpg", "ours") };
                let mut seen = Vec::new();
                let crashed = f.repository.commit_observed(&request, |reached| {
                    seen.push(reached);
                    if reached == step { Err(Error::new(ErrorKind::Io, "power cut")) } else { Ok(()) }
                });
                assert!(crashed.is_err());
                assert_eq!(seen.last(), Some(&step));

                let committed = f.repository.commit(&request).unwrap();
                let was_moved = step != Step::Directories;
                assert_eq!(
                    committed.outcome == Outcome::Found,
                    was_moved,
                    "{strategy} {duplicates} {step:?}"
                );
                assert_eq!(f.read(&committed.path), b"ours");
                assert_eq!(f.repository.commit(&request).unwrap().path, committed.path, "and again");
                assert_eq!(f.names(staging::INCOMING), [""; 0]);
                let files = walk(&f.root.join("inbox"));
                let expected = if replaces(&request) && strategy != StorageStrategy::Cas { 1 } else { 2 };
                assert_eq!(files, expected, "{strategy} {duplicates} {step:?}");
            }
        }
    }
}

fn walk(directory: &Path) -> usize {
    let entries = std::fs::read_dir(directory).unwrap().map(Result::unwrap);
    entries.map(|entry| if entry.path().is_dir() { walk(&entry.path()) } else { 1 }).sum()
}

#[test]
fn a_link_whose_old_name_was_not_removed_is_recognised() {
    let f = fixture::repository();
    let request = f.stage("a.jpg", "ours");
    std::fs::create_dir_all(f.root.join("inbox/2024/05")).unwrap();
    let staged = f.repository.locate(&request.staged);
    std::fs::hard_link(&staged, f.root.join("inbox/2024/05/a.jpg")).unwrap();
    assert_eq!(f.commit(&request), ("inbox/2024/05/a.jpg".to_owned(), Outcome::Found));
    assert!(!staged.exists());
}

#[test]
fn the_same_picture_of_somebody_else_is_not_taken_for_ours() {
    let f = fixture::repository();
    let theirs = RelativePath::new(f.commit(&f.stage("a.jpg", "same")).0).unwrap();
    let request = CommitRequest { taken: vec![theirs], ..f.stage("a.jpg", "same") };
    let (path, _) = f.commit(&request);
    assert_eq!(path, "inbox/2024/05/a (1).jpg");
    assert_eq!(f.commit(&request), (path, Outcome::Found));
}

#[test]
fn a_place_by_content_is_found_again_also_when_somebody_shares_it() {
    let f = fixture::repository();
    let cas = |request| CommitRequest { strategy: StorageStrategy::Cas, ..request };
    let shared = f.commit(&cas(f.stage("a.jpg", "same"))).0;
    let request =
        CommitRequest { taken: vec![RelativePath::new(&*shared).unwrap()], ..cas(f.stage("b.jpg", "same")) };
    assert_eq!(f.commit(&request), (shared.clone(), Outcome::Replaced));
    assert_eq!(f.commit(&request), (shared, Outcome::Found));
}

#[test]
fn a_file_that_is_nowhere_is_not_found() {
    let f = fixture::repository();
    let request = f.stage("a.jpg", "lost");
    std::fs::remove_file(f.repository.locate(&request.staged)).unwrap();
    f.write("inbox/2024/05/a.jpg", "liar");
    assert_eq!(f.repository.commit(&request).unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn nothing_but_a_staged_file_is_committed() {
    let f = fixture::repository();
    f.write("trip/a.jpg", "precious");
    let request = CommitRequest { staged: RelativePath::new("trip/a.jpg").unwrap(), ..f.stage("b.jpg", "x") };
    assert_eq!(f.repository.commit(&request).unwrap_err().kind(), ErrorKind::Invalid);
}

#[test]
fn a_link_in_the_way_leads_nowhere() {
    let f = fixture::repository();
    let elsewhere = calotype_testkit::tmp::data_dir();
    symlink(&*elsewhere, f.root.join("inbox/2024")).unwrap();
    let request = f.stage("a.jpg", "x");
    assert_eq!(f.repository.commit(&request).unwrap_err().kind(), ErrorKind::Invalid);
    assert_eq!(std::fs::read_dir(&*elsewhere).unwrap().count(), 0);
    assert!(f.repository.locate(&request.staged).exists(), "still staged");
}

#[test]
fn a_folder_that_somebody_removed_is_made_again() {
    let f = fixture::repository();
    f.commit(&f.stage("a.jpg", "x"));
    std::fs::remove_dir_all(f.root.join("inbox/2024")).unwrap();
    assert_eq!(f.commit(&f.stage("a.jpg", "y")).1, Outcome::Moved);
}

#[test]
fn commits_at_the_same_time_never_lose_a_file() {
    let f = fixture::repository();
    let requests: Vec<_> = (0..16).map(|number| f.stage("a.jpg", &format!("content {number}"))).collect();
    let mut paths: Vec<_> = std::thread::scope(|scope| {
        let commits: Vec<_> = requests
            .iter()
            .map(|request| scope.spawn(|| f.repository.commit(request).unwrap().path))
            .collect();
        commits.into_iter().map(|commit| commit.join().unwrap()).collect()
    });
    for (request, path) in requests.iter().zip(&paths) {
        assert_eq!(ContentHash::of(&f.read(path)), request.hash);
    }
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), 16);
}

#[test]
fn whatever_the_name_the_file_lands_below_inbox() {
    let f = fixture::repository();
    proptest!(ProptestConfig::with_cases(64), |(name in any::<String>(), flat in any::<bool>())| {
        let strategy = if flat { StorageStrategy::Flat } else { StorageStrategy::Date };
        let request = CommitRequest { strategy, ..f.stage(&name, "x") };
        let committed = f.repository.commit(&request).unwrap();
        prop_assert!(committed.path.as_str().starts_with("inbox/"));
        let real = f.repository.locate(&committed.path).canonicalize().unwrap();
        prop_assert!(real.starts_with(f.root.join("inbox")));
    });
}
