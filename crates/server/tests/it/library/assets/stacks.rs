//! Stacks: found by themselves, made by hand, taken apart.

use calotype_store::repositories as repository_store;
use calotype_store::tenants;
use serde_json::{Value, json};
use uuid::Uuid;

use super::build::{NOON, photo};
use crate::app::{MEADOW, TestApp, on_both_engines};
use crate::client::{Client, Form};

on_both_engines![
    files_of_one_shot_are_stacked,
    what_looks_alike_only_is_not_stacked,
    a_shot_in_two_files_is_noticed_when_they_are_read,
    stacks_are_made_and_taken_apart_by_hand,
    stacks_obey_the_owner_rule,
];

const SECOND: i64 = 1_000_000;

async fn primary(app: &TestApp) -> Uuid {
    app.admin().await;
    let found = repository_store::primary(&mut app.core.db.read().await.unwrap(), tenants::HOME).await;
    found.unwrap().unwrap().id
}

async fn detect(client: &Client, repository: Uuid) -> Value {
    let answer =
        client.post(&format!("/api/v1/repositories/{repository}/stacks/detect"), json!({})).await.ok();
    assert_eq!(answer["repository_id"], repository.to_string());
    answer["stacks_created"].clone()
}

async fn stack_of(client: &Client, asset: Uuid) -> Value {
    client.get(&format!("/api/v1/assets/{asset}/stack")).await.ok()["stack"].clone()
}

fn members(stack: &Value) -> Vec<(String, String, i64)> {
    let member = |m: &Value| {
        let text = |name: &str| m[name].as_str().unwrap().to_owned();
        (text("asset_id"), text("relation"), m["position"].as_i64().unwrap())
    };
    stack["members"].as_array().unwrap().iter().map(member).collect()
}

async fn files_of_one_shot_are_stacked(app: TestApp) {
    let (home, ada) = (primary(&app).await, app.admin().await);
    let raw = photo("IMG_7.CR2").taken(NOON + SECOND).kept_in(home).of(&ada, &app).await;
    let jpeg = photo("img_7.jpg").taken(NOON).kept_in(home).of(&ada, &app).await;
    let other = photo("IMG_7.heic").taken(NOON + 6 * SECOND).kept_in(home).of(&ada, &app).await;
    let first = photo("beach.jpg").taken(NOON).kept_in(home).of(&ada, &app).await;
    let second = photo("beach-2.jpg").taken(NOON + 4 * SECOND).kept_in(home).of(&ada, &app).await;
    assert_eq!(detect(&ada, home).await, 2);
    let shot = stack_of(&ada, jpeg).await;
    assert_eq!((&shot["stack_kind"], &shot["member_count"]), (&json!("raw_jpeg"), &json!(3)));
    assert_eq!(
        members(&shot),
        [
            (jpeg.to_string(), "jpeg_original".into(), 0),
            (raw.to_string(), "raw_original".into(), 1),
            (other.to_string(), "alternative".into(), 2)
        ],
        "in the order of time, each no more than five seconds after the one before"
    );
    let series: Vec<String> = members(&stack_of(&ada, second).await).into_iter().map(|m| m.0).collect();
    assert_eq!(series, [first.to_string(), second.to_string()]);
    assert_eq!(detect(&ada, home).await, 0, "again finds nothing");
    // A late one does not join.
    photo("beach-3.jpg").taken(NOON + 5 * SECOND).kept_in(home).of(&ada, &app).await;
    assert_eq!(detect(&ada, home).await, 0);
    let list = ada.post("/api/v1/assets/list", json!({})).await.ok();
    assert_eq!((&list["total_visible"], &list["total_assets"]), (&json!(3), &json!(6)));
}

async fn what_looks_alike_only_is_not_stacked(app: TestApp) {
    let (home, ada, mia) = (primary(&app).await, app.admin().await, app.user("mia").await);
    for (name, at) in [("a.nef", 0), ("a.jpg", 6), ("b.jpg", 0), ("b.png", 1), ("c-1.jpg", 0), ("d.nef", 0)] {
        photo(name).taken(NOON + at * SECOND).kept_in(home).of(&ada, &app).await;
    }
    // Another person's picture of the same name and second, one in the trash, one elsewhere.
    photo("c.jpg").kept_in(home).of(&mia, &app).await;
    let gone = photo("d.jpg").kept_in(home).of(&ada, &app).await;
    ada.delete(&format!("/api/v1/assets/{gone}")).await.ok();
    photo("d.jpg").of(&ada, &app).await;
    assert_eq!(detect(&ada, home).await, 0);
    mia.post(&format!("/api/v1/repositories/{home}/stacks/detect"), json!({}))
        .await
        .refused(403, "admin_required");
    let nowhere = format!("/api/v1/repositories/{}/stacks/detect", Uuid::nil());
    ada.post(&nowhere, json!({})).await.refused(400, "unknown_repository");
}

