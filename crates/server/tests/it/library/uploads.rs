//! `POST /assets`, `POST /assets/batch` and what happens to a file afterwards.

use base64::Engine as _;
use calotype_store::{assets, tenants};
use serde_json::{Value, json};

use crate::app::{MEADOW, TestApp, on_both_engines};
use crate::client::{Client, Form};

on_both_engines![
    an_uploaded_photo_comes_back_byte_for_byte_with_metadata_and_thumbnails,
    a_file_on_its_way_into_its_place_is_waited_for,
    nothing_is_kept_of_what_is_refused,
    the_same_content_is_refused_in_a_batch,
    pieces_in_any_order_make_the_file,
    a_batch_tells_the_fate_of_each_file,
    hostile_names_stay_inside,
    a_file_that_is_not_what_it_says_is_a_state_of_the_asset,
    reprocessing_runs_what_applies,
    a_film_gets_a_poster_and_a_web_version,
    the_trash_is_purged_after_its_retention,
];

async fn upload(client: &Client, name: &str, bytes: &[u8]) -> crate::response::Response {
    client.multipart("/api/v1/assets", Form::new().file("file", name, "text/plain", bytes)).await
}

fn status(asset: &Value) -> Value {
    let text = base64::engine::general_purpose::STANDARD.decode(asset["status"].as_str().unwrap()).unwrap();
    serde_json::from_slice(&text).unwrap()
}

/// Between the move of the file and the row that says so, a reader finds neither the one place nor the other.
async fn a_file_on_its_way_into_its_place_is_waited_for(app: TestApp) {
    let mia = app.user("mia").await;
    let accepted = upload(&mia, "a.jpg", MEADOW).await.ok();
    let id: uuid::Uuid = accepted["asset_id"].as_str().unwrap().parse().unwrap();
    let mut conn = app.core.db.read().await.unwrap();
    let asset = assets::get(&mut conn, tenants::HOME, id).await.unwrap().unwrap();
    let repository =
        calotype_store::repositories::get(&mut conn, tenants::HOME, asset.repository_id.unwrap()).await;
    drop(conn);
    let root = std::path::PathBuf::from(repository.unwrap().unwrap().path);
    std::fs::create_dir_all(root.join("inbox")).unwrap();
    std::fs::rename(root.join(asset.staged_path.unwrap()), root.join("inbox/a.jpg")).unwrap();
    let path = format!("/api/v1/assets/{id}/original");
    let place = async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let mut conn = app.core.db.write().await.unwrap();
        assets::put_place(&mut conn, id, "inbox/a.jpg", None, app.clock.now()).await.unwrap();
        conn.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(mia.get(&path), place);
    assert_eq!((answer.status.as_u16(), &answer.bytes[..]), (200, MEADOW));
    std::fs::remove_file(root.join("inbox/a.jpg")).unwrap();
    mia.get(&path).await.refused(404, "file_not_found");
}

