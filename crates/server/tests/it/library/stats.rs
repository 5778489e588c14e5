//! `/stats`: five aggregates over what the caller may list.

use serde_json::{Value, json};

use super::assets::build::{DAY, NOON, photo, repository};
use crate::app::{TestApp, on_both_engines};
use crate::client::Client;

on_both_engines![
    nobody_counts_anything,
    focal_lengths_are_counted_most_used_first,
    cameras_are_counted_with_their_lenses,
    hours_are_told_in_order_and_months_newest_first,
    days_are_named_in_one_way,
    years_are_told_newest_first,
    a_statistic_counts_what_its_reader_may_list,
];

const ALL: [&str; 5] =
    ["focal-length", "camera-lens", "time-distribution", "daily-activity?year=2024", "available-years"];

async fn get(client: &Client, what: &str) -> Value {
    client.get(&format!("/api/v1/stats/{what}")).await.ok()
}

async fn nobody_counts_anything(app: TestApp) {
    let mia = app.user("mia").await;
    for what in ALL {
        app.anonymous().get(&format!("/api/v1/stats/{what}")).await.refused(401, "unauthenticated");
        let join = if what.contains('?') { '&' } else { '?' };
        let path = format!("/api/v1/stats/{what}{join}repository_id=x");
        mia.get(&path).await.refused(400, "invalid_repository_id");
    }
    assert_eq!(get(&mia, "focal-length").await, json!({"data": [], "total": 0}));
    assert_eq!(get(&mia, "time-distribution").await, json!({"data": [], "type": "hourly"}));
    assert_eq!(get(&mia, "available-years").await, json!({"years": []}));
}

async fn focal_lengths_are_counted_most_used_first(app: TestApp) {
    let mia = app.user("mia").await;
    for focal in [0.0, 35.0, 50.5, 50.5, 24.0] {
        photo("a.jpg").focal(focal).of(&mia, &app).await;
    }
    photo("b.jpg").of(&mia, &app).await;
    let expected = json!({"total": 4, "data": [
        {"focal_length": 50.5, "count": 2}, {"focal_length": 24.0, "count": 1}, {"focal_length": 35.0, "count": 1}]});
    assert_eq!(get(&mia, "focal-length").await, expected);
    for focal in 100..160 {
        photo("c.jpg").focal(f64::from(focal)).of(&mia, &app).await;
    }
    let most = get(&mia, "focal-length").await;
    assert_eq!((most["data"].as_array().unwrap().len(), &most["total"]), (50, &json!(51)));
}

async fn cameras_are_counted_with_their_lenses(app: TestApp) {
    let mia = app.user("mia").await;
    for (camera, lens) in [("X", "35"), ("X", "50"), ("Y", "50"), ("Y", "50"), ("Z", "")] {
        photo("a.jpg").camera(camera).lens(lens).of(&mia, &app).await;
    }
    photo("b.jpg").camera("X").of(&mia, &app).await;
    let row = |camera: &str, lens: &str, count: i64| json!({"camera_model": camera, "lens_model": lens, "count": count});
    let expected = json!({"total": 4, "data": [row("Y", "50", 2), row("X", "35", 1), row("X", "50", 1)]});
    assert_eq!(get(&mia, "camera-lens").await, expected);
    assert_eq!(get(&mia, "camera-lens?limit=1").await, json!({"total": 2, "data": [row("Y", "50", 2)]}));
    for limit in ["0", "-1", "many"] {
        mia.get(&format!("/api/v1/stats/camera-lens?limit={limit}")).await.refused(400, "invalid_query");
    }
}

