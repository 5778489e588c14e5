//! Every command of the table, over HTTP, with the example that its documentation shows.

use calotype_commands::{Command, Group, Methods, Picture, Returns, TABLE};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use super::{good, no, program};
use crate::app::{MEADOW, TestApp, on_both_engines};

on_both_engines![every_command_answers_its_example];

async fn every_command_answers_its_example(app: TestApp) {
    let app = app.configured(|config| config.commands.requests_per_minute = 0).await;
    let mia = program(&app, "mia").await;
    let small = good(&mia.upload("resize", &[("width", "160"), ("height", "120")], MEADOW).await);
    let picture = small["id"].as_str().unwrap().to_owned();
    let moving = json!({"frames": [{"img": picture}, {"img": picture}], "delay": 100});
    let moving = good(&mia.post("makegif", moving).await)["id"].as_str().unwrap().to_owned();
    let page = good(&mia.post("pdfgen", json!({"input": "Hello"})).await)["id"].as_str().unwrap().to_owned();
    for command in TABLE {
        if command.name == "delete" {
            continue;
        }
        let mut values = example(command.example, &picture);
        let own = match command.name {
            "pdftoimg" => &page,
            "cropgif" | "resizegif" | "gifcomposite" => &moving,
            _ => &picture,
        };
        if let Picture::In(name) = command.picture {
            values.insert(name.to_owned(), json!(own));
        }
        let answer = if command.picture == Picture::Upload {
            mia.upload(command.name, &[], MEADOW).await
        } else {
            mia.post(command.name, Value::Object(values.clone())).await
        };
        // This server has no models, and says what brings them.
        if answer.status.as_u16() == 501 {
            assert!(no(&answer, 501).contains("Not available"), "{}", command.name);
            assert!(asks_models(command), "{}", command.name);
            continue;
        }
        assert!(!asks_models(command), "{}", command.name);
        let body = good(&answer);
        match command.returns {
            Returns::Fields(fields) => {
                for (field, _) in fields {
                    assert!(body.contains_key(*field), "{} lacks {field}: {body:?}", command.name);
                }
            }
            Returns::Inline => panic!("{} made a picture without a model", command.name),
            Returns::Picture | Returns::PictureAnd(_) => {
                assert!(body["link"].is_string() && body["id"].is_string(), "{}: {body:?}", command.name);
            }
        }
        // The other method, where the document has it.
        if command.methods == Methods::Any && values.values().all(|value| !value.is_array()) {
            let query: Vec<String> =
                values.iter().map(|(name, value)| format!("{name}={}", text(value))).collect();
            good(&mia.get(command.name, &query.join("&")).await);
        }
    }
}

fn asks_models(command: &Command) -> bool {
    matches!(command.group, Group::Face | Group::Moderation)
        || ["bgremove", "docscan", "imgembed", "ocr", "tagimg"].contains(&command.name)
}

/// The parameters of an example, with pictures that are there.
fn example(query: &str, picture: &str) -> Map<String, Value> {
    let mut values = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap();
        let value = value.replace("%23", "#").replace('+', " ");
        let mut value = value;
        for place in ["https://…/a.png", "https://…/b.png", "https://…/a.jpg", "https://…/b.jpg"] {
            value = value.replace(place, picture);
        }
        let value = if value.starts_with('[') { serde_json::from_str(&value).unwrap() } else { json!(value) };
        values.insert(name.to_owned(), value);
    }
    values
}

/// A value as a query writes it.
fn text(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.replace('#', "%23").replace(' ', "+")
}

/// A value that somebody may send under any name.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        "\\PC{0,20}".prop_map(Value::from),
        "#?[0-9a-f]{0,8}".prop_map(Value::from),
        Just(json!([{"x": -1, "y": 1e9, "width": "wide", "img": "x"}])),
        Just(json!({"a": [[[[]]]]})),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_parameters_make_a_command_fail_on_our_side() {
    let db = calotype_store::testing::TestDb::sqlite().await;
    let app = TestApp::start(db).await.configured(|config| config.commands.requests_per_minute = 0).await;
    let mia = program(&app, "mia").await;
    let small = good(&mia.upload("resize", &[("width", "16"), ("height", "12")], MEADOW).await);
    let picture = small["id"].as_str().unwrap().to_owned();
    let mut runner = TestRunner::deterministic();
    for command in TABLE {
        for _ in 0..6 {
            let mut values = Map::new();
            for spec in command.parameters {
                values.insert(spec.name.to_owned(), odd().new_tree(&mut runner).unwrap().current());
            }
            if let Picture::In(name) = command.picture {
                values.insert(name.to_owned(), json!(picture));
            }
            let asked = Value::Object(values);
            let answer = mia.post(command.name, asked.clone()).await;
            match answer.status.as_u16() {
                200 => drop(good(&answer)),
                status @ (400 | 404 | 413 | 415 | 501) => drop(no(&answer, status)),
                status => panic!("{} answered {status} to {asked}: {}", command.name, answer.text()),
            }
        }
    }
}