async fn an_uploaded_photo_comes_back_byte_for_byte_with_metadata_and_thumbnails(app: TestApp) {
    let mia = app.user("mia").await;
    let accepted = upload(&mia, "Meadow.JPG", MEADOW).await.ok();
    assert_eq!((&accepted["status"], &accepted["size"]), (&json!("processing"), &json!(MEADOW.len())));
    assert_eq!(accepted["content_hash"], blake3::hash(MEADOW).to_hex().as_str());
    let base = format!("/api/v1/assets/{}", accepted["asset_id"].as_str().unwrap());
    assert_eq!(mia.get(&format!("{base}/original")).await.bytes, MEADOW, "served before it is processed");
    mia.get(&format!("{base}/thumbnail")).await.refused(404, "no_thumbnail");
    app.run_jobs().await;
    let detail = mia.get(&base).await.ok();
    assert_eq!(status(&detail)["state"], "complete", "{}", status(&detail));
    assert_eq!((&detail["width"], &detail["height"]), (&json!(1600), &json!(1200)));
    assert_eq!(
        (&detail["taken_time"], &detail["capture_offset_minutes"]),
        (&json!("2024-05-01T08:00:00Z"), &json!(120))
    );
    assert_eq!(detail["specific_metadata"]["camera_model"], "Test One");
    assert!(detail["storage_path"].as_str().unwrap().starts_with("inbox/20"), "{}", detail["storage_path"]);
    assert!(detail["thumbhash"].is_string());
    for (size, side) in [("small", 400), ("medium", 800), ("large", 1600)] {
        let answer = mia.get(&format!("{base}/thumbnail?size={size}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (200, Some("image/webp")),
            "{size}"
        );
        let decoded = image::load_from_memory(&answer.bytes).unwrap();
        assert_eq!((decoded.width(), decoded.height()), (side, side * 3 / 4), "{size}");
        let etag = answer.header("etag").unwrap().to_owned();
        let again = mia
            .request(axum::http::Method::GET, &format!("{base}/thumbnail?size={size}"))
            .header(axum::http::header::IF_NONE_MATCH, &etag)
            .send()
            .await;
        assert_eq!(again.status, 304);
    }
    mia.get(&format!("{base}/thumbnail?size=huge")).await.refused(400, "invalid_size");
    let part = mia
        .request(axum::http::Method::GET, &format!("{base}/original"))
        .header(axum::http::header::RANGE, "bytes=10-19")
        .send()
        .await;
    assert_eq!((part.status.as_u16(), &part.bytes[..]), (206, &MEADOW[10..20]));
    assert_eq!(mia.get(&format!("{base}/exif")).await.ok()["exif_raw"]["Model"], "Test One");
    let export = mia.get(&format!("{base}/export?format=png&max_width=100&filename=tiny")).await;
    assert_eq!(
        export.header("content-disposition"),
        Some("attachment; filename=\"tiny.png\"; filename*=UTF-8''tiny.png")
    );
    assert_eq!(image::load_from_memory(&export.bytes).unwrap().width(), 100);
    mia.get(&format!("{base}/export?format=bmp")).await.refused(400, "invalid_format");
    mia.get(&format!("{base}/video/web")).await.refused(400, "wrong_type");
    let id = accepted["asset_id"].clone();
    let zip = mia.post("/api/v1/assets/download", json!({"asset_ids": [id, id]})).await;
    assert_eq!((zip.status.as_u16(), zip.header("content-type")), (200, Some("application/zip")));
    assert!(zip.bytes.starts_with(b"PK") && zip.bytes.windows(14).any(|w| w == b"Meadow (2).JPG"));
    mia.post("/api/v1/assets/download", json!({"asset_ids": []})).await.refused(400, "no_assets");
    let tom = app.user("tom").await;
    for route in ["original", "thumbnail", "export?format=png", "video/web"] {
        tom.get(&format!("{base}/{route}")).await.refused(403, "not_owner");
        app.anonymous().get(&format!("{base}/{route}")).await.refused(401, "unauthenticated");
    }
}

async fn nothing_is_kept_of_what_is_refused(app: TestApp) {
    let mia = app.user("mia").await;
    upload(&mia, "notes.txt", b"hello").await.refused(400, "unsupported_type");
    upload(&mia, "empty.jpg", b"").await.refused(400, "empty_file");
    app.anonymous()
        .multipart("/api/v1/assets", Form::new().file("file", "a.jpg", "image/jpeg", MEADOW))
        .await
        .refused(401, "unauthenticated");
    mia.multipart("/api/v1/assets", Form::new().text("repository_id", "x").file("file", "a.jpg", "", MEADOW))
        .await
        .refused(400, "invalid_repository_id");
    let nowhere = uuid::Uuid::nil().to_string();
    mia.multipart(
        "/api/v1/assets",
        Form::new().text("repository_id", &nowhere).file("file", "a.jpg", "", MEADOW),
    )
    .await
    .refused(404, "repository_not_found");
    mia.multipart("/api/v1/assets", Form::new().text("x", "y")).await.refused(400, "missing_file");
    let wrong = mia
        .request(axum::http::Method::POST, "/api/v1/assets")
        .header("x-content-hash".parse().unwrap(), &"0".repeat(64))
        .multipart(Form::new().file("file", "a.jpg", "image/jpeg", MEADOW))
        .send()
        .await;
    wrong.refused(400, "hash_mismatch");
    mia.post("/api/v1/assets", json!({})).await.refused(400, "invalid_form");
    assert_eq!(app.files_in("primary/.lumilio/staging"), [""; 0]);
    assert_eq!(app.files_in("primary/inbox"), [""; 0]);
    let small = app.configured(|config| config.http.max_upload_bytes = 1000).await;
    let mia = small.user("mia").await;
    upload(&mia, "large.jpg", MEADOW).await.refused(413, "file_too_large");
    assert_eq!(small.files_in("primary/.lumilio/staging"), [""; 0]);
    assert_eq!(mia.post("/api/v1/assets/list", json!({})).await.ok()["total_assets"], 0);
}

async fn batch(client: &Client, form: Form) -> Vec<Value> {
    client.multipart("/api/v1/assets/batch", form).await.ok()["results"].as_array().unwrap().clone()
}

async fn the_same_content_is_refused_in_a_batch(app: TestApp) {
    let mia = app.user("mia").await;
    let first = batch(&mia, Form::new().file("single_a", "a.jpg", "", MEADOW)).await;
    assert_eq!((&first[0]["success"], &first[0]["status"]), (&json!(true), &json!("processing")));
    for name in ["a.jpg", "other.jpg"] {
        let again = batch(&mia, Form::new().file("single_b", name, "", MEADOW)).await;
        assert_eq!(
            (&again[0]["success"], &again[0]["error"]),
            (&json!(false), &json!("duplicate")),
            "{name}"
        );
        assert_eq!(again[0]["file_name"], name);
    }
    let tom = app.user("tom").await;
    assert_eq!(batch(&tom, Form::new().file("single_a", "a.jpg", "", MEADOW)).await[0]["success"], true);
    app.run_jobs().await;
    assert_eq!(app.files_in("primary/.lumilio/staging"), [""; 0]);
}

async fn pieces_in_any_order_make_the_file(app: TestApp) {
    let mia = app.user("mia").await;
    let third = MEADOW.len() / 3;
    let pieces = [&MEADOW[..third], &MEADOW[third..2 * third], &MEADOW[2 * third..]];
    for index in [2, 0] {
        let form = Form::new().file(&format!("chunk_s1_{index}_3"), "big.jpg", "", pieces[index]);
        let result = batch(&mia, form).await;
        assert_eq!((&result[0]["status"], &result[0]["content_hash"]), (&json!("uploading"), &json!("")));
    }
    // A piece that is sent again changes nothing, and another node may take the rest.
    batch(&mia, Form::new().file("chunk_s1_0_3", "big.jpg", "", pieces[0])).await;
    let progress = mia.get("/api/v1/assets/batch/progress").await.ok();
    assert_eq!(
        (&progress["sessions"][0]["received_chunks"], &progress["sessions"][0]["status"]),
        (&json!(2), &json!("uploading"))
    );
    let done = batch(&mia, Form::new().file("chunk_s1_1_3", "big.jpg", "", pieces[1])).await;
    assert_eq!(
        (&done[0]["success"], &done[0]["status"]),
        (&json!(true), &json!("processing")),
        "{}",
        done[0]
    );
    assert_eq!(done[0]["content_hash"], blake3::hash(MEADOW).to_hex().as_str());
    app.run_jobs().await;
    let original =
        mia.get(&format!("/api/v1/assets/{}/original", done[0]["asset_id"].as_str().unwrap())).await;
    assert_eq!(original.bytes, MEADOW);
    assert_eq!(app.files_in("primary/.lumilio/temp"), [""; 0]);
    let progress = mia.get("/api/v1/assets/batch/progress?session_ids=s1,unknown").await.ok();
    assert_eq!(progress["summary"]["completed_files"], 1);
    assert_eq!(
        app.user("tom").await.get("/api/v1/assets/batch/progress?session_ids=s1").await.ok()["sessions"],
        json!([])
    );
    mia.multipart("/api/v1/assets/batch", Form::new().file("chunk_s1_3_3", "x.jpg", "", b"x"))
        .await
        .refused(400, "invalid_part");
}

async fn a_batch_tells_the_fate_of_each_file(app: TestApp) {
    let mia = app.user("mia").await;
    let form = Form::new()
        .file("single_1", "a.jpg", "", MEADOW)
        .file("single_2", "b.exe", "", b"MZ")
        .file("single_3", "c.jpg", "", b"");
    let mut results = batch(&mia, form).await;
    results.sort_by_key(|r| r["file_name"].as_str().unwrap().to_owned());
    let fates: Vec<_> = results.iter().map(|r| (r["success"] == true, r["error"].as_str())).collect();
    assert_eq!(fates, [(true, None), (false, Some("unsupported_type")), (false, Some("empty_file"))]);
    mia.multipart("/api/v1/assets/batch", Form::new().file("photo", "a.jpg", "", MEADOW))
        .await
        .refused(400, "invalid_part");
    mia.multipart("/api/v1/assets/batch", Form::new()).await.refused(400, "missing_file");
    let config = mia.get("/api/v1/assets/batch/config").await.ok();
    assert!(config["chunk_size"].as_u64().unwrap() >= 2 << 20, "{config}");
}

async fn hostile_names_stay_inside(app: TestApp) {
    let mia = app.user("mia").await;
    for name in [
        "../../../etc/passwd.jpg",
        "..\\..\\boot.jpg",
        ".hidden.jpg",
        "-rf.jpg",
        "a\u{202e}gpj.jpg",
        "CON.jpg",
    ] {
        upload(&mia, name, MEADOW).await.ok();
    }
    app.run_jobs().await;
    let files = app.files_in("primary/inbox");
    assert_eq!(files.len(), 6, "{files:?}");
    assert!(files.iter().all(|f| !f.contains("..")), "{files:?}");
}

async fn a_file_that_is_not_what_it_says_is_a_state_of_the_asset(app: TestApp) {
    let mia = app.user("mia").await;
    let mut ids = Vec::new();
    for (name, bytes) in [("broken.jpg", &b"this is no picture at all"[..]), ("cut.jpg", &MEADOW[..200])] {
        let accepted = upload(&mia, name, bytes).await.ok();
        ids.push((name, accepted["asset_id"].as_str().unwrap().to_owned()));
    }
    app.run_jobs().await;
    for (name, id) in ids {
        let asset = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
        let status = status(&asset);
        assert!(["failed", "warning"].contains(&status["state"].as_str().unwrap()), "{name}: {status}");
        assert!(status["errors"][0]["error"].as_str().is_some_and(|e| !e.is_empty()), "{name}: {status}");
        mia.get(&format!("/api/v1/assets/{id}/original")).await;
    }
}

async fn reprocessing_runs_what_applies(app: TestApp) {
    let mia = app.user("mia").await;
    let id = upload(&mia, "a.jpg", MEADOW).await.ok()["asset_id"].as_str().unwrap().to_owned();
    app.run_jobs().await;
    let path = format!("/api/v1/assets/{id}/reprocess");
    let answer = mia.post(&path, json!({"tasks": ["thumbnail_asset", "transcode_asset"]})).await.ok();
    assert_eq!((&answer["status"], &answer["retry_tasks"]), (&json!("queued"), &json!(["thumbnail_asset"])));
    let asset = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!(status(&asset)["state"], "processing");
    app.run_jobs().await;
    let asset = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!(status(&asset)["state"], "complete");
    let all = mia.request(axum::http::Method::POST, &path).send().await.ok();
    assert_eq!(all["retry_tasks"], json!(["all_failed_tasks"]));
    app.run_jobs().await;
    mia.post(&path, json!({"tasks": ["dance"]})).await.refused(400, "unknown_task");
    app.user("tom").await.post(&path, json!({})).await.refused(403, "not_owner");
}

async fn a_film_gets_a_poster_and_a_web_version(app: TestApp) {
    const CLOCK: &[u8] = include_bytes!("../../../../../testdata/clock.mp4");
    let mia = app.user("mia").await;
    let id = upload(&mia, "clock.mp4", CLOCK).await.ok()["asset_id"].as_str().unwrap().to_owned();
    app.run_jobs().await;
    let asset = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!(status(&asset)["state"], "complete", "{}", status(&asset));
    assert_eq!(
        (&asset["type"], &asset["width"], &asset["height"]),
        (&json!("VIDEO"), &json!(320), &json!(240))
    );
    assert!((asset["duration"].as_f64().unwrap() - 2.0).abs() < 0.2, "{}", asset["duration"]);
    assert_eq!(mia.get(&format!("/api/v1/assets/{id}/thumbnail?size=small")).await.status, 200);
    let web = mia.get(&format!("/api/v1/assets/{id}/video/web")).await;
    assert_eq!((web.status.as_u16(), web.header("content-type")), (200, Some("video/mp4")));
    mia.get(&format!("/api/v1/assets/{id}/export?format=png")).await.refused(422, "not_a_picture");
}

async fn the_trash_is_purged_after_its_retention(app: TestApp) {
    let mia = app.user("mia").await;
    let id = upload(&mia, "a.jpg", MEADOW).await.ok()["asset_id"].as_str().unwrap().to_owned();
    app.run_jobs().await;
    mia.delete(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!(calotype_core::assets::purge::purge(&app.core, || false).await.unwrap(), 0);
    assert_eq!(app.files_in("primary/inbox").len(), 1, "the file stays as long as the retention");
    app.clock.advance(std::time::Duration::from_secs(31 * 86_400));
    assert_eq!(calotype_core::assets::purge::purge(&app.core, || false).await.unwrap(), 1);
    assert_eq!(app.files_in("primary/inbox"), [""; 0]);
    assert_eq!(app.files_in("primary/.lumilio/trash"), [""; 0]);
    app.log_in("mia").await.get(&format!("/api/v1/assets/{id}")).await.refused(404, "asset_not_found");
}
