use std::time::Duration;

use serde_json::{Value, json};

use super::{album, names, put};
use crate::app::{TestApp, on_both_engines};
use crate::library::assets::build::{photo, repository};

on_both_engines![
    a_list_is_the_callers_newest_first,
    a_repository_narrows_albums_counts_and_covers,
    the_cover_shown_is_one_that_can_be_seen,
];

fn titles(answer: &Value) -> Vec<&str> {
    answer["albums"].as_array().unwrap().iter().map(|a| a["album_name"].as_str().unwrap()).collect()
}

async fn a_list_is_the_callers_newest_first(app: TestApp) {
    let (ada, mia) = (app.admin().await, app.user("mia").await);
    assert_eq!(
        mia.get("/api/v1/albums").await.ok(),
        json!({"albums": [], "total": 0, "limit": 20, "offset": 0})
    );
    for name in ["one", "two", "three"] {
        album(&mia, name).await;
        app.clock.advance(Duration::from_secs(1));
    }
    album(&ada, "ada's").await;
    assert_eq!(titles(&mia.get("/api/v1/albums").await.ok()), ["three", "two", "one"]);
    assert_eq!(titles(&ada.get("/api/v1/albums").await.ok()), ["ada's"], "administrators, too, see theirs");
    let page = mia.get("/api/v1/albums?limit=1&offset=1").await.ok();
    assert_eq!((titles(&page), &page["total"]), (vec!["two"], &json!(3)));
    for (query, limit, offset) in [
        ("limit=500", 100, 0),
        ("limit=0&offset=-1", 20, 0),
        ("limit=x&offset=x", 20, 0),
        ("offset=9", 20, 9),
    ] {
        let page = mia.get(&format!("/api/v1/albums?{query}")).await.ok();
        assert_eq!((&page["limit"], &page["offset"]), (&json!(limit), &json!(offset)), "{query}");
    }
}

async fn a_repository_narrows_albums_counts_and_covers(app: TestApp) {
    let mia = app.user("mia").await;
    let (home, away) = (repository(&app, "/home").await, repository(&app, "/away").await);
    let at_home = photo("home.jpg").kept_in(home).of(&mia, &app).await;
    let at_away = photo("away.jpg").kept_in(away).of(&mia, &app).await;
    let mixed = album(&mia, "mixed").await;
    put(&mia, mixed, &[(at_home, Some(1)), (at_away, Some(2))]).await;
    album(&mia, "empty").await;
    mia.post("/api/v1/albums", json!({"album_name": "cover", "cover_asset_id": at_away.to_string()}))
        .await
        .ok();

    assert_eq!(titles(&mia.get("/api/v1/albums").await.ok()), ["cover", "empty", "mixed"]);
    let there = mia.get(&format!("/api/v1/albums?repository_id={away}")).await.ok();
    assert_eq!((titles(&there), &there["total"]), (vec!["cover", "mixed"], &json!(2)));
    assert_eq!(
        (&there["albums"][1]["asset_count"], &there["albums"][1]["display_cover_asset_id"]),
        (&json!(1), &json!(at_away.to_string()))
    );
    assert_eq!(titles(&mia.get(&format!("/api/v1/albums?repository_id={home}")).await.ok()), ["mixed"]);

    let path = format!("/api/v1/albums/{mixed}");
    assert_eq!(mia.get(&path).await.ok()["display_cover_asset_id"], at_home.to_string());
    let there = mia.get(&format!("{path}?repository_id={away}")).await.ok();
    assert_eq!(
        (&there["asset_count"], &there["display_cover_asset_id"]),
        (&json!(1), &json!(at_away.to_string()))
    );
    let there = mia.get(&format!("{path}/assets?repository_id={away}")).await.ok();
    assert_eq!((names(&there), &there["count"]), (vec!["away.jpg"], &json!(1)));
    for path in ["/api/v1/albums".to_owned(), path.clone(), format!("{path}/assets")] {
        mia.get(&format!("{path}?repository_id=x")).await.refused(400, "invalid_repository_id");
    }
}

async fn the_cover_shown_is_one_that_can_be_seen(app: TestApp) {
    let mia = app.user("mia").await;
    let (cover, first, second) = (
        photo("cover.jpg").of(&mia, &app).await,
        photo("first.jpg").of(&mia, &app).await,
        photo("second.jpg").of(&mia, &app).await,
    );
    let trip = album(&mia, "Trip").await;
    let path = format!("/api/v1/albums/{trip}");
    put(&mia, trip, &[(second, None), (first, Some(5))]).await;
    mia.put(&path, json!({"cover_asset_id": cover.to_string()})).await.ok();
    let mut left = [cover, first, second].into_iter();
    let mut shown = left.next();
    for count in [2, 2, 1] {
        let seen = mia.get(&path).await.ok();
        assert_eq!(seen["asset_count"], count);
        assert_eq!(seen["display_cover_asset_id"], shown.unwrap().to_string());
        mia.delete(&format!("/api/v1/assets/{}", shown.unwrap())).await.ok();
        shown = left.next();
    }
    let seen = mia.get(&path).await.ok();
    assert_eq!((&seen["asset_count"], seen.get("display_cover_asset_id")), (&json!(0), None));
    assert_eq!(seen["cover_asset_id"], cover.to_string(), "the choice stays");
    mia.post(&format!("/api/v1/assets/{first}/restore"), Value::Null).await.ok();
    assert_eq!(mia.get(&path).await.ok()["display_cover_asset_id"], first.to_string());
}
