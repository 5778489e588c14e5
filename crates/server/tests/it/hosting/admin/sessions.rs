//! Logins of the portal: `/admin/auth`.

use std::time::Duration;

use axum::http::{Method, header};
use calotype_core::actor::AdminRole;
use calotype_core::{Actor, admins as accounts};
use futures::future::join_all;
use secrecy::SecretString;
use serde_json::{Value, json};

use super::{PASSWORD, cookie, logged_in, login, make, refused, root, with_cookie, works};
use crate::app::{TestApp, on_both_engines};
use crate::client::Client;
use crate::response::Response;

on_both_engines![
    a_login_answers_a_token_a_profile_and_a_cookie,
    every_failed_login_is_the_same_answer,
    logins_are_limited_by_address,
    a_refresh_rotates_the_cookie,
    a_used_cookie_that_comes_back_late_ends_the_whole_session,
    parallel_tabs_get_the_same_successor,
    a_session_ends_by_itself,
    a_logout_ends_the_access_token_too,
    a_new_password_ends_the_other_sessions_only,
    a_password_is_changed_by_who_knows_it,
    the_profile_is_changed_by_its_owner,
    a_page_of_another_site_cannot_use_the_cookie,
    tokens_of_other_surfaces_are_nothing_here,
    a_deactivated_administrator_is_out_at_once,
    the_first_administrator_comes_from_the_configuration_once,
    an_administrator_of_the_portal_does_not_set_the_library_up,
];

async fn a_login_answers_a_token_a_profile_and_a_cookie(app: TestApp) {
    let id = make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let answer = app
        .anonymous()
        .post("/v2/admin/auth/login", json!({"email": " Vera@Example.org ", "password": PASSWORD}))
        .await;
    let body = answer.ok();
    assert_eq!(body["expiresIn"], 8 * 3600);
    assert_eq!(body["admin"], body["user"]);
    let profile = &body["admin"];
    assert_eq!(profile["id"], json!(id));
    assert_eq!(
        (&profile["email"], &profile["name"], &profile["role"]),
        (&json!("vera@example.org"), &json!("vera"), &json!("VIEWER"))
    );
    assert_eq!((&profile["active"], &profile["allClientsAccess"]), (&json!(true), &json!(false)));
    assert_eq!(profile["allowedClientIds"], json!([]));
    let last_login = profile["lastLoginAt"].as_str().unwrap();
    assert!(last_login.ends_with('Z') && last_login.len() == 24, "{last_login}");

    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let set = answer.header("set-cookie").unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Secure", "Max-Age=604800"] {
        assert!(set.split("; ").any(|found| found == part), "{part} in {set}");
    }
    let claims = crate::library::auth::claims(body["accessToken"].as_str().unwrap());
    assert_eq!((&claims["sub"], &claims["aud"]), (&json!(id), &json!("hosting-admin")));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 8 * 3600);
    for name in ["email", "role", "allClientsAccess", "allowedClientIds", "sid"] {
        assert!(!claims[name].is_null(), "{name} in {claims}");
    }
    let me = app.anonymous().with_token(body["accessToken"].as_str().unwrap()).get("/v2/admin/auth/me").await;
    assert_eq!(&me.ok(), profile);

    let development = app.configured(|config| config.environment = "development".into()).await;
    let answer = login(&development.anonymous(), "vera", PASSWORD).await;
    assert!(!answer.header("set-cookie").unwrap().contains("Secure"));
}

async fn every_failed_login_is_the_same_answer(app: TestApp) {
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let off = make(&app, "otto", AdminRole::Viewer, false, &[]).await;
    let patch = accounts::Patch { active: Some(false), ..Default::default() };
    accounts::update(&app.core, &Actor::system(), off, patch).await.unwrap();
    let guest = app.anonymous();
    let mut texts = Vec::new();
    for (name, password) in [("vera", "wrong horse"), ("nobody", PASSWORD), ("otto", PASSWORD)] {
        let answer = login(&guest, name, password).await;
        refused(&answer, 401);
        assert!(answer.header("set-cookie").is_none());
        texts.push(answer.json()["message"].clone());
    }
    texts.dedup();
    assert_eq!(texts.len(), 1, "{texts:?}");
    refused(&guest.post("/v2/admin/auth/login", json!({"email": "vera@example.org"})).await, 400);
}

