//! What is said of the commands, made from the table: schemas for machines, a page for people.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::command::{Command, Methods, Picture, Returns};
use crate::disabled::DISABLED;
use crate::parameters::{Kind, Spec};
use crate::table::TABLE;

/// The JSON schema of a parameter.
pub fn schema(spec: &Spec) -> Value {
    let mut schema = match spec.kind {
        Kind::Real(least, most) => json!({ "type": "number", "minimum": least, "maximum": most }),
        Kind::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Mask => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Kind::Colour | Kind::Picture => json!({ "type": "string" }),
        Kind::Text(longest) => json!({ "type": "string", "maxLength": longest }),
        Kind::Choice(words) => json!({ "type": "string", "enum": words }),
        Kind::List(most, entry) => json!({ "type": "array", "maxItems": most, "items": object(entry) }),
    };
    schema["description"] = json!(spec.about);
    if let Some(default) = spec.default {
        schema["default"] = match spec.kind {
            Kind::Real(..) => json!(default.parse::<f64>().ok()),
            Kind::Whole(..) | Kind::Mask => json!(default.parse::<i64>().ok()),
            Kind::Flag => json!(default == "true"),
            _ => json!(default),
        };
    }
    schema
}

/// The JSON schema of an object with these parameters.
fn object(specs: &[Spec]) -> Value {
    let properties: Map<String, Value> =
        specs.iter().map(|spec| (spec.name.to_owned(), schema(spec))).collect();
    let required: Vec<&str> = specs.iter().filter(|spec| spec.required).map(|spec| spec.name).collect();
    let mut object = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

/// The JSON schema of what a command takes as a JSON body, without the key.
pub fn body(command: &Command) -> Value {
    let mut object = object(command.parameters);
    let properties = object["properties"].as_object().cloned().unwrap_or_default();
    let mut all = Map::new();
    let mut required = Vec::new();
    if let Picture::In(name) = command.picture {
        let about = "Address of the picture, an id or link of this server, a data: address, or base64";
        all.insert(name.to_owned(), json!({ "type": "string", "description": about }));
        required.push(json!(name));
    }
    all.extend(properties);
    if command.returns.has_blob() {
        let about = "Answers with the picture itself, and stores nothing";
        all.insert("blob".to_owned(), json!({ "type": "boolean", "default": false, "description": about }));
    }
    required.extend(object["required"].as_array().cloned().unwrap_or_default());
    object["properties"] = Value::Object(all);
    if !required.is_empty() {
        object["required"] = Value::Array(required);
    }
    object
}

/// A command as a tool of a language model, in OpenAI's form.
pub(crate) fn tool(command: &Command) -> Value {
    json!({
        "type": "function",
        "function": { "name": command.name, "description": command.about, "parameters": body(command) },
    })
}

/// An example of the answer, beside `status`.
pub fn answer(command: &Command) -> Value {
    let mut answer = Map::new();
    answer.insert("status".to_owned(), json!(200));
    let mut add = |fields: &[(&str, &str)]| {
        for (name, example) in fields {
            answer.insert((*name).to_owned(), serde_json::from_str(example).unwrap_or_default());
        }
    };
    match command.returns {
        Returns::Fields(fields) => add(fields),
        Returns::Inline => add(INLINE),
        Returns::Picture => add(LINKS),
        Returns::PictureAnd(fields) => {
            add(fields);
            add(LINKS);
        }
    }
    Value::Object(answer)
}

/// What an answer has that brings its picture along.
const INLINE: &[(&str, &str)] =
    &[("imgData", "\"iVBOR…\""), ("mimeType", "\"image/png\""), ("extension", "\"png\"")];

/// What every answer with a picture has.
const LINKS: &[(&str, &str)] = &[
    ("link", "\"https://pictures.example/links/k3jq….png\""),
    ("ssl_link", "\"https://pictures.example/links/k3jq….png\""),
    ("id", "\"k3jq….png\""),
];

/// The page of the documentation: `docs/commands.md`.
pub fn page() -> String {
    let mut page = String::from(INTRODUCTION);
    let mut groups: Vec<_> = TABLE.iter().map(|command| command.group).collect();
    groups.sort_unstable();
    groups.dedup();
    for group in groups {
        // Writing to a string cannot fail.
        let _ = write!(page, "\n## {}\n", group.name());
        for command in TABLE.iter().filter(|command| command.group == group) {
            describe(&mut page, command);
        }
    }
    page.push_str(
        "\n## Not enabled\n\nThese documented commands answer 501 with the reason.\n\n| command | group | why |\n|---|---|---|\n",
    );
    for command in DISABLED {
        let _ = writeln!(page, "| `{}` | {} | {} |", command.name, command.group.name(), command.reason);
    }
    page
}

fn describe(page: &mut String, command: &Command) {
    let _ = write!(page, "\n### {}\n\n{}", command.name, command.about);
    if !command.aliases.is_empty() {
        let names: Vec<String> = command.aliases.iter().map(|name| format!("`{name}`")).collect();
        let _ = write!(page, " Also {}.", names.join(", "));
    }
    page.push_str("\n\n");
    let method = if command.methods == Methods::Post { "POST" } else { "GET or POST" };
    let source = match command.picture {
        Picture::None => String::new(),
        Picture::In(name) => format!("; the picture as `{name}` or as the file of a form"),
        Picture::Upload => "; the picture or film as the file of a form".to_owned(),
    };
    let blob = if command.returns.has_blob() { "; `blob=true` answers with the picture itself" } else { "" };
    let _ = writeln!(page, "{method}{source}{blob}.\n");
    if !command.parameters.is_empty() {
        page.push_str("| parameter | values | default | meaning |\n|---|---|---|---|\n");
        rows(page, command.parameters, "");
        page.push('\n');
    }
    let _ = writeln!(
        page,
        "```\n{} /{}?{}\n{}\n```",
        first_method(command),
        command.name,
        query(command),
        answer(command)
    );
}

fn rows(page: &mut String, specs: &[Spec], within: &str) {
    for spec in specs {
        let also = spec.also.map(|also| format!(" or `{also}`")).unwrap_or_default();
        let default = match (spec.default, spec.required) {
            (Some(default), _) => format!("`{default}`"),
            (None, true) => "required".to_owned(),
            (None, false) => String::new(),
        };
        let _ = writeln!(
            page,
            "| `{within}{}`{also} | {} | {default} | {} |",
            spec.name,
            values(spec.kind),
            spec.about.replace('|', "\\|")
        );
        if let Kind::List(_, entry) = spec.kind {
            rows(page, entry, &format!("{}[].", spec.name));
        }
    }
}

fn values(kind: Kind) -> String {
    match kind {
        Kind::Real(least, most) => format!("number, {least} to {most}"),
        Kind::Whole(least, most) => format!("whole number, {least} to {most}"),
        Kind::Flag => "true or false".to_owned(),
        Kind::Colour => "colour".to_owned(),
        Kind::Mask => "mask of channels".to_owned(),
        Kind::Text(longest) => format!("text, at most {longest} characters"),
        Kind::Choice(words) => words.join(", "),
        Kind::Picture => "address of a picture".to_owned(),
        Kind::List(most, _) => format!("list, at most {most} entries"),
    }
}

fn first_method(command: &Command) -> &'static str {
    if command.methods == Methods::Post { "POST" } else { "GET" }
}

