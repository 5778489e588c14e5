//! Logins of the administration: cookies, guesses, and the administrator of the configuration.

use std::time::Duration;

use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use super::{basic, no};
use crate::app::{PASSWORD, TestApp, on_both_engines};
use crate::response::Response;

on_both_engines![
    a_cookie_is_as_good_as_basic_and_ends,
    a_cookie_writes_for_our_own_pages_only,
    guessing_is_slow,
    logins_have_a_limit_of_their_own,
    the_configured_administrator_needs_no_account,
    other_administrators_get_in_and_others_do_not,
];

async fn login(app: &TestApp, username: &str, password: &str) -> Response {
    app.ensure_user("ada", calotype_core::Role::Admin).await;
    app.anonymous()
        .post("/api/v1/admin/auth/login", json!({"username": username, "password": password}))
        .await
}

/// The cookie of an answer as the browser sends it back.
#[track_caller]
fn cookie_of(answer: &Response) -> String {
    let cookie = answer.header("set-cookie").unwrap_or_else(|| panic!("{}", answer.text()));
    for part in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/admin"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    cookie.split(';').next().unwrap().to_owned()
}

async fn with_cookie(
    app: &TestApp,
    method: Method,
    path: &str,
    cookie: &str,
    origin: Option<&str>,
) -> Response {
    let mut ask =
        app.anonymous().request(method, &format!("/api/v1/admin{path}")).header(header::COOKIE, cookie);
    ask = ask.header(header::HOST, "faces.example.org");
    if let Some(origin) = origin {
        ask = ask.header(header::ORIGIN, origin);
    }
    ask.send().await
}

async fn a_cookie_is_as_good_as_basic_and_ends(app: TestApp) {
    app.set_up().await;
    let answer = login(&app, "ada", PASSWORD).await;
    let body = answer.ok();
    assert_eq!((&body["authenticated"], &body["username"]), (&json!(true), &json!("ada")));
    assert!(answer.header("set-cookie").unwrap().contains("Max-Age=43200"));
    let cookie = cookie_of(&answer);
    let get = async |path: &str| with_cookie(&app, Method::GET, path, &cookie, None).await;
    assert_eq!(get("/auth/session").await.ok(), body);
    assert_eq!(get("/stats").await.status, StatusCode::OK);
    let out =
        with_cookie(&app, Method::POST, "/auth/logout", &cookie, Some("http://faces.example.org")).await;
    assert_eq!(out.ok(), json!({"authenticated": false}));
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    no(&get("/auth/session").await, 401);
    let refused = get("/stats").await;
    no(&refused, 401);
    assert_eq!(refused.header("www-authenticate"), None);
    assert_eq!(
        app.anonymous().post("/api/v1/admin/auth/logout", json!({})).await.ok(),
        json!({"authenticated": false})
    );
    // By its time, and with the account.
    let cookie = cookie_of(&login(&app, "ada", PASSWORD).await);
    app.clock.advance(Duration::from_secs(43_201));
    no(&with_cookie(&app, Method::GET, "/stats", &cookie, None).await, 401);
    let cookie = cookie_of(&login(&app, "ada", PASSWORD).await);
    let ada = app.log_in("ada").await;
    let change = json!({"current_password": PASSWORD, "new_password": "Another1Horse"});
    let changed = ada.request(Method::PATCH, "/api/v1/users/me/password").json(&change).send().await;
    assert!(changed.status.is_success(), "{}", changed.text());
    no(&with_cookie(&app, Method::GET, "/stats", &cookie, None).await, 401);
    // Authorization decides alone.
    let cookie = cookie_of(&login(&app, "ada", "Another1Horse").await);
    let ask = app.anonymous().request(Method::GET, "/api/v1/admin/stats").header(header::COOKIE, &cookie);
    no(&ask.header(header::AUTHORIZATION, &basic("ada", "wrong")).send().await, 401);
}

async fn a_cookie_writes_for_our_own_pages_only(app: TestApp) {
    let cookie = cookie_of(&login(&app, "ada", PASSWORD).await);
    let path = "/images/01890000-0000-7000-8000-000000000000";
    let delete = async |origin| with_cookie(&app, Method::DELETE, path, &cookie, origin).await;
    no(&delete(Some("https://evil.example")).await, 403);
    no(&delete(None).await, 403);
    no(&delete(Some("http://faces.example.org")).await, 404);
    let ask = app.anonymous().request(Method::DELETE, &format!("/api/v1/admin{path}"));
    let ask = ask.header(header::COOKIE, &cookie).header(header::HOST, "faces.example.org");
    no(&ask.header(header::REFERER, "http://faces.example.org/app/faces?x=1").send().await, 404);
    no(&with_cookie(&app, Method::POST, "/auth/logout", &cookie, Some("https://evil.example")).await, 403);
    assert_eq!(with_cookie(&app, Method::GET, "/auth/session", &cookie, None).await.status, StatusCode::OK);
    // Basic and keys need no page.
    no(&super::administer(&app, Method::DELETE, path).await, 404);
}

