//! Programs with keys, promises and filled-in forms.

use axum::http::{HeaderName, Method, StatusCode};
use calotype_core::keys::{self, NewKey};
use calotype_core::{Actor, deposits};
use calotype_files::objects::Prefix;
use calotype_store::tenants;
use futures::StreamExt as _;
use serde_json::{Value, json};

use crate::app::TestApp;
use crate::client::{Ask, Form};
use crate::response::Response;

pub const KEY: HeaderName = HeaderName::from_static("x-api-key");

/// A program that asks with a key.
pub struct Program {
    client: crate::client::Client,
    pub secret: String,
}

/// A program of a user, with the scopes of uploads.
pub async fn program(app: &TestApp, username: &str) -> Program {
    scoped(app, username, &["job:read", "upload:read", "upload:write"]).await
}

/// A program of a user, with these scopes.
pub async fn scoped(app: &TestApp, username: &str, scopes: &[&str]) -> Program {
    app.ensure_user(username, calotype_core::Role::User).await;
    let new = NewKey {
        name: "test".to_owned(),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        username: Some(username.to_owned()),
        ..NewKey::default()
    };
    let made = keys::create(&app.core, &Actor::system(), new).await.unwrap();
    Program { client: app.anonymous(), secret: made.secret }
}

impl Program {
    /// The program that has this key, at another server.
    pub fn known(app: &TestApp, secret: &str) -> Self {
        Self { client: app.anonymous(), secret: secret.to_owned() }
    }

    /// A request with the key.
    pub fn ask(&self, method: Method, path: &str) -> Ask {
        self.client.request(method, path).header(KEY, &self.secret)
    }

    pub async fn get(&self, path: &str) -> Response {
        self.ask(Method::GET, path).send().await
    }

    pub async fn delete(&self, id: &str) -> Response {
        self.ask(Method::DELETE, &format!("/delete-upload-api?upload_id={id}")).send().await
    }

    /// Asks for a form.
    pub async fn promise(&self, body: Value) -> Response {
        self.ask(Method::POST, "/upload-api").json(&body).send().await
    }

    /// The promise of a small JSON file.
    pub async fn promised(&self) -> Value {
        self.promise(json!({"filename": "data.json", "max_size": 100})).await.ok()
    }

    /// The state of an upload, as the list says.
    pub async fn state(&self, id: &Value) -> String {
        let list = self.get("/list-uploads-api").await.ok();
        let found = list["uploads"].as_array().unwrap().iter().find(|upload| upload["upload_id"] == *id);
        found.map_or("gone", |upload| upload["status"].as_str().unwrap()).to_owned()
    }
}

impl Program {
    /// Posts to a processing endpoint, with headers.
    pub async fn process(&self, path: &str, headers: &[(&'static str, &str)], body: &[u8]) -> Response {
        let ask = self.ask(Method::POST, path).body(body.to_vec());
        let ask =
            headers.iter().fold(ask, |ask, (name, value)| ask.header(HeaderName::from_static(name), value));
        ask.send().await
    }

    /// Orders work on an upload; answers the job.
    pub async fn order(&self, path: &str, upload: &Value) -> Response {
        self.process(path, &[("x-source-type", "file")], json!({"upload_id": upload}).to_string().as_bytes())
            .await
    }

    /// How a job is.
    pub async fn job(&self, id: &Value) -> Response {
        self.get(&format!("/status-api/{}", id.as_str().unwrap())).await
    }

    /// A JSON file of this content that has arrived; answers its id.
    pub async fn uploaded(&self, app: &TestApp, bytes: &[u8]) -> Value {
        self.uploaded_as(app, "data.json", bytes).await
    }

    /// A file of this name and content that has arrived; answers its id.
    pub async fn uploaded_as(&self, app: &TestApp, name: &str, bytes: &[u8]) -> Value {
        let promise = self.promise(json!({"filename": name})).await.ok();
        assert_eq!(post_file(app, &fields(&promise), bytes).await.status, 201);
        promise["upload_id"].clone()
    }
}

/// The path of a link of ours.
pub fn path_of(link: &Value) -> String {
    let link = link.as_str().unwrap();
    link[link.find("/_blob/").unwrap()..].to_owned()
}

/// The kinds of events about a thing, oldest first.
pub async fn history(app: &TestApp, id: &Value) -> Vec<String> {
    let mut events = app.events().await;
    events.reverse();
    events.into_iter().filter(|e| e.subject_id.as_deref() == id.as_str()).map(|e| e.kind).collect()
}

/// The fields of a promise, each of them changeable.
pub fn fields(promise: &Value) -> Vec<(String, String)> {
    let map = promise["upload"]["fields"].as_object().unwrap();
    map.iter().map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect()
}

/// The fields with one of them set to something else, or added.
pub fn with(promise: &Value, name: &str, value: &str) -> Vec<(String, String)> {
    let mut all = fields(promise);
    all.retain(|(known, _)| known != name);
    all.push((name.to_owned(), value.to_owned()));
    all
}

/// The form of these fields, without a file yet.
pub fn form(fields: &[(String, String)]) -> Form {
    fields.iter().fold(Form::new(), |form, (name, value)| form.text(name, value))
}

/// Posts a form to the bucket.
pub async fn post(app: &TestApp, form: Form) -> Response {
    app.anonymous().multipart("/_s3/calotype", form).await
}

/// Posts these fields and a file.
pub async fn post_file(app: &TestApp, fields: &[(String, String)], bytes: &[u8]) -> Response {
    post(app, form(fields).file("file", "x", "application/octet-stream", bytes)).await
}

/// How many objects and temporary files of uploads there are.
pub async fn stored(app: &TestApp) -> usize {
    let objects = app.core.objects.list(Prefix::Uploads(tenants::HOME)).count().await;
    objects + std::fs::read_dir(app.core.scratch()).unwrap().count()
}

/// Checks a refusal of the bucket.
#[track_caller]
pub fn refused(answer: &Response, status: u16, code: &str) {
    let text = answer.text();
    assert_eq!(answer.status.as_u16(), status, "{text}");
    assert!(text.contains(&format!("<Error><Code>{code}</Code><Message>")), "{text}");
    let id = answer.header("x-request-id").unwrap();
    assert!(text.contains(&format!("<RequestId>{id}</RequestId>")), "{text}");
}

/// Checks a refusal of the surface.
#[track_caller]
pub fn no(answer: &Response, status: u16, code: &str) {
    assert_eq!(answer.status, StatusCode::from_u16(status).unwrap(), "{}", answer.text());
    let body = answer.json();
    assert_eq!((&body["status"], &body["error"]), (&json!("error"), &json!(code)), "{body}");
    assert_eq!(body["request_id"].as_str(), answer.header("x-request-id"), "{body}");
    assert!(body["details"]["message"].as_str().is_some_and(|m| !m.is_empty()), "{body}");
    assert_eq!(answer.header("x-billable"), Some("false"));
}

/// Lets what is over expire.
pub async fn sweep(app: &TestApp) {
    deposits::sweep(&app.core).await.unwrap();
}
