//! Keys: where they come from, where they may be used, and how they end.

use std::net::IpAddr;
use std::time::Duration;

use axum::http::Method;
use calotype_core::keys::{self, From, NewKey};
use calotype_core::{Actor, Role, Who, access};
use calotype_store::tenants;

use crate::app::{TestApp, on_both_engines};
use crate::upload::build::{KEY, program};

on_both_engines![
    a_key_works_from_its_networks_and_pages_only,
    a_rotated_key_goes_on_for_its_hours,
    whoever_is_switched_off_takes_their_keys_along,
    a_key_never_exceeds_who_made_it,
    a_key_can_never_change_keys,
    the_last_use_is_noted,
    an_isolated_key_sees_only_its_own,
];

fn new(scopes: &[&str]) -> NewKey {
    NewKey { scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(), ..NewKey::default() }
}

async fn works(app: &TestApp, secret: &str) -> bool {
    keys::authenticate(&app.core, secret, From::default()).await.unwrap().is_some()
}

async fn administrator(app: &TestApp) -> Actor {
    let ada = app.admin().await;
    Actor::user(ada.id(), ada.number(), "ada", Role::Admin)
}

async fn a_key_works_from_its_networks_and_pages_only(app: TestApp) {
    let bound = NewKey {
        addresses: vec!["203.0.113.0/24".into(), "2001:db8::7".into()],
        origins: vec!["https://app.example.org".into()],
        ..new(&["hosting"])
    };
    let secret = keys::create(&app.core, &Actor::system(), bound).await.unwrap().secret;
    for (address, origin, good) in [
        (Some("203.0.113.9"), Some("https://app.example.org"), true),
        (Some("::ffff:203.0.113.9"), Some("https://APP.example.org"), true),
        (Some("2001:db8::7"), Some("https://app.example.org"), true),
        (Some("2001:db8::8"), Some("https://app.example.org"), false),
        (Some("203.0.114.9"), Some("https://app.example.org"), false),
        (Some("203.0.113.9"), Some("https://app.example.org.evil.test"), false),
        (Some("203.0.113.9"), Some("http://app.example.org"), false),
        (Some("203.0.113.9"), None, false),
        (None, Some("https://app.example.org"), false),
    ] {
        let from = From { address: address.map(|text| text.parse::<IpAddr>().unwrap()), origin };
        let found = keys::authenticate(&app.core, &secret, from).await.unwrap();
        assert_eq!(found.is_some(), good, "{address:?} {origin:?}");
    }
    for bad in [
        NewKey { addresses: vec!["everywhere".into()], ..new(&["hosting"]) },
        NewKey { addresses: vec!["10.0.0.0/33".into()], ..new(&["hosting"]) },
    ] {
        let error = keys::create(&app.core, &Actor::system(), bad).await.unwrap_err();
        assert_eq!(error.code, "invalid_network");
    }
    for origin in ["*", "https://", "https://a.test/path", "a.test", "null"] {
        let bad = NewKey { origins: vec![origin.into()], ..new(&["hosting"]) };
        let error = keys::create(&app.core, &Actor::system(), bad).await.unwrap_err();
        assert_eq!(error.code, "invalid_key_origin", "{origin}");
    }
    // The same through the front door.
    let near = NewKey { addresses: vec!["127.0.0.1".into()], ..new(&["upload:read"]) };
    let secret = keys::create(&app.core, &Actor::system(), near).await.unwrap().secret;
    for (address, status) in [([127, 0, 0, 1], 200), ([127, 0, 0, 2], 401)] {
        let ask = app.anonymous().from(address).request(Method::GET, "/list-uploads-api");
        assert_eq!(ask.header(KEY, &secret).send().await.status.as_u16(), status);
    }
}

async fn a_rotated_key_goes_on_for_its_hours(app: TestApp) {
    let system = Actor::system();
    let old =
        NewKey { origins: vec![], isolated: true, name: "mine".into(), ..new(&["hosting", "commands"]) };
    let old = keys::create(&app.core, &system, old).await.unwrap();
    let next = keys::rotate(&app.core, &system, &old.key.prefix, 2).await.unwrap();
    assert_eq!((next.key.name.as_str(), next.key.isolated), ("mine", true));
    assert_eq!(next.key.scopes, old.key.scopes);
    assert!(works(&app, &old.secret).await && works(&app, &next.secret).await);
    app.clock.advance(Duration::from_secs(2 * 3600 - 1));
    assert!(works(&app, &old.secret).await);
    app.clock.advance(Duration::from_secs(1));
    assert!(!works(&app, &old.secret).await && works(&app, &next.secret).await);
    let again = keys::rotate(&app.core, &system, &old.key.id.to_string(), 2).await.unwrap_err();
    assert_eq!(again.code, "key_revoked");
    let last = keys::rotate(&app.core, &system, &next.key.prefix, 0).await.unwrap();
    assert!(!works(&app, &next.secret).await && works(&app, &last.secret).await);
    let never = keys::rotate(&app.core, &system, &last.key.prefix, 721).await.unwrap_err();
    assert_eq!(never.code, "invalid_grace");
}

