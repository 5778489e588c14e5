//! `/auth`.

mod attempts;
mod login;
mod logout;
mod media_token;
mod refresh;
mod register;
mod token;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::PASSWORD;
use crate::client::Client;
use crate::response::Response;

pub const LOGIN: &str = "/api/v1/auth/login";
pub const REGISTER: &str = "/api/v1/auth/register/start";
pub const REFRESH: &str = "/api/v1/auth/refresh";
pub const LOGOUT: &str = "/api/v1/auth/logout";
pub const ME: &str = "/api/v1/auth/me";

pub async fn register(client: &Client, username: &str) -> Response {
    client.post(REGISTER, json!({"username": username, "password": PASSWORD})).await
}

pub async fn login(client: &Client, username: &str, password: &str) -> Response {
    client.post(LOGIN, json!({"username": username, "password": password})).await
}

pub async fn refresh(client: &Client, token: &str) -> Response {
    client.post(REFRESH, json!({"refreshToken": token})).await
}

/// The refresh token of an answer.
#[track_caller]
pub fn refresh_token(answer: &Response) -> String {
    answer.ok()["refreshToken"].as_str().expect("a refresh token").to_owned()
}

/// The access token of an answer.
#[track_caller]
pub fn access_token(answer: &Response) -> String {
    answer.ok()["token"].as_str().expect("an access token").to_owned()
}

/// Whether an access token still opens `/auth/me`.
pub async fn works(client: &Client, token: &str) -> bool {
    let answer = client.clone().with_token(token).get(ME).await;
    assert!([StatusCode::OK, StatusCode::UNAUTHORIZED].contains(&answer.status), "{}", answer.text());
    answer.status == StatusCode::OK
}

/// The payload of a token, unverified.
pub fn claims(token: &str) -> Value {
    use base64::Engine as _;
    let payload = token.split('.').nth(1).expect("a JWT");
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(payload).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}
