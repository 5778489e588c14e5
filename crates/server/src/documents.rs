//! The OpenAPI documents: one a surface, made from the routing table.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::AnyOfBuilder;
use utoipa::openapi::{OpenApi, PathItem, RefOr, Schema};

use crate::{commands, face, hosting, library, upload};

/// Every document: its name in `openapi/` and its text.
#[must_use]
pub fn openapi() -> Vec<(&'static str, OpenApi)> {
    openapi_at("v2")
}

/// Every document, with the hosting surface under a prefix.
pub(crate) fn openapi_at(prefix: &str) -> Vec<(&'static str, OpenApi)> {
    let documents = [
        ("library", library::routes().to_openapi()),
        ("face", face::routes().to_openapi()),
        ("hosting", hosting::routes_at(prefix).to_openapi()),
        ("upload", upload::routes().to_openapi()),
        ("commands", commands::openapi()),
    ];
    documents.map(|(name, document)| (name, with_overlapping_forms(with_distinct_names(document)))).into()
}

/// One line of the list of documents at `/openapi/documents.json`, from which the web app's reference and playground are
/// made.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Listed {
    name: &'static str,
    title: String,
    url: String,
}

/// The list of some documents, in their order.
pub(crate) fn contents(documents: &[(&'static str, OpenApi)]) -> Vec<Listed> {
    let list = |(name, document): &(&'static str, OpenApi)| Listed {
        name,
        title: document.info.title.clone(),
        url: format!("/openapi/{name}.json"),
    };
    documents.iter().map(list).collect()
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
