//! Clients that upload until the server dies, and remember what it promised.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use reqwest::multipart::{Form, Part};
use serde_json::Value;
use tokio::task::JoinSet;

use super::server::Server;

/// Hash to whether the server said that it has the content.
type Sent = Arc<Mutex<HashMap<String, (u64, bool)>>>;

pub(crate) struct Senders {
    sent: Sent,
    next: Arc<AtomicU64>,
    /// How many files were sent although they had been sent before.
    repeated: Arc<AtomicU64>,
    seed: u64,
}

/// The documented ways to upload. The first stores the same content as often as it is sent, the others once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Single,
    Batch,
    Pieces,
}

impl Way {
    /// How a photo is sent, the same at each time.
    fn of(seed: u64, number: u64) -> Self {
        match StdRng::seed_from_u64(seed ^ number).random_range(0..3) {
            0 => Self::Single,
            1 => Self::Batch,
            _ => Self::Pieces,
        }
    }
}

/// Many files have one name, as those of several cameras do.
fn name_of(number: u64) -> String {
    if number.is_multiple_of(4) { "DSC_0001.jpg".to_owned() } else { format!("{number}.jpg") }
}

/// Clients at work.
pub(crate) struct Running {
    stop: Arc<AtomicBool>,
    tasks: JoinSet<()>,
}

impl Running {
    pub(crate) async fn end(mut self) {
        self.stop.store(true, Ordering::Relaxed);
        while let Some(ended) = self.tasks.join_next().await {
            ended.unwrap();
        }
    }
}

/// A photo like no other: what follows the end of a JPEG is nobody's business.
pub(crate) fn photo(number: u64) -> Vec<u8> {
    let mut bytes = include_bytes!("../../../../testdata/tiny/progressive.jpg").to_vec();
    bytes.extend(number.to_le_bytes());
    bytes
}

pub(crate) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

impl Senders {
    pub(crate) fn new(seed: u64) -> Self {
        Self { sent: Sent::default(), next: Arc::default(), repeated: Arc::default(), seed }
    }

    pub(crate) fn repeated(&self) -> u64 {
        self.repeated.load(Ordering::Relaxed)
    }

    pub(crate) fn acknowledged(&self) -> usize {
        self.sent.lock().unwrap().values().filter(|(_, promised)| *promised).count()
    }

    /// The numbers of the photos, and whether each was acknowledged, by hash.
    pub(crate) fn all(&self) -> HashMap<String, (u64, bool)> {
        self.sent.lock().unwrap().clone()
    }

    /// Starts clients, each uploading one file after the other in one of the documented ways.
    pub(crate) fn start(&self, server: &Server, clients: u64) -> Running {
        let stop = Arc::new(AtomicBool::new(false));
        let mut tasks = JoinSet::new();
        for _ in 0..clients {
            let wire = Wire::to(server);
            let (stop, sent, next) = (stop.clone(), self.sent.clone(), self.next.clone());
            let repeated = self.repeated.clone();
            let seed = self.seed;
            tasks.spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    // Now and then what somebody sent a moment ago, and may be sending still.
                    let before = (turn % 3 == 2).then(|| turn.saturating_sub(2));
                    let again = before.filter(|number| Way::of(seed, *number) != Way::Single);
                    let number = again.unwrap_or(turn);
                    let bytes = photo(number);
                    let hash = hash(&bytes);
                    sent.lock().unwrap().entry(hash.clone()).or_insert((number, false));
                    let promised = match Way::of(seed, number) {
                        Way::Single => wire.single(number, bytes).await,
                        Way::Batch => wire.batch(number, bytes).await,
                        Way::Pieces => wire.pieces(number, turn, &bytes).await,
                    };
                    if promised == Some(true) {
                        repeated.fetch_add(u64::from(again.is_some()), Ordering::Relaxed);
                        sent.lock().unwrap().insert(hash, (number, true));
                    }
                }
            });
        }
        Running { stop, tasks }
    }

    /// Sends again what nobody promised anything about. The server takes it, or says that it has it.
    pub(crate) async fn send_the_rest(&self, server: &Server) {
        let wire = Wire::to(server);
        for (hash, (number, promised)) in self.all() {
            if !promised {
                let answer = wire.batch(number, photo(number)).await;
                assert!(answer.is_some(), "the server answers");
                self.sent.lock().unwrap().insert(hash, (number, true));
            }
        }
    }
}

struct Wire {
    url: String,
    token: String,
    http: reqwest::Client,
}

impl Wire {
    fn to(server: &Server) -> Self {
        Self { url: server.url.clone(), token: server.token.clone(), http: reqwest::Client::new() }
    }

    /// Whether the server said that it took the file in or has it; `None` when it said nothing.
    async fn single(&self, number: u64, bytes: Vec<u8>) -> Option<bool> {
        let form = Form::new().part("file", Part::bytes(bytes).file_name(name_of(number)));
        Some(self.send("/assets", form).await?["status"] == "processing")
    }

    async fn batch(&self, number: u64, bytes: Vec<u8>) -> Option<bool> {
        let part = Part::bytes(bytes).file_name(name_of(number));
        Some(settled(&self.send("/assets/batch", Form::new().part(format!("single_s{number}"), part)).await?))
    }

    /// In two or three pieces, each time in a session of its own.
    async fn pieces(&self, number: u64, session: u64, bytes: &[u8]) -> Option<bool> {
        let pieces = if number.is_multiple_of(2) { 2 } else { 3 };
        let mut answer = Value::Null;
        for (index, piece) in bytes.chunks(bytes.len().div_ceil(pieces)).enumerate() {
            let part = Part::bytes(piece.to_vec()).file_name(name_of(number));
            let name = format!("chunk_c{session}_{index}_{pieces}");
            answer = self.send("/assets/batch", Form::new().part(name, part)).await?;
        }
        Some(settled(&answer))
    }

    async fn send(&self, path: &str, form: Form) -> Option<Value> {
        let request = self.http.post(format!("{}/api/v1{path}", self.url)).bearer_auth(&self.token);
        let answer = request.multipart(form).send().await.ok()?;
        let status = answer.status();
        let body: Value = answer.json().await.ok()?;
        assert!(status.is_success(), "{path}: {status} {body}");
        Some(body)
    }
}

/// Whether the one result of a batch says that the content is there.
fn settled(answer: &Value) -> bool {
    let result = &answer["results"][0];
    if result["success"] == false {
        assert_eq!(result["error"], "duplicate", "{answer}");
        return true;
    }
    result["status"] == "processing"
}
