use std::time::Duration;

use calotype_store::assets::Kind;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::build::{DAY, NOON, photo, stack};
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    nobody_may_list,
    a_user_lists_their_own_and_an_administrator_everything,
    an_owner_filter_counts_for_administrators_only,
    pages_are_newest_first_and_forgiving,
    the_filters_narrow_together,
    one_free_connection_is_enough_to_narrow_a_list,
    a_day_is_a_day_where_the_viewer_is,
    words_that_make_no_sense_are_refused,
    a_stack_is_one_item_when_any_member_matches,
    semantic_search_says_what_is_missing,
    ratings_and_favourites_have_lists_of_their_own,
    filter_options_are_those_of_the_caller,
    the_choice_of_the_day_is_varied_and_repeatable,
    map_points_have_positions,
];

fn names(answer: &Value) -> Vec<String> {
    let Some(items) = answer["items"].as_array() else { return Vec::new() };
    items
        .iter()
        .map(|item| {
            let asset = if item["type"] == "stack" { &item["stack"]["cover_asset"] } else { &item["asset"] };
            asset["original_filename"].as_str().unwrap().to_owned()
        })
        .collect()
}

async fn nobody_may_list(app: TestApp) {
    app.set_up().await;
    let nobody = app.anonymous();
    nobody.post("/api/v1/assets/list", json!({})).await.refused(401, "unauthenticated");
    nobody.get("/api/v1/assets/filter-options").await.refused(401, "unauthenticated");
    nobody.get("/api/v1/assets/types").await.refused(401, "unauthenticated");
    nobody.get("/api/v1/assets/featured").await.refused(401, "unauthenticated");
    nobody.get("/api/v1/assets/map-points").await.refused(401, "unauthenticated");
    nobody.get("/api/v1/assets/liked").await.refused(401, "unauthenticated");
    nobody.get("/api/v1/timeline/buckets").await.refused(401, "unauthenticated");
    nobody.get("/api/v1/timeline/buckets/2024-05").await.refused(401, "unauthenticated");
}

async fn a_user_lists_their_own_and_an_administrator_everything(app: TestApp) {
    let (ada, mia) = (app.admin().await, app.user("mia").await);
    photo("ada.jpg").of(&ada, &app).await;
    photo("mia.jpg").taken(NOON + DAY).of(&mia, &app).await;
    photo("nobody.jpg").taken(NOON - DAY).store(&app).await;
    let mine = mia.post("/api/v1/assets/list", json!({})).await.ok();
    assert_eq!(names(&mine), ["mia.jpg"]);
    assert_eq!(
        (&mine["total_visible"], &mine["stack_mode"], &mine["limit"]),
        (&json!(1), &json!("collapsed"), &json!(20))
    );
    let all = ada.post("/api/v1/assets/list", json!({})).await.ok();
    assert_eq!(names(&all), ["mia.jpg", "ada.jpg", "nobody.jpg"]);
    assert_eq!(all["items"][2]["asset"]["owner_id"], Value::Null);
}

async fn an_owner_filter_counts_for_administrators_only(app: TestApp) {
    let (ada, mia) = (app.admin().await, app.user("mia").await);
    photo("ada.jpg").of(&ada, &app).await;
    photo("mia.jpg").of(&mia, &app).await;
    let of_mia = json!({"filter": {"owner_id": mia.number()}});
    assert_eq!(names(&ada.post("/api/v1/assets/list", of_mia).await.ok()), ["mia.jpg"]);
    let of_ada = json!({"filter": {"owner_id": ada.number()}});
    assert_eq!(names(&mia.post("/api/v1/assets/list", of_ada).await.ok()), ["mia.jpg"]);
    assert_eq!(
        names(&ada.post("/api/v1/assets/list", json!({"filter": {"owner_id": 999}})).await.ok()),
        [""; 0]
    );
}

