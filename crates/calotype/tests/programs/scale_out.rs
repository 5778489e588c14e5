//! Several machines are one system: what one takes, another gives; one that dies loses nothing and does nothing twice.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use calotype_testkit::program;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::cluster::{Cluster, Process};
use crate::orders::{self, Program};

const MEADOW: &[u8] = include_bytes!("../../../../testdata/meadow.jpg");

/// Who dies, and how long after the work began, milliseconds.
const KILLS: [(Process, u64); 8] = [
    (Process::Server(0), 60),
    (Process::Worker(0), 300),
    (Process::Server(1), 150),
    (Process::Worker(1), 120),
    (Process::Server(0), 400),
    (Process::Worker(1), 500),
    (Process::Server(1), 30),
    (Process::Worker(0), 40),
];

/// Orders of a round.
const ORDERS: usize = 3;

/// An application at whichever server it is given.
#[derive(Clone)]
struct Shop {
    key: String,
    http: reqwest::Client,
}

impl Shop {
    async fn open(cluster: &Cluster) -> Self {
        let http = reqwest::Client::new();
        let (email, password) = cluster.administrator();
        let [first, second] = &cluster.servers;
        let login = http.post(format!("{}/v2/admin/auth/login", first.url));
        let session = login.json(&json!({"email": email, "password": password})).send().await.unwrap();
        let session: Value = session.json().await.unwrap();
        let token = session["accessToken"].as_str().unwrap();
        // The session was opened at the other server.
        let made = http.post(format!("{}/v2/admin/clients", second.url)).bearer_auth(token);
        let made: Value = made.json(&json!({"name": "shop"})).send().await.unwrap().json().await.unwrap();
        Self { key: made["apiKey"].as_str().unwrap().to_owned(), http }
    }

    /// Hosts a picture; its id, if the server said that it has it.
    async fn host(&self, url: &str, picture: Vec<u8>) -> Option<String> {
        let form = Form::new().part("file", Part::bytes(picture).file_name("meadow.jpg"));
        let ask = self.http.post(format!("{url}/v2/images")).header("x-api-key", &self.key).multipart(form);
        let answer = ask.send().await.ok().filter(|answer| answer.status() == 201)?;
        Some(answer.json::<Value>().await.ok()?["id"].as_str()?.to_owned())
    }

    async fn get(&self, url: &str, path: &str) -> Value {
        let ask = self.http.get(format!("{url}/v2{path}")).header("x-api-key", &self.key);
        ask.send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
    }

    /// The picture as anybody sees it at a server.
    async fn shown(&self, url: &str, id: &str, query: &str) {
        let answer = self.http.get(format!("{url}/v2/images/{id}{query}")).send().await.unwrap();
        assert!(!answer.headers().contains_key("x-image-fallback"), "{id}{query}");
        assert!(answer.bytes().await.unwrap().starts_with(b"RIFF"), "{id}{query}");
    }
}

/// A picture like no other: what follows the end of a JPEG is nobody's business.
fn picture(number: u64) -> Vec<u8> {
    [MEADOW, &number.to_le_bytes()].concat()
}

/// Puts a photo into the library; its hash, if the server said that it has it.
async fn put(ask: reqwest::RequestBuilder, photo: Vec<u8>) -> Option<String> {
    let hash = blake3::hash(&photo).to_hex().to_string();
    let form = Form::new().part("file", Part::bytes(photo).file_name("meadow.jpg"));
    let answer = ask.multipart(form).send().await.ok().filter(|answer| answer.status().is_success())?;
    (answer.json::<Value>().await.ok()?["status"] == "processing").then_some(hash)
}

