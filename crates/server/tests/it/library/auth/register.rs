//! `POST /auth/register/start`.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use futures::future::join_all;
use serde_json::json;

use super::{REGISTER, access_token, claims, login, register, works};
use crate::app::{PASSWORD, TestApp, on_both_engines};

on_both_engines![
    the_first_account_becomes_the_administrator_and_is_logged_in,
    later_accounts_are_plain_users,
    names_are_trimmed_and_lower_cased,
    a_taken_name_is_a_conflict,
    names_and_passwords_outside_the_policy_are_refused_with_the_policy,
    a_body_that_is_no_registration_is_refused,
    of_many_first_registrations_exactly_one_becomes_administrator,
    of_many_registrations_of_one_name_exactly_one_succeeds,
    a_closed_server_takes_its_first_account_only,
    an_ownerless_primary_repository_gets_its_first_registered_user_as_owner,
    a_registration_is_recorded,
];

async fn the_first_account_becomes_the_administrator_and_is_logged_in(app: TestApp) {
    let guest = app.anonymous();
    let answer = register(&guest, "ada").await;
    let hidden = ["token", "refreshToken", "expiresAt", "created_at", "updated_at", "last_login"];
    insta::assert_json_snapshot!(answer.redacted(&hidden), @r#"
    {
      "user": {
        "user_id": 1,
        "username": "ada",
        "display_name": "ada",
        "created_at": "[created_at]",
        "updated_at": "[updated_at]",
        "is_active": true,
        "last_login": "[last_login]",
        "role": "admin",
        "permissions": [
          "manage_users",
          "manage_settings",
          "view_all_assets",
          "manage_all_assets",
          "manage_own_profile"
        ]
      },
      "token": "[token]",
      "refreshToken": "[refreshToken]",
      "expiresAt": "[expiresAt]",
      "requires_mfa": false,
      "bootstrap_admin": true
    }
    "#);
    let refresh_token = super::refresh_token(&answer);
    assert!(refresh_token.len() == 64 && refresh_token.bytes().all(|b| b.is_ascii_hexdigit()));
    let claims = claims(&access_token(&answer));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 15 * 60);
    assert_eq!(
        (&claims["user_id"], &claims["sub"], &claims["role"]),
        (&json!(1), &json!("1"), &json!("admin"))
    );
    assert!(works(&guest, &access_token(&answer)).await);
    assert_eq!(login(&guest, "ada", PASSWORD).await.status, StatusCode::OK);
}

async fn later_accounts_are_plain_users(app: TestApp) {
    let guest = app.anonymous();
    register(&guest, "ada").await.ok();
    let body = register(&guest, "mia").await.ok();
    assert_eq!(body["user"]["role"], "user");
    assert_eq!(
        body["user"]["permissions"],
        json!(["view_own_assets", "manage_own_assets", "manage_own_profile"])
    );
    assert!(body.get("bootstrap_admin").is_none());
}

async fn names_are_trimmed_and_lower_cased(app: TestApp) {
    let body = register(&app.anonymous(), "  Ada.L-2 ").await.ok();
    assert_eq!(body["user"]["username"], "ada.l-2");
    assert_eq!(login(&app.anonymous(), " ADA.l-2", PASSWORD).await.status, StatusCode::OK);
}

async fn a_taken_name_is_a_conflict(app: TestApp) {
    register(&app.anonymous(), "ada").await.ok();
    register(&app.anonymous(), "ADA").await.refused(409, "username_taken");
}