/// The example as a query.
fn query(command: &Command) -> String {
    let picture = match command.picture {
        Picture::In(name) => format!("{name}=https://pictures.example/a.jpg"),
        Picture::None | Picture::Upload => String::new(),
    };
    let key = if command.needs_key { "key=…" } else { "" };
    [picture.as_str(), command.example, key]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("&")
}

const INTRODUCTION: &str = "\
# The command API

One address per command: `https://<server>/<command>?parameter=value&…`. This page is made from the table of the commands
(`crates/commands`).

```
calotype keys create --scopes commands                      # the key, shown once
curl 'http://localhost:8080/status'                         # needs none
curl -F file=@cat.jpg -F width=300 -F key=$KEY http://localhost:8080/smartresize
curl -F file=@cat.jpg -F blob=true -F key=$KEY http://localhost:8080/oilpaint > painted.jpg
curl \"http://localhost:8080/facedetect?img=https://example.org/people.jpg&key=$KEY\"
```

- **Requests.** GET with a query, or POST with JSON, a form, or a form with a file. A file goes before an address.
- **Values.** Numbers may be texts and are rounded and clamped; `true`, `1`, `yes` are yes; colours are names of CSS,
  `gray0` to `gray100`, `#rrggbb`, `rgb(…)`, and `none`, `tr` or `transparent`. What is not known is ignored.
- **Pictures** are addresses on the public internet, ids or links of this server (read here, without a detour), `data:`
  addresses, or base64. All pictures of a request come within 15 seconds, and are at most four times as large as one may be.
- **The key** comes as `key`, or in the header `WWW-Authenticate`, `Authorization: Bearer` or `X-API-Key`; it needs the scope
  `commands`. A key in an address is not logged here, but may be elsewhere: prefer a header.
- **Answers** are JSON with `status`; failures have `error`. A picture is stored and answered as `link`, `ssl_link` and
  `id`; with `blob=true` the answer is the picture and nothing is stored. The format stays what it was where nothing else is
  said; a JPEG that becomes transparent becomes a PNG. Animations stay animations where the format can.
- **Links** have 128 random bits and show their picture to whoever has them. They stay until `delete`, or for
  `commands.retention_days`; they count in the space of the tenant.
- **Refusals** are `{\"status\":400,\"error\":\"…\"}`, and the HTTP status is the same number: 400 a parameter, 401 the key, 404 a picture
  that cannot be fetched or a command there is not, 405 the method, 413 too large, 415 not a file for this, 429 too often (with
  `Retry-After`), 501 not enabled or no model here, 504 too slow.
- **Scripts of pages** may call when `commands.cors_origins` lists their origin.
- **Models** (faces, text, tags, backgrounds) come with `calotype models pull`.
- **Effects** follow ImageMagick 6 (radius and sigma, masks of channels, percent); the tests compare with it.
- **Limits.** 32 MiB a file, 50 megapixels a picture, 200 frames and 200 megapixels an animation, 8192 pixels a side that comes
  out, 64 entries a list, 30 seconds a command.
";

#[cfg(test)]
mod tests;
