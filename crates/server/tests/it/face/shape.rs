//! Whether an answer has the documented shape: every required field, none that is not documented, each of its type.

use serde_json::Value;

/// Holds a body against a schema of the document of the face API.
#[track_caller]
pub fn fits(schema: &str, body: &Value) {
    let documents = calotype_server::openapi();
    let (_, document) = documents.into_iter().find(|(name, _)| *name == "face").unwrap();
    let document = serde_json::to_value(document).unwrap();
    let problems = look(&document, &document["components"]["schemas"][schema], body, schema);
    assert!(problems.is_empty(), "{}\n{body:#}", problems.join("\n"));
}

fn look(document: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let schema =
            document.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("{reference}"));
        return look(document, schema, value, place);
    }
    if let Some(forms) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let tries: Vec<Vec<String>> = forms.iter().map(|form| look(document, form, value, place)).collect();
        return match tries.iter().any(Vec::is_empty) {
            true => Vec::new(),
            false => tries.concat(),
        };
    }
    let parts = parts(document, schema);
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ if parts.len() > 1 => vec!["object"],
        other => panic!("{place}: what is the type {other}?"),
    };
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let fits = types.contains(&found) || (found == "integer" && types.contains(&"number"));
    if !fits {
        return vec![format!("{place} is {found}, not {types:?}")];
    }
    match value {
        Value::Array(items) => {
            let each = items.iter().enumerate();
            each.flat_map(|(at, item)| look(document, &schema["items"], item, &format!("{place}[{at}]")))
                .collect()
        }
        Value::Object(fields) => {
            let known = |name: &str| parts.iter().find_map(|part| part["properties"].get(name));
            // An object of which nothing is said.
            if parts.iter().all(|part| part["properties"].is_null()) {
                return Vec::new();
            }
            let required = parts.iter().filter_map(|part| part["required"].as_array()).flatten();
            let missing = required.filter_map(Value::as_str).filter(|name| !fields.contains_key(*name));
            let mut problems: Vec<String> = missing.map(|name| format!("{place} has no {name}")).collect();
            for (name, value) in fields {
                match known(name) {
                    Some(schema) => {
                        problems.extend(look(document, schema, value, &format!("{place}.{name}")));
                    }
                    None => problems.push(format!("{place}.{name} is not documented")),
                }
            }
            problems
        }
        _ => Vec::new(),
    }
}

/// The schemas an object is made of.
fn parts<'a>(document: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    let Some(all) = schema["allOf"].as_array() else { return vec![schema] };
    let resolved = |part: &'a Value| match part["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => part,
    };
    all.iter().map(resolved).flat_map(|part| parts(document, part)).collect()
}
