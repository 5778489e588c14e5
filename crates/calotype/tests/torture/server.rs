//! The real program, killed and started again over the same data.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use calotype_store::{Db, Location};
use calotype_testkit::postgres::TestDatabase;
use calotype_testkit::tmp::{self, DataDir};
use serde_json::{Value, json};

pub(crate) struct Server {
    data: PathBuf,
    library: PathBuf,
    _folder: DataDir,
    pub(crate) url: String,
    pub(crate) token: String,
    child: Child,
    workers: Vec<Child>,
    database: Option<TestDatabase>,
    http: reqwest::Client,
}

/// A process of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Process {
    Server,
    Worker(usize),
}

impl Server {
    pub(crate) async fn start(database: Option<TestDatabase>) -> Self {
        let folder = tmp::data_dir();
        let (data, library) = (folder.path().to_owned(), folder.path().join("library"));
        Self::begin(folder, data, library, database).await
    }

    /// A server that leaves the work to so many worker processes over the same database and folders.
    pub(crate) async fn start_with_workers(database: TestDatabase, workers: usize) -> Self {
        let mut server = Self::start(Some(database)).await;
        server.workers = (0..workers).map(|_| server.work()).collect();
        // Starts again without the jobs it did while it was alone.
        server.kill(Process::Server);
        server.restart(Process::Server);
        server
    }

    /// Everything on a disk of the caller's.
    pub(crate) async fn start_in(disk: &Path) -> Self {
        Self::begin(tmp::data_dir(), disk.join("data"), disk.join("library"), None).await
    }

    /// The library on a disk of the caller's, the database elsewhere.
    pub(crate) async fn start_with_library(disk: &Path, database: Option<TestDatabase>) -> Self {
        let folder = tmp::data_dir();
        let data = folder.path().to_owned();
        Self::begin(folder, data, disk.join("library"), database).await
    }

    /// The database on a disk of the caller's, the library elsewhere.
    pub(crate) async fn start_with_data(disk: &Path) -> Self {
        let folder = tmp::data_dir();
        let library = folder.path().join("library");
        Self::begin(folder, disk.join("data"), library, None).await
    }

    async fn begin(folder: DataDir, data: PathBuf, library: PathBuf, database: Option<TestDatabase>) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (child, url) = serve(&mut command("serve", &data, &library, database.as_ref()));
        let http = reqwest::Client::new();
        let token = String::new();
        let workers = Vec::new();
        let mut server = Self { data, library, _folder: folder, url, token, child, workers, database, http };
        let account = json!({"username": "mia", "password": "Correct1Horse"});
        let session = server.post("/auth/register/start", account).await;
        server.token = session["token"].as_str().unwrap().to_owned();
        server.post("/repositories", json!({"name": "Photos", "role": "primary"})).await;
        server
    }

    /// SIGKILL.
    pub(crate) fn kill(&mut self, process: Process) {
        let child = match process {
            Process::Server => &mut self.child,
            Process::Worker(index) => &mut self.workers[index],
        };
        child.kill().unwrap();
        child.wait().unwrap();
    }

    pub(crate) fn restart(&mut self, process: Process) {
        match process {
            Process::Server => {
                let mut command = command("serve", &self.data, &self.library, self.database.as_ref());
                command.env("CALOTYPE_JOBS__IN_SERVER", self.workers.is_empty().to_string());
                (self.child, self.url) = serve(&mut command);
            }
            Process::Worker(index) => self.workers[index] = self.work(),
        }
    }

    /// All of them, one after the other.
    pub(crate) fn processes(&self) -> Vec<Process> {
        (0..self.workers.len()).map(Process::Worker).chain([Process::Server]).collect()
    }

    /// How many workers there are beside the server.
    pub(crate) fn workers(&self) -> usize {
        self.workers.len()
    }

    fn work(&self) -> Child {
        let mut command = command("worker", &self.data, &self.library, self.database.as_ref());
        command.stderr(Stdio::inherit()).spawn().unwrap()
    }

    /// The folder of the primary repository.
    pub(crate) fn repository(&self) -> PathBuf {
        self.library.join("primary")
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let request = self.http.post(format!("{}/api/v1{path}", self.url)).bearer_auth(&self.token);
        let answer = request.json(&body).send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap()
    }

    pub(crate) async fn bytes(&self, path: &str) -> Vec<u8> {
        let request = self.http.get(format!("{}/api/v1{path}", self.url)).bearer_auth(&self.token);
        request.send().await.unwrap().error_for_status().unwrap().bytes().await.unwrap().to_vec()
    }

    /// The folder of what calotype made.
    pub(crate) fn objects(&self) -> PathBuf {
        self.data.join("objects")
    }

    /// A look behind the server.
    pub(crate) async fn db(&self) -> Db {
        let location = match &self.database {
            Some(database) => Location::Postgres(database.url()),
            None => Location::Sqlite(self.data.join("calotype.db")),
        };
        Db::open(&location).await.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for child in self.workers.iter_mut().chain([&mut self.child]) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn command(role: &str, data: &Path, library: &Path, database: Option<&TestDatabase>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_calotype"));
    command.arg(role).arg("--data-dir").arg(data);
    if role == "serve" {
        command.args(["--listen", "127.0.0.1:0"]);
    }
    command
        .env("CALOTYPE_LIBRARY__ROOT", library)
        .env("CALOTYPE_LOG__FORMAT", "text")
        .env("CALOTYPE_LOG__FILTER", "calotype=warn,calotype_server=warn,calotype::roles::serve=info")
        // The tokens outlive the test, and the jobs of a dead process do not wait for a minute.
        .env("CALOTYPE_AUTH__ACCESS_TOKEN_SECONDS", "86400")
        .env("CALOTYPE_JOBS__LEASE_SECONDS", "5")
        .stdout(Stdio::null());
    if let Some(database) = database {
        command.env("CALOTYPE_DATABASE__URL", database.url());
    }
    command
}

/// Starts a server and answers where it listens.
fn serve(command: &mut Command) -> (Child, String) {
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let log = BufReader::new(child.stderr.take().unwrap());
    let (said, url) = mpsc::channel();
    // Read to its end, so that the server is never stopped by a full pipe.
    std::thread::spawn(move || {
        for line in log.lines().map_while(Result::ok) {
            if let Some((_, url)) = line.split_once("ready on ") {
                let _ = said.send(url.trim().to_owned());
            } else {
                eprintln!("server: {line}");
            }
        }
    });
    let url = url.recv_timeout(Duration::from_secs(60)).expect("the server says where it listens");
    (child, url)
}
