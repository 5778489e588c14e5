//! Webhooks: what an application hears of its own pictures.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use calotype_core::webhooks::{self, Event};
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::world::client;
use super::{created, refused, root};
use crate::app::{TestApp, on_both_engines};
use crate::client::Client;

on_both_engines![
    every_event_is_told_and_signed,
    what_was_rolled_back_or_switched_off_is_not_told,
    a_failing_receiver_is_asked_three_times_and_the_caller_never_hears_of_it,
    a_delivery_can_be_sent_once_more,
    private_targets_are_refused_unless_listed,
    the_secret_is_sealed_and_can_be_changed,
    old_deliveries_are_swept,
];

/// What a receiver got.
#[derive(Clone)]
struct Got {
    headers: HeaderMap,
    body: Bytes,
}

impl Got {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }
}

/// The program of an application that listens.
struct Receiver {
    url: String,
    inbox: Inbox,
    task: JoinHandle<()>,
}

#[derive(Clone, Default)]
struct Inbox {
    got: Arc<Mutex<Vec<Got>>>,
    /// What is answered from now on; 200 by default.
    answers: Arc<Mutex<Option<u16>>>,
}

impl Receiver {
    async fn start() -> Self {
        async fn take(State(inbox): State<Inbox>, headers: HeaderMap, body: Bytes) -> StatusCode {
            inbox.got.lock().unwrap().push(Got { headers, body });
            let answer = *inbox.answers.lock().unwrap();
            answer.map_or(StatusCode::OK, |status| StatusCode::from_u16(status).unwrap())
        }
        let inbox = Inbox::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let service = Router::new().route("/hook", axum::routing::post(take)).with_state(inbox.clone());
        let task = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self { url, inbox, task }
    }

    fn got(&self) -> Vec<Got> {
        self.inbox.got.lock().unwrap().clone()
    }

