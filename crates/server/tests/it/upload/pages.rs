//! Programs in browsers: preflights, what scripts may read, keys that are bound to pages.

use axum::http::{HeaderName, Method, header};
use calotype_core::keys::{self, NewKey};
use calotype_core::{Actor, Role};

use super::build::*;
use crate::app::{TestApp, on_both_engines};
use crate::client::{Ask, Client};
use crate::response::Response;

on_both_engines![a_page_brings_a_file_in_pieces, an_answer_may_be_read_where_its_key_works];

const PAGE: &str = "https://app.example.org";

fn from(ask: Ask, origin: &str) -> Ask {
    ask.header(header::ORIGIN, origin)
}

async fn preflight(client: &Client, path: &str, method: &str, headers: &str) -> Response {
    let ask = from(client.request(Method::OPTIONS, path), PAGE)
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, method)
        .header(header::ACCESS_CONTROL_REQUEST_HEADERS, headers);
    ask.send().await
}

/// The words of a list in a header, in lower case.
fn list(answer: &Response, name: &str) -> Vec<String> {
    let text = answer.header(name).unwrap_or_else(|| panic!("no {name}"));
    text.split(',').map(|word| word.trim().to_ascii_lowercase()).collect()
}

async fn bound(app: &TestApp) -> String {
    app.ensure_user("mia", Role::User).await;
    let new = NewKey {
        name: "page".to_owned(),
        scopes: ["job:read", "upload:read", "upload:write"].map(str::to_owned).to_vec(),
        username: Some("mia".to_owned()),
        origins: vec![PAGE.to_owned()],
        ..NewKey::default()
    };
    keys::create(&app.core, &Actor::system(), new).await.unwrap().secret
}

/// What a browser does for a script with the protocol's usual client, request by request.
async fn a_page_brings_a_file_in_pieces(app: TestApp) {
    let mia = Program::known(&app, &bound(&app).await);
    let stranger = app.anonymous();
    let tus = |method, path: &str| {
        let ask = from(mia.ask(method, path), PAGE);
        ask.header(HeaderName::from_static("tus-resumable"), "1.0.0")
    };
    let asked = "tus-resumable,upload-length,upload-metadata,x-api-key";
    let may = preflight(&stranger, "/upload-api/tus", "POST", asked).await;
    assert_eq!(may.status, 204);
    assert_eq!(may.header("access-control-allow-origin"), Some(PAGE));
    assert!(list(&may, "access-control-allow-methods").contains(&"post".to_owned()));
    let allowed = list(&may, "access-control-allow-headers");
    assert!(asked.split(',').all(|name| allowed.contains(&name.to_owned())), "{allowed:?}");
    let made = tus(Method::POST, "/upload-api/tus")
        .header(HeaderName::from_static("upload-length"), "2")
        .header(HeaderName::from_static("upload-metadata"), "filename ZGF0YS5qc29u")
        .send()
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(made.header("access-control-allow-origin"), Some(PAGE));
    assert_eq!(made.header("access-control-allow-credentials"), None);
    let exposed = list(&made, "access-control-expose-headers");
    for name in ["location", "upload-offset", "upload-expires", "tus-resumable", "x-request-id"] {
        assert!(exposed.contains(&name.to_owned()), "{name}");
    }
    let place = made.header("location").unwrap();
    let path = &place[place.find("/upload-api").unwrap()..];
    let asked = "content-type,tus-resumable,upload-checksum,upload-offset,x-api-key";
    let may = preflight(&stranger, path, "PATCH", asked).await;
    let allowed = list(&may, "access-control-allow-headers");
    assert!(asked.split(',').all(|name| allowed.contains(&name.to_owned())), "{allowed:?}");
    assert!(list(&may, "access-control-allow-methods").contains(&"patch".to_owned()));
    let piece = tus(Method::PATCH, path)
        .header(HeaderName::from_static("upload-offset"), "0")
        .header(header::CONTENT_TYPE, "application/offset+octet-stream")
        .body("[]")
        .send()
        .await;
    assert_eq!((piece.status.as_u16(), piece.header("upload-offset")), (204, Some("2")));
    assert_eq!(piece.header("access-control-allow-origin"), Some(PAGE));
    let head = tus(Method::HEAD, path).send().await;
    assert_eq!((head.status.as_u16(), head.header("access-control-allow-origin")), (200, Some(PAGE)));
    // A question that is no preflight is the protocol's own.
    let spoken = from(stranger.request(Method::OPTIONS, "/upload-api/tus"), PAGE).send().await;
    assert_eq!((spoken.status.as_u16(), spoken.header("tus-version")), (204, Some("1.0.0")));
    assert_eq!(spoken.header("access-control-allow-origin"), Some(PAGE));
}

async fn an_answer_may_be_read_where_its_key_works(app: TestApp) {
    let app = app.configured(|config| config.http.cors_origins = vec!["https://own.example".into()]).await;
    let (page, free) = (Program::known(&app, &bound(&app).await), program(&app, "mia").await);
    let other = "https://evil.test";
    let read = async |program: &Program, origin: &str| {
        let answer = from(program.ask(Method::GET, "/list-uploads-api"), origin).send().await;
        let readable = answer.header("access-control-allow-origin").map(str::to_owned);
        assert!(list(&answer, "vary").contains(&"origin".to_owned()));
        (answer.status.as_u16(), readable)
    };
    assert_eq!(read(&page, PAGE).await, (200, Some(PAGE.to_owned())));
    assert_eq!(read(&page, other).await, (401, None), "bound to another page");
    assert_eq!(read(&free, other).await, (200, Some(other.to_owned())), "bound to none");
    let wrong = Program::known(&app, "cal_nonsense");
    assert_eq!(read(&wrong, PAGE).await, (401, None));
    let own = "https://own.example".to_owned();
    assert_eq!(read(&wrong, &own).await, (401, Some(own.clone())), "a page of the house reads refusals");
    let silent = free.get("/list-uploads-api").await;
    assert_eq!(silent.header("access-control-allow-origin"), None, "no page asks");
    for path in ["/upload-api", "/image-converter-api", "/status-api/x", "/list-events-api"] {
        let may = preflight(&app.anonymous(), path, "POST", "x-api-key").await;
        assert_eq!(may.status, 204, "{path}");
        assert!(may.bytes.is_empty() && may.header("set-cookie").is_none());
    }
}
