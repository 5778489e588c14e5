//! What a list has when nobody names a client: what is of the caller's set, and nothing else.

use calotype_core::actor::AdminRole;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{logged_in, make, refused, root};
use crate::app::{TestApp, on_both_engines};
use crate::client::Client;
use crate::hosting::world::Program;

on_both_engines![lists_are_limited_to_the_set, a_client_that_is_none_has_nothing];

/// What of each client an administrator finds in every list: its clients, images, avatars, albums and tags.
async fn seen(asker: &Client, query: &str) -> [Vec<String>; 5] {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let clients = asker.get("/v2/admin/clients").await.ok();
    let clients = clients.as_array().unwrap().iter().map(|row| text(&row["name"])).collect();
    let mut all = [clients, vec![], vec![], vec![], vec![]];
    for (place, noun) in [(1, "images"), (2, "avatars"), (3, "albums")] {
        let list = asker.get(&format!("/v2/admin/{noun}?{query}")).await.ok();
        let rows = list["data"].as_array().unwrap();
        assert_eq!(list["pagination"]["total"], rows.len(), "{list}");
        all[place] = rows.iter().map(|row| text(&row["client"]["name"])).collect();
    }
    let tags = asker.get(&format!("/v2/admin/images/tags?{query}")).await.ok();
    all[4] = tags["tags"].as_array().unwrap().iter().map(|tag| text(&tag["name"])).collect();
    all
}

async fn lists_are_limited_to_the_set(app: TestApp) {
    let root = root(&app).await;
    let (one, two) = (Program::new(&app, "one").await, Program::new(&app, "two").await);
    for (program, name) in [(&one, "one"), (&two, "two")] {
        program.tiny("u1", &[("tags", name)]).await;
        program.avatar("u1").await;
        program.album("u1", json!({"name": "A"})).await;
    }
    make(&app, "vera", AdminRole::Viewer, false, &[one.id]).await;
    make(&app, "vito", AdminRole::Viewer, true, &[]).await;
    make(&app, "nora", AdminRole::Admin, false, &[]).await;
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let everywhere = |list: &[&str]| std::array::from_fn::<_, 5, _>(|_| names(list));
    let vera = logged_in(&app, "vera").await;
    assert_eq!(seen(&vera, "").await, everywhere(&["one"]));
    assert_eq!(seen(&logged_in(&app, "nora").await, "").await, everywhere(&[]));
    for asker in [&root, &logged_in(&app, "vito").await] {
        let [clients, images, avatars, albums, tags] = seen(asker, "").await;
        for newest_first in [clients, images, avatars, albums] {
            assert_eq!(newest_first, ["two", "one"]);
        }
        assert_eq!(tags, ["one", "two"], "equally often, so by name");
        let [_, images, ..] = seen(asker, &format!("clientId={}", two.id)).await;
        assert_eq!(images, ["two"]);
    }
    for list in ["images", "images/tags", "avatars", "albums"] {
        refused(&vera.get(&format!("/v2/admin/{list}?clientId={}", two.id)).await, 403);
        refused(&vera.get(&format!("/v2/admin/{list}?clientId=two")).await, 400);
    }
}

async fn a_client_that_is_none_has_nothing(app: TestApp) {
    let root = root(&app).await;
    let one = Program::new(&app, "one").await;
    one.tiny("u1", &[]).await;
    let nobody = format!("clientId={}", Uuid::from_u128(7));
    let [_, images, avatars, albums, tags] = seen(&root, &nobody).await;
    assert!(images.is_empty() && avatars.is_empty() && albums.is_empty() && tags.is_empty());
    let home = format!("/v2/admin/images?clientId={}", calotype_store::tenants::HOME);
    refused(&root.get(&home).await, 403);
}
