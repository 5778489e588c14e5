//! Who may call what: every operation of every OpenAPI document × every kind of caller, on both engines.
//!
//! An operation that is in a document and not in a table here fails the test, and so does a row whose operation is gone.
//! First everybody who must be refused asks, then those who may; so a refusal is tested on things that are there.

mod commands;
mod face;
mod hosting;
mod library;
mod upload;

use std::collections::BTreeSet;

use axum::http::{HeaderName, HeaderValue, Method, header};

use crate::app::{TestApp, on_both_engines};
use crate::client::Client;

on_both_engines![every_operation_of_every_document_is_declared_and_held];

/// What an operation sends along.
#[derive(Debug, Clone, Copy)]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON.
    Json(&'static str),
    /// A form with a small file.
    Form,
    /// An XMP sidecar.
    Xmp,
}

/// An operation and who may call it.
#[derive(Debug, Clone, Copy)]
pub struct Row<Rule> {
    /// Method and path, as the document has them.
    pub operation: &'static str,
    pub rule: Rule,
    pub body: Body,
}

/// An operation without a body.
pub const fn row<Rule>(operation: &'static str, rule: Rule) -> Row<Rule> {
    Row { operation, rule, body: Body::Empty }
}

/// An operation with one.
pub const fn with<Rule>(operation: &'static str, rule: Rule, body: Body) -> Row<Rule> {
    Row { operation, rule, body }
}

/// What a caller must meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// One of these, whatever else is wrong with the request.
    Refused(&'static [u16]),
    /// Anything but a refusal for who one is, and no failure of ours.
    Passes,
}

pub const UNKNOWN: Answer = Answer::Refused(&[401]);
pub const FORBIDDEN: Answer = Answer::Refused(&[403]);

/// Somebody who asks: with a bearer token in the client, or with a header of their own.
pub struct Caller {
    pub name: &'static str,
    pub client: Client,
    pub header: Option<(HeaderName, String)>,
}

impl Caller {
    pub fn new(name: &'static str, client: Client) -> Self {
        Self { name, client, header: None }
    }

    /// Without a bearer token, with a key.
    pub fn with_key(name: &'static str, app: &TestApp, secret: impl Into<String>) -> Self {
        let key = HeaderName::from_static("x-api-key");
        Self { name, client: app.anonymous(), header: Some((key, secret.into())) }
    }

    async fn ask(&self, operation: &str, fill: &dyn Fn(&str, &str) -> String, body: Body) -> (u16, String) {
        let (method, path) = operation.split_once(' ').unwrap();
        let template = path;
        let path = path.split('/').map(|part| {
            match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                Some(name) => fill(template, name),
                None => part.to_owned(),
            }
        });
        let path = path.collect::<Vec<_>>().join("/") + query(template);
        let mut ask = self.client.request(method.parse::<Method>().unwrap(), &path);
        for (name, value) in headers(operation) {
            ask = ask.header(HeaderName::from_static(name), value);
        }
        if let Some((name, value)) = &self.header {
            ask = ask.bytes_header(name.clone(), HeaderValue::from_str(value).unwrap());
        }
        let ask = match body {
            Body::Empty => ask,
            Body::Json(text) => ask.header(header::CONTENT_TYPE, "application/json").body(text),
            Body::Form => ask.multipart(crate::client::Form::new().file("file", "x.txt", "text/plain", b"x")),
            Body::Xmp => ask.header(header::CONTENT_TYPE, "application/rdf+xml").body("<x/>"),
        };
        let answer = ask.send().await;
        (answer.status.as_u16(), answer.text())
    }
}

/// What a request must say in its query to come as far as the question who asks.
fn query(template: &str) -> &'static str {
    match template {
        "/delete-upload-api" => upload::WHICH,
        "/api/v1/assets/{id}/export" => "?format=jpeg",
        _ => "",
    }
}

/// What it must say in its headers for that.
fn headers(operation: &str) -> Vec<(&'static str, &'static str)> {
    let (method, path) = operation.split_once(' ').unwrap();
    let mut all = Vec::new();
    if path.starts_with("/upload-api/tus") {
        all.extend([("tus-resumable", "1.0.0"), ("upload-offset", "0"), ("upload-length", "1")]);
        all.extend([
            ("upload-metadata", "filename YS5qc29u"),
            ("content-type", "application/offset+octet-stream"),
        ]);
        if (method, path) == ("POST", "/upload-api/tus/{id}") {
            all.push(("x-http-method-override", "PATCH"));
        }
    }
    all
}

/// Holds a table against a document.
pub async fn hold<Rule: Copy + std::fmt::Debug>(
    document: &str,
    table: &[Row<Rule>],
    callers: &[Caller],
    expected: impl Fn(Rule, &str) -> Answer,
    fill: &dyn Fn(&str, &str) -> String,
) -> Vec<String> {
    let mut problems = Vec::new();
    let documented = documented(document);
    let declared: BTreeSet<String> = table.iter().map(|row| row.operation.to_owned()).collect();
    for operation in documented.difference(&declared) {
        problems.push(format!("{document}: nobody says who may call {operation}"));
    }
    for operation in declared.difference(&documented) {
        problems.push(format!("{document}: {operation} is declared and not documented"));
    }
    for passing in [false, true] {
        for row in table {
            for caller in callers {
                let answer = expected(row.rule, caller.name);
                if (answer == Answer::Passes) != passing {
                    continue;
                }
                let (status, text) = caller.ask(row.operation, fill, row.body).await;
                let good = match answer {
                    Answer::Refused(statuses) => statuses.contains(&status),
                    // 501 and 503: this server lacks a model or a tool, which is nobody's permission.
                    Answer::Passes => !matches!(status, 401 | 403 | 405 | 500 | 502 | 504),
                };
                if !good {
                    let text: String = text.chars().take(150).collect();
                    problems.push(format!(
                        "{} ({:?}) as {}: {status} {text}",
                        row.operation, row.rule, caller.name
                    ));
                }
            }
        }
    }
    problems
}

fn documented(name: &str) -> BTreeSet<String> {
    let documents = calotype_server::openapi();
    let (_, document) = documents.into_iter().find(|(known, _)| *known == name).unwrap();
    let document = serde_json::to_value(document).unwrap();
    let mut operations = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            if ["get", "head", "put", "post", "patch", "delete"].contains(&method.as_str()) {
                operations.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    operations
}

async fn every_operation_of_every_document_is_declared_and_held(app: TestApp) {
    // There are hundreds of commands, and somebody asks for each of them as everybody.
    let app = app.configured(|config| config.commands.requests_per_minute = 0).await;
    let names: Vec<&str> = calotype_server::openapi().into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["library", "face", "hosting", "upload", "commands"],
        "a document without a table here"
    );
    let mut problems = library::check(&app).await;
    problems.extend(hosting::check(&app).await);
    problems.extend(face::check(&app).await);
    problems.extend(upload::check(&app).await);
    problems.extend(commands::check(&app).await);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// The first thing called `id` in a list, wherever it stands.
pub fn first_id(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Object(map) => {
            let own = map.get("id").and_then(serde_json::Value::as_str);
            own.map(str::to_owned).or_else(|| map.values().find_map(first_id))
        }
        serde_json::Value::Array(items) => items.iter().find_map(first_id),
        _ => None,
    }
}
