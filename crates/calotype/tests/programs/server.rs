//! The real program with a library that is set up.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::Command;

use calotype_testkit::program::{self, PASSWORD, USERNAME};
use calotype_testkit::tmp;
use serde_json::{Value, json};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_calotype");

/// A server with a library that is set up, an administrator of the portal and a key.
pub(crate) struct Server {
    program: program::Server,
    pub(crate) directory: PathBuf,
    pub(crate) http: reqwest::Client,
    _data: tmp::DataDir,
}

impl Deref for Server {
    type Target = program::Server;

    fn deref(&self) -> &program::Server {
        &self.program
    }
}

impl Server {
    pub(crate) async fn start() -> Self {
        let data = tmp::data_dir();
        let directory = data.path().to_owned();
        let program = program::Server::start(serve(&directory)).await;
        Self { program, directory, http: reqwest::Client::new(), _data: data }
    }

    /// An access token of the library.
    pub(crate) async fn person(&self) -> String {
        let session = self.post("/auth/login", json!({"username": USERNAME, "password": PASSWORD})).await;
        session["token"].as_str().unwrap().to_owned()
    }

    /// An access token of the portal.
    pub(crate) async fn administrator(&self) -> String {
        let made = self.run(&["admin", "create-portal-admin", "root@example.org", "--json"]);
        let made: Value = serde_json::from_str(&made).unwrap();
        let account = json!({"email": "root@example.org", "password": made["password"]});
        let login = self.http.post(format!("{}/v2/admin/auth/login", self.url)).json(&account);
        let session: Value = login.send().await.unwrap().json().await.unwrap();
        session["accessToken"].as_str().unwrap().to_owned()
    }

    /// A key with the scopes of uploads.
    pub(crate) fn key(&self) -> String {
        let key = self.run(&["keys", "create", "--scopes", "upload:read,upload:write,job:read"]);
        key.trim().to_owned()
    }

    /// A key for faces.
    pub(crate) fn face_key(&self) -> String {
        self.run(&["keys", "create", "--scopes", "face:process"]).trim().to_owned()
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output =
            Command::new(PROGRAM).args(arguments).arg("--data-dir").arg(&self.directory).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Kills it as a power cut would, and starts it again over the same data.
    pub(crate) fn kill(&mut self) {
        self.program.kill();
        self.program.restart(serve(&self.directory));
    }

    /// Asks it to stop, as an operator does, and starts it again over the same data.
    pub(crate) fn restart(&mut self) {
        self.program.stop();
        self.program.restart(serve(&self.directory));
    }
}

fn serve(directory: &Path) -> Command {
    let mut command = program::serve(PROGRAM, directory);
    command
        // The tool is faster than any program should be.
        .env("CALOTYPE_RATES__UPLOAD_PER_MINUTE", "0")
        .env("CALOTYPE_RATES__HOSTING_REQUESTS", "0")
        .env("CALOTYPE_FACES__MASK_RATE", "off")
        .env("CALOTYPE_MODELS__DIR", models())
        .env("CALOTYPE_HTTP__AUTH_ATTEMPTS_PER_MINUTE", "1000000")
        .env("CALOTYPE_PORTAL__LOGINS_PER_MINUTE", "1000000");
    command
}

/// Where `make test` has pulled the models to.
pub(crate) fn models() -> PathBuf {
    std::env::var_os("CALOTYPE_MODELS__DIR").map_or_else(
        || Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/calotype/models"),
        PathBuf::from,
    )
}