/// Waits until no job is left to do.
async fn idle(server: &program::Server) {
    let end = Instant::now() + Duration::from_secs(180);
    loop {
        let stats = server.get("/admin/river/stats").await;
        let left = |state: &str| stats[state].as_i64().unwrap();
        if ["available", "running", "retryable"].into_iter().map(left).sum::<i64>() == 0 {
            return;
        }
        assert!(Instant::now() < end, "the queue does not come to rest: {stats}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Hash and id of each asset.
async fn assets(server: &program::Server) -> Vec<(String, String)> {
    let mut all = Vec::new();
    loop {
        let page = json!({"stack_mode": "expanded", "pagination": {"limit": 100, "offset": all.len()}});
        let answer = server.post("/assets/list", page).await;
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        if items.is_empty() {
            return all;
        }
        let text = |asset: &Value, field: &str| asset[field].as_str().unwrap().to_owned();
        all.extend(items.iter().map(|item| (text(&item["asset"], "hash"), text(&item["asset"], "asset_id"))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_machine_takes_another_gives_and_a_death_loses_nothing_and_does_nothing_twice() {
    let Some(mut cluster) = Cluster::start().await else { return };
    let shop = Shop::open(&cluster).await;
    let program = Program::with(cluster.key());
    let upload = program.uploaded(&cluster.servers[0], MEADOW).await;

    let (mut hosted, mut kept, mut ordered) = (HashSet::new(), HashSet::new(), Vec::new());
    let (mut next, mut sent) = (0_u64, 0);
    for (round, (victim, pause)) in KILLS.into_iter().enumerate() {
        let mut senders = Vec::new();
        for server in &cluster.servers {
            for _ in 0..2 {
                next += 1;
                let (shop, url, number) = (shop.clone(), server.url.clone(), next);
                let ask = server.ask(reqwest::Method::POST, "/assets");
                senders.push(tokio::spawn(async move {
                    let (one, other) =
                        tokio::join!(shop.host(&url, picture(number)), put(ask, picture(number)));
                    (number, one, other)
                }));
            }
        }
        sent += senders.len();
        // By a server that stays, so that each order is told its job.
        let stays = &cluster.servers[usize::from(victim == Process::Server(0))];
        for number in 0..ORDERS {
            ordered.push(program.order(stays, &upload, round * ORDERS + number).await);
        }
        tokio::time::sleep(Duration::from_millis(pause)).await;
        cluster.kill(victim);
        for sender in senders {
            let (number, image, photo) = sender.await.unwrap();
            hosted.extend(image.map(|image| (image, number)));
            kept.extend(photo);
        }
        cluster.restart(victim);
    }
    let [first, second] = &cluster.servers;
    idle(second).await;

    // The library: once each and byte for byte, at either server.
    let listed = assets(first).await;
    assert_eq!(listed.len(), assets(second).await.len());
    let by_hash: HashMap<_, _> = listed.iter().cloned().collect();
    assert_eq!(by_hash.len(), listed.len(), "a photo is there twice");
    assert!(kept.iter().all(|hash| by_hash.contains_key(hash)), "acknowledged and lost");
    assert!(listed.len() <= sent && !kept.is_empty());
    for (index, (hash, id)) in listed.iter().enumerate() {
        let server = &cluster.servers[index % 2];
        let original = server.bytes(&format!("/assets/{id}/original")).await;
        assert_eq!(blake3::hash(&original).to_hex().to_string(), *hash);
        let thumbnail = server.bytes(&format!("/assets/{id}/thumbnail?size=small")).await;
        assert!(thumbnail.starts_with(b"RIFF"), "a thumbnail by a worker");
    }

    // Hosted images: what was acknowledged is shown by the server that did not take it, too.
    let list = shop.get(&second.url, "/images?perPage=100").await;
    let images: HashSet<_> =
        list["data"].as_array().unwrap().iter().map(|image| image["id"].as_str().unwrap()).collect();
    assert!(hosted.iter().all(|(id, _)| images.contains(id.as_str())), "acknowledged and lost");
    assert!(images.len() <= sent && !hosted.is_empty());
    assert_eq!(shop.get(&first.url, "/client/stats").await["totalImages"], images.len());
    for id in &images {
        shop.shown(&first.url, id, "?w=120").await;
        shop.shown(&second.url, id, "?w=120").await;
    }

    // Orders: each has one job, which ended once, with a whole result.
    for (number, job) in ordered.iter().enumerate() {
        let server = &cluster.servers[number % 2];
        assert_eq!(program.order(server, &upload, number).await, *job, "accepted once");
        let status = program.ended(server, job).await;
        assert_eq!(status["status"], "success", "{status}");
        let file = program.http.get(status["result"]["file"].as_str().unwrap()).send().await.unwrap();
        assert_eq!(file.bytes().await.unwrap().len() as u64, status["result"]["size"].as_u64().unwrap());
        for action in ["job.created", "job.started", "job.succeeded"] {
            assert_eq!(orders::counted(server, action, job).await, 1, "{action}");
        }
    }
}
