//! The administration of what was kept: lists, details, downloads, deletion, and the modes in which there is none.

use axum::http::{Method, StatusCode, header};
use calotype_files::objects::Prefix;
use futures::StreamExt as _;
use serde_json::{Value, json};

use super::shape::fits;
use super::{administer, basic, follow, no, stage};
use crate::app::{PASSWORD, TestApp, on_both_engines};

on_both_engines![
    what_was_kept_is_listed_and_counted,
    downloads_lead_to_the_identical_bytes_and_end,
    deleting_a_picture_takes_everything_of_it,
    it_is_the_same_over_a_bucket,
    the_public_host_of_the_store_is_written_plain,
    lists_are_asked_for_rightly,
    without_storage_there_is_nothing_to_administer,
    ways_to_say_who_one_is,
];

async fn what_was_kept_is_listed_and_counted(app: TestApp) {
    let Some((app, program, portrait)) = stage(app).await else { return };
    let zero = administer(&app, Method::GET, "/stats").await.ok();
    assert_eq!(
        zero,
        json!({
            "total_images": 0, "total_jobs": 0, "total_faces_detected": 0, "avg_inference_ms": 0.0, "storage_used_bytes": 0,
            "jobs_by_type": {"detect": 0, "mask": 0}, "jobs_by_method": {"gaussian": 0, "pixelate": 0, "solid": 0},
        })
    );
    let detected = program.detect("max_faces=2", &portrait).await.ok();
    let masked = program.mask("method=pixelate&verify=true", &portrait).await;
    let stats = administer(&app, Method::GET, "/stats").await.ok();
    assert_eq!(
        (&stats["total_images"], &stats["total_jobs"], &stats["total_faces_detected"]),
        (&json!(2), &json!(2), &json!(2))
    );
    assert!(stats["avg_inference_ms"].as_f64().unwrap() > 0.0);
    assert_eq!(stats["storage_used_bytes"], json!(2 * portrait.len() + masked.bytes.len()));
    let images = administer(&app, Method::GET, "/images?per_page=1").await.ok();
    assert_eq!(
        (&images["total"], &images["pages"], &images["page"], &images["per_page"]),
        (&json!(2), &json!(2), &json!(1), &json!(1))
    );
    let newest = &images["items"][0];
    assert_eq!(newest["id"].as_str(), masked.header("x-image-id"), "newest first");
    assert!(newest["processed_url"].as_str().unwrap().contains("/_blob/"));
    assert_eq!(
        (&newest["width"], &newest["size_bytes"], &newest["job_count"]),
        (&json!(512), &json!(portrait.len()), &json!(1))
    );
    let past = administer(&app, Method::GET, "/images?page=9").await.ok();
    assert_eq!((&past["items"], &past["total"]), (&json!([]), &json!(2)));
    // Jobs, filtered.
    let of = async |query: &str| administer(&app, Method::GET, &format!("/jobs?{query}")).await.ok();
    assert_eq!(of("").await["total"], 2);
    assert_eq!(of("job_type=mask&method=pixelate").await["total"], 1);
    assert_eq!(of("job_type=detect&method=pixelate").await["total"], 0);
    let job = &of("job_type=detect").await["items"][0];
    assert_eq!(
        (&job["id"], &job["image_id"], &job["request_id"]),
        (&detected["job_id"], &detected["image_id"], &detected["request_id"])
    );
    assert_eq!(
        (&job["method"], &job["status"], &job["face_count"]),
        (&Value::Null, &json!("completed"), &json!(1))
    );
    assert!(job["created_at"].as_str().unwrap().ends_with("+00:00") && job["completed_at"].is_string());
    // A job, whole.
    let detail =
        administer(&app, Method::GET, &format!("/jobs/{}", detected["job_id"].as_str().unwrap())).await.ok();
    assert_eq!(
        (&detail["detections"], &detail["image"], &detail["model"]),
        (&detected["detections"], &detected["image"], &json!("yunet"))
    );
    assert_eq!(detail["parameters"], json!({"confidence": 0.5, "nms_threshold": 0.4_f32, "max_faces": 2}));
    let detail =
        administer(&app, Method::GET, &format!("/jobs/{}", masked.header("x-job-id").unwrap())).await.ok();
    assert_eq!(detail["parameters"]["padding"], 0.15);
    assert_eq!(detail["certificate"]["confidence"], 0.5);
    fits("JobDetailResponse", &detail);
    fits("StatsResponse", &stats);
    let image = administer(&app, Method::GET, &format!("/images/{}", masked.header("x-image-id").unwrap()))
        .await
        .ok();
    fits("StoredImageDetailResponse", &image);
}

