//! The face API from outside.

mod admin;
mod detect;
mod indirect;
mod keys;
mod mask;
mod sessions;
mod shape;

use axum::http::{HeaderName, Method, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::app::{PASSWORD, TestApp, photograph};
use crate::client::{Ask, Client, Form};
use crate::response::Response;
use crate::upload::build::scoped;

pub const KEY: HeaderName = HeaderName::from_static("x-api-key");

/// A program that has faces found.
pub struct Program {
    client: Client,
    pub secret: String,
}

/// A server that sees, a program of it, and a photograph with one face.
pub async fn stage(app: TestApp) -> Option<(TestApp, Program, Vec<u8>)> {
    let app = app.seeing()?;
    let portrait = photograph("astronaut.png")?;
    let secret =
        scoped(&app, "mia", &["face:process", "job:read", "upload:read", "upload:write"]).await.secret;
    let program = Program { client: app.anonymous(), secret };
    Some((app, program, portrait))
}

impl Program {
    pub fn ask(&self, path: &str) -> Ask {
        self.client.request(Method::POST, path).header(KEY, &self.secret)
    }

    /// Sends a picture as `image`, with fields of text.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)], picture: &[u8]) -> Response {
        let form = fields.iter().fold(Form::new(), |form, (name, value)| form.text(name, value));
        self.ask(path).multipart(form.file("image", "portrait.png", "image/png", picture)).send().await
    }

    pub async fn detect(&self, query: &str, picture: &[u8]) -> Response {
        self.form(&format!("/api/v1/detect?{query}"), &[], picture).await
    }

    pub async fn mask(&self, query: &str, picture: &[u8]) -> Response {
        self.form(&format!("/api/v1/mask?{query}"), &[], picture).await
    }
}

/// `Authorization: Basic` of the administrator `ada`.
pub fn basic(username: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{username}:{password}")))
}

/// Asks as the administrator `ada`.
pub async fn administer(app: &TestApp, method: Method, path: &str) -> Response {
    app.ensure_user("ada", calotype_core::Role::Admin).await;
    let ask = app.anonymous().request(method, &format!("/api/v1/admin{path}"));
    ask.header(header::AUTHORIZATION, &basic("ada", PASSWORD)).send().await
}

/// The body of a refusal, which has the dialect of the surface.
#[track_caller]
pub fn no(answer: &Response, status: u16) -> Value {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let body = answer.json();
    let detail = body["detail"].clone();
    assert_eq!(body.as_object().unwrap().len(), 1, "{body}");
    assert_eq!(detail.is_array(), status == 422, "{body}");
    detail
}

/// Follows a redirect without credentials: exactly 302, to an absolute address, kept by nobody.
pub async fn follow(app: &TestApp, answer: &Response) -> Response {
    assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.bytes.is_empty());
    let location = answer.header("location").unwrap();
    let path = location.find("/_blob/").unwrap_or_else(|| panic!("{location} leads elsewhere"));
    assert!(location.starts_with("http"), "{location}");
    app.anonymous().get(&location[path..]).await
}
