//! The hosting portal, one file a noun.

mod admins;
mod albums;
mod avatars;
mod clients;
mod images;
mod matrix;
mod sessions;
mod sets;
mod stats;
mod webhooks;
pub mod world;

use axum::http::{Method, header};
use calotype_core::actor::AdminRole;
use calotype_core::{Actor, admins as accounts};
use serde_json::json;
use uuid::Uuid;

use crate::app::TestApp;
use crate::client::Client;
use crate::response::Response;

/// The password of every administrator the tests make.
pub const PASSWORD: &str = "correct horse";

/// Checks a refusal in the dialect of the surface.
#[track_caller]
pub fn refused(answer: &Response, status: u16) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
    let body = answer.json();
    assert_eq!(body["statusCode"], status, "{body}");
    assert!(
        !body["message"].is_null() && body["path"].is_string() && body["timestamp"].is_string(),
        "{body}"
    );
}

/// The JSON body of a 201.
#[track_caller]
pub fn created(answer: &Response) -> serde_json::Value {
    assert_eq!(answer.status.as_u16(), 201, "{}", answer.text());
    answer.json()
}

/// Makes an administrator `<name>@example.org`; answers the id.
pub async fn make(app: &TestApp, name: &str, role: AdminRole, all_clients: bool, clients: &[Uuid]) -> Uuid {
    let new = accounts::NewAdmin {
        email: format!("{name}@example.org"),
        password: PASSWORD.to_owned(),
        name: Some(name.to_owned()),
        role,
        active: true,
        all_clients,
        clients: clients.to_vec(),
    };
    accounts::create(&app.core, &Actor::system(), new).await.unwrap().id
}

/// Logs in; the answer has the cookie.
pub async fn login(client: &Client, name: &str, password: &str) -> Response {
    let body = json!({"email": format!("{name}@example.org"), "password": password});
    client.post("/v2/admin/auth/login", body).await
}

/// A client with a fresh access token of an administrator.
pub async fn logged_in(app: &TestApp, name: &str) -> Client {
    let answer = login(&app.anonymous(), name, PASSWORD).await.ok();
    app.anonymous().with_token(answer["accessToken"].as_str().unwrap())
}

/// A super administrator `root`.
pub async fn root(app: &TestApp) -> Client {
    make(app, "root", AdminRole::SuperAdmin, true, &[]).await;
    logged_in(app, "root").await
}

/// The refresh token an answer sets.
#[track_caller]
pub fn cookie(answer: &Response) -> String {
    let set = answer.header("set-cookie").expect("a cookie");
    let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
    assert_eq!(name, "admin_rt");
    value.to_owned()
}

/// A request that brings the cookie.
pub async fn with_cookie(client: &Client, path: &str, token: &str) -> Response {
    let ask = client.request(Method::POST, &format!("/v2/admin/auth/{path}"));
    ask.header(header::COOKIE, &format!("theme=dark; admin_rt={token}")).send().await
}

/// Whether an access token opens `/admin/auth/me`.
pub async fn works(client: &Client) -> bool {
    let answer = client.get("/v2/admin/auth/me").await;
    assert!([200, 401].contains(&answer.status.as_u16()), "{}", answer.text());
    answer.status.as_u16() == 200
}
