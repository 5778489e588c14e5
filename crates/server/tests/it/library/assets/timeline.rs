use std::io::Read as _;

use axum::http::{Method, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calotype_store::args;
use calotype_store::assets::Kind;
use serde_json::json;

use super::build::{DAY, NOON, photo};
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    months_are_counted_newest_first,
    a_month_is_columns_of_equal_length,
    a_long_answer_is_compressed_for_who_takes_gzip,
];

async fn months_are_counted_newest_first(app: TestApp) {
    let mia = app.user("mia").await;
    photo("a.jpg").of(&mia, &app).await;
    photo("b.jpg").liked(true).of(&mia, &app).await;
    photo("c.jpg").taken(NOON + 31 * DAY).of(&mia, &app).await;
    assert_eq!(
        mia.get("/api/v1/timeline/buckets").await.ok(),
        json!({"total": 3, "buckets": [{"month": "2024-06", "count": 1}, {"month": "2024-05", "count": 2}]})
    );
    let liked = mia.get("/api/v1/timeline/buckets?liked=true").await.ok();
    assert_eq!(liked, json!({"total": 1, "buckets": [{"month": "2024-05", "count": 1}]}));
    assert_eq!(mia.get("/api/v1/timeline/buckets?type=VIDEO").await.ok()["total"], 0);
}

async fn a_month_is_columns_of_equal_length(app: TestApp) {
    let mia = app.user("mia").await;
    let old = photo("a.jpg").of(&mia, &app).await;
    let film = photo("b.mp4").kind(Kind::Video).taken(NOON + DAY).of(&mia, &app).await;
    let mut conn = app.core.db.write().await.unwrap();
    conn.exec(
        "UPDATE assets SET width = 1600, height = 900, duration_ms = 9500, thumbhash = $2, state = 'complete' WHERE id = $1",
        args![film, vec![1_u8, 2, 3]],
    )
    .await
    .unwrap();
    conn.commit().await.unwrap();
    let month = mia.get("/api/v1/timeline/buckets/2024-05").await.ok();
    let ids: Vec<u8> = [film, old].iter().flat_map(|id| *id.as_bytes()).collect();
    assert_eq!(
        month,
        json!({"month": "2024-05", "ids": URL_SAFE_NO_PAD.encode(ids), "days": [[2, 1], [1, 1]], "ratios": [177, 0],
            "kinds": "VP", "flags": {"1": 4}, "thumbhashes": URL_SAFE_NO_PAD.encode([3, 1, 2, 3, 0]),
            "durations": {"0": 9}})
    );
    let empty = mia.get("/api/v1/timeline/buckets/2001-01").await.ok();
    assert_eq!((&empty["ids"], &empty["ratios"]), (&json!(""), &json!([])));
}

async fn a_long_answer_is_compressed_for_who_takes_gzip(app: TestApp) {
    let mia = app.user("mia").await;
    for n in 0..60 {
        photo(&format!("{n}.jpg")).of(&mia, &app).await;
    }
    let month = "/api/v1/timeline/buckets/2024-05";
    let plain = mia.get(month).await;
    assert_eq!(plain.header("content-encoding"), None, "nobody asked for it");
    let ask = |path| mia.request(Method::GET, path).header(header::ACCEPT_ENCODING, "gzip, br");
    let small = ask(month).send().await;
    assert_eq!(small.header("content-encoding"), Some("gzip"));
    assert_eq!(small.header("vary").map(str::to_ascii_lowercase), Some("accept-encoding".to_owned()));
    let mut text = String::new();
    flate2::read::GzDecoder::new(&small.bytes[..]).read_to_string(&mut text).unwrap();
    assert_eq!((text, true), (plain.text(), small.bytes.len() < plain.bytes.len()));
    // A packet is not saved by less.
    assert_eq!(ask("/api/v1/timeline/buckets").send().await.header("content-encoding"), None);
}
