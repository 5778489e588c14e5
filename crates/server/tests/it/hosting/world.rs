//! Clients, their keys, and what their programs send.

use axum::http::{HeaderName, HeaderValue, Method};
use calotype_core::{Actor, clients};
use serde_json::Value;
use uuid::Uuid;

use crate::app::{MEADOW, TestApp};
use crate::client::{Client, Form};
use crate::response::Response;

/// A picture of 48×32 pixels.
pub const TINY: &[u8] = include_bytes!("../../../../../testdata/tiny/tiny.png");

/// A client's program.
pub struct Program {
    pub id: Uuid,
    pub key: String,
    http: Client,
}

impl Program {
    /// A new client with its key.
    pub async fn new(app: &TestApp, name: &str) -> Self {
        let made = clients::create(&app.core, &Actor::system(), name, None).await.unwrap();
        Self { id: made.client.id, key: made.api_key, http: app.anonymous() }
    }

    /// Asks with the key, and for a user unless it is empty.
    pub async fn ask(&self, method: Method, user: &str, path: &str, body: Option<Value>) -> Response {
        let mut ask = self.http.request(method, path);
        ask =
            ask.bytes_header(HeaderName::from_static("x-api-key"), HeaderValue::from_str(&self.key).unwrap());
        if !user.is_empty() {
            let user = HeaderValue::from_str(user).unwrap();
            ask = ask.bytes_header(HeaderName::from_static("x-user-id"), user);
        }
        match body {
            Some(body) => ask.json(&body).send().await,
            None => ask.send().await,
        }
    }

    pub async fn get(&self, user: &str, path: &str) -> Response {
        self.ask(Method::GET, user, path, None).await
    }

    pub async fn post(&self, user: &str, path: &str, body: Value) -> Response {
        self.ask(Method::POST, user, path, Some(body)).await
    }

    pub async fn patch(&self, user: &str, path: &str, body: Value) -> Response {
        self.ask(Method::PATCH, user, path, Some(body)).await
    }

    pub async fn delete(&self, user: &str, path: &str) -> Response {
        self.ask(Method::DELETE, user, path, None).await
    }

    pub async fn form(&self, user: &str, path: &str, form: Form) -> Response {
        let key = HeaderValue::from_str(&self.key).unwrap();
        let mut ask = self.http.request(Method::POST, path);
        ask = ask.bytes_header(HeaderName::from_static("x-api-key"), key);
        if !user.is_empty() {
            let user = HeaderValue::from_str(user).unwrap();
            ask = ask.bytes_header(HeaderName::from_static("x-user-id"), user);
        }
        ask.multipart(form).send().await
    }

    /// Hosts a very small picture for a user; answers the image.
    pub async fn tiny(&self, user: &str, fields: &[(&str, &str)]) -> Value {
        let mut form = Form::new();
        for (name, value) in fields {
            form = form.text(name, value);
        }
        let answer = self.form(user, "/v2/images", form.file("file", "tiny.png", "image/png", TINY)).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()
    }

    /// Gives a user a very small avatar; answers it.
    pub async fn avatar(&self, user: &str) -> Value {
        let form = Form::new().file("file", "tiny.png", "image/png", TINY);
        let answer = self.form(user, "/v2/avatars", form).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()
    }

    /// Makes an album of a user; answers it.
    pub async fn album(&self, user: &str, body: Value) -> Value {
        let answer = self.post(user, "/v2/albums", body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()
    }

    /// Hosts the meadow for a user; answers the image.
    pub async fn meadow(&self, user: &str, fields: &[(&str, &str)]) -> Value {
        let mut form = Form::new();
        for (name, value) in fields {
            form = form.text(name, value);
        }
        let form = form.file("file", "meadow.jpg", "image/jpeg", MEADOW);
        let answer = self.form(user, "/v2/images", form).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()
    }
}

/// The id of an answer.
pub fn id(answer: &Value) -> &str {
    answer["id"].as_str().unwrap()
}

/// The status of a refusal in the dialect of the surface, and of any other answer.
#[track_caller]
pub fn refused(answer: &Response, status: u16) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
    let body = answer.json();
    assert_eq!(body["statusCode"], status, "{body}");
    assert!(body["message"].is_string() || body["message"].is_array(), "{body}");
}

/// A decoded picture: its size.
pub fn decoded(answer: &Response) -> (u32, u32) {
    let picture = image::load_from_memory(&answer.bytes).unwrap();
    (picture.width(), picture.height())
}