async fn logins_are_limited_by_address(app: TestApp) {
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let app = app.configured(|config| config.portal.logins_per_minute = 10).await;
    let here = app.anonymous().from([192, 0, 2, 1]);
    for n in 0..10 {
        let password = if n % 2 == 0 { PASSWORD } else { "wrong horse" };
        let answer = login(&here, "vera", password).await;
        assert_eq!(answer.status.as_u16(), if n % 2 == 0 { 200 } else { 401 });
    }
    let answer = login(&here, "vera", PASSWORD).await;
    refused(&answer, 429);
    assert!(answer.header("retry-after").is_some());
    login(&app.anonymous().from([192, 0, 2, 2]), "vera", PASSWORD).await.ok();
    app.clock.advance(Duration::from_secs(60));
    login(&here, "vera", PASSWORD).await.ok();
}

async fn refresh(client: &Client, token: &str) -> Response {
    with_cookie(client, "refresh", token).await
}

async fn a_refresh_rotates_the_cookie(app: TestApp) {
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let guest = app.anonymous();
    let first = cookie(&login(&guest, "vera", PASSWORD).await);
    let answer = refresh(&guest, &first).await;
    let second = cookie(&answer);
    assert_ne!(second, first);
    let body = answer.ok();
    assert_eq!(body["expiresIn"], 8 * 3600);
    assert!(works(&guest.clone().with_token(body["accessToken"].as_str().unwrap())).await);
    let third = cookie(&refresh(&guest, &second).await);
    assert_ne!(third, second);
    refused(&guest.request(Method::POST, "/v2/admin/auth/refresh").send().await, 401);
    refused(&refresh(&guest, &"0".repeat(64)).await, 401);
    // The database has hashes only.
    let mut conn = app.core.db.read().await.unwrap();
    for token in [&first, &second, &third] {
        let sql = "SELECT COUNT(*) FROM sessions WHERE token_hash = $1";
        let raw: i64 = conn.scalar(sql, calotype_store::args![token.as_bytes().to_vec()]).await.unwrap();
        let hash = calotype_core::auth::tokens::hash_opaque(token);
        let hashed: i64 = conn.scalar(sql, calotype_store::args![hash]).await.unwrap();
        assert_eq!((raw, hashed), (0, 1));
    }
}

async fn a_used_cookie_that_comes_back_late_ends_the_whole_session(app: TestApp) {
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let guest = app.anonymous();
    let other = cookie(&login(&guest, "vera", PASSWORD).await);
    let first = cookie(&login(&guest, "vera", PASSWORD).await);
    let answer = refresh(&guest, &first).await;
    let (second, access) = (cookie(&answer), answer.ok()["accessToken"].as_str().unwrap().to_owned());
    app.clock.advance(Duration::from_secs(11));
    refused(&refresh(&guest, &first).await, 401);
    refused(&refresh(&guest, &second).await, 401);
    assert!(
        !works(&guest.clone().with_token(access)).await,
        "the stolen session is over, not only its cookie"
    );
    refresh(&guest, &other).await.ok();
    let denied = app.events().await.into_iter().find(|event| event.outcome == "denied").unwrap();
    assert_eq!(denied.kind, "admin.session_refreshed");
}

async fn parallel_tabs_get_the_same_successor(app: TestApp) {
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let there = app.second_node().await;
    let guests = [app.anonymous(), there.anonymous()];
    let first = cookie(&login(&guests[0], "vera", PASSWORD).await);
    let answers = join_all((0..8).map(|n| refresh(&guests[n % 2], &first))).await;
    let mut successors: Vec<String> = answers.iter().map(cookie).collect();
    for answer in &answers {
        answer.ok();
    }
    successors.dedup();
    assert_eq!(successors.len(), 1, "{successors:?}");
    app.clock.advance(Duration::from_secs(9));
    assert_eq!(cookie(&refresh(&guests[1], &first).await), successors[0]);
    app.clock.advance(Duration::from_secs(2));
    refresh(&guests[0], &successors[0]).await.ok();
}

