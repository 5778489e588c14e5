//! One list of questions that memory, disk and a real S3 server answer alike.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use calotype_files::objects::{Encoding, ObjectKey, Objects, Prefix, PresignGet, Presigned, Put, S3Config};
use calotype_files::{ContentHash, ErrorKind};
use calotype_testkit::s3::TestBucket;
use calotype_testkit::tmp::{DataDir, data_dir};
use futures::TryStreamExt;
use uuid::Uuid;

/// A store and what it lives in.
struct Fixture {
    objects: Objects,
    scratch: DataDir,
    _place: Box<dyn std::any::Any>,
}

fn memory() -> Fixture {
    Fixture { objects: Objects::in_memory(), scratch: data_dir(), _place: Box::new(()) }
}

fn disk() -> Fixture {
    let place = data_dir();
    let objects = Objects::on_disk(place.join("objects")).unwrap();
    Fixture { objects, scratch: data_dir(), _place: Box::new(place) }
}

fn s3_config(bucket: &TestBucket) -> S3Config {
    S3Config {
        endpoint: Some(bucket.endpoint()),
        public_endpoint: None,
        path_style: None,
        region: bucket.region().into(),
        bucket: bucket.name.clone(),
        prefix: "photos/of 2024".into(),
        credentials: Some((bucket.access_key().into(), bucket.secret_key().into())),
    }
}

async fn s3() -> Option<Fixture> {
    let bucket = calotype_testkit::s3::bucket().await?;
    let objects = Objects::on_s3(&s3_config(&bucket)).unwrap();
    Some(Fixture { objects, scratch: data_dir(), _place: Box::new(bucket) })
}