    fn answer(&self, status: u16) {
        *self.inbox.answers.lock().unwrap() = Some(status);
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A server that calls this machine, too.
async fn open(app: TestApp) -> TestApp {
    app.configured(|config| config.webhooks.allowed_targets = vec!["127.0.0.0/8".into()]).await
}

/// A client whose webhooks go to a receiver: its path in the portal, its key, its secret.
async fn listening(root: &Client, url: &str) -> (String, String, String) {
    let (id, key) = client(root, "shop").await;
    let path = format!("/v2/admin/clients/{id}");
    let body = root.patch(&path, json!({"webhookUrl": url, "webhookEnabled": true})).await.ok();
    assert_eq!((&body["webhookUrl"], &body["webhookEnabled"]), (&json!(url), &json!(true)));
    let secret = root.post(&format!("{path}/webhook-secret"), json!({})).await.ok();
    (path, key, secret["webhookSecret"].as_str().unwrap().to_owned())
}

async fn log(root: &Client, path: &str) -> Vec<Value> {
    let body = root.get(&format!("{path}/webhook-deliveries")).await.ok();
    assert_eq!(body["pagination"]["total"], body["data"].as_array().unwrap().len());
    body["data"].as_array().unwrap().clone()
}

/// Something happens to a client.
async fn tell(app: &TestApp, path: &str) {
    tell_of(app, path, Event::AlbumCreated).await;
}

async fn tell_of(app: &TestApp, path: &str, event: Event) {
    let client = path.rsplit('/').next().unwrap().parse().unwrap();
    let mut tx = app.core.db.write().await.unwrap();
    let data = json!({"id": calotype_store::new_id(), "userId": "mia"});
    webhooks::emit(&app.core, &mut tx, client, event, data).await.unwrap();
    tx.commit().await.unwrap();
}

/// Runs what is due; what waits for its next attempt is due now.
async fn run_again(app: &TestApp) {
    let mut tx = app.core.db.write().await.unwrap();
    let sql = "UPDATE jobs SET run_at = 0 WHERE kind = 'deliver_webhook' AND state = 'retryable'";
    tx.exec(sql, calotype_store::args![]).await.unwrap();
    tx.commit().await.unwrap();
    app.run_jobs().await;
}

fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn every_event_is_told_and_signed(app: TestApp) {
    let (app, receiver) = (open(app).await, Receiver::start().await);
    let root = root(&app).await;
    let (path, _, secret) = listening(&root, &receiver.url).await;
    for event in [
        Event::ImageUploaded,
        Event::ImageDeleted,
        Event::AvatarUploaded,
        Event::AvatarDeleted,
        Event::AlbumCreated,
    ] {
        tell_of(&app, &path, event).await;
    }
    assert!(receiver.got().is_empty(), "nobody waits for a receiver");
    app.run_jobs().await;

    let told = receiver.got();
    let mut names: Vec<Value> = told.iter().map(|got| got.json()["event"].clone()).collect();
    names.sort_by_key(ToString::to_string);
    let events = ["ALBUM_CREATED", "AVATAR_DELETED", "AVATAR_UPLOADED", "IMAGE_DELETED", "IMAGE_UPLOADED"];
    assert_eq!(names, events);
    for got in &told {
        assert_eq!(got.header("x-signature"), signature(&secret, &got.body));
        assert_eq!(got.header("content-type"), "application/json");
        let message = got.json();
        assert_eq!(path.rsplit('/').next(), message["clientId"].as_str());
        assert_eq!(message["data"]["userId"], "mia", "{message}");
        let when = message["occurredAt"].as_str().unwrap();
        assert!(when.ends_with('Z') && when.len() == 24, "{when}");
    }
    let log = log(&root, &path).await;
    assert_eq!(log.len(), 5);
    for delivery in &log {
        assert_eq!((&delivery["state"], &delivery["attempts"]), (&json!("delivered"), &json!(1)));
        assert_eq!((&delivery["responseStatus"], &delivery["error"]), (&json!(200), &Value::Null));
        assert_eq!(delivery["body"]["id"], delivery["id"]);
    }
}

async fn what_was_rolled_back_or_switched_off_is_not_told(app: TestApp) {
    let (app, receiver) = (open(app).await, Receiver::start().await);
    let root = root(&app).await;
    let (path, _, _) = listening(&root, &receiver.url).await;
    tell(&app, &path).await;
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    let mut tx = app.core.db.write().await.unwrap();
    webhooks::emit(&app.core, &mut tx, id, Event::ImageDeleted, json!({})).await.unwrap();
    drop(tx);
    root.patch(&path, json!({"webhookEnabled": false})).await.ok();
    tell(&app, &path).await;
    root.patch(&path, json!({"webhookEnabled": true, "webhookUrl": null})).await.ok();
    tell(&app, &path).await;
    let (other, _) = client(&root, "other").await;
    tell(&app, &other).await;
    app.run_jobs().await;
    assert_eq!(receiver.got().len(), 1);
    assert_eq!(log(&root, &path).await.len(), 1);
}

async fn a_failing_receiver_is_asked_three_times_and_the_caller_never_hears_of_it(app: TestApp) {
    let (app, receiver) = (open(app).await, Receiver::start().await);
    let root = root(&app).await;
    let (path, _, secret) = listening(&root, &receiver.url).await;
    receiver.answer(500);
    tell(&app, &path).await;
    app.run_jobs().await;
    let delivery = &log(&root, &path).await[0];
    assert_eq!((&delivery["state"], &delivery["attempts"]), (&json!("pending"), &json!(1)));
    assert_eq!(delivery["responseStatus"], 500);
    assert_eq!(delivery["finishedAt"], Value::Null);
    app.run_jobs().await;
    assert_eq!(receiver.got().len(), 1, "there is a pause between attempts");
    for _ in 0..4 {
        run_again(&app).await;
    }
    let told = receiver.got();
    assert_eq!(told.len(), 3);
    for got in &told {
        assert_eq!(got.body, told[0].body);
        assert_eq!(got.header("x-signature"), signature(&secret, &got.body));
    }
    let delivery = &log(&root, &path).await[0];
    assert_eq!((&delivery["state"], &delivery["attempts"]), (&json!("failed"), &json!(3)));
    assert!(delivery["error"].as_str().unwrap().contains("500"), "{delivery}");
    assert!(delivery["finishedAt"].is_string());
}

async fn a_delivery_can_be_sent_once_more(app: TestApp) {
    let (app, receiver, other) = (open(app).await, Receiver::start().await, Receiver::start().await);
    let root = root(&app).await;
    let (path, _, _) = listening(&root, &receiver.url).await;
    receiver.answer(404);
    tell(&app, &path).await;
    for _ in 0..3 {
        run_again(&app).await;
    }
    let first = log(&root, &path).await[0].clone();
    assert_eq!(first["state"], "failed");
    root.patch(&path, json!({"webhookUrl": other.url})).await.ok();
    let again = format!("{path}/webhook-deliveries/{}/redeliver", first["id"].as_str().unwrap());
    let second = created(&root.post(&again, json!({})).await);
    assert_eq!((&second["redeliveryOf"], &second["state"]), (&first["id"], &json!("pending")));
    app.run_jobs().await;
    assert_eq!(other.got()[0].body, receiver.got()[0].body);
    let log = log(&root, &path).await;
    assert_eq!((&log[0]["state"], &log[1]["state"]), (&json!("delivered"), &json!("failed")));

    let nowhere = format!("{path}/webhook-deliveries/{}/redeliver", uuid::Uuid::from_u128(7));
    refused(&root.post(&nowhere, json!({})).await, 404);
    root.patch(&path, json!({"webhookEnabled": false})).await.ok();
    refused(&root.post(&again, json!({})).await, 409);
    // A delivery of another client is none of this one.
    let (elsewhere, _) = client(&root, "other").await;
    let again = again.replace(path.rsplit('/').next().unwrap(), &elsewhere);
    refused(&root.post(&again, json!({})).await, 404);
}

async fn private_targets_are_refused_unless_listed(app: TestApp) {
    let receiver = Receiver::start().await;
    let root = root(&app).await;
    let (path, _, _) = listening(&root, &receiver.url).await;
    tell(&app, &path).await;
    app.run_jobs().await;
    let delivery = &log(&root, &path).await[0];
    assert_eq!((&delivery["state"], &delivery["attempts"]), (&json!("failed"), &json!(1)));
    assert!(receiver.got().is_empty());
    for bad in ["ftp://example.org/", "not an address", "https://user:pw@example.org/"] {
        refused(&root.patch(&path, json!({"webhookUrl": bad})).await, 400);
    }
}

async fn the_secret_is_sealed_and_can_be_changed(app: TestApp) {
    let (app, receiver) = (open(app).await, Receiver::start().await);
    let root = root(&app).await;
    let (path, _, first) = listening(&root, &receiver.url).await;
    tell(&app, &path).await;
    let second = root.post(&format!("{path}/webhook-secret"), json!({})).await.ok();
    let second = second["webhookSecret"].as_str().unwrap();
    assert_ne!(second, first);
    app.run_jobs().await;
    let got = &receiver.got()[0];
    assert_eq!(got.header("x-signature"), signature(second, &got.body));
    let sql = "SELECT sealed FROM webhook_secrets";
    let mut conn = app.core.db.read().await.unwrap();
    let sealed: String = conn.scalar(sql, calotype_store::args![]).await.unwrap();
    assert!(!sealed.contains(second) && !sealed.contains("whsec"));
    drop(conn);
    assert!(!root.get(&path).await.text().contains("whsec"));
}

async fn old_deliveries_are_swept(app: TestApp) {
    use calotype_core::jobs::sweep_webhook_deliveries::SweepWebhookDeliveries;
    let (app, receiver) = (open(app).await, Receiver::start().await);
    let root = root(&app).await;
    let (path, _, _) = listening(&root, &receiver.url).await;
    tell(&app, &path).await;
    app.run_jobs().await;
    let days = async |days: u64| {
        app.clock.advance(std::time::Duration::from_secs(days * 86_400));
        let mut tx = app.core.db.write().await.unwrap();
        calotype_queue::enqueue(&mut tx, &SweepWebhookDeliveries {}).await.unwrap();
        tx.commit().await.unwrap();
        app.run_jobs().await;
        let mut conn = app.core.db.read().await.unwrap();
        conn.scalar::<i64>("SELECT COUNT(*) FROM webhook_deliveries", calotype_store::args![]).await.unwrap()
    };
    assert_eq!(days(29).await, 1);
    assert_eq!(days(2).await, 0);
}