async fn guessing_is_slow(app: TestApp) {
    let app = app
        .configured(|config| config.faces.login_rate = calotype_core::config::Rate::parse("off").unwrap())
        .await;
    app.ensure_user("ada", calotype_core::Role::Admin).await;
    let guess = async |address: [u8; 4], password: &str| {
        let ask = app.anonymous().from(address).request(Method::GET, "/api/v1/admin/stats");
        ask.header(header::AUTHORIZATION, &basic("ada", password)).send().await
    };
    let (thief, owner) = ([203, 0, 113, 9], [203, 0, 113, 10]);
    for _ in 0..5 {
        no(&guess(thief, "wrong").await, 401);
    }
    // A success begins the count anew.
    assert_eq!(guess(thief, PASSWORD).await.status, StatusCode::OK);
    for _ in 0..10 {
        no(&guess(thief, "wrong").await, 401);
    }
    let blocked = guess(thief, PASSWORD).await;
    no(&blocked, 429);
    let wait: u64 = blocked.header("retry-after").unwrap().parse().unwrap();
    assert!((895..=900).contains(&wait), "{wait}");
    let login = app.anonymous().from(thief);
    no(&login.post("/api/v1/admin/auth/login", json!({"username": "ada", "password": PASSWORD})).await, 429);
    assert_eq!(guess(owner, PASSWORD).await.status, StatusCode::OK, "it is the address that waits");
    app.clock.advance(Duration::from_secs(901));
    assert_eq!(guess(thief, PASSWORD).await.status, StatusCode::OK);
}

async fn logins_have_a_limit_of_their_own(app: TestApp) {
    app.ensure_user("ada", calotype_core::Role::Admin).await;
    let client = app.anonymous().from([203, 0, 113, 9]);
    let login = async || {
        client.post("/api/v1/admin/auth/login", json!({"username": "ada", "password": PASSWORD})).await
    };
    for _ in 0..10 {
        assert_eq!(login().await.status, StatusCode::OK);
    }
    let refused = login().await;
    no(&refused, 429);
    assert!(refused.header("retry-after").is_some());
    for (body, field) in [
        (json!({"username": "ada"}), "password"),
        (json!({"password": "x"}), "username"),
        (Value::Null, "username"),
    ] {
        let detail = no(&app.anonymous().post("/api/v1/admin/auth/login", body).await, 422);
        assert_eq!(detail[0]["loc"], json!(["body", field]));
    }
}

async fn the_configured_administrator_needs_no_account(app: TestApp) {
    let named = |config: &mut calotype_core::config::Config, password: &str| {
        config.faces.admin_user = Some("root".to_owned());
        config.faces.admin_password = Some(password.to_owned().into());
    };
    let app = app.configured(|config| named(config, "correct horse")).await;
    no(&login(&app, "root", "wrong").await, 401);
    let cookie = cookie_of(&login(&app, "root", "correct horse").await);
    let session = with_cookie(&app, Method::GET, "/auth/session", &cookie, None).await.ok();
    assert_eq!(session["username"], "root");
    let ask = app.anonymous().request(Method::POST, "/api/v1/admin/api-keys");
    let made = ask
        .header(header::AUTHORIZATION, &basic("root", "correct horse"))
        .json(&json!({"name": "a"}))
        .send()
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    // The label is nobody in the library.
    let users = app.admin().await.get("/api/v1/users").await.ok();
    assert!(!users.to_string().contains("root") && !users.to_string().contains("face-admin"), "{users}");
    // With another password all their sessions end.
    let app = app.configured(|config| named(config, "another horse")).await;
    no(&with_cookie(&app, Method::GET, "/stats", &cookie, None).await, 401);
    no(&login(&app, "root", "correct horse").await, 401);
    assert_eq!(login(&app, "root", "another horse").await.status, StatusCode::OK);
    let app = app.configured(|config| config.faces.admin_user = None).await;
    no(&login(&app, "root", "another horse").await, 401);
}

async fn other_administrators_get_in_and_others_do_not(app: TestApp) {
    app.ensure_user("mia", calotype_core::Role::User).await;
    no(&login(&app, "mia", PASSWORD).await, 401);
    no(&login(&app, "nobody", PASSWORD).await, 401);
    no(&login(&app, "", "").await, 401);
    assert_eq!(login(&app, " ADA ", PASSWORD).await.ok()["username"], "ada");
    let config = |config: &mut calotype_core::config::Config| {
        config.portal.default_email = Some("owner@example.org".to_owned());
        config.portal.default_password = Some("Portal1Horse".to_owned().into());
    };
    let app = app.configured(config).await;
    calotype_core::admins::bootstrap(&app.core).await.unwrap();
    let answer = login(&app, "Owner@example.org", "Portal1Horse").await;
    assert_eq!(answer.ok()["username"], "owner@example.org");
    let stats = with_cookie(&app, Method::GET, "/stats", &cookie_of(&answer), None).await;
    assert_eq!(stats.status, StatusCode::OK);
    no(&login(&app, "owner@example.org", "wrong").await, 401);
}
