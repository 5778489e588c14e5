//! Uploads outlive the process that takes them.

use std::time::Duration;

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::orders::Program;
use crate::server::Server;

/// JSON without white space, whose every part is different.
fn text(bytes: usize) -> Vec<u8> {
    let mut text = b"[0".to_vec();
    let mut number = 1_u64;
    while text.len() < bytes {
        text.extend_from_slice(format!(",{number}").as_bytes());
        number += 1;
    }
    text.push(b']');
    text
}

impl Program {
    async fn state(&self, server: &Server, upload: &str) -> Value {
        self.told(self.ask(server, Method::GET, &format!("/status-api/{upload}"))).await["upload"].clone()
    }

    /// Whether an upload is this text, as somebody finds out who works on it.
    async fn is(&self, server: &Server, upload: &str, text: &[u8]) {
        let ask = self.ask(server, Method::POST, "/json-formatter-api").json(&json!({"upload_id": upload}));
        let job = self.told(ask.header("x-source-type", "file").header("x-tab-space", "0")).await;
        let done = self.ended(server, job["job_id"].as_str().unwrap()).await;
        assert_eq!(done["status"], "success", "{done}");
        let file = self.http.get(done["result"]["file"].as_str().unwrap()).send().await.unwrap();
        assert!(file.bytes().await.unwrap() == text, "the file is another one");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_a_kill_cuts_leaves_the_whole_file_or_its_form() {
    let mut server = Server::start().await;
    let program = Program::of(&server);
    let text = text(3 << 20);
    for pause in [2, 10, 20, 40, 80, 160] {
        let ask = json!({"filename": "data.json", "size": text.len()});
        let promise = program.told(program.ask(&server, Method::POST, "/upload-api").json(&ask)).await;
        let post = |server: &Server| {
            let mut form = Form::new();
            for (name, value) in promise["upload"]["fields"].as_object().unwrap() {
                form = form.text(name.clone(), value.as_str().unwrap().to_owned());
            }
            let form = form.part("file", Part::bytes(text.clone()));
            program.http.post(format!("{}/_s3/calotype", server.url)).multipart(form).send()
        };
        let sent = tokio::spawn(post(&server));
        tokio::time::sleep(Duration::from_millis(pause)).await;
        server.kill();
        let told = sent.await.unwrap().is_ok_and(|answer| answer.status() == 201);
        let upload = promise["upload_id"].as_str().unwrap();
        let state = program.state(&server, upload).await;
        if state["status"] == "pending" {
            assert!(!told, "what was acknowledged is there");
            assert_eq!(post(&server).await.unwrap().status(), 201, "the form is still good");
        } else {
            assert_eq!((&state["status"], &state["file_size"]), (&json!("completed"), &json!(text.len())));
        }
        program.is(&server, upload, &text).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_pieces_goes_on_after_each_kill_from_what_was_durable() {
    let mut server = Server::start().await;
    let program = Program::of(&server);
    let text = text(28 << 20);
    let announce = program
        .ask(&server, Method::POST, "/upload-api/tus")
        .header("tus-resumable", "1.0.0")
        .header("upload-length", text.len())
        .header("upload-metadata", "filename ZGF0YS5qc29u");
    let made = announce.send().await.unwrap();
    let place = made.headers()["location"].to_str().unwrap();
    let upload = place.rsplit('/').next().unwrap().to_owned();
    let path = format!("/upload-api/tus/{upload}");
    let position = async |server: &Server| {
        let ask = program.ask(server, Method::HEAD, &path).header("tus-resumable", "1.0.0");
        let answer = ask.send().await.unwrap();
        answer.headers()["upload-offset"].to_str().unwrap().parse::<usize>().unwrap()
    };
    let send = |server: &Server, from: usize| {
        let ask = program.ask(server, Method::PATCH, &path).header("tus-resumable", "1.0.0");
        let ask = ask.header("upload-offset", from).header("content-type", "application/offset+octet-stream");
        ask.body(text[from..].to_vec()).send()
    };
    let mut last = 0;
    for pause in [30, 120, 250] {
        let sent = tokio::spawn(send(&server, last));
        tokio::time::sleep(Duration::from_millis(pause)).await;
        server.kill();
        let told = sent.await.unwrap().is_ok_and(|answer| answer.status() == 204);
        let now = position(&server).await;
        assert!((last..=text.len()).contains(&now) && (!told || now == text.len()), "{last} {now} {told}");
        last = now;
    }
    if last < text.len() {
        assert_eq!(send(&server, last).await.unwrap().status(), 204);
    }
    assert_eq!(program.state(&server, &upload).await["status"], "completed");
    program.is(&server, &upload, &text).await;
}