async fn names_and_passwords_outside_the_policy_are_refused_with_the_policy(app: TestApp) {
    let guest = app.anonymous();
    let ask = |name: String, password: String| {
        let guest = guest.clone();
        async move { guest.post(REGISTER, json!({"username": name, "password": password})).await }
    };
    for name in ["ab", "1abc", "a..b", "a b c", "abc.", &"a".repeat(33), &format!("abc{}", " ".repeat(60))] {
        ask(name.to_owned(), PASSWORD.to_owned()).await.refused(400, "invalid_username");
    }
    for password in
        ["Short1", "alllower123", "ALLUPPER123", "NoDigitsHere", &format!("Aa1{}", "x".repeat(70))]
    {
        let answer = ask("ada".to_owned(), password.to_owned()).await;
        answer.refused(400, "weak_password");
        assert!(answer.json()["message"].as_str().unwrap().contains("10 to 72"));
    }
    // Bytes, not characters, count: 24 letters of three bytes fill the limit.
    let most = format!("Aa1{}", "€".repeat(23));
    assert_eq!(most.len(), 72);
    ask("ada".to_owned(), most).await.ok();
}

async fn a_body_that_is_no_registration_is_refused(app: TestApp) {
    let guest = app.anonymous();
    for body in
        [json!({}), json!({"username": "ada"}), json!({"username": "", "password": PASSWORD}), json!([1])]
    {
        guest.post(REGISTER, body).await.refused(400, "invalid_body");
    }
    let ask = guest.request(Method::POST, REGISTER).json(&json!(1)).body("{\"username\": ");
    ask.send().await.refused(400, "invalid_body");
    let extra = json!({"username": "ada", "password": PASSWORD, "newsletter": true});
    guest.post(REGISTER, extra).await.ok();
}

async fn of_many_first_registrations_exactly_one_becomes_administrator(app: TestApp) {
    let second = app.second_node().await;
    let guests = [app.anonymous(), second.anonymous()];
    let names: Vec<String> = (0..8).map(|n| format!("user{n}")).collect();
    let asked = names.iter().enumerate().map(|(n, name)| register(&guests[n % 2], name));
    let answers = join_all(asked).await;
    let roles: Vec<String> =
        answers.iter().map(|a| a.ok()["user"]["role"].as_str().unwrap().to_owned()).collect();
    assert_eq!(roles.iter().filter(|role| *role == "admin").count(), 1, "{roles:?}");
    let bootstrapped = answers.iter().filter(|a| a.ok().get("bootstrap_admin").is_some()).count();
    assert_eq!(bootstrapped, 1);
    let numbers: BTreeSet<i64> =
        answers.iter().map(|a| a.ok()["user"]["user_id"].as_i64().unwrap()).collect();
    assert_eq!(numbers.len(), 8);
}

async fn of_many_registrations_of_one_name_exactly_one_succeeds(app: TestApp) {
    let guest = app.anonymous();
    let answers = join_all((0..5).map(|_| register(&guest, "ada"))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|a| a.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409]);
}

async fn a_closed_server_takes_its_first_account_only(app: TestApp) {
    let app = app.configured(|config| config.auth.open_registration = false).await;
    register(&app.anonymous(), "ada").await.ok();
    register(&app.anonymous(), "mia").await.refused(403, "registration_closed");
}

async fn an_ownerless_primary_repository_gets_its_first_registered_user_as_owner(app: TestApp) {
    app.ensure_primary_repository().await;
    for name in ["ada", "mia"] {
        register(&app.anonymous(), name).await.ok();
    }
    let owner: String = app
        .core
        .db
        .read()
        .await
        .unwrap()
        .scalar(
            "SELECT u.username FROM repositories r JOIN users u ON u.id = r.default_owner_id",
            calotype_store::args![],
        )
        .await
        .unwrap();
    assert_eq!(owner, "ada");
}

async fn a_registration_is_recorded(app: TestApp) {
    register(&app.anonymous().from([192, 0, 2, 7]), "ada").await.ok();
    let events = app.events().await;
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].kind.as_str(), events[0].outcome.as_str()), ("user.registered", "ok"));
    assert_eq!(events[0].address.as_deref(), Some("192.0.2.7"));
    assert!(events[0].user_id.is_some() && events[0].request_id.is_some());
    assert_eq!(events[0].data.as_ref().unwrap().0, json!({"username": "ada", "role": "admin"}));
}