async fn pages_are_newest_first_and_forgiving(app: TestApp) {
    let mia = app.user("mia").await;
    for n in 0..25 {
        photo(&format!("{n:02}.jpg")).taken(NOON + n * DAY).of(&mia, &app).await;
    }
    let page = json!({"pagination": {"limit": 3, "offset": 22}});
    assert_eq!(names(&mia.post("/api/v1/assets/list", page).await.ok()), ["02.jpg", "01.jpg", "00.jpg"]);
    let odd =
        mia.post("/api/v1/assets/list", json!({"pagination": {"limit": 1000, "offset": -4}})).await.ok();
    assert_eq!((names(&odd).len(), &odd["limit"], &odd["offset"]), (20, &json!(20), &json!(0)));
    let past = mia.post("/api/v1/assets/list", json!({"pagination": {"limit": 5, "offset": 25}})).await.ok();
    assert_eq!((past.get("items"), &past["total_assets"]), (None, &json!(25)));
    let added = mia
        .post("/api/v1/assets/list", json!({"sort_by": "recently_added", "pagination": {"limit": 1}}))
        .await;
    assert_eq!(names(&added.ok()), ["24.jpg"]);
}

async fn the_filters_narrow_together(app: TestApp) {
    let mia = app.user("mia").await;
    photo("a.jpg").camera("Nikon").liked(true).rating(5).of(&mia, &app).await;
    photo("b.jpg").camera("Canon").rating(0).at(48.1, 11.5).of(&mia, &app).await;
    photo("c.mp4").kind(Kind::Video).of(&mia, &app).await;
    for (filter, want) in [
        (json!({"camera_model": "Nikon"}), vec!["a.jpg"]),
        (json!({"camera_model": "Nikon", "rating": 4}), vec![]),
        (json!({"rating": 0}), vec!["b.jpg", "c.mp4"]),
        (json!({"rating": 5, "liked": true}), vec!["a.jpg"]),
        (json!({"liked": false}), vec!["b.jpg", "c.mp4"]),
        (json!({"type": "VIDEO"}), vec!["c.mp4"]),
        (json!({"types": ["VIDEO", "PHOTO"]}), vec!["a.jpg", "b.jpg", "c.mp4"]),
        (json!({"type": "VIDEO", "types": ["PHOTO"]}), vec![]),
        (json!({"filename": {"value": "B.J", "operator": "startswith"}}), vec!["b.jpg"]),
        (json!({"filename": {"value": ".MP4", "mode": "ends_with"}}), vec!["c.mp4"]),
        (json!({"filename": {"value": "jp", "operator": "what?"}}), vec!["a.jpg", "b.jpg"]),
        (json!({"location": {"north": 49, "south": 48, "east": 12, "west": 11}}), vec!["b.jpg"]),
        (json!({"location": {"north": 49, "south": 48, "east": 12}}), vec!["a.jpg", "b.jpg", "c.mp4"]),
        (json!({"raw": true}), vec![]),
        (json!({"tag_name": "sea"}), vec![]),
        (json!({"is_deleted": true}), vec![]),
        (json!({"camera_model": null, "date": null}), vec!["a.jpg", "b.jpg", "c.mp4"]),
    ] {
        let answer = mia.post("/api/v1/assets/list", json!({"filter": filter})).await.ok();
        let mut got = names(&answer);
        got.sort();
        assert_eq!(got, want, "{filter}");
        assert_eq!(answer["total_visible"], want.len(), "{filter}");
    }
    let both = json!({"query": "JPG", "filter": {"filename": {"value": "b"}}});
    assert_eq!(names(&mia.post("/api/v1/assets/list", both).await.ok()), ["b.jpg"]);
}

async fn one_free_connection_is_enough_to_narrow_a_list(app: TestApp) {
    let mia = app.user("mia").await;
    photo("a.jpg").rating(5).of(&mia, &app).await;
    photo("b.jpg").of(&mia, &app).await;
    let mut taken = Vec::new();
    while let Ok(connection) = timeout(Duration::from_millis(500), app.core.db.read()).await {
        taken.push(connection.unwrap());
    }
    taken.pop();
    let answer = mia.post("/api/v1/assets/list", json!({"filter": {"rating": 5}})).await.ok();
    assert_eq!((names(&answer), &answer["total_visible"]), (vec!["a.jpg".to_owned()], &json!(1)));
}

