//! Who asks: a client with or without a login, from an address.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderName, HeaderValue, Method, Request, header};
use serde_json::Value;
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::response::Response;

/// A caller of the server under test. Requests do not touch the network.
#[derive(Clone)]
pub struct Client {
    service: Router,
    address: IpAddr,
    token: Option<String>,
    id: Option<Uuid>,
    number: Option<i64>,
}

impl Client {
    /// A caller without credentials, from this machine.
    pub fn new(service: Router) -> Self {
        Self { service, address: IpAddr::V4(Ipv4Addr::LOCALHOST), token: None, id: None, number: None }
    }

    /// The same caller with another access token.
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// The same caller from another address.
    pub fn from(mut self, address: [u8; 4]) -> Self {
        self.address = address.into();
        self
    }

    pub(crate) fn being(mut self, id: Uuid, number: i64) -> Self {
        (self.id, self.number) = (Some(id), Some(number));
        self
    }

    /// Id of the user's row.
    pub fn id(&self) -> Uuid {
        self.id.expect("a client made by admin(), user() or log_in()")
    }

    /// The integer the library shows.
    pub fn number(&self) -> i64 {
        self.number.expect("a client made by admin(), user() or log_in()")
    }

    /// The access token.
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("a client with a login")
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await
    }

    /// `HEAD`.
    pub async fn head(&self, path: &str) -> Response {
        self.request(Method::HEAD, path).send().await
    }

    /// `POST` with a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> Response {
        self.request(Method::POST, path).json(&body).send().await
    }

    /// `PUT` with a JSON body.
    pub async fn put(&self, path: &str, body: Value) -> Response {
        self.request(Method::PUT, path).json(&body).send().await
    }

    /// `PATCH` with a JSON body.
    pub async fn patch(&self, path: &str, body: Value) -> Response {
        self.request(Method::PATCH, path).json(&body).send().await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Response {
        self.request(Method::DELETE, path).send().await
    }

    /// `POST` with a form of files and fields.
    pub async fn multipart(&self, path: &str, form: Form) -> Response {
        self.request(Method::POST, path).multipart(form).send().await
    }

    /// Any request, to be completed and sent.
    pub fn request(&self, method: Method, path: &str) -> Ask {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().expect("a path with an optional query");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(self.address, 40_000)));
        let ask = Ask { service: self.service.clone(), request };
        match &self.token {
            Some(token) => ask.header(header::AUTHORIZATION, &format!("Bearer {token}")),
            None => ask,
        }
    }
}

/// A request before it is sent.
pub struct Ask {
    service: Router,
    request: Request<Body>,
}

impl Ask {
    /// Sets a header.
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        self.request.headers_mut().insert(name, HeaderValue::from_str(value).expect("a header value"));
        self
    }

    /// Sets a header to any bytes, for hostile ones.
    pub fn bytes_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.request.headers_mut().insert(name, value);
        self
    }

    /// Sets a JSON body.
    pub fn json(self, body: &Value) -> Self {
        self.header(header::CONTENT_TYPE, "application/json").body(body.to_string())
    }

    /// Sets a form as the body.
    pub fn multipart(self, form: Form) -> Self {
        let content_type = format!("multipart/form-data; boundary={}", Form::BOUNDARY);
        self.header(header::CONTENT_TYPE, &content_type).body(form.finish())
    }

    /// Sets the bytes of the body as they are.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        *self.request.body_mut() = body.into();
        self
    }

    /// Sends it and reads the whole answer.
    pub async fn send(self) -> Response {
        let Ok(answer) = self.service.oneshot(self.request).await;
        Response::read(answer).await
    }
}

/// A `multipart/form-data` body.
#[derive(Default)]
pub struct Form {
    bytes: Vec<u8>,
}

impl Form {
    const BOUNDARY: &'static str = "calotype-test-boundary-7f3a";

    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text field.
    pub fn text(self, name: &str, value: &str) -> Self {
        self.part(&format!("form-data; name=\"{name}\""), None, value.as_bytes())
    }

    /// Adds a file.
    pub fn file(self, name: &str, file_name: &str, content_type: &str, bytes: &[u8]) -> Self {
        let disposition = format!("form-data; name=\"{name}\"; filename=\"{file_name}\"");
        self.part(&disposition, Some(content_type), bytes)
    }

    /// Adds a part with any `Content-Disposition`, for hostile ones.
    pub fn part(mut self, disposition: &str, content_type: Option<&str>, bytes: &[u8]) -> Self {
        let mut head = format!("--{}\r\nContent-Disposition: {disposition}\r\n", Self::BOUNDARY);
        if let Some(content_type) = content_type {
            head.push_str(&format!("Content-Type: {content_type}\r\n"));
        }
        self.bytes.extend_from_slice(head.as_bytes());
        self.bytes.extend_from_slice(b"\r\n");
        self.bytes.extend_from_slice(bytes);
        self.bytes.extend_from_slice(b"\r\n");
        self
    }

    fn finish(mut self) -> Vec<u8> {
        self.bytes.extend_from_slice(format!("--{}--\r\n", Self::BOUNDARY).as_bytes());
        self.bytes
    }
}
