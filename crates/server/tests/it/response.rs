//! What came back, read to the end.

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use serde_json::Value;

/// An answer.
#[derive(Debug)]
pub struct Response {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub bytes: Bytes,
}

impl Response {
    pub(crate) async fn read(answer: axum::http::Response<Body>) -> Self {
        let (parts, body) = answer.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body that ends well");
        Self { status: parts.status, headers: parts.headers, bytes }
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("not JSON ({e}): {}", self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("a header of text"))
    }

    /// The JSON body of a 200 for a snapshot: the named fields, at any depth, show only that they are there.
    #[track_caller]
    pub fn redacted(&self, fields: &[&str]) -> Value {
        fn hide(value: &mut Value, fields: &[&str]) {
            match value {
                Value::Object(map) => {
                    for (name, value) in map {
                        if fields.contains(&name.as_str()) && !value.is_null() {
                            *value = Value::from(format!("[{name}]"));
                        }
                        hide(value, fields);
                    }
                }
                Value::Array(items) => items.iter_mut().for_each(|item| hide(item, fields)),
                _ => {}
            }
        }
        let mut body = self.ok();
        hide(&mut body, fields);
        body
    }

    /// The JSON body of a 200; anything else fails the test and shows the answer.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        self.json()
    }

    /// Checks status and code of a refusal in the library's dialect: `code` is the status, `error` starts with the
    /// stable word.
    #[track_caller]
    pub fn refused(&self, status: u16, word: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        let body = self.json();
        assert_eq!(body["code"], status, "{body}");
        assert_eq!(body["error"].as_str().and_then(|e| e.split(' ').next()), Some(word), "{body}");
        assert!(body["message"].as_str().is_some_and(|m| !m.is_empty()), "{body}");
    }
}
