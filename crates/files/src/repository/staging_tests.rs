#![allow(clippy::unwrap_used)]

use futures::stream;
use proptest::prelude::*;
use time::macros::datetime;

use super::*;
use crate::hash::{ContentHash, hash_file};
use crate::repository::fixture;

type Piece = Result<Bytes, &'static str>;

fn pieces(bytes: &[u8], size: usize) -> impl Stream<Item = Piece> + Unpin {
    stream::iter(bytes.chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect::<Vec<_>>())
}

fn name() -> FileName {
    FileName::sanitize("beach.jpg")
}

#[tokio::test]
async fn an_upload_is_stored_hashed_and_counted() {
    let f = fixture::repository();
    let bytes: Vec<u8> = (0..3_000_001_u32).map(|i| (i % 251) as u8).collect();
    let staged = f.repository.stage(&name(), u64::MAX, pieces(&bytes, 70_000)).await.unwrap();
    assert_eq!(staged.hashes, hash_file(&f.repository.locate(&staged.path)).unwrap());
    assert_eq!((staged.hashes.size, staged.hashes.full), (3_000_001, ContentHash::of(&bytes)));
    assert_eq!(staged.name, name());
    assert!(staged.path.as_str().ends_with("_beach.jpg"));
    assert!(f.read(&staged.path) == bytes);
}

#[tokio::test]
async fn a_staged_file_goes_with_its_value_unless_it_is_kept() {
    let f = fixture::repository();
    drop(f.repository.stage(&name(), 10, pieces(b"x", 1)).await.unwrap());
    assert_eq!(f.names(INCOMING), [""; 0]);
    f.repository.stage(&name(), 10, pieces(b"x", 1)).await.unwrap().keep();
    assert_eq!(f.names(INCOMING).len(), 1);
}

#[tokio::test]
async fn the_limit_is_exact_and_a_byte_more_leaves_nothing() {
    let f = fixture::repository();
    for size in [1, 100, 2_000_000] {
        let bytes = vec![1; 2_000_000];
        let staged = f.repository.stage(&name(), 2_000_000, pieces(&bytes, size.max(1000))).await.unwrap();
        assert_eq!(staged.hashes.size, 2_000_000);
        let error = f.repository.stage(&name(), 1_999_999, pieces(&bytes, size.max(1000))).await.unwrap_err();
        assert!(matches!(error, StageError::TooLarge { limit: 1_999_999 }), "{error:?}");
        drop(staged);
        assert_eq!(f.names(INCOMING), [""; 0]);
    }
}

#[tokio::test]
async fn an_empty_upload_is_an_empty_file() {
    let f = fixture::repository();
    let staged = f.repository.stage(&name(), 0, pieces(b"", 1)).await.unwrap();
    assert_eq!(staged.hashes.size, 0);
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let f = fixture::repository();
    for good in [0, 1, 40] {
        let good = stream::iter(vec![Ok(Bytes::from(vec![0; 100_000])); good]);
        let broken = good.chain(stream::iter([Err("cable")]));
        let error = f.repository.stage(&name(), u64::MAX, broken).await.unwrap_err();
        assert!(matches!(error, StageError::Source("cable")), "{error:?}");
    }
    // What was on its way to the disk is removed when it got there.
    for _ in 0..100 {
        if f.names(INCOMING).is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("left: {:?}", f.names(INCOMING));
}

#[tokio::test]
async fn a_caller_that_goes_away_leaves_nothing() {
    let f = fixture::repository();
    let endless = stream::iter(vec![Piece::Ok(Bytes::from(vec![0; 500_000])); 5]).chain(stream::pending());
    let name = name();
    let stage = f.repository.stage(&name, u64::MAX, Box::pin(endless));
    tokio::time::timeout(Duration::from_millis(200), stage).await.unwrap_err();
    for _ in 0..100 {
        if f.names(INCOMING).is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("left: {:?}", f.names(INCOMING));
}

#[tokio::test]
async fn an_upload_survives_a_tidy_user_but_not_an_unmounted_disk() {
    let f = fixture::repository();
    std::fs::remove_dir_all(f.root.join(".lumilio")).unwrap();
    f.repository.stage(&name(), 10, pieces(b"x", 1)).await.unwrap();
    std::fs::remove_dir_all(&f.root).unwrap();
    std::fs::create_dir(&f.root).unwrap();
    let error = f.repository.stage(&name(), 10, pieces(b"x", 1)).await.unwrap_err();
    assert!(matches!(error, StageError::Storage(error) if error.kind() == ErrorKind::Unavailable));
    assert_eq!(f.names(""), [""; 0], "nothing is written to the mount point");
}

#[tokio::test]
async fn a_rejected_file_is_put_aside_once() {
    let f = fixture::repository();
    let at = datetime!(2024-05-06 07:08:09 UTC);
    let mut rejected = Vec::new();
    for _ in 0..2 {
        let staged = f.repository.stage(&name(), 10, pieces(b"x", 1)).await.unwrap();
        let path = staged.path.clone();
        staged.keep();
        rejected.push(f.repository.reject(&path, at).unwrap().unwrap());
        assert_eq!(f.repository.reject(&path, at).unwrap(), None);
    }
    assert_eq!(f.names(FAILED), ["beach_20240506_070809.jpg", "beach_20240506_070809_1.jpg"]);
    assert_eq!(f.read(&rejected[1]), b"x");
}

#[tokio::test]
async fn a_sweep_takes_what_is_old_and_unknown() {
    let f = fixture::repository();
    let mut paths = Vec::new();
    for age in [7200, 7200, 60] {
        let staged = f.repository.stage(&name(), 10, pieces(b"x", 1)).await.unwrap();
        let file = File::options().write(true).open(f.repository.locate(&staged.path)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
        paths.push(staged.path.clone());
        staged.keep();
    }
    let swept = f.repository.sweep_staging(Duration::from_secs(3600), |path| Ok(*path == paths[1])).unwrap();
    assert_eq!(swept, 1);
    let mut left: Vec<_> = paths[1..].iter().map(|path| path.file_name().to_owned()).collect();
    left.sort();
    assert_eq!(f.names(INCOMING), left);
}

#[test]
fn only_staged_files_can_be_discarded() {
    let f = fixture::repository();
    f.write("trip/a.jpg", "precious");
    let original = RelativePath::new("trip/a.jpg").unwrap();
    assert_eq!(f.repository.discard_staged(&original).unwrap_err().kind(), ErrorKind::Invalid);
    assert_eq!(f.read(&original), b"precious");
    let gone = RelativePath::of(INCOMING, "gone");
    f.repository.discard_staged(&gone).unwrap();
}

#[test]
fn however_an_upload_is_cut_the_file_is_the_same() {
    let f = fixture::repository();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let cuts = prop::collection::vec(0..600_000_usize, 0..8);
    proptest!(ProptestConfig::with_cases(32), |(cuts in cuts)| {
        let bytes = vec![7; cuts.iter().sum()];
        let stream = stream::iter(cuts.iter().map(|cut| Piece::Ok(vec![7; *cut].into())).collect::<Vec<_>>());
        let staged = runtime.block_on(f.repository.stage(&name(), u64::MAX, stream)).unwrap();
        prop_assert_eq!(staged.hashes.full, ContentHash::of(&bytes));
        prop_assert_eq!(f.read(&staged.path).len(), bytes.len());
    });
}
