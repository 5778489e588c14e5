//! `/docs`: every documented route, and nothing from elsewhere.

use std::collections::BTreeSet;
use std::io::Read as _;

use axum::http::{Method, header};
use flate2::read::GzDecoder;

use crate::app::{TestApp, on_both_engines};

on_both_engines![
    the_page_brings_everything_itself,
    the_page_is_compressed_for_who_reads_that,
    every_document_of_the_list_is_where_the_list_says,
    the_document_has_every_documented_route_where_it_is,
];

/// Method and path, without the names of parameters.
const DOCUMENTED: &[&str] = &[
    "POST /images",
    "GET /images",
    "GET /images/{}",
    "PATCH /images/{}",
    "DELETE /images/{}",
    "POST /images/{}/share",
    "GET /images/share/{}",
    "DELETE /images/share/{}",
    "POST /avatars",
    "GET /avatars/{}",
    "DELETE /avatars/{}",
    "POST /albums",
    "GET /albums",
    "GET /albums/{}",
    "PATCH /albums/{}",
    "DELETE /albums/{}",
    "POST /albums/{}/images",
    "DELETE /albums/{}/images",
    "GET /albums/{}/images",
    "POST /albums/{}/tokens",
    "DELETE /albums/{}/tokens/{}",
    "GET /albums/external/{}",
    "PATCH /albums/external/{}",
    "POST /albums/external/{}/images",
    "DELETE /albums/external/{}/images",
    "GET /status",
    "GET /client/stats",
    "POST /admin/auth/login",
    "POST /admin/auth/refresh",
    "POST /admin/auth/logout",
    "GET /admin/auth/me",
    "PATCH /admin/auth/me",
    "POST /admin/auth/me/change-password",
    "POST /admin/clients",
    "POST /admin/clients/{}/rotate-key",
    "POST /admin/clients/{}/access",
    "GET /admin/admins",
    "POST /admin/admins",
    "PATCH /admin/admins/{}",
    "DELETE /admin/admins/{}",
    "GET /admin/stats",
    "GET /admin/clients",
    "GET /admin/clients/{}",
    "PATCH /admin/clients/{}",
    "POST /admin/images",
    "GET /admin/images",
    "GET /admin/images/tags",
    "GET /admin/images/{}",
    "PATCH /admin/images/{}",
    "DELETE /admin/images/{}",
    "GET /admin/avatars",
    "GET /admin/avatars/{}",
    "DELETE /admin/avatars/{}",
    "GET /admin/albums",
    "GET /admin/albums/{}",
    "PATCH /admin/albums/{}",
    "DELETE /admin/albums/{}",
];

async fn the_page_brings_everything_itself(app: TestApp) {
    let other = app.anonymous().get("/redoc").await;
    assert_eq!((other.status.as_u16(), other.header("location")), (308, Some("/docs/")));
    let page = app.anonymous().get("/docs/").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    let mut parts = 0;
    for attribute in ["src=\"", "href=\""] {
        for rest in text.split(attribute).skip(1) {
            let address = rest.split('"').next().unwrap();
            assert!(!address.contains("//"), "{address} is elsewhere");
            let part = app.anonymous().get(&format!("/docs/{}", address.trim_start_matches("./"))).await;
            assert_eq!(part.status, 200, "{address}");
            parts += 1;
        }
    }
    assert!(parts >= 3, "scripts and styles: {text}");
    let start = app.anonymous().get("/docs/swagger-initializer.js").await.text();
    assert!(
        start.contains("/openapi/hosting.json") && !start.contains("http://") && !start.contains("https://")
    );
}

async fn the_page_is_compressed_for_who_reads_that(app: TestApp) {
    let nobody = app.anonymous();
    let plain = nobody.get("/docs/swagger-ui.css").await;
    assert_eq!((plain.status.as_u16(), plain.header("content-encoding")), (200, None));
    let ask = nobody.request(Method::GET, "/docs/swagger-ui.css").header(header::ACCEPT_ENCODING, "gzip, br");
    let packed = ask.send().await;
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.bytes.len() * 3 < plain.bytes.len(), "{} of {}", packed.bytes.len(), plain.bytes.len());
    let mut unpacked = Vec::new();
    GzDecoder::new(&*packed.bytes).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.bytes);
    for answer in [plain, packed] {
        assert_eq!(answer.header("vary").map(str::to_ascii_lowercase), Some("accept-encoding".to_owned()));
    }
}

async fn every_document_of_the_list_is_where_the_list_says(app: TestApp) {
    let list = app.anonymous().get("/openapi/documents.json").await.ok();
    let list = list.as_array().unwrap();
    assert!(list.len() >= 3, "{list:?}");
    for listed in list {
        let document = app.anonymous().get(listed["url"].as_str().unwrap()).await.ok();
        assert_eq!(document["info"]["title"], listed["title"]);
    }
    assert!(list.iter().any(|listed| listed["name"] == "hosting"));
}

async fn the_document_has_every_documented_route_where_it_is(app: TestApp) {
    let moved = app.second_node().await.configured(|config| config.hosting.prefix = "media/v9".into()).await;
    for (app, prefix) in [(&app, "/v2"), (&moved, "/media/v9")] {
        let document = app.anonymous().get("/docs/openapi.json").await.ok();
        assert_eq!(app.anonymous().get("/openapi/hosting.json").await.ok(), document);
        let mut routes = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            let path = path.strip_prefix(prefix).unwrap_or_else(|| panic!("{path} is not at {prefix}"));
            let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
            let path = parts.collect::<Vec<_>>().join("/");
            let methods = item.as_object().unwrap().keys().map(|method| method.to_uppercase());
            routes.extend(methods.map(|method| format!("{method} {path}")));
        }
        for route in DOCUMENTED {
            assert!(routes.contains(*route), "{route} is not in the document");
        }
    }
}
