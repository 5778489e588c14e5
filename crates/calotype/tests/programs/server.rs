//! The real program with a library that is set up.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use calotype_testkit::tmp;
use serde_json::{Value, json};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_calotype");

/// A server with a library that is set up, an administrator of the portal and a key.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
    pub(crate) directory: PathBuf,
    pub(crate) http: reqwest::Client,
    token: String,
    _data: tmp::DataDir,
}

const PASSWORD: &str = "Correct1Horse";

impl Server {
    pub(crate) async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let data = tmp::data_dir();
        let directory = data.path().to_owned();
        let (child, url) = serve(&directory);
        let mut server =
            Self { child, url, directory, http: reqwest::Client::new(), token: String::new(), _data: data };
        let account = json!({"username": "ada", "password": PASSWORD});
        let session = server.post("/api/v1/auth/register/start", &account).await;
        session["token"].as_str().unwrap().clone_into(&mut server.token);
        server.post("/api/v1/repositories", &json!({"name": "Photos", "role": "primary"})).await;
        server
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.http.post(format!("{}{path}", self.url)).bearer_auth(&self.token).json(body);
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// An access token of the library.
    pub(crate) async fn person(&self) -> String {
        let session =
            self.post("/api/v1/auth/login", &json!({"username": "ada", "password": PASSWORD})).await;
        session["token"].as_str().unwrap().to_owned()
    }

    /// An access token of the portal.
    pub(crate) async fn administrator(&self) -> String {
        let made = self.run(&["admin", "create-portal-admin", "root@example.org", "--json"]);
        let made: Value = serde_json::from_str(&made).unwrap();
        let account = json!({"email": "root@example.org", "password": made["password"]});
        let session = self.post("/v2/admin/auth/login", &account).await;
        session["accessToken"].as_str().unwrap().to_owned()
    }

    /// A key with the scopes of uploads.
    pub(crate) fn key(&self) -> String {
        let key = self.run(&["keys", "create", "--scopes", "upload:read,upload:write,job:read"]);
        key.trim().to_owned()
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output =
            Command::new(PROGRAM).args(arguments).env("CALOTYPE_DATA_DIR", &self.directory).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Asks it to stop, as an operator does, and starts it again over the same data.
    pub(crate) fn restart(&mut self) {
        let process = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
        (self.child, self.url) = serve(&self.directory);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(directory: &Path) -> (Child, String) {
    let mut child = Command::new(PROGRAM)
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(directory)
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
    (child, url)
}
