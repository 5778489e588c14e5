use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calotype_store::{args, assets, renditions};
use serde_json::{Value, json};
use uuid::Uuid;

use super::build::photo;
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    a_detail_has_every_documented_field,
    parts_are_left_out_unless_the_flag_says_true,
    the_tag_dump_is_not_found_before_it_was_read,
];

async fn a_detail_has_every_documented_field(app: TestApp) {
    let mia = app.user("mia").await;
    let id = photo("a.jpg").of(&mia, &app).await;
    let detail = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
    for field in ["hash", "width", "height", "duration", "specific_metadata"] {
        assert_eq!(detail.get(field), Some(&Value::Null), "{field} is always there");
    }
    for field in ["repository_id", "rating", "liked", "deleted_at", "stack", "thumbnails", "tags", "albums"] {
        assert_eq!(detail.get(field), None, "{field} is left out when there is none");
    }
    assert_eq!(
        (&detail["type"], &detail["mime_type"], &detail["file_size"]),
        (&json!("PHOTO"), &json!("image/jpeg"), &json!(1000))
    );
    assert_eq!((&detail["owner_id"], &detail["storage_path"]), (&json!(mia.number()), &json!("")));
    let status = STANDARD.decode(detail["status"].as_str().unwrap()).unwrap();
    let status: Value = serde_json::from_slice(&status).unwrap();
    assert_eq!(status["state"], "processing");
    mia.get("/api/v1/assets/nothing").await.refused(400, "invalid_id");
    mia.get(&format!("/api/v1/assets/{}", Uuid::nil())).await.refused(404, "asset_not_found");
}

async fn parts_are_left_out_unless_the_flag_says_true(app: TestApp) {
    let mia = app.user("mia").await;
    let id = photo("a.jpg").of(&mia, &app).await;
    let mut conn = app.core.db.write().await.unwrap();
    for (recipe, size) in [("large", 3), ("mezzanine", 9), ("small", 1)] {
        let new = renditions::NewRendition {
            asset: id,
            recipe,
            version: 1,
            object_key: "rendition/x",
            mime_type: "image/webp",
            dimensions: Some((4, 3)),
            size,
        };
        renditions::put(&mut conn, &new, 1).await.unwrap();
    }
    calotype_store::tags::replace(
        &mut conn,
        calotype_store::tenants::HOME,
        id,
        "user",
        &["sea".into(), "air".into()],
        1,
    )
    .await
    .unwrap();
    conn.exec(
        "INSERT INTO albums (id, tenant_id, owner_id, name, created_at, updated_at) VALUES ($1, $2, $3, 'Trip', 1, 1)",
        args![Uuid::from_u128(9), calotype_store::tenants::HOME, mia.id()],
    )
    .await
    .unwrap();
    conn.exec(
        "INSERT INTO album_assets (album_id, asset_id, position, added_at) VALUES ($1, $2, 4, 1)",
        args![Uuid::from_u128(9), id],
    )
    .await
    .unwrap();
    conn.commit().await.unwrap();
    let detail = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
    let sizes: Vec<_> =
        detail["thumbnails"].as_array().unwrap().iter().map(|t| t["size"].as_str().unwrap()).collect();
    assert_eq!(sizes, ["small", "large"]);
    assert!(detail["thumbnails"][0]["thumbnail_id"].is_string());
    assert_eq!(
        (&detail["tags"][0]["tag_name"], &detail["tags"][1]["tag_name"]),
        (&json!("air"), &json!("sea"))
    );
    assert_eq!(
        (&detail["albums"][0]["album_name"], &detail["albums"][0]["position"]),
        (&json!("Trip"), &json!(4))
    );
    let less = mia
        .get(&format!("/api/v1/assets/{id}?include_tags=1&include_albums=false&include_thumbnails="))
        .await
        .ok();
    assert_eq!((less.get("tags"), less.get("albums"), less.get("thumbnails")), (None, None, None));
}

async fn the_tag_dump_is_not_found_before_it_was_read(app: TestApp) {
    let mia = app.user("mia").await;
    let id = photo("a.jpg").of(&mia, &app).await;
    let path = format!("/api/v1/assets/{id}/exif");
    mia.get(&path).await.refused(404, "not_extracted");
    let mut conn = app.core.db.write().await.unwrap();
    assets::put_raw_tags(&mut conn, id, "built-in", json!({"Make": "Nikon"}), 1).await.unwrap();
    conn.commit().await.unwrap();
    assert_eq!(mia.get(&path).await.ok(), json!({"asset_id": id.to_string(), "exif_raw": {"Make": "Nikon"}}));
}
