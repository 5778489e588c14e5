//! The real program: a server in a process of its own, and imports in others.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use calotype_testkit::tmp::{self, DataDir};
use serde_json::{Value, json};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_calotype");
pub(crate) const PASSWORD: &str = "Correct1Horse";

/// A server with an account `mia` and a primary repository.
pub(crate) struct Server {
    pub(crate) data: DataDir,
    pub(crate) url: String,
    child: Child,
    settings: Vec<(&'static str, &'static str)>,
    token: String,
    http: reqwest::Client,
}

impl Server {
    pub(crate) async fn start(settings: &[(&'static str, &'static str)]) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let data = tmp::data_dir();
        let (child, url) = serve(data.path(), settings);
        let mut server = Self {
            data,
            url,
            child,
            settings: settings.to_vec(),
            token: String::new(),
            http: reqwest::Client::new(),
        };
        let account = json!({"username": "mia", "password": PASSWORD});
        let session = server.post("/auth/register/start", account).await;
        server.token = session["token"].as_str().unwrap().to_owned();
        server.post("/repositories", json!({"name": "Photos", "role": "primary"})).await;
        server
    }

    /// Kills it as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again over the same data, on another port.
    pub(crate) fn restart(&mut self) {
        (self.child, self.url) = serve(self.data.path(), &self.settings);
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let request =
            self.http.post(format!("{}/api/v1{path}", self.url)).bearer_auth(&self.token).json(&body);
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap()
    }

    pub(crate) async fn bytes(&self, path: &str) -> Vec<u8> {
        let request = self.http.get(format!("{}/api/v1{path}", self.url)).bearer_auth(&self.token);
        request.send().await.unwrap().error_for_status().unwrap().bytes().await.unwrap().to_vec()
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        serde_json::from_slice(&self.bytes(path).await).unwrap()
    }

    /// The asset of a content, if there is one.
    pub(crate) async fn asset_of(&self, bytes: &[u8]) -> Option<String> {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let known = self.post("/assets/exist", json!({"hashes": [hash]})).await;
        known["known"][0]["asset_id"].as_str().map(str::to_owned)
    }

    /// How many assets there are.
    pub(crate) async fn count(&self) -> u64 {
        self.post("/assets/list", json!({})).await["total_assets"].as_u64().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(data: &Path, settings: &[(&str, &str)]) -> (Child, String) {
    let mut child = Command::new(PROGRAM)
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(data)
        .envs(settings.iter().copied())
        .env("CALOTYPE_LOG__FORMAT", "text")
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let log = BufReader::new(child.stderr.take().unwrap());
    let (said, url) = mpsc::channel();
    // Read to its end, so that the server is never stopped by a full pipe.
    std::thread::spawn(move || {
        for line in log.lines().map_while(Result::ok) {
            if let Some((_, url)) = line.split_once("ready on ") {
                let _ = said.send(url.trim().to_owned());
            }
            eprintln!("server: {line}");
        }
    });
    let url = url.recv_timeout(Duration::from_secs(60)).expect("the server says where it listens");
    (child, url)
}

/// An import of `tree`, with the password of mia.
pub(crate) fn import(url: &str, tree: &Path, more: &[&str]) -> Child {
    let mut args: Vec<&OsStr> =
        vec!["--server".as_ref(), url.as_ref(), "--username".as_ref(), "mia".as_ref()];
    args.push("--password-stdin".as_ref());
    args.extend(more.iter().map(OsStr::new));
    begin(tree, &args, PASSWORD)
}

/// An import with any arguments and something on its standard input.
pub(crate) fn begin(tree: &Path, args: &[&OsStr], input: &str) -> Child {
    let mut child = Command::new(PROGRAM)
        .arg("import")
        .arg(tree)
        .args(args)
        .arg("--json")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child
}

/// Exit code and report of an import, once it has ended.
pub(crate) async fn ended(child: Child) -> (i32, Value) {
    let output: Output =
        tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap();
    let report = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.code().unwrap_or(-1), report)
}

/// Waits for a condition.
pub(crate) async fn until<T, F: Future<Output = Option<T>>>(
    what: &str,
    mut condition: impl FnMut() -> F,
) -> T {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(found) = condition().await {
            return found;
        }
        assert!(Instant::now() < end, "never: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A folder of files to bring.
pub(crate) struct Tree(DataDir);

impl Tree {
    pub(crate) fn new() -> Self {
        Self(tmp::data_dir())
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    pub(crate) fn file(&self, name: impl AsRef<OsStr>, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name.as_ref());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

/// A photo like no other.
pub(crate) fn photo(number: u8) -> Vec<u8> {
    let mut bytes = include_bytes!("../../../../testdata/meadow.jpg").to_vec();
    bytes.push(number);
    bytes
}

/// Bytes that do not repeat.
pub(crate) fn noise(length: usize, seed: u8) -> Vec<u8> {
    let mut bytes = vec![0; length];
    blake3::Hasher::new().update(&[seed]).finalize_xof().fill(&mut bytes);
    bytes
}
