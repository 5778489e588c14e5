//! Signed links to objects.

use std::time::Duration;

use axum::http::{Method, StatusCode, header};
use bytes::Bytes;
use calotype_core::links::{self, Disposition, Login, NewLink};
use calotype_files::objects::{ObjectKey, Objects, S3Config};
use calotype_store::{sessions, tenants};
use uuid::Uuid;

use crate::app::{TestApp, on_both_engines};

on_both_engines![
    a_link_leads_to_the_bytes_for_its_time,
    nothing_of_a_link_can_be_changed,
    a_link_ends_with_its_login_and_with_its_object,
];

async fn object(app: &TestApp) -> ObjectKey {
    let key = ObjectKey::Upload { tenant: tenants::HOME, upload: Uuid::from_u128(7) };
    app.core.objects.put(&key, Bytes::from_static(b"0123456789")).await.unwrap();
    key
}

fn link(object: &ObjectKey) -> NewLink<'_> {
    NewLink {
        object,
        content_type: "text/html",
        filename: "Größe.html",
        disposition: Disposition::Attachment,
        life: Duration::from_secs(60),
        login: None,
    }
}

async fn a_link_leads_to_the_bytes_for_its_time(app: TestApp) {
    let key = object(&app).await;
    let path = links::make(&app.core, &link(&key)).await.unwrap();
    let answer = app.anonymous().get(&path).await;
    assert_eq!((answer.status, answer.text().as_str()), (StatusCode::OK, "0123456789"));
    let named = answer.header("content-disposition").unwrap();
    assert!(named.starts_with("attachment; ") && named.contains("Gr%C3%B6%C3%9Fe.html"), "{named}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert!(answer.header("content-security-policy").unwrap().contains("sandbox"));
    assert!(answer.header("cache-control").unwrap().starts_with("private, max-age="));
    let part = app.anonymous().request(Method::GET, &path).header(header::RANGE, "bytes=2-4").send().await;
    assert_eq!((part.status, part.text().as_str()), (StatusCode::PARTIAL_CONTENT, "234"));
    let tag = answer.header("etag").unwrap();
    let known = app.anonymous().request(Method::GET, &path).header(header::IF_NONE_MATCH, tag).send().await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    assert_eq!(app.anonymous().head(&path).await.header("content-length"), Some("10"));
    assert_eq!(app.second_node().await.anonymous().get(&path).await.status, StatusCode::OK);
    app.clock.advance(Duration::from_secs(60));
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::FORBIDDEN);
}

async fn nothing_of_a_link_can_be_changed(app: TestApp) {
    let key = object(&app).await;
    let path = links::make(&app.core, &link(&key)).await.unwrap();
    for at in links::PATH.len()..path.len() {
        let mut changed = path.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'Q' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert_eq!(app.anonymous().get(&changed).await.status, StatusCode::NOT_FOUND, "at {at}");
    }
    for token in ["", "x", ".", "a.b", &"a".repeat(5000)] {
        assert_eq!(app.anonymous().get(&format!("/_blob/{token}")).await.status, StatusCode::NOT_FOUND);
    }
}

async fn a_link_ends_with_its_login_and_with_its_object(app: TestApp) {
    let mia = app.user("mia").await;
    let key = object(&app).await;
    let bound = NewLink { login: Some((Login::Library(Uuid::from_u128(3)), mia.id())), ..link(&key) };
    let path = links::make(&app.core, &bound).await.unwrap();
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::NOT_FOUND, "no such login");
    let now = app.clock.now();
    let session = sessions::NewSession {
        tenant: tenants::HOME,
        user: mia.id(),
        kind: sessions::Kind::Library,
        family: None,
        token_hash: vec![7; 32],
        user_agent: None,
        address: None,
        expires_at: now + 1_000_000_000,
    };
    let mut tx = app.core.db.write().await.unwrap();
    let family = sessions::insert(&mut tx, session, now).await.unwrap();
    tx.commit().await.unwrap();
    let bound = NewLink { login: Some((Login::Library(family), mia.id())), ..link(&key) };
    let path = links::make(&app.core, &bound).await.unwrap();
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::OK);
    let mut tx = app.core.db.write().await.unwrap();
    sessions::revoke_family(&mut tx, family, now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::NOT_FOUND, "the login ended");
    let path = links::make(&app.core, &link(&key)).await.unwrap();
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::OK);
    app.core.objects.delete(&key).await.unwrap();
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::NOT_FOUND);
}

/// Over S3 the store answers itself, except where a link is bound to a login.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_s3_a_link_leads_to_the_store() {
    let Some(bucket) = calotype_testkit::s3::bucket().await else { return };
    let app = TestApp::start(calotype_store::testing::TestDb::sqlite().await).await;
    let mut core = app.core.clone();
    core.objects = Objects::on_s3(&S3Config {
        endpoint: Some(bucket.endpoint()),
        public_endpoint: None,
        path_style: None,
        region: bucket.region().to_owned(),
        bucket: bucket.name.clone(),
        prefix: String::new(),
        credentials: Some((bucket.access_key().to_owned(), bucket.secret_key().to_owned().into())),
    })
    .unwrap();
    let key = ObjectKey::Upload { tenant: tenants::HOME, upload: Uuid::from_u128(7) };
    core.objects.put(&key, Bytes::from_static(b"0123456789")).await.unwrap();
    let url = links::make(&core, &link(&key)).await.unwrap();
    assert!(url.starts_with(&bucket.endpoint()), "{url}");
    let _ = rustls::crypto::ring::default_provider().install_default();
    let answer = reqwest::get(&url).await.unwrap();
    let named = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(named.starts_with("attachment; filename="), "{named}");
    assert_eq!(answer.headers()["content-type"], "text/html");
    assert_eq!(answer.bytes().await.unwrap(), "0123456789");
    let bound =
        NewLink { login: Some((Login::Library(Uuid::from_u128(3)), Uuid::from_u128(4))), ..link(&key) };
    assert!(links::make(&core, &bound).await.unwrap().starts_with(links::PATH));
    let ours = links::make(&app.core, &link(&key)).await.unwrap();
    let opened = links::open(&core, ours.trim_start_matches(links::PATH)).await.unwrap();
    assert_eq!(opened.size, 10, "a link to this server is answered out of S3");
}