async fn hours_are_told_in_order_and_months_newest_first(app: TestApp) {
    let mia = app.user("mia").await;
    const HOUR: i64 = DAY / 24;
    // 2024-05-01 twice at 12:00, once at 09:59, and 2024-06-01 at 23:00.
    for taken in [NOON, NOON, NOON - 2 * HOUR - 1, NOON + 31 * DAY + 11 * HOUR] {
        photo("a.jpg").taken(taken).of(&mia, &app).await;
    }
    let hour = |hour: i64, count: i64| json!({"label": format!("{hour}:00"), "value": hour, "count": count});
    let hours = json!({"type": "hourly", "data": [hour(9, 1), hour(12, 2), hour(23, 1)]});
    assert_eq!(get(&mia, "time-distribution").await, hours);
    assert_eq!(get(&mia, "time-distribution?type=hourly").await, hours);
    let months = json!({"type": "monthly", "data": [
        {"label": "2024-06", "value": 1_717_200_000, "count": 1}, {"label": "2024-05", "value": 1_714_521_600, "count": 3}]});
    assert_eq!(get(&mia, "time-distribution?type=monthly").await, months);
    mia.get("/api/v1/stats/time-distribution?type=weekly").await.refused(400, "invalid_unit");
}

async fn days_are_named_in_one_way(app: TestApp) {
    let mia = app.user("mia").await;
    let today = app.clock.now() / DAY * DAY;
    for taken in [NOON, NOON + 1, NOON + DAY, today, today - DAY] {
        photo("a.jpg").taken(taken).of(&mia, &app).await;
    }
    let of_2024 = json!({"data": [{"date": "2024-05-01", "count": 2}, {"date": "2024-05-02", "count": 1}]});
    assert_eq!(get(&mia, "daily-activity?year=2024").await, of_2024);
    let dates = "start_date=2024-05-02&end_date=2024-05-02";
    let one = get(&mia, &format!("daily-activity?{dates}")).await;
    assert_eq!(one, json!({"data": [{"date": "2024-05-02", "count": 1}]}));
    assert_eq!(get(&mia, "daily-activity?days=1").await["data"].as_array().unwrap().len(), 1);
    assert_eq!(get(&mia, "daily-activity?days=2").await["data"].as_array().unwrap().len(), 2);
    let this_year = get(&mia, "daily-activity").await;
    let last = this_year["data"].as_array().unwrap().last().unwrap();
    assert_eq!(last["count"], 1, "today is in the current year");
    for query in [
        "year=1899",
        "year=x",
        "days=0",
        "days=36501",
        "start_date=2024-05-02",
        "end_date=2024-05-02",
        "start_date=2024-05-02&end_date=2024-05-01",
        "start_date=1.5.2024&end_date=2.5.2024",
        &format!("year=2024&{dates}"),
        &format!("days=5&{dates}"),
        "days=5&year=2024",
    ] {
        mia.get(&format!("/api/v1/stats/daily-activity?{query}")).await.refused(400, "invalid_days");
    }
}

async fn years_are_told_newest_first(app: TestApp) {
    let mia = app.user("mia").await;
    for taken in [NOON, NOON + DAY, NOON + 366 * DAY, -1] {
        photo("a.jpg").taken(taken).of(&mia, &app).await;
    }
    assert_eq!(get(&mia, "available-years").await, json!({"years": [2025, 2024, 1969]}));
}

async fn a_statistic_counts_what_its_reader_may_list(app: TestApp) {
    let (ada, mia) = (app.admin().await, app.user("mia").await);
    let away = repository(&app, "/away").await;
    let some = || photo("a.jpg").camera("X").lens("35").focal(35.0);
    some().of(&ada, &app).await;
    some().of(&mia, &app).await;
    some().kept_in(away).of(&mia, &app).await;
    some().kept_in(away).store(&app).await;
    let trashed = some().of(&mia, &app).await;
    mia.delete(&format!("/api/v1/assets/{trashed}")).await.ok();
    let here = format!("repository_id={away}");
    for (client, query, count) in
        [(&mia, "", 2), (&ada, "", 4), (&mia, here.as_str(), 1), (&ada, here.as_str(), 2)]
    {
        for what in &ALL[..4] {
            let join = if what.contains('?') { '&' } else { '?' };
            let found = get(client, &format!("{what}{join}{query}")).await;
            assert_eq!(found["data"][0]["count"], count, "{what} {query}");
        }
    }
}