async fn a_session_ends_by_itself(app: TestApp) {
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let guest = app.anonymous();
    let answer = login(&guest, "vera", PASSWORD).await;
    let vera = guest.clone().with_token(answer.ok()["accessToken"].as_str().unwrap());
    app.clock.advance(Duration::from_secs(8 * 3600 - 5));
    assert!(works(&vera).await);
    app.clock.advance(Duration::from_secs(10));
    assert!(!works(&vera).await);
    app.clock.advance(Duration::from_secs(7 * 24 * 3600));
    refused(&refresh(&guest, &cookie(&answer)).await, 401);
}

async fn a_logout_ends_the_access_token_too(app: TestApp) {
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let guest = app.anonymous();
    let answer = login(&guest, "vera", PASSWORD).await;
    let (token, vera) =
        (cookie(&answer), guest.clone().with_token(answer.ok()["accessToken"].as_str().unwrap()));
    assert!(works(&vera).await);
    let answer = with_cookie(&guest, "logout", &token).await;
    assert!(answer.ok()["message"].is_string());
    assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert!(!works(&vera).await);
    refused(&refresh(&guest, &token).await, 401);
    with_cookie(&guest, "logout", &token).await.ok();
    guest.request(Method::POST, "/v2/admin/auth/logout").send().await.ok();
}

fn change(current: &str, new: &str, confirm: &str) -> Value {
    json!({"currentPassword": current, "newPassword": new, "confirmPassword": confirm})
}

async fn a_new_password_ends_the_other_sessions_only(app: TestApp) {
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let guest = app.anonymous();
    let (here, there) = (login(&guest, "vera", PASSWORD).await, login(&guest, "vera", PASSWORD).await);
    let client = |answer: &Response| guest.clone().with_token(answer.ok()["accessToken"].as_str().unwrap());
    let body = change(PASSWORD, "battery staple", "battery staple");
    let answer = client(&here).post("/v2/admin/auth/me/change-password", body).await;
    assert!(answer.ok()["message"].is_string());
    assert!(works(&client(&here)).await);
    assert!(!works(&client(&there)).await);
    refused(&refresh(&guest, &cookie(&there)).await, 401);
    refresh(&guest, &cookie(&here)).await.ok();
    refused(&login(&guest, "vera", PASSWORD).await, 401);
    login(&guest, "vera", "battery staple").await.ok();
}

async fn a_password_is_changed_by_who_knows_it(app: TestApp) {
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let vera = logged_in(&app, "vera").await;
    let path = "/v2/admin/auth/me/change-password";
    for body in [
        change("wrong horse", "battery staple", "battery staple"),
        change(PASSWORD, "battery staple", "battery stable"),
        change(PASSWORD, "seven 7", "seven 7"),
        json!({"currentPassword": PASSWORD}),
    ] {
        refused(&vera.post(path, body).await, 400);
    }
    refused(&app.anonymous().post(path, change(PASSWORD, "battery staple", "battery staple")).await, 401);
    login(&app.anonymous(), "vera", PASSWORD).await.ok();
}

async fn the_profile_is_changed_by_its_owner(app: TestApp) {
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    make(&app, "otto", AdminRole::Viewer, false, &[]).await;
    let vera = logged_in(&app, "vera").await;
    let me = "/v2/admin/auth/me";
    let body = vera.patch(me, json!({"name": " Vera V. ", "email": "V@Example.org"})).await.ok();
    assert_eq!((&body["name"], &body["email"]), (&json!("Vera V."), &json!("v@example.org")));
    assert_eq!(vera.patch(me, json!({})).await.ok(), body);
    assert_eq!(vera.patch(me, json!({"name": null})).await.ok()["name"], Value::Null);
    refused(&vera.patch(me, json!({"email": "otto@example.org"})).await, 409);
    refused(&vera.patch(me, json!({"email": "nowhere"})).await, 400);
    refused(&vera.patch(me, json!({"name": "x".repeat(101)})).await, 400);
    refused(&app.anonymous().patch(me, json!({"name": "x"})).await, 401);
    login(&app.anonymous(), "v", PASSWORD).await.ok();
    refused(&login(&app.anonymous(), "vera", PASSWORD).await, 401);
}

