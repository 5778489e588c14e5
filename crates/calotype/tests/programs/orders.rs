//! Orders outlive the process that works on them.

use std::time::Duration;

use calotype_testkit::program;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::server::Server;

const PICTURE: &[u8] = include_bytes!("../../../../testdata/meadow.jpg");

/// How many jobs there are.
const JOBS: usize = 24;

/// A program with a key.
pub(crate) struct Program {
    key: String,
    pub(crate) http: reqwest::Client,
}

impl Program {
    /// One with a new key.
    pub(crate) fn of(server: &Server) -> Self {
        Self::with(server.key())
    }

    /// One that has a key.
    pub(crate) fn with(key: String) -> Self {
        Self { key, http: reqwest::Client::new() }
    }

    pub(crate) fn ask(
        &self,
        server: &program::Server,
        method: Method,
        path: &str,
    ) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", server.url)).header("x-api-key", &self.key)
    }

    pub(crate) async fn told(&self, ask: reqwest::RequestBuilder) -> Value {
        let answer = ask.send().await.unwrap();
        let (status, text) = (answer.status(), answer.text().await.unwrap());
        assert!(status.is_success(), "{status} {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// A picture that has arrived; answers the id of its upload.
    pub(crate) async fn uploaded(&self, server: &program::Server, picture: &[u8]) -> String {
        let ask = self.ask(server, Method::POST, "/upload-api").json(&json!({"filename": "meadow.jpg"}));
        let promise = self.told(ask).await;
        let mut form = Form::new();
        for (name, value) in promise["upload"]["fields"].as_object().unwrap() {
            form = form.text(name.clone(), value.as_str().unwrap().to_owned());
        }
        let form = form.part("file", Part::bytes(picture.to_vec()));
        let post = self.http.post(promise["upload"]["url"].as_str().unwrap()).multipart(form);
        assert_eq!(post.send().await.unwrap().status(), 201);
        promise["upload_id"].as_str().unwrap().to_owned()
    }

    /// Orders the picture in another format; the same number is the same job.
    pub(crate) async fn order(&self, server: &program::Server, upload: &str, number: usize) -> String {
        let ask = self.ask(server, Method::POST, "/image-converter-api").json(&json!({"upload_id": upload}));
        let ask = ask.header("x-source-type", "file").header("x-destination-format", "webp");
        let job = self.told(ask.header("idempotency-key", number.to_string())).await;
        job["job_id"].as_str().unwrap().to_owned()
    }

    /// The job once it has ended.
    pub(crate) async fn ended(&self, server: &program::Server, job: &str) -> Value {
        loop {
            let status =
                self.told(self.ask(server, Method::GET, &format!("/status-api/{job}?wait=30"))).await;
            if status["status"] != "queued" && status["status"] != "processing" {
                return status;
            }
        }
    }
}

/// How often the record says that this happened to a job.
pub(crate) async fn counted(server: &program::Server, action: &str, job: &str) -> usize {
    let events = server.get(&format!("/admin/audit-events?action={action}&target_id={job}")).await;
    events["events"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_of_a_killed_server_end_once_each_and_with_whole_results() {
    let mut server = Server::start().await;
    let program = Program::of(&server);
    let upload = program.uploaded(&server, PICTURE).await;
    let mut jobs = Vec::new();
    for number in 0..JOBS {
        jobs.push(program.order(&server, &upload, number).await);
    }
    // In the middle of the work, at another point of it each time.
    for pause in [40, 150, 400] {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        server.kill();
    }
    for (number, job) in jobs.iter().enumerate() {
        assert_eq!(program.order(&server, &upload, number).await, *job, "accepted once");
        let status = program.ended(&server, job).await;
        assert_eq!(status["status"], "success", "{status}");
        let file = program.http.get(status["result"]["file"].as_str().unwrap()).send().await.unwrap();
        assert_eq!(file.headers()["content-type"], "image/webp");
        let bytes = file.bytes().await.unwrap();
        assert_eq!(bytes.len() as u64, status["result"]["size"].as_u64().unwrap());
        assert_eq!((&bytes[..4], &bytes[8..12]), (&b"RIFF"[..], &b"WEBP"[..]));
        for action in ["job.created", "job.started", "job.succeeded"] {
            assert_eq!(counted(&server, action, job).await, 1, "{action}");
        }
    }
    let state = program.told(program.ask(&server, Method::GET, &format!("/status-api/{upload}"))).await;
    assert_eq!(state["status"], "completed", "and it is free again");
    let path = format!("/delete-upload-api?upload_id={upload}");
    program.told(program.ask(&server, Method::DELETE, &path)).await;
}
