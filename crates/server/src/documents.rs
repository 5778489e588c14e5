//! The OpenAPI documents: one a surface, made from the routing table.

use std::collections::HashMap;
use std::io::Read as _;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use calotype_core::App;
use flate2::read::GzDecoder;
use serde::Serialize;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::AnyOfBuilder;
use utoipa::openapi::{OpenApi, PathItem, RefOr, Schema};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{commands, face, hosting, library, upload};

/// Every document: its name in `openapi/` and its text.
#[must_use]
pub fn openapi() -> Vec<(&'static str, OpenApi)> {
    openapi_at("v2")
}

/// Every document, with the hosting surface under a prefix.
fn openapi_at(prefix: &str) -> Vec<(&'static str, OpenApi)> {
    NAMES.map(|name| (name, made(name, prefix))).into()
}

/// The documents, in their order.
const NAMES: [&str; 5] = ["library", "face", "hosting", "upload", "commands"];

fn made(name: &str, prefix: &str) -> OpenApi {
    let document = match name {
        "library" => library::routes().to_openapi(),
        "face" => face::routes().to_openapi(),
        "hosting" => hosting::routes_at(prefix).to_openapi(),
        "upload" => upload::routes().to_openapi(),
        _ => commands::openapi(),
    };
    with_overlapping_forms(with_distinct_names(document))
}

/// One line of the list of documents at `/openapi/documents.json`, from which the web app's reference and playground are
/// made.
#[derive(Debug, Serialize)]
struct Listed {
    name: &'static str,
    title: String,
    url: String,
}

/// What is sent of the documents. Made when the first of them is asked for: most servers are never asked, and all of them
/// would start later and hold it in memory.
struct Texts {
    list: Bytes,
    documents: Vec<(&'static str, Bytes)>,
}

impl Texts {
    fn make(prefix: &str) -> Self {
        let documents = openapi_at(prefix);
        let list = documents.iter().map(|(name, document)| Listed {
            name,
            title: document.info.title.clone(),
            url: address(name),
        });
        let list = text(&list.collect::<Vec<_>>());
        Self { list, documents: documents.iter().map(|(name, document)| (*name, text(document))).collect() }
    }

    fn document(&self, wanted: &str) -> Bytes {
        let found = self.documents.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    }
}

fn text(value: &impl Serialize) -> Bytes {
    serde_json::to_vec(value).unwrap_or_default().into()
}

fn address(name: &str) -> String {
    format!("/openapi/{name}.json")
}

/// The documents, their list, and the page that shows them. `prefix` is where the hosting surface is.
pub(crate) fn routes(prefix: &str) -> Router<App> {
    let prefix = prefix.to_owned();
    let texts = Arc::new(LazyLock::new(move || Texts::make(&prefix)));
    let answer = |choose: fn(&Texts, &'static str) -> Bytes, name| {
        let texts: Arc<LazyLock<Texts, _>> = Arc::clone(&texts);
        get(move || async move {
            // Once, a fiftieth of a second; not where other requests are waiting.
            let text = tokio::task::spawn_blocking(move || choose(&texts, name)).await;
            ([(header::CONTENT_TYPE, "application/json")], text.unwrap_or_default())
        })
    };
    let mut routes =
        Router::new().route("/openapi/documents.json", answer(|texts, _| texts.list.clone(), ""));
    for name in NAMES {
        routes = routes.route(&address(name), answer(Texts::document, name));
    }
    // Where the document of that API says it is.
    routes = routes.route("/docs/openapi.json", answer(Texts::document, "hosting"));
    // The name under which the face API documents itself, too.
    routes = routes.route("/redoc", get(async || Redirect::permanent("/docs/")));
    let page = SwaggerUi::new("/docs").config(Config::new(NAMES.map(address)));
    routes.merge(Router::from(page).layer(from_fn(for_all_callers)))
}

/// The page and its parts are in the binary compressed, and that is how they are sent, but to a caller who does not say that
/// it reads gzip.
async fn for_all_callers(request: Request, next: Next) -> Response {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let reads_gzip = accepted.is_some_and(|accepted| accepted.contains("gzip") || accepted.contains('*'));
    let mut answer = next.run(request).await;
    if !answer.headers().contains_key(header::CONTENT_ENCODING) {
        return answer;
    }
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if reads_gzip {
        return answer;
    }
    let (mut head, body) = answer.into_parts();
    let mut plain = Vec::new();
    let read = match to_bytes(body, usize::MAX).await {
        Ok(packed) => GzDecoder::new(&*packed).read_to_end(&mut plain).is_ok(),
        Err(_) => false,
    };
    if !read {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    head.headers.remove(header::CONTENT_ENCODING);
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, plain.into())
}

/// Schemas of several forms that one value may fit at once.
const OVERLAPPING: &[&str] = &["SpecificMetadata"];

/// An untagged enum is documented as `oneOf`, which promises that exactly one form fits. Where all fields of the forms
/// may be absent, a value fits several: `anyOf`.
fn with_overlapping_forms(mut document: OpenApi) -> OpenApi {
    let Some(components) = &mut document.components else { return document };
    for name in OVERLAPPING {
        if let Some(RefOr::T(Schema::OneOf(one))) = components.schemas.get(*name) {
            let mut any = AnyOfBuilder::new().description(one.description.clone());
            for form in &one.items {
                any = any.item(form.clone());
            }
            components.schemas.insert((*name).to_owned(), RefOr::T(Schema::AnyOf(any.build())));
        }
    }
    document
}

/// Operations are named after their functions, and several nouns have a `get` and a `list`. Generators of clients
/// want one name an operation: a name that is shared gives way to the method and the path.
fn with_distinct_names(mut document: OpenApi) -> OpenApi {
    let mut uses: HashMap<String, usize> = HashMap::new();
    for item in document.paths.paths.values_mut() {
        for (_, operation) in operations(item) {
            *uses.entry(operation.operation_id.clone().unwrap_or_default()).or_default() += 1;
        }
    }
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let shared = operation.operation_id.as_ref().is_none_or(|name| uses.get(name) != Some(&1));
            if shared {
                operation.operation_id = Some(in_words(method, path));
            }
        }
    }
    document
}

/// `GET /api/v1/users/{id}` as `get_users_id`.
fn in_words(method: &str, path: &str) -> String {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    std::iter::once(method).chain(words).collect::<Vec<_>>().join("_")
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("delete", &mut item.delete),
        ("options", &mut item.options),
        ("head", &mut item.head),
        ("patch", &mut item.patch),
        ("trace", &mut item.trace),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_operations_of_a_document_have_one_name() {
        for (name, mut document) in openapi() {
            let mut seen = std::collections::HashSet::new();
            for (path, item) in &mut document.paths.paths {
                for (method, operation) in operations(item) {
                    let id = operation.operation_id.clone();
                    assert!(id.is_some_and(|id| seen.insert(id)), "{name}: {method} {path}");
                }
            }
            assert!(seen.len() > 2, "{name}");
        }
    }

    #[test]
    fn a_shared_name_gives_way_to_method_and_path() {
        assert_eq!(in_words("get", "/api/v1/users/{id}"), "get_users_id");
        assert_eq!(in_words("head", "/v2/images"), "head_v2_images");
    }
}
