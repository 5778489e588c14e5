//! The OpenAPI documents against the real binary: a public tool (`schemathesis`) makes requests out of them, good and
//! bad ones, and holds every answer against what the document promises. No answer is 5xx, each has a documented status
//! and content type, and its body fits the documented schema.
//!
//! `make` installs the tool below `${CALOTYPE_TOOLS:-~/.cache/calotype/tools}/schemathesis`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, clippy::panic, missing_docs)]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use calotype_testkit::{require, tmp};
use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_calotype");

/// What every answer is held against.
const CHECKS: &str =
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

/// Operations that would end the tool's own login, or whose schema it cannot read (`prefixItems`).
const LEFT_OUT: &[&str] = &[
    "/api/v1/auth/logout",
    "/api/v1/users/me/password",
    "/api/v1/users/{id}",
    "/api/v1/users/{id}/reset-access",
    "/api/v1/timeline/buckets/{month}",
    "/v2/admin/admins/{id}",
    "/v2/admin/auth/me/change-password",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_to_generated_requests_is_what_the_documents_promise() {
    let tool = tool();
    if !tool.exists() {
        require::skipped(format!("{} is not there", tool.display()));
        return;
    }
    let server = Server::start().await;
    let documents = server.directory.join("documents");
    std::fs::create_dir_all(&documents).unwrap();
    let written = Command::new(PROGRAM).args(["openapi", "--write"]).arg(&documents).status().unwrap();
    assert!(written.success());
    let mut problems = Vec::new();
    for (document, header) in [
        ("library", format!("authorization: Bearer {}", server.person().await)),
        ("hosting", format!("authorization: Bearer {}", server.administrator().await)),
        ("upload", format!("x-api-key: {}", server.key())),
    ] {
        let mut command = Command::new(&tool);
        command
            .arg("run")
            .arg(documents.join(format!("{document}.json")))
            .args(["--url", &server.url, "--header", &header, "--checks", CHECKS])
            // The same requests every time: a finding is a finding of the change at hand.
            .args(["--phases", "coverage,fuzzing", "--max-examples", "5", "--seed", "1"])
            .args(["--generation-database", "none", "--continue-on-failure", "--no-color"]);
        for path in LEFT_OUT {
            command.args(["--exclude-path", path]);
        }
        let output = command.current_dir(&server.directory).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            said.contains("Test cases:"),
            "{document}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        if !output.status.success() {
            problems.push(format!("{document}:\n{said}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn tool() -> PathBuf {
    let tools = match (std::env::var_os("CALOTYPE_TOOLS"), std::env::var_os("HOME")) {
        (Some(tools), _) => PathBuf::from(tools),
        (None, Some(home)) => Path::new(&home).join(".cache/calotype/tools"),
        (None, None) => PathBuf::new(),
    };
    tools.join("schemathesis/bin/schemathesis")
}

/// A server with a library that is set up, an administrator of the portal and a key.
struct Server {
    child: Child,
    url: String,
    directory: PathBuf,
    http: reqwest::Client,
    token: String,
    _data: tmp::DataDir,
}

const PASSWORD: &str = "Correct1Horse";

impl Server {
    async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let data = tmp::data_dir();
        let directory = data.path().to_owned();
        let mut child = Command::new(PROGRAM)
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(&directory)
            .env("CALOTYPE_LOG__FORMAT", "text")
            // The tool is faster than any program should be.
            .env("CALOTYPE_RATES__UPLOAD_PER_MINUTE", "0")
            .env("CALOTYPE_RATES__HOSTING_REQUESTS", "0")
            .env("CALOTYPE_HTTP__AUTH_ATTEMPTS_PER_MINUTE", "1000000")
            .env("CALOTYPE_PORTAL__LOGINS_PER_MINUTE", "1000000")
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let (said, url) = mpsc::channel();
        // Read to its end, so that the server is never stopped by a full pipe.
        std::thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                if let Some((_, url)) = line.split_once("calotype is ready on ") {
                    let _ = said.send(url.trim().to_owned());
                }
            }
        });
        let url = url.recv_timeout(Duration::from_secs(60)).expect("the server starts");
        let mut server =
            Self { child, url, directory, http: reqwest::Client::new(), token: String::new(), _data: data };
        let account = json!({"username": "ada", "password": PASSWORD});
        let session = server.post("/api/v1/auth/register/start", &account).await;
        session["token"].as_str().unwrap().clone_into(&mut server.token);
        server.post("/api/v1/repositories", &json!({"name": "Photos", "role": "primary"})).await;
        server
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.http.post(format!("{}{path}", self.url)).bearer_auth(&self.token).json(body);
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// An access token of the library.
    async fn person(&self) -> String {
        let session =
            self.post("/api/v1/auth/login", &json!({"username": "ada", "password": PASSWORD})).await;
        session["token"].as_str().unwrap().to_owned()
    }

    /// An access token of the portal.
    async fn administrator(&self) -> String {
        let made = self.run(&["admin", "create-portal-admin", "root@example.org", "--json"]);
        let made: Value = serde_json::from_str(&made).unwrap();
        let account = json!({"email": "root@example.org", "password": made["password"]});
        let session = self.post("/v2/admin/auth/login", &account).await;
        session["accessToken"].as_str().unwrap().to_owned()
    }

    /// A key with the scopes of uploads.
    fn key(&self) -> String {
        let key = self.run(&["keys", "create", "--scopes", "upload:read,upload:write,job:read"]);
        key.trim().to_owned()
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output =
            Command::new(PROGRAM).args(arguments).env("CALOTYPE_DATA_DIR", &self.directory).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