async fn a_shot_in_two_files_is_noticed_when_they_are_read(app: TestApp) {
    let (home, ada) = (primary(&app).await, app.admin().await);
    let upload = async |name: &str, end: u8| {
        let form = Form::new().file("file", name, "image/jpeg", &[MEADOW, &[end]].concat());
        ada.multipart("/api/v1/assets", form).await.ok();
        app.run_jobs().await;
    };
    let waiting = async || {
        let summary = ada.get("/api/v1/admin/river/queue-summary").await.ok();
        let queues = summary["queues"].as_array().unwrap();
        queues
            .iter()
            .find(|queue| queue["name"] == "detect_stacks")
            .map_or(Value::Null, |q| q["remaining_jobs"].clone())
    };
    upload("view.jpg", 1).await;
    assert_eq!(waiting().await, 0, "one file is no stack");
    upload("view-2.jpg", 2).await;
    assert_eq!(waiting().await, 1, "the job waits for the rest of the shot");
    let made = calotype_core::stacks::detect::between(&app.core, home, i64::MIN, i64::MAX).await.unwrap();
    assert_eq!(made, 1);
}

async fn stacks_are_made_and_taken_apart_by_hand(app: TestApp) {
    let mia = app.user("mia").await;
    let mut ids = Vec::new();
    for name in ["one.jpg", "two.jpg", "three.jpg"] {
        ids.push(photo(name).of(&mia, &app).await);
    }
    let [one, two, three] = ids[..] else { panic!() };
    let create = async |ids: &[Uuid]| mia.post("/api/v1/assets/stacks", json!({"asset_ids": ids})).await;
    let made = create(&[two, one]).await;
    assert_eq!(made.status, 201);
    let stack = made.json();
    assert_eq!((&stack["stack_kind"], &stack["member_count"]), (&json!("manual"), &json!(2)));
    assert_eq!(
        members(&stack),
        [(two.to_string(), "alternative".into(), 0), (one.to_string(), "alternative".into(), 1)]
    );
    assert_eq!(stack_of(&mia, one).await["stack_id"], stack["stack_id"]);
    create(&[one, three]).await.refused(409, "already_stacked");
    create(&[three]).await.refused(400, "invalid_body");
    create(&[three, three]).await.refused(400, "invalid_body");
    create(&[three, Uuid::nil()]).await.refused(404, "asset_not_found");
    mia.get(&format!("/api/v1/assets/{three}/stack")).await.refused(404, "not_stacked");
    // Members in the trash are still members.
    mia.delete(&format!("/api/v1/assets/{two}")).await.ok();
    assert_eq!(members(&stack_of(&mia, one).await).len(), 2);
    mia.post(&format!("/api/v1/assets/{two}/restore"), json!({})).await.ok();
    for _ in 0..2 {
        mia.delete(&format!("/api/v1/assets/{two}/stack")).await.ok();
    }
    assert_eq!(members(&stack_of(&mia, one).await), [(one.to_string(), "alternative".into(), 1)]);
    let list = mia.post("/api/v1/assets/list", json!({})).await.ok();
    assert_eq!(list["total_visible"], 3);
    mia.delete(&format!("/api/v1/assets/{one}/stack")).await.ok();
    assert_eq!(create(&[one, two, three]).await.status, 201, "all are free again");
}

async fn stacks_obey_the_owner_rule(app: TestApp) {
    let (mia, ben) = (app.user("mia").await, app.user("ben").await);
    let [one, two] = [photo("a.jpg").of(&mia, &app).await, photo("b.jpg").of(&mia, &app).await];
    let asked = json!({"asset_ids": [one, two]});
    ben.post("/api/v1/assets/stacks", asked.clone()).await.refused(403, "not_owner");
    app.anonymous().post("/api/v1/assets/stacks", asked.clone()).await.refused(401, "unauthenticated");
    assert_eq!(mia.post("/api/v1/assets/stacks", asked).await.status, 201);
    ben.get(&format!("/api/v1/assets/{one}/stack")).await.refused(403, "not_owner");
    ben.delete(&format!("/api/v1/assets/{one}/stack")).await.refused(403, "not_owner");
    app.anonymous().delete(&format!("/api/v1/assets/{one}/stack")).await.refused(401, "unauthenticated");
    assert_eq!(stack_of(&mia, one).await["member_count"], 2);
}