async fn a_day_is_a_day_where_the_viewer_is(app: TestApp) {
    let mia = app.user("mia").await;
    // 2024-05-01T23:00:00Z is already the second of May in Berlin.
    photo("late.jpg").taken(NOON + 11 * 3_600_000_000).of(&mia, &app).await;
    for (zone, day, count) in
        [("Europe/Berlin", "2024-05-02", 1), ("Europe/Berlin", "2024-05-01", 0), ("", "2024-05-01", 1)]
    {
        let request = json!({"viewer_timezone": zone, "filter": {"date": {"from": day}}});
        let answer = mia.post("/api/v1/assets/list", request).await.ok();
        assert_eq!(answer["total_assets"], count, "{zone} {day}");
    }
}

async fn words_that_make_no_sense_are_refused(app: TestApp) {
    let mia = app.user("mia").await;
    for (request, word) in [
        (json!({"sort_by": "size"}), "invalid_sort"),
        (json!({"stack_mode": "flat"}), "invalid_stack_mode"),
        (json!({"filter": {"type": "GIF"}}), "invalid_type"),
        (json!({"filter": {"repository_id": "1"}}), "invalid_repository_id"),
        (json!({"filter": {"date": {"from": "May"}}}), "invalid_date"),
        (json!({"filter": {"rating": 6}}), "invalid_rating"),
        (json!({"filter": {"rating": "five"}}), "invalid_body"),
    ] {
        mia.post("/api/v1/assets/list", request).await.refused(400, word);
    }
    mia.post("/api/v1/assets/list", json!({"filter": {"album_id": 5}})).await.refused(404, "album_not_found");
    mia.get("/api/v1/assets/featured?count=25").await.refused(400, "invalid_query");
    mia.get("/api/v1/assets/map-points?limit=0").await.refused(400, "invalid_query");
    mia.get("/api/v1/timeline/buckets/2024-13").await.refused(400, "invalid_month");
}

async fn a_stack_is_one_item_when_any_member_matches(app: TestApp) {
    let mia = app.user("mia").await;
    let still = photo("live.heic").of(&mia, &app).await;
    let film = photo("live.mov").kind(Kind::Video).of(&mia, &app).await;
    photo("other.jpg").taken(NOON - DAY).of(&mia, &app).await;
    let id = stack(&app, "live_photo", &[still, film]).await;
    let answer = mia.post("/api/v1/assets/list", json!({})).await.ok();
    assert_eq!(names(&answer), ["live.heic", "other.jpg"]);
    assert_eq!((&answer["total_visible"], &answer["total_assets"]), (&json!(2), &json!(3)));
    let item = &answer["items"][0];
    assert_eq!(item["id"], format!("stack:{id}"));
    assert_eq!(item["stack"]["member_asset_ids"], json!([still.to_string(), film.to_string()]));
    assert_eq!(item["stack"]["cover_asset"]["stack"]["stack_size"], 2);
    assert_eq!(item["stack"].get("matched_member_ids"), None);
    let films = mia.post("/api/v1/assets/list", json!({"filter": {"type": "VIDEO"}})).await.ok();
    assert_eq!(names(&films), ["live.heic"]);
    assert_eq!(films["items"][0]["stack"]["matched_member_ids"], json!([film.to_string()]));
    let expanded = mia.post("/api/v1/assets/list", json!({"stack_mode": "expanded"})).await.ok();
    assert_eq!((names(&expanded).len(), &expanded["total_visible"]), (3, &json!(3)));
    // The cover goes to the trash: the other member stands for the stack on each shelf.
    mia.delete(&format!("/api/v1/assets/{still}")).await.ok();
    assert_eq!(names(&mia.post("/api/v1/assets/list", json!({})).await.ok()), ["live.mov", "other.jpg"]);
    let trash = mia.post("/api/v1/assets/list", json!({"filter": {"is_deleted": true}})).await.ok();
    assert_eq!(names(&trash), ["live.heic"]);
}

