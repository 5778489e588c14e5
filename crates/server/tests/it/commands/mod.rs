//! The command API from outside.

mod every;
mod keys;
mod links;
mod requests;

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value, json};

use crate::app::{MEADOW, TestApp};
use crate::client::{Client, Form};
use crate::response::Response;
use crate::upload::build::scoped;

/// A program that calls commands.
pub struct Program {
    client: Client,
    pub secret: String,
}

/// A program of a user, with a key for commands.
pub async fn program(app: &TestApp, username: &str) -> Program {
    Program { client: app.anonymous(), secret: scoped(app, username, &["commands"]).await.secret }
}

impl Program {
    /// `GET` with a query; the key is added.
    pub async fn get(&self, command: &str, query: &str) -> Response {
        let and = if query.is_empty() { "" } else { "&" };
        let path = format!("/{command}?{query}{and}key={}", self.secret);
        self.client.request(Method::GET, &path).send().await
    }

    /// `POST` with JSON; the key is added.
    pub async fn post(&self, command: &str, mut body: Value) -> Response {
        body["key"] = json!(self.secret);
        self.client.post(&format!("/{command}"), body).await
    }

    /// `POST` with a form and a file; the key comes after the file.
    pub async fn upload(&self, command: &str, fields: &[(&str, &str)], file: &[u8]) -> Response {
        let form = Form::new().file("file", "a.jpg", "image/jpeg", file);
        let form = fields.iter().fold(form, |form, (name, value)| form.text(name, value));
        self.client.multipart(&format!("/{command}"), form.text("key", &self.secret)).await
    }

    /// Keeps the meadow; answers its id.
    pub async fn stored(&self) -> String {
        let answer = self.upload("store", &[], MEADOW).await;
        good(&answer)["id"].as_str().unwrap().to_owned()
    }

    /// What a link of an answer shows.
    pub async fn seen(&self, answer: &Value) -> image::DynamicImage {
        let file = self.client.get(&path_of(&answer["link"])).await;
        assert_eq!(file.status, StatusCode::OK, "{}", file.text());
        image::load_from_memory(&file.bytes).unwrap()
    }
}

/// The path of a link of ours.
pub fn path_of(link: &Value) -> String {
    let link = link.as_str().unwrap();
    link[link.find("/_link/").unwrap()..].to_owned()
}

/// The fields of a success, which has the exact content type that clients compare.
#[track_caller]
pub fn good(answer: &Response) -> Map<String, Value> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let body = answer.json();
    assert_eq!(body["status"], 200, "{body}");
    assert!(body.get("error").is_none(), "{body}");
    body.as_object().unwrap().clone()
}

/// Checks a refusal: its HTTP status is the number in the body.
#[track_caller]
pub fn no(answer: &Response, status: u16) -> String {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let body = answer.json();
    assert_eq!(body["status"], status, "{body}");
    assert_eq!(body.as_object().unwrap().len(), 2, "{body}");
    let text = body["error"].as_str().unwrap_or_default().to_owned();
    assert!(!text.is_empty(), "{body}");
    text
}