async fn downloads_lead_to_the_identical_bytes_and_end(app: TestApp) {
    let Some((app, program, portrait)) = stage(app).await else { return };
    let masked = program.mask("method=solid&format=webp", &portrait).await;
    let (image, job) = (masked.header("x-image-id").unwrap(), masked.header("x-job-id").unwrap());
    let original = administer(&app, Method::GET, &format!("/images/{image}/download")).await;
    let file = follow(&app, &original).await;
    assert_eq!(file.bytes, portrait);
    assert_eq!(file.header("content-type"), Some("image/png"));
    assert!(file.header("content-disposition").unwrap().contains("filename=\"portrait.png\""));
    let result = administer(&app, Method::GET, &format!("/jobs/{job}/download")).await;
    let file = follow(&app, &result).await;
    assert_eq!(file.bytes, masked.bytes);
    assert!(file.header("content-disposition").unwrap().contains("portrait_solid.webp"));
    // Ranges, and a credential that does not belong there.
    let path = result.header("location").unwrap();
    let path = &path[path.find("/_blob/").unwrap()..];
    let ask = app.anonymous().request(Method::GET, path).header(header::RANGE, "bytes=0-9");
    let part = ask.header(header::AUTHORIZATION, &basic("ada", "wrong")).send().await;
    assert_eq!((part.status, part.bytes.len()), (StatusCode::PARTIAL_CONTENT, 10));
    // After its time the link is dead.
    app.clock.advance(std::time::Duration::from_secs(3601));
    assert_eq!(app.anonymous().get(path).await.status, StatusCode::FORBIDDEN);
    let detected = program.detect("", &portrait).await.ok();
    let none =
        administer(&app, Method::GET, &format!("/jobs/{}/download", detected["job_id"].as_str().unwrap()))
            .await;
    no(&none, 404);
}

async fn deleting_a_picture_takes_everything_of_it(app: TestApp) {
    let Some((app, program, portrait)) = stage(app).await else { return };
    delete(&app, &program, &portrait).await;
}

async fn it_is_the_same_over_a_bucket(app: TestApp) {
    let Some((app, program, portrait)) = stage(app).await else { return };
    let Some((app, bucket)) = app.in_bucket().await else { return };
    let Some(app) = app.seeing() else { return };
    let program = super::Program { client: app.anonymous(), ..program };
    delete(&app, &program, &portrait).await;
    drop(bucket);
}

async fn delete(app: &TestApp, program: &super::Program, portrait: &[u8]) {
    let stays = program.detect("", portrait).await.ok();
    let masked = program.mask("method=solid", portrait).await;
    assert_eq!(masked.status, StatusCode::OK, "{}", masked.text());
    let (image, job) = (masked.header("x-image-id").unwrap(), masked.header("x-job-id").unwrap());
    assert_eq!(app.core.objects.list(Prefix::All).count().await, 3);
    let told = administer(app, Method::GET, &format!("/images/{image}")).await.ok();
    let links = [told["original_url"].as_str().unwrap(), told["processed_url"].as_str().unwrap()];
    let open = async |link: &str| match link.find("/_blob/") {
        Some(at) => app.anonymous().get(&link[at..]).await.status.as_u16(),
        None => reqwest::get(link).await.unwrap().status().as_u16(),
    };
    for link in links {
        assert_eq!(open(link).await, 200, "{link}");
    }
    let gone = administer(app, Method::DELETE, &format!("/images/{image}")).await;
    assert_eq!((gone.status, gone.bytes.len()), (StatusCode::NO_CONTENT, 0));
    for (method, path) in [
        (Method::GET, format!("/images/{image}")),
        (Method::GET, format!("/images/{image}/download")),
        (Method::DELETE, format!("/images/{image}")),
        (Method::GET, format!("/jobs/{job}")),
        (Method::GET, format!("/jobs/{job}/download")),
    ] {
        no(&administer(app, method, &path).await, 404);
    }
    for link in links {
        assert_eq!(open(link).await, 404, "{link}");
    }
    assert_eq!(app.core.objects.list(Prefix::All).count().await, 1, "what is another picture's stays");
    let stats = administer(app, Method::GET, "/stats").await.ok();
    assert_eq!((&stats["total_images"], &stats["total_jobs"]), (&json!(1), &json!(1)));
    assert_eq!(stats["storage_used_bytes"], json!(portrait.len()));
    let used: i64 = {
        let sql = "SELECT used_bytes FROM tenants WHERE slug = 'home'";
        app.core.db.read().await.unwrap().scalar(sql, calotype_store::Values(Vec::new())).await.unwrap()
    };
    assert_eq!(used, i64::try_from(portrait.len()).unwrap(), "its space is given back");
    assert!(
        administer(app, Method::GET, &format!("/images/{}", stays["image_id"].as_str().unwrap()))
            .await
            .status
            .is_success()
    );
}