async fn semantic_search_says_what_is_missing(app: TestApp) {
    let mia = app.user("mia").await;
    let request = json!({"query": "a dog", "search_type": "semantic"});
    mia.post("/api/v1/assets/list", request).await.refused(503, "semantic_unavailable");
}

async fn ratings_and_favourites_have_lists_of_their_own(app: TestApp) {
    let mia = app.user("mia").await;
    photo("zero.jpg").rating(0).of(&mia, &app).await;
    photo("unrated.jpg").of(&mia, &app).await;
    photo("liked.jpg").liked(true).of(&mia, &app).await;
    let zero = mia.get("/api/v1/assets/rating/0").await.ok();
    assert_eq!(zero["assets"].as_array().unwrap().len(), 1);
    assert_eq!(zero["assets"][0]["original_filename"], "zero.jpg");
    let liked = mia.get("/api/v1/assets/liked?limit=999&offset=x").await.ok();
    assert_eq!((&liked["limit"], &liked["offset"]), (&json!(100), &json!(0)));
    assert_eq!(liked["assets"][0]["original_filename"], "liked.jpg");
    mia.get("/api/v1/assets/rating/6").await.refused(400, "invalid_rating");
    mia.get("/api/v1/assets/rating/x").await.refused(400, "invalid_id");
}

async fn filter_options_are_those_of_the_caller(app: TestApp) {
    let (ada, mia) = (app.admin().await, app.user("mia").await);
    photo("a.jpg").camera("Nikon").of(&ada, &app).await;
    photo("b.jpg").camera("Canon").of(&mia, &app).await;
    photo("c.jpg").camera("Canon").of(&mia, &app).await;
    let options = mia.get("/api/v1/assets/filter-options").await.ok();
    assert_eq!(options, json!({"camera_models": ["Canon"], "lenses": []}));
    assert_eq!(
        ada.get("/api/v1/assets/filter-options").await.ok()["camera_models"],
        json!(["Canon", "Nikon"])
    );
    assert_eq!(
        mia.get("/api/v1/assets/types").await.ok(),
        json!({"types": ["PHOTO", "VIDEO", "AUDIO", "DOCUMENT"]})
    );
}

async fn the_choice_of_the_day_is_varied_and_repeatable(app: TestApp) {
    let mia = app.user("mia").await;
    for n in 0..12 {
        photo(&format!("{n}.jpg")).taken(app.clock.now() - n / 6 * DAY).camera("Nikon").of(&mia, &app).await;
    }
    photo("film.mp4").kind(Kind::Video).of(&mia, &app).await;
    let path = "/api/v1/assets/featured?count=5&seed=x";
    let first = mia.get(path).await.ok();
    assert_eq!((&first["count"], &first["candidate_count"]), (&json!(5), &json!(12)));
    assert_eq!((&first["strategy"], &first["seed"]), (&json!("weighted_aes_v1"), &json!("x")));
    assert_eq!(first["assets"], mia.get(path).await.ok()["assets"]);
    assert_ne!(first["assets"], mia.get("/api/v1/assets/featured?count=5&seed=y").await.ok()["assets"]);
    // At most three of one camera and two of one day before the caps are given up: the first pass takes three.
    let days = |n: usize| first["assets"][n]["taken_time"].as_str().unwrap()[..10].to_owned();
    assert!(!(days(0) == days(1) && days(1) == days(2)), "{} {} {}", days(0), days(1), days(2));
}

async fn map_points_have_positions(app: TestApp) {
    let mia = app.user("mia").await;
    photo("a.jpg").at(48.1, 11.5).of(&mia, &app).await;
    photo("b.jpg").of(&mia, &app).await;
    let answer = mia.get("/api/v1/assets/map-points").await.ok();
    assert_eq!((&answer["total"], &answer["limit"]), (&json!(1), &json!(1000)));
    assert_eq!(answer["points"][0]["gps_latitude"], 48.1);
    assert_eq!(answer["points"][0]["original_filename"], "a.jpg");
}
