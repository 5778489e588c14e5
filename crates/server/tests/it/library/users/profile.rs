//! `PATCH /users/me/profile`.

use serde_json::json;

use crate::app::{TestApp, on_both_engines};
use crate::library::assets::build::photo;

const PROFILE: &str = "/api/v1/users/me/profile";

on_both_engines![
    people_choose_the_name_others_see,
    an_avatar_is_one_of_ones_own_photos,
    strangers_have_no_profile,
];

async fn people_choose_the_name_others_see(app: TestApp) {
    let mia = app.user("mia").await;
    let body = mia.patch(PROFILE, json!({"display_name": "  Mia 🌻 "})).await.ok();
    assert_eq!((&body["display_name"], &body["username"]), (&json!("Mia 🌻"), &json!("mia")));
    assert_eq!(mia.patch(PROFILE, json!({})).await.ok()["display_name"], "Mia 🌻");
    assert_eq!(mia.patch(PROFILE, json!({"display_name": ""})).await.ok()["display_name"], "mia");
    mia.patch(PROFILE, json!({"display_name": "n".repeat(65)})).await.refused(400, "invalid_display_name");
    mia.patch(PROFILE, json!({"display_name": 5})).await.refused(400, "invalid_body");
}

async fn an_avatar_is_one_of_ones_own_photos(app: TestApp) {
    let mia = app.user("mia").await;
    let noah = app.user("noah").await;
    let own = photo("own.jpg").of(&mia, &app).await;
    let foreign = photo("foreign.jpg").of(&noah, &app).await;
    let body = mia.patch(PROFILE, json!({"avatar_asset_id": own})).await.ok();
    assert_eq!(body["avatar_asset_id"], json!(own));
    // Somebody else's photo is answered like one that does not exist.
    for id in [foreign, calotype_store::new_id()] {
        mia.patch(PROFILE, json!({"avatar_asset_id": id})).await.refused(400, "invalid_avatar");
    }
    mia.delete(&format!("/api/v1/assets/{own}")).await.ok();
    mia.patch(PROFILE, json!({"avatar_asset_id": own})).await.refused(400, "invalid_avatar");
    let body = mia.patch(PROFILE, json!({"avatar_asset_id": ""})).await.ok();
    assert!(body.get("avatar_asset_id").is_none());
}

async fn strangers_have_no_profile(app: TestApp) {
    app.set_up().await;
    app.anonymous().patch(PROFILE, json!({})).await.refused(401, "unauthenticated");
}
