//! The real program: a server in a process of its own, and imports in others.

use std::ffi::OsStr;
use std::io::Write as _;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use calotype_testkit::program;
pub(crate) use calotype_testkit::program::PASSWORD;
use calotype_testkit::tmp::{self, DataDir};
use serde_json::{Value, json};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_calotype");

/// A server with an account `mia` and a primary repository.
pub(crate) struct Server {
    program: program::Server,
    pub(crate) data: DataDir,
    settings: Vec<(&'static str, &'static str)>,
}

impl Deref for Server {
    type Target = program::Server;

    fn deref(&self) -> &program::Server {
        &self.program
    }
}

impl Server {
    pub(crate) async fn start(settings: &[(&'static str, &'static str)]) -> Self {
        let data = tmp::data_dir();
        let program = program::Server::start(serve(data.path(), settings)).await;
        Self { program, data, settings: settings.to_vec() }
    }

    /// Kills it as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.program.kill();
    }

    /// Starts it again over the same data, on another port.
    pub(crate) fn restart(&mut self) {
        self.program.restart(serve(self.data.path(), &self.settings));
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

fn serve(data: &Path, settings: &[(&str, &str)]) -> Command {
    let mut command = program::serve(PROGRAM, data);
    command.envs(settings.iter().copied());
    command
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