async fn a_page_of_another_site_cannot_use_the_cookie(app: TestApp) {
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let guest = app.anonymous();
    let token = cookie(&login(&guest, "vera", PASSWORD).await);
    let ask = async |path: &str, origin: &str| {
        guest
            .request(Method::POST, &format!("/v2/admin/auth/{path}"))
            .header(header::COOKIE, &format!("admin_rt={token}"))
            .header(header::HOST, "pics.example.org")
            .header(header::ORIGIN, origin)
            .send()
            .await
    };
    for origin in ["https://evil.example", "null", "https://pics.example.org.evil.example"] {
        refused(&ask("refresh", origin).await, 403);
        refused(&ask("logout", origin).await, 403);
    }
    ask("refresh", "https://pics.example.org").await.ok();
    ask("logout", "https://pics.example.org").await.ok();
}

async fn tokens_of_other_surfaces_are_nothing_here(app: TestApp) {
    let ada = app.admin().await;
    refused(&ada.get("/v2/admin/auth/me").await, 401);
    refused(&app.anonymous().get("/v2/admin/auth/me").await, 401);
    let root = root(&app).await;
    assert!(works(&root).await);
    assert_eq!(root.get("/api/v1/users").await.status.as_u16(), 401);
    assert_eq!(root.get("/api/v1/auth/me").await.status.as_u16(), 401);
    let library = json!({"username": "root@example.org", "password": PASSWORD});
    assert_eq!(app.anonymous().post("/api/v1/auth/login", library).await.status.as_u16(), 401);
}

async fn a_deactivated_administrator_is_out_at_once(app: TestApp) {
    let id = make(&app, "vera", AdminRole::Admin, true, &[]).await;
    let (root, vera) = (root(&app).await, logged_in(&app, "vera").await);
    let there = app.second_node().await.anonymous().with_token(vera.token());
    assert!(works(&there).await);
    root.patch(&format!("/v2/admin/admins/{id}"), json!({"active": false})).await.ok();
    assert!(!works(&vera).await && !works(&there).await);
}

async fn the_first_administrator_comes_from_the_configuration_once(app: TestApp) {
    assert!(accounts::bootstrap(&app.core).await.unwrap().is_none());
    let app = app
        .configured(|config| {
            config.portal.default_email = Some("First@Example.org".into());
            config.portal.default_password = Some(SecretString::from(PASSWORD));
        })
        .await;
    let there = app.second_node().await;
    let made = join_all([&app, &there].map(|node| accounts::bootstrap(&node.core))).await;
    assert_eq!(made.into_iter().filter(|made| made.as_ref().unwrap().is_some()).count(), 1);
    let first = logged_in(&app, "first").await;
    let me = first.get("/v2/admin/auth/me").await.ok();
    assert_eq!((&me["role"], &me["allClientsAccess"]), (&json!("SUPER_ADMIN"), &json!(true)));
    assert!(accounts::bootstrap(&app.core).await.unwrap().is_none());
    assert_eq!(first.get("/v2/admin/admins").await.ok().as_array().unwrap().len(), 1);
}

async fn an_administrator_of_the_portal_does_not_set_the_library_up(app: TestApp) {
    root(&app).await;
    let guest = app.anonymous();
    assert_eq!(guest.get("/api/v1/assets/not-an-id").await.status.as_u16(), 409);
    let body = json!({"username": "ada", "password": crate::app::PASSWORD});
    let ada = guest.post("/api/v1/auth/register/start", body).await.ok();
    assert_eq!(ada["bootstrap_admin"], true);
}
