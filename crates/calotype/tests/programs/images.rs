//! Hosted images outlive the process that takes them.

use std::collections::HashSet;
use std::time::Duration;

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::server::Server;

const MEADOW: &[u8] = include_bytes!("../../../../testdata/meadow.jpg");

/// A new client's key.
async fn client(server: &Server) -> String {
    let token = server.administrator().await;
    let made = server.http.post(format!("{}/v2/admin/clients", server.url)).bearer_auth(token);
    let made: Value = made.json(&json!({"name": "shop"})).send().await.unwrap().json().await.unwrap();
    made["apiKey"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_that_was_acknowledged_is_there_after_a_kill_and_no_other_is() {
    let mut server = Server::start().await;
    let key = client(&server).await;
    let mut told: HashSet<String> = HashSet::new();
    let mut sent = 0;
    for pause in [5, 20, 40, 60, 80, 120, 160, 240, 320, 500] {
        let senders: Vec<_> = (0..3_u8)
            .map(|number| {
                // Equal pictures share what is made of them, so some are equal and some are not.
                let picture = [MEADOW, &[number % 2]].concat();
                let form = Form::new().part("file", Part::bytes(picture).file_name("meadow.jpg"));
                let ask = server.http.post(format!("{}/v2/images", server.url)).header("x-api-key", &key);
                let send = ask.multipart(form).send();
                tokio::spawn(async move {
                    let answer = send.await.ok().filter(|answer| answer.status() == 201)?;
                    let image: Value = answer.json().await.ok()?;
                    image["id"].as_str().map(str::to_owned)
                })
            })
            .collect();
        sent += senders.len();
        tokio::time::sleep(Duration::from_millis(pause)).await;
        server.kill();
        for sender in senders {
            told.extend(sender.await.unwrap());
        }
        let left = std::fs::read_dir(server.directory.join("tmp")).unwrap().count();
        assert_eq!(left, 0, "what was on its way is gone with the process");
    }
    let list = server.http.get(format!("{}/v2/images?perPage=100", server.url)).header("x-api-key", &key);
    let list: Value = list.send().await.unwrap().json().await.unwrap();
    let listed: HashSet<String> = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|image| image["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(told.is_subset(&listed), "acknowledged and lost: {:?}", told.difference(&listed));
    assert!(listed.len() <= sent && !told.is_empty() && told.len() < sent, "{} of {sent}", told.len());
    for id in &listed {
        for query in ["", "?thumb=true", "?w=100"] {
            let url = format!("{}/v2/images/{id}{query}", server.url);
            let answer = server.http.get(url).send().await.unwrap();
            assert!(!answer.headers().contains_key("x-image-fallback"), "{id}{query}");
            assert!(answer.bytes().await.unwrap().starts_with(b"RIFF"), "{id}{query}");
        }
    }
}