/// Runs a statement of the test's own.
async fn switch(app: &TestApp, sql: &str, id: uuid::Uuid) {
    let mut tx = app.core.db.write().await.unwrap();
    let values = calotype_store::Values(vec![id.into()]);
    assert_eq!(tx.exec(sql, values).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn whoever_is_switched_off_takes_their_keys_along(app: TestApp) {
    let admin = administrator(&app).await;
    let mia = app.user("mia").await;
    let for_mia = NewKey { username: Some("mia".into()), ..new(&["upload:read"]) };
    let for_mia = keys::create(&app.core, &admin, for_mia).await.unwrap().secret;
    let by_ada = keys::create(&app.core, &admin, new(&["commands"])).await.unwrap().secret;
    let ours = keys::create(&app.core, &Actor::system(), new(&["commands"])).await.unwrap().secret;
    assert!(works(&app, &for_mia).await && works(&app, &by_ada).await && works(&app, &ours).await);
    switch(&app, "UPDATE users SET is_active = FALSE WHERE id = $1", mia.id()).await;
    assert!(!works(&app, &for_mia).await, "the user it acts for");
    switch(&app, "UPDATE users SET is_active = TRUE WHERE id = $1", mia.id()).await;
    assert!(works(&app, &for_mia).await);
    switch(&app, "UPDATE users SET is_active = FALSE WHERE id = $1", admin.user_id().unwrap()).await;
    assert!(!works(&app, &for_mia).await && !works(&app, &by_ada).await, "who made it");
    assert!(works(&app, &ours).await);
    switch(&app, "UPDATE tenants SET is_active = FALSE WHERE id = $1", tenants::HOME).await;
    assert!(!works(&app, &ours).await, "the tenant");
}

async fn a_key_never_exceeds_who_made_it(app: TestApp) {
    let admin = administrator(&app).await;
    let secret = keys::create(&app.core, &admin, new(&["admin", "upload:read"])).await.unwrap().secret;
    let scopes =
        async || keys::authenticate(&app.core, &secret, From::default()).await.unwrap().unwrap().scopes;
    assert_eq!(scopes().await, ["admin", "upload:read"]);
    switch(&app, "DELETE FROM admin_grants WHERE user_id = $1", admin.user_id().unwrap()).await;
    assert_eq!(scopes().await, ["upload:read"]);
}

async fn a_key_can_never_change_keys(app: TestApp) {
    let system = Actor::system();
    let made = keys::create(&app.core, &system, new(&["admin"])).await.unwrap();
    let key = keys::authenticate(&app.core, &made.secret, From::default()).await.unwrap().unwrap();
    let who = Who::Key { id: key.id, user: key.user, scopes: key.scopes, isolated: key.isolated };
    let program = Actor { who, ..Actor::anonymous() };
    assert!(access::program(&program, "hosting").is_ok(), "the scope admin is every scope");
    let errors = [
        keys::create(&app.core, &program, new(&["commands"])).await.err(),
        keys::rotate(&app.core, &program, &key.prefix, 1).await.err(),
        keys::revoke(&app.core, &program, &key.prefix).await.err(),
        keys::list(&app.core, &program).await.err(),
    ];
    for error in errors {
        assert_eq!(error.unwrap().code, "admin_required");
    }
}

async fn the_last_use_is_noted(app: TestApp) {
    let mia = program(&app, "mia").await;
    for _ in 0..3 {
        mia.get("/list-uploads-api").await.ok();
    }
    let listed = async || keys::list(&app.core, &Actor::system()).await.unwrap()[0].last_used_at;
    assert_eq!(listed().await, None, "not a write for each request");
    calotype_core::usage::flush(&app.core).await.unwrap();
    let first = listed().await.unwrap();
    app.clock.advance(Duration::from_secs(60));
    mia.get("/list-uploads-api").await.ok();
    calotype_core::usage::flush(&app.core).await.unwrap();
    assert!(listed().await.unwrap() >= first + 60_000_000);
}

async fn an_isolated_key_sees_only_its_own(app: TestApp) {
    let mia = program(&app, "mia").await;
    mia.promised().await;
    let alone =
        NewKey { username: Some("mia".into()), isolated: true, ..new(&["upload:read", "upload:write"]) };
    let secret = keys::create(&app.core, &Actor::system(), alone).await.unwrap().secret;
    let list = app.anonymous().request(Method::GET, "/list-uploads-api").header(KEY, &secret);
    assert!(list.send().await.ok()["uploads"].as_array().unwrap().is_empty());
    let events = app.anonymous().request(Method::GET, "/list-events-api?action=upload.created");
    assert!(events.header(KEY, &secret).send().await.ok()["events"].as_array().unwrap().is_empty());
}
