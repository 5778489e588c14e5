//! The real program in a process of its own, with an account on it.

// A test ends where its server does not do what the test needs.
#![allow(clippy::expect_used)]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

/// Name of the account that [`Server::start`] makes, the first administrator.
pub const USERNAME: &str = "mia";

/// Its password.
pub const PASSWORD: &str = "Correct1Horse";

/// A command that serves a data directory on a free port; to be given more settings.
#[must_use]
pub fn serve(program: &str, data: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(data);
    command.env("CALOTYPE_LOG__FORMAT", "text");
    command
}

/// A server that is killed with this value.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:<port>`; another port after each start.
    pub url: String,
    /// Access token of [`USERNAME`].
    pub token: String,
    http: reqwest::Client,
}

impl Server {
    /// Starts over an empty data directory, and makes an account and the primary repository.
    ///
    /// # Panics
    /// When the server does not start.
    pub async fn start(command: Command) -> Self {
        // reqwest refuses to be built without a TLS provider; another test of this process may have installed it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (child, url) = begin(command);
        let mut server = Self { child, url, token: String::new(), http: reqwest::Client::new() };
        let account = json!({"username": USERNAME, "password": PASSWORD});
        let session = server.post("/auth/register/start", account).await;
        session["token"].as_str().expect("a token").clone_into(&mut server.token);
        server.post("/repositories", json!({"name": "Photos", "role": "primary"})).await;
        server
    }

    /// Starts one more over the database of a system that runs, with the account of its first.
    ///
    /// # Panics
    /// When the server does not start.
    #[must_use]
    pub fn join(&self, command: Command) -> Self {
        let (child, url) = begin(command);
        Self { child, url, token: self.token.clone(), http: self.http.clone() }
    }

    /// Kills it as a power cut would.
    ///
    /// # Panics
    /// When there is no such process.
    pub fn kill(&mut self) {
        self.child.kill().expect("a process to kill");
        self.child.wait().expect("its end");
    }

    /// Asks it to stop, as an operator does, and waits for it.
    ///
    /// # Panics
    /// When it ends with an error.
    pub fn stop(&mut self) {
        let process = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(process, rustix::process::Signal::TERM).expect("a process to ask");
        assert!(self.child.wait().expect("its end").success(), "the server did not stop in order");
    }

    /// Starts it again; the command should be that of the start.
    ///
    /// # Panics
    /// When the server does not start.
    pub fn restart(&mut self, command: Command) {
        (self.child, self.url) = begin(command);
    }

    /// A request to the library, below `/api/v1`, as [`USERNAME`].
    pub fn ask(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}/api/v1{path}", self.url)).bearer_auth(&self.token)
    }

    /// The answer to a POST that succeeds.
    ///
    /// # Panics
    /// When it does not.
    pub async fn post(&self, path: &str, body: Value) -> Value {
        let answer = self.ask(reqwest::Method::POST, path).json(&body).send().await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.expect("a body");
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    /// The body of the answer to a GET that succeeds.
    ///
    /// # Panics
    /// When it does not.
    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        let answer = self.ask(reqwest::Method::GET, path).send().await.expect("an answer");
        answer.error_for_status().expect("success").bytes().await.expect("a body").to_vec()
    }

    /// [`Server::bytes`] as JSON.
    ///
    /// # Panics
    /// When it is none.
    pub async fn get(&self, path: &str) -> Value {
        serde_json::from_slice(&self.bytes(path).await).expect("JSON")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn begin(mut command: Command) -> (Child, String) {
    let mut child =
        command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the program can be started");
    let log = BufReader::new(child.stderr.take().expect("its log"));
    let (said, url) = mpsc::channel();
    // Read to its end, so that the server is never stopped by a full pipe.
    std::thread::spawn(move || {
        for line in log.lines().map_while(Result::ok) {
            if let Some((_, url)) = line.split_once("calotype is ready on ") {
                let _ = said.send(url.trim().to_owned());
            } else {
                eprintln!("server: {line}");
            }
        }
    });
    let url = url.recv_timeout(Duration::from_secs(60)).expect("the server says where it listens");
    (child, url)
}