async fn the_public_host_of_the_store_is_written_plain(app: TestApp) {
    let app = app
        .configured(|config| config.faces.public_endpoint = Some("https://faces.example.org/".into()))
        .await;
    let Some((app, program, portrait)) = stage(app).await else { return };
    let masked = program.mask("response=json", &portrait).await.ok();
    let url = masked["masked"]["url"].as_str().unwrap();
    assert!(
        url.starts_with("https://faces.example.org/calotype/processed/") && url.ends_with(".png"),
        "{url}"
    );
    assert!(!url.contains('?'));
    let job = masked["job_id"].as_str().unwrap();
    let download = administer(&app, Method::GET, &format!("/jobs/{job}/download")).await;
    assert_eq!((download.status, download.header("location")), (StatusCode::FOUND, Some(url)));
    let image = administer(&app, Method::GET, "/images").await.ok();
    assert_eq!(image["items"][0]["processed_url"], url);
    assert!(
        image["items"][0]["original_url"].as_str().unwrap().contains("/_blob/"),
        "originals stay private"
    );
}

async fn lists_are_asked_for_rightly(app: TestApp) {
    for (path, place) in [
        ("/images?per_page=0", "per_page"),
        ("/images?per_page=101", "per_page"),
        ("/images?per_page=abc", "per_page"),
        ("/images?page=0", "page"),
        ("/jobs?job_type=x", "job_type"),
        ("/jobs?method=blur", "method"),
        ("/api-keys?page=-1", "page"),
    ] {
        let detail = no(&administer(&app, Method::GET, path).await, 422);
        assert_eq!(detail[0]["loc"], json!(["query", place]), "{path}");
    }
    for path in ["/images/x", "/jobs/x", "/api-keys/x"] {
        let detail = no(&administer(&app, Method::GET, path).await, 422);
        assert_eq!(detail[0]["loc"][0], "path", "{path}");
    }
    let head = administer(&app, Method::HEAD, "/stats").await;
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
}

async fn without_storage_there_is_nothing_to_administer(app: TestApp) {
    let id = "01890000-0000-7000-8000-000000000000";
    let app = app.configured(|config| config.faces.storage_enabled = false).await;
    for path in
        ["/stats", "/images", "/jobs?job_type=x", &format!("/images/{id}"), &format!("/jobs/{id}/download")]
    {
        no(&administer(&app, Method::GET, path).await, 501);
        no(&app.anonymous().get(&format!("/api/v1/admin{path}")).await, 401);
    }
    no(&administer(&app, Method::DELETE, &format!("/images/{id}")).await, 501);
    assert_eq!(
        administer(&app, Method::GET, "/api-keys").await.status,
        StatusCode::OK,
        "keys are another tier"
    );
    let app = app.configured(|config| config.faces.database_enabled = false).await;
    for (method, path) in [
        (Method::GET, "/api-keys".to_owned()),
        (Method::POST, "/api-keys".to_owned()),
        (Method::GET, format!("/api-keys/{id}")),
        (Method::PATCH, format!("/api-keys/{id}")),
        (Method::DELETE, format!("/api-keys/{id}")),
        (Method::GET, "/images".to_owned()),
    ] {
        no(&administer(&app, method.clone(), &path).await, 501);
        no(&app.anonymous().request(method, &format!("/api/v1/admin{path}")).send().await, 401);
    }
}

async fn ways_to_say_who_one_is(app: TestApp) {
    let admin = app.admin().await;
    assert_eq!(administer(&app, Method::GET, "/stats").await.status, StatusCode::OK);
    assert_eq!(admin.get("/api/v1/admin/stats").await.status, StatusCode::OK, "the bearer of the library");
    let key = crate::upload::build::scoped(&app, "ada", &["admin"]).await.secret;
    let with_key = async |secret: &str| {
        app.anonymous().request(Method::GET, "/api/v1/admin/stats").header(super::KEY, secret).send().await
    };
    assert_eq!(with_key(&key).await.status, StatusCode::OK);
    let lesser = crate::upload::build::scoped(&app, "ada", &["face:process"]).await.secret;
    no(&with_key(&lesser).await, 401);
    no(&app.user("mia").await.get("/api/v1/admin/stats").await, 403);
    let with = async |value: &str| {
        app.anonymous()
            .request(Method::GET, "/api/v1/admin/stats")
            .header(header::AUTHORIZATION, value)
            .send()
            .await
    };
    for wrong in [
        basic("ada", "wrong"),
        basic("mia", PASSWORD),
        basic("", ""),
        "Basic ???".to_owned(),
        "Digest x".to_owned(),
    ] {
        let refused = with(&wrong).await;
        no(&refused, 401);
        assert_eq!(
            refused.header("www-authenticate"),
            Some("Basic realm=\"face-admin\", charset=\"UTF-8\""),
            "{wrong}"
        );
    }
    let quiet = app.anonymous().request(Method::GET, "/api/v1/admin/stats");
    let quiet = quiet.header(header::HeaderName::from_static("x-requested-with"), "fetch").send().await;
    no(&quiet, 401);
    assert_eq!(quiet.header("www-authenticate"), None, "no box for a password in a console");
}
