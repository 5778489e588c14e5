//! The OpenAPI document of the commands, made from their table.

use calotype_commands::{Command, Methods, TABLE, document};
use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

const ABOUT: &str = "One address a command: parameters as a query, a form, a form with a file, or JSON; a picture or JSON \
    as the answer. The key comes as `key`, or in the request header `WWW-Authenticate` or `Authorization: Bearer`. Every answer \
    of JSON has `status`, every refusal `error`. Pictures are kept and answered as `link`; with `blob=true` the answer is the \
    picture.";

/// The document.
pub(crate) fn openapi() -> OpenApi {
    let paths: Map<String, Value> = TABLE
        .iter()
        .flat_map(|command| {
            std::iter::once(&command.name).chain(command.aliases).map(move |name| (*name, command))
        })
        .map(|(name, command)| (format!("/{name}"), path(name, command)))
        .collect();
    let failure = json!({
        "type": "object",
        "required": ["status", "error"],
        "properties": {
            "status": { "type": "integer", "description": "The HTTP status" },
            "error": { "type": "string", "description": "What is wrong, for people" },
        },
    });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "calotype command API", "version": "1", "description": ABOUT },
        "paths": paths,
        "components": {
            "schemas": { "Failure": failure },
            "securitySchemes": {
                "key": { "type": "apiKey", "in": "query", "name": "key" },
                "bearer": { "type": "http", "scheme": "bearer" },
            },
        },
    });
    // A table that makes no document is found by the test below.
    serde_json::from_value(document).unwrap_or_default()
}

fn path(name: &str, command: &Command) -> Value {
    let mut item = Map::new();
    if command.methods == Methods::Any {
        let mut operation = operation("get", name, command);
        operation["parameters"] = query(command);
        item.insert("get".to_owned(), operation);
    }
    let mut operation = operation("post", name, command);
    operation["requestBody"] = json!({ "content": bodies(command) });
    item.insert("post".to_owned(), operation);
    Value::Object(item)
}

fn operation(method: &str, name: &str, command: &Command) -> Value {
    let mut good = json!({ "application/json": {
        "schema": { "type": "object" }, "example": document::answer(command),
    } });
    if command.returns.has_blob() {
        good["image/*"] = json!({ "schema": { "type": "string", "format": "binary" } });
    }
    let failure = json!({
        "description": "Refused, or failed",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Failure" } } },
    });
    let mut operation = json!({
        "operationId": format!("{method}_{name}"),
        "tags": [command.group.name()],
        "description": command.about,
        "responses": { "200": { "description": "Done", "content": good }, "default": failure },
    });
    if command.needs_key {
        operation["security"] = json!([{ "key": [] }, { "bearer": [] }]);
    }
    operation
}

/// What a query can say: everything but lists.
fn query(command: &Command) -> Value {
    let body = document::body(command);
    let required: Vec<&str> =
        body["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = body["properties"].as_object().cloned().unwrap_or_default();
    properties
        .into_iter()
        .map(|(name, schema)| {
            let about = schema["description"].clone();
            let needed = required.contains(&name.as_str());
            let mut parameter =
                json!({ "name": name, "in": "query", "required": needed, "schema": schema, "description": about });
            if parameter["schema"]["type"] == "array" {
                // A list in a query is its JSON.
                parameter["schema"] = json!({ "type": "string", "contentMediaType": "application/json" });
            }
            parameter
        })
        .collect()
}

fn bodies(command: &Command) -> Value {
    let plain = document::body(command);
    let mut form = plain.clone();
    if command.picture != calotype_commands::Picture::None {
        form["properties"]["file"] = json!({
            "type": "string", "format": "binary", "description": "The picture itself, before any address",
        });
        // The file stands for the address.
        if let calotype_commands::Picture::In(name) = command.picture
            && let Some(required) = form["required"].as_array_mut()
        {
            required.retain(|needed| needed != name);
        }
    }
    json!({ "application/json": { "schema": plain }, "multipart/form-data": { "schema": form } })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_command_is_in_the_document_under_all_its_names() {
        let document = serde_json::to_value(openapi()).unwrap();
        let paths = document["paths"].as_object().unwrap();
        for command in TABLE {
            for name in std::iter::once(&command.name).chain(command.aliases) {
                let path = &paths[&format!("/{name}")];
                assert!(path["post"]["requestBody"]["content"]["application/json"].is_object(), "{name}");
                assert_eq!(path["get"].is_object(), command.methods == Methods::Any, "{name}");
            }
        }
    }
}