/// Makes one test per store of each question.
macro_rules! suite {
    ($($question:ident,)*) => {
        mod in_memory {
            $(#[tokio::test] async fn $question() { super::$question(super::memory()).await; })*
        }
        mod on_disk {
            $(#[tokio::test] async fn $question() { super::$question(super::disk()).await; })*
        }
        mod on_s3 {
            $(#[tokio::test] async fn $question() {
                if let Some(fixture) = super::s3().await { super::$question(fixture).await; }
            })*
        }
    };
}

suite! {
    what_is_put_can_be_read,
    an_empty_object_is_an_object,
    an_immutable_object_is_found_and_never_replaced,
    an_upload_is_replaced,
    writers_of_the_same_object_agree_on_one,
    a_large_file_is_stored_byte_for_byte,
    a_file_that_is_missing_is_not_found_and_leaves_nothing,
    any_range_is_read_exactly,
    a_range_behind_the_end_is_invalid,
    a_missing_object_is_not_found,
    deleting_twice_is_as_good_as_once,
    many_are_deleted_at_once,
    a_copy_is_independent_of_its_source,
    a_copy_of_nothing_is_not_found,
    a_listing_names_what_is_below_its_prefix_and_nothing_else,
    an_object_opens_as_a_file,
    more_bytes_than_asked_for_are_refused_before_they_are_read,
    the_check_succeeds_and_leaves_nothing,
    one_original_s_renditions_come_and_go_while_others_are_written,
}

const TENANT: Uuid = Uuid::from_u128(7);

fn blob(content: &[u8]) -> ObjectKey {
    ObjectKey::Blob { tenant: TENANT, content: ContentHash::of(content) }
}

fn upload(number: u128) -> ObjectKey {
    ObjectKey::Upload { tenant: TENANT, upload: Uuid::from_u128(number) }
}

fn rendition(original: &[u8], recipe: &str) -> ObjectKey {
    ObjectKey::Rendition {
        tenant: TENANT,
        original: ContentHash::of(original),
        recipe: recipe.parse().unwrap(),
        encoding: Encoding::Webp,
    }
}

fn noise(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    blake3::Hasher::new().finalize_xof().fill(&mut bytes);
    bytes
}

async fn read(objects: &Objects, key: &ObjectKey) -> Bytes {
    objects.get(key).await.unwrap().bytes(u64::MAX).await.unwrap()
}

async fn listed(objects: &Objects, prefix: Prefix) -> Vec<String> {
    let found: Vec<_> = objects.list(prefix).try_collect().await.unwrap();
    let mut paths: Vec<_> = found.into_iter().map(|listed| listed.key.path()).collect();
    paths.sort();
    paths
}

async fn what_is_put_can_be_read(f: Fixture) {
    let key = rendition(b"x", "small-v1");
    let begun = SystemTime::now();
    assert_eq!(f.objects.put(&key, Bytes::from_static(b"picture")).await.unwrap(), Put::Created);
    assert_eq!(read(&f.objects, &key).await, "picture");
    let head = f.objects.head(&key).await.unwrap().unwrap();
    assert_eq!(head.size, 7);
    // S3 keeps whole seconds.
    assert!(
        head.modified > begun - Duration::from_secs(5) && head.modified < begun + Duration::from_secs(60)
    );
    let object = f.objects.get(&key).await.unwrap();
    assert_eq!((object.size, object.range.clone()), (7, 0..7));
}

async fn an_empty_object_is_an_object(f: Fixture) {
    let key = blob(b"");
    f.objects.put(&key, Bytes::new()).await.unwrap();
    assert_eq!(read(&f.objects, &key).await, "");
    assert_eq!(f.objects.head(&key).await.unwrap().unwrap().size, 0);
    assert_eq!(f.objects.get_range(&key, 0..1).await.unwrap_err().kind(), ErrorKind::Invalid);
}

async fn an_immutable_object_is_found_and_never_replaced(f: Fixture) {
    let key = rendition(b"x", "small-v1");
    f.objects.put(&key, Bytes::from_static(b"first")).await.unwrap();
    assert_eq!(f.objects.put(&key, Bytes::from_static(b"second")).await.unwrap(), Put::Found);
    let file = f.scratch.join("third");
    std::fs::write(&file, "third").unwrap();
    assert_eq!(f.objects.put_file(&key, &file).await.unwrap(), Put::Found);
    f.objects.put(&upload(1), Bytes::from_static(b"fourth")).await.unwrap();
    assert_eq!(f.objects.copy(&upload(1), &key).await.unwrap(), Put::Found);
    assert_eq!(read(&f.objects, &key).await, "first");
}

async fn an_upload_is_replaced(f: Fixture) {
    let key = upload(1);
    let file = f.scratch.join("second");
    std::fs::write(&file, "second").unwrap();
    assert_eq!(f.objects.put(&key, Bytes::from_static(b"first")).await.unwrap(), Put::Created);
    assert_eq!(f.objects.put_file(&key, &file).await.unwrap(), Put::Created);
    assert_eq!(read(&f.objects, &key).await, "second");
    f.objects.put(&upload(2), Bytes::from_static(b"third")).await.unwrap();
    assert_eq!(f.objects.copy(&upload(2), &key).await.unwrap(), Put::Created);
    assert_eq!(read(&f.objects, &key).await, "third");
}

async fn writers_of_the_same_object_agree_on_one(f: Fixture) {
    let key = rendition(b"x", "small-v1");
    let put = |text: String| {
        let (objects, key) = (f.objects.clone(), key.clone());
        tokio::spawn(async move { objects.put(&key, text.into()).await.unwrap() })
    };
    let writers: Vec<_> = (0..8).map(|writer| put(format!("by writer {writer}"))).collect();
    let mut created = 0;
    for writer in writers {
        created += usize::from(writer.await.unwrap() == Put::Created);
    }
    assert_eq!(created, 1);
    assert!(read(&f.objects, &key).await.starts_with(b"by writer "));
}

async fn a_large_file_is_stored_byte_for_byte(f: Fixture) {
    // Three parts and a bit.
    let bytes = noise(25 * 1024 * 1024 + 13);
    let key = blob(&bytes);
    let file = f.scratch.join("large");
    std::fs::write(&file, &bytes).unwrap();
    assert_eq!(f.objects.put_file(&key, &file).await.unwrap(), Put::Created);
    assert_eq!(f.objects.put_file(&key, &file).await.unwrap(), Put::Found);
    assert!(read(&f.objects, &key).await == bytes);
    assert_eq!(std::fs::read(&file).unwrap().len(), bytes.len(), "the source stays");
}

async fn a_file_that_is_missing_is_not_found_and_leaves_nothing(f: Fixture) {
    let error = f.objects.put_file(&upload(1), &f.scratch.join("missing")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(!error.to_string().contains("missing"), "{error}");
    assert_eq!(listed(&f.objects, Prefix::All).await, [""; 0]);
}

async fn any_range_is_read_exactly(f: Fixture) {
    let bytes = noise(700_000);
    let key = blob(&bytes);
    f.objects.put(&key, bytes.clone().into()).await.unwrap();
    for range in
        [0..1, 0..700_000, 699_999..700_000, 1..300_001, 262_143..262_145, 5..1_000_000, 699_999..u64::MAX]
    {
        let object = f.objects.get_range(&key, range.clone()).await.unwrap();
        let expected = range.start..range.end.min(700_000);
        assert_eq!((object.size, object.range.clone()), (700_000, expected.clone()));
        let read = object.bytes(u64::MAX).await.unwrap();
        assert!(read == bytes[expected.start as usize..expected.end as usize], "{range:?}");
    }
}

async fn a_range_behind_the_end_is_invalid(f: Fixture) {
    let key = blob(b"four");
    f.objects.put(&key, Bytes::from_static(b"four")).await.unwrap();
    #[allow(clippy::reversed_empty_ranges)]
    for range in [4..5, 100..200, 2..2, 3..1] {
        let error = f.objects.get_range(&key, range.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid, "{range:?}");
    }
}

async fn a_missing_object_is_not_found(f: Fixture) {
    let key = blob(b"never");
    assert_eq!(f.objects.head(&key).await.unwrap(), None);
    assert_eq!(f.objects.get(&key).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(f.objects.get_range(&key, 0..1).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(f.objects.open(&key, &f.scratch).await.unwrap_err().kind(), ErrorKind::NotFound);
}

async fn deleting_twice_is_as_good_as_once(f: Fixture) {
    let key = rendition(b"x", "small-v1");
    f.objects.put(&key, Bytes::from_static(b"x")).await.unwrap();
    for _ in 0..2 {
        f.objects.delete(&key).await.unwrap();
        assert_eq!(f.objects.head(&key).await.unwrap(), None);
    }
    assert_eq!(f.objects.put(&key, Bytes::from_static(b"again")).await.unwrap(), Put::Created);
    assert_eq!(read(&f.objects, &key).await, "again");
}

async fn many_are_deleted_at_once(f: Fixture) {
    let keys: Vec<_> = (0..30).map(upload).collect();
    for key in &keys[..20] {
        f.objects.put(key, Bytes::from_static(b"x")).await.unwrap();
    }
    f.objects.put(&upload(99), Bytes::from_static(b"stays")).await.unwrap();
    f.objects.delete_many(&keys).await.unwrap();
    assert_eq!(listed(&f.objects, Prefix::All).await, [upload(99).path()]);
}

async fn a_copy_is_independent_of_its_source(f: Fixture) {
    let (from, to) = (upload(1), blob(b"content"));
    f.objects.put(&from, Bytes::from_static(b"content")).await.unwrap();
    assert_eq!(f.objects.copy(&from, &to).await.unwrap(), Put::Created);
    f.objects.put(&from, Bytes::from_static(b"changed")).await.unwrap();
    assert_eq!(read(&f.objects, &to).await, "content");
    f.objects.delete(&from).await.unwrap();
    assert_eq!(read(&f.objects, &to).await, "content");
}

async fn a_copy_of_nothing_is_not_found(f: Fixture) {
    for to in [blob(b"x"), upload(2)] {
        assert_eq!(f.objects.copy(&upload(1), &to).await.unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(f.objects.head(&to).await.unwrap(), None);
    }
}

async fn a_listing_names_what_is_below_its_prefix_and_nothing_else(f: Fixture) {
    let stranger = ObjectKey::Blob { tenant: Uuid::from_u128(8), content: ContentHash::of(b"a") };
    let keys = [rendition(b"a", "small-v1"), rendition(b"a", "large-v1"), rendition(b"b", "small-v1")];
    for key in keys.iter().chain([&blob(b"a"), &upload(1), &stranger]) {
        f.objects.put(key, Bytes::from_static(b"x")).await.unwrap();
    }
    let paths = |keys: &[&ObjectKey]| {
        let mut paths: Vec<_> = keys.iter().map(|key| key.path()).collect();
        paths.sort();
        paths
    };
    assert_eq!(listed(&f.objects, Prefix::All).await.len(), 6);
    assert_eq!(listed(&f.objects, Prefix::Renditions(TENANT)).await, paths(&[&keys[0], &keys[1], &keys[2]]));
    let of_a = Prefix::RenditionsOf(TENANT, ContentHash::of(b"a"));
    assert_eq!(listed(&f.objects, of_a).await, paths(&[&keys[0], &keys[1]]));
    assert_eq!(listed(&f.objects, Prefix::Blobs(TENANT)).await, paths(&[&blob(b"a")]));
    assert_eq!(listed(&f.objects, Prefix::Uploads(TENANT)).await, paths(&[&upload(1)]));
    assert_eq!(listed(&f.objects, Prefix::Uploads(Uuid::nil())).await, [""; 0]);
}

async fn an_object_opens_as_a_file(f: Fixture) {
    use std::io::Read;
    let bytes = noise(300_000);
    let key = blob(&bytes);
    f.objects.put(&key, bytes.clone().into()).await.unwrap();
    let mut read = Vec::new();
    f.objects.open(&key, &f.scratch).await.unwrap().read_to_end(&mut read).unwrap();
    assert!(read == bytes);
    assert_eq!(std::fs::read_dir(&*f.scratch).unwrap().count(), 0, "the fetched file has no name");
}

async fn more_bytes_than_asked_for_are_refused_before_they_are_read(f: Fixture) {
    let key = blob(b"12345");
    f.objects.put(&key, Bytes::from_static(b"12345")).await.unwrap();
    assert_eq!(f.objects.get(&key).await.unwrap().bytes(5).await.unwrap(), "12345");
    assert_eq!(f.objects.get(&key).await.unwrap().bytes(4).await.unwrap_err().kind(), ErrorKind::Invalid);
    assert_eq!(f.objects.get_range(&key, 1..3).await.unwrap().bytes(2).await.unwrap(), "23");
}

async fn the_check_succeeds_and_leaves_nothing(f: Fixture) {
    f.objects.check().await.unwrap();
    assert_eq!(listed(&f.objects, Prefix::All).await, [""; 0]);
}

/// On disk a delete takes the emptied directory along; a put beside it must not be lost.
async fn one_original_s_renditions_come_and_go_while_others_are_written(f: Fixture) {
    let writer = |name: String, rounds: usize| {
        let objects = f.objects.clone();
        tokio::spawn(async move {
            for round in 0..rounds {
                let key = rendition(b"x", &format!("{name}-{round}"));
                assert_eq!(objects.put(&key, Bytes::from(name.clone())).await.unwrap(), Put::Created);
                assert_eq!(read(&objects, &key).await, name);
                objects.delete(&key).await.unwrap();
            }
        })
    };
    let writers: Vec<_> = (0..4).map(|number| writer(format!("writer{number}"), 20)).collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(listed(&f.objects, Prefix::All).await, [""; 0]);
}

#[tokio::test]
async fn a_presigned_link_of_s3_is_answered_and_a_changed_one_is_refused() {
    let Some(bucket) = calotype_testkit::s3::bucket().await else { return };
    let objects = Objects::on_s3(&s3_config(&bucket)).unwrap();
    let key = blob(b"picture");
    objects.put(&key, Bytes::from_static(b"picture")).await.unwrap();
    let how = PresignGet {
        expires_in: Duration::from_secs(60),
        content_type: Some("image/jpeg".into()),
        content_disposition: Some("attachment; filename=\"a b.jpg\"".into()),
    };
    let Presigned::Url(url) = objects.presign_get(&key, &how).await.unwrap() else { panic!("no link") };
    let answer = reqwest::Client::new().get(&url).header("range", "bytes=0-2").send().await.unwrap();
    assert_eq!(answer.status(), 206);
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    assert_eq!(answer.headers()["content-disposition"], "attachment; filename=\"a b.jpg\"");
    assert_eq!(answer.bytes().await.unwrap(), "pic");

    let forged = url.replace("image%2Fjpeg", "text%2Fhtml");
    assert_ne!(forged, url);
    assert_eq!(reqwest::get(&forged).await.unwrap().status(), 403);
}

#[tokio::test]
async fn a_presigned_link_names_the_public_address_and_a_limited_time() {
    let config = S3Config {
        endpoint: Some("http://10.0.0.1:9000".into()),
        public_endpoint: Some("https://pictures.example".into()),
        path_style: None,
        region: "eu-central-1".into(),
        bucket: "b".into(),
        prefix: String::new(),
        credentials: Some(("key".into(), "secret".into())),
    };
    let objects = Objects::on_s3(&config).unwrap();
    let mut how = PresignGet { expires_in: Duration::from_secs(60), ..PresignGet::default() };
    let Presigned::Url(url) = objects.presign_get(&blob(b"x"), &how).await.unwrap() else {
        panic!("no link")
    };
    assert!(url.starts_with("https://pictures.example/b/blob/"), "{url}");
    let hosts = S3Config { path_style: Some(false), endpoint: Some("http://store:9000".into()), ..config };
    let hosts = Objects::on_s3(&hosts).unwrap();
    let Presigned::Url(url) = hosts.presign_get(&blob(b"x"), &how).await.unwrap() else { panic!("no link") };
    assert!(url.starts_with("https://b.pictures.example/blob/"), "{url}");
    how.expires_in = Duration::from_secs(8 * 24 * 60 * 60);
    assert_eq!(objects.presign_get(&blob(b"x"), &how).await.unwrap_err().kind(), ErrorKind::Invalid);
}

#[tokio::test]
async fn local_stores_leave_links_to_the_server() {
    for fixture in [memory(), disk()] {
        let how = PresignGet { expires_in: Duration::from_secs(60), ..PresignGet::default() };
        assert_eq!(fixture.objects.presign_get(&blob(b"x"), &how).await.unwrap(), Presigned::Local);
    }
}

#[tokio::test]
async fn a_server_that_is_away_is_unavailable_and_a_wrong_secret_is_refused() {
    let config = S3Config {
        endpoint: Some("http://127.0.0.1:1".into()),
        public_endpoint: None,
        path_style: None,
        region: "us-east-1".into(),
        bucket: "b".into(),
        prefix: String::new(),
        credentials: Some(("key".into(), "secret".into())),
    };
    let error = Objects::on_s3(&config).unwrap().check().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error:?}");
    assert!(!error.to_string().contains("127.0.0.1"), "{error}");

    let Some(bucket) = calotype_testkit::s3::bucket().await else { return };
    let mut config = s3_config(&bucket);
    config.credentials = Some((bucket.access_key().into(), "wrong".into()));
    let error = Objects::on_s3(&config).unwrap().check().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ReadOnly, "{error:?}");
}

#[tokio::test]
async fn a_sweep_removes_only_old_leftovers() {
    let place = data_dir();
    let objects = Objects::on_disk(&*place).unwrap();
    objects.put(&blob(b"x"), Bytes::from_static(b"x")).await.unwrap();
    for (name, age) in [("old", 7200), ("young", 60)] {
        let file = std::fs::File::create(place.join("tmp").join(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    }
    assert_eq!(objects.sweep(Duration::from_secs(3600)).await.unwrap(), 1);
    assert!(place.join("tmp/young").exists());
    assert_eq!(listed(&objects, Prefix::All).await, [blob(b"x").path()]);
}

#[tokio::test]
async fn files_in_the_directory_that_are_not_objects_are_not_listed() {
    let place = data_dir();
    let objects = Objects::on_disk(&*place).unwrap();
    std::fs::create_dir_all(place.join("blob/x")).unwrap();
    for name in ["README", "blob/x/y", "blob/.DS_Store"] {
        std::fs::write(place.join(name), "").unwrap();
    }
    assert_eq!(listed(&objects, Prefix::All).await, [""; 0]);
}
