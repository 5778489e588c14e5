//! Promises, lists and deletions.

use axum::http::{HeaderName, Method};
use serde_json::{Value, json};

use super::build::*;
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    a_promise_says_everything_a_client_needs,
    a_name_that_is_no_file_name_is_refused,
    limits_hold_before_a_form_is_given,
    nobody_comes_in_without_a_good_key,
    the_list_is_filtered_and_paged,
    another_users_upload_does_not_exist,
    an_administrators_key_acts_for_others,
    an_upload_is_deleted_in_every_state,
    every_call_leaves_its_event_and_costs_nothing,
];

async fn a_promise_says_everything_a_client_needs(app: TestApp) {
    let mia = program(&app, "mia").await;
    let answer = mia.promise(json!({"filename": "photo.jpg"})).await;
    assert_eq!(answer.header("x-billable"), Some("false"));
    let promise = answer.ok();
    let id = promise["upload_id"].as_str().unwrap();
    assert!(id.len() == 36 && id.starts_with("upl_"), "{id}");
    assert_eq!(promise["status"], "pending");
    assert_eq!(promise["max_size"], 104_857_600);
    assert_eq!(promise["expires_at"], app.clock.now() / 1_000_000 + 300);
    assert_eq!(promise["request_id"].as_str(), answer.header("x-request-id"));
    assert_eq!(promise["upload"]["method"], "POST");
    assert!(promise["upload"]["url"].as_str().unwrap().ends_with("/_s3/calotype"));
    let names: Vec<String> = fields(&promise).into_iter().map(|(name, _)| name).collect();
    let expected = [
        "key",
        "x-amz-meta-user-id",
        "x-amz-meta-upload-id",
        "x-amz-meta-original-filename",
        "Content-Type",
        "success_action_status",
        "x-amz-algorithm",
        "x-amz-credential",
        "x-amz-date",
        "policy",
        "x-amz-signature",
    ];
    assert_eq!(names, expected);
    let all = &promise["upload"]["fields"];
    assert_eq!(all["Content-Type"], "image/jpeg");
    let user = all["x-amz-meta-user-id"].as_str().unwrap();
    assert_eq!(all["key"], format!("{user}/{id}/photo.jpg"));
}

async fn a_name_that_is_no_file_name_is_refused(app: TestApp) {
    let mia = program(&app, "mia").await;
    for (body, code) in [
        (json!({}), "MISSING_FILENAME"),
        (json!({"filename": "../a.json"}), "INVALID_FILENAME"),
        (json!({"filename": "a.b.json"}), "INVALID_FILENAME"),
        (json!({"filename": "a.exe"}), "UNSUPPORTED_EXTENSION"),
        (json!({"filename": "a.json", "size": 0}), "INVALID_REQUEST"),
        (json!({"filename": "a.json", "size": "ten"}), "INVALID_REQUEST"),
        (json!({"filename": "a.json", "content_type": "a\r\nb/c"}), "INVALID_REQUEST"),
        (json!({"filename": "a.json", "size": 104_857_601}), "FILE_TOO_LARGE"),
    ] {
        no(&mia.promise(body).await, 400, code);
    }
    no(&mia.ask(Method::POST, "/upload-api").body("{").send().await, 400, "INVALID_REQUEST");
}

async fn limits_hold_before_a_form_is_given(app: TestApp) {
    let app =
        app.configured(|config| (config.deposits.max_pending, config.deposits.quota_bytes) = (2, 150)).await;
    let mia = program(&app, "mia").await;
    let first = mia.promised().await;
    no(&mia.promise(json!({"filename": "a.json", "size": 51})).await, 400, "STORAGE_LIMIT_EXCEEDED");
    // What open forms may still bring is held: the second gets what is left.
    assert_eq!(mia.promised().await["max_size"], 50);
    let third = mia.promise(json!({"filename": "a.json", "size": 1})).await;
    no(&third, 429, "TOO_MANY_PENDING_UPLOADS");
    assert!(third.header("retry-after").is_some());
    assert_eq!(post_file(&app, &fields(&first), b"{}").await.status, 201);
    assert_eq!(mia.promise(json!({"filename": "a.json"})).await.ok()["max_size"], 98);
    let (max, _) = (program(&app, "max").await, ());
    assert_eq!(max.promised().await["max_size"], 100, "one user's files are no other's limit");
}

async fn nobody_comes_in_without_a_good_key(app: TestApp) {
    let calls = [
        (Method::POST, "/upload-api"),
        (Method::GET, "/list-uploads-api"),
        (Method::DELETE, "/delete-upload-api"),
    ];
    for (method, path) in calls {
        let bare = app.anonymous().request(method.clone(), path).send().await;
        no(&bare, 401, "UNAUTHORIZED");
        let wrong = app.anonymous().request(method, path).header(KEY, "calo_nonsense").send().await;
        no(&wrong, 401, "UNAUTHORIZED");
    }
    let reader = scoped(&app, "mia", &["upload:read"]).await;
    no(&reader.promise(json!({"filename": "a.json"})).await, 403, "FORBIDDEN");
    let writer = scoped(&app, "mia", &["upload:write"]).await;
    no(&writer.get("/list-uploads-api").await, 403, "FORBIDDEN");
}

fn ids(list: &Value) -> Vec<String> {
    list["uploads"].as_array().unwrap().iter().map(|u| u["upload_id"].as_str().unwrap().to_owned()).collect()
}

async fn the_list_is_filtered_and_paged(app: TestApp) {
    let mia = program(&app, "mia").await;
    let mut made = Vec::new();
    for name in ["a1.json", "a2.json", "b1.json"] {
        let promise = mia.promise(json!({"filename": name, "max_size": 9})).await.ok();
        made.insert(0, promise["upload_id"].as_str().unwrap().to_owned());
        if name == "a2.json" {
            assert_eq!(post_file(&app, &fields(&promise), b"{}").await.status, 201);
        }
    }
    let first = mia.get("/list-uploads-api?limit=2&color=red").await.ok();
    assert_eq!(ids(&first), made[..2]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = mia.get(&format!("/list-uploads-api?limit=2&cursor={cursor}")).await.ok();
    assert_eq!((ids(&second), &second["next_cursor"]), (made[2..].to_vec(), &Value::Null));
    assert_eq!(ids(&mia.get("/list-uploads-api?filename=a").await.ok()), made[1..]);
    assert_eq!(ids(&mia.get("/list-uploads-api?status=completed").await.ok()), made[1..2]);
    let by_header = mia
        .ask(Method::GET, "/list-uploads-api")
        .header(HeaderName::from_static("x-upload-status"), "pending")
        .send()
        .await;
    assert_eq!(ids(&by_header.ok()), [made[0].clone(), made[2].clone()]);
    let later = app.clock.now() / 1_000_000 + 5;
    assert!(ids(&mia.get(&format!("/list-uploads-api?created_after={later}")).await.ok()).is_empty());
    assert_eq!(ids(&mia.get(&format!("/list-uploads-api?created_before={later}")).await.ok()), made);
    no(&mia.get("/list-uploads-api?status=done").await, 400, "INVALID_STATUS");
    for query in ["limit=0", "limit=201", "limit=x", "cursor=1"] {
        no(&mia.get(&format!("/list-uploads-api?{query}")).await, 400, "INVALID_REQUEST");
    }
}

async fn another_users_upload_does_not_exist(app: TestApp) {
    let (mia, max) = (program(&app, "mia").await, program(&app, "max").await);
    let promise = mia.promised().await;
    let id = promise["upload_id"].as_str().unwrap();
    assert!(ids(&max.get("/list-uploads-api").await.ok()).is_empty());
    let random = "upl_0123456789abcdef0123456789abcdef";
    let (foreign, unknown) = (max.delete(id).await, max.delete(random).await);
    no(&foreign, 404, "UPLOAD_NOT_FOUND");
    no(&unknown, 404, "UPLOAD_NOT_FOUND");
    assert_eq!(foreign.json()["details"], unknown.json()["details"]);
    no(&max.delete("nonsense").await, 404, "UPLOAD_NOT_FOUND");
    let second_key = program(&app, "mia").await;
    assert_eq!(ids(&second_key.get("/list-uploads-api").await.ok()), [id]);
}

async fn an_administrators_key_acts_for_others(app: TestApp) {
    let (mia, ada) = (program(&app, "mia").await, scoped(&app, "ada", &["admin"]).await);
    let id = mia.promised().await["upload_id"].clone();
    let user = mia.get("/list-uploads-api").await.ok()["uploads"][0]["user_id"].clone();
    let behalf = |who: &str, program: &Program| {
        program
            .ask(Method::GET, "/list-uploads-api")
            .header(HeaderName::from_static("x-on-behalf-of"), who)
            .send()
    };
    assert!(ids(&ada.get("/list-uploads-api").await.ok()).is_empty());
    assert_eq!(ids(&behalf(user.as_str().unwrap(), &ada).await.ok()), [id.as_str().unwrap()]);
    assert_eq!(ids(&behalf("*", &ada).await.ok()), [id.as_str().unwrap()]);
    no(&behalf("nobody", &ada).await, 400, "INVALID_REQUEST");
    no(&behalf("*", &mia).await, 403, "FORBIDDEN");
}

async fn an_upload_is_deleted_in_every_state(app: TestApp) {
    let mia = program(&app, "mia").await;
    no(&mia.ask(Method::DELETE, "/delete-upload-api").send().await, 400, "MISSING_UPLOAD_ID");
    let promise = mia.promised().await;
    assert_eq!(post_file(&app, &fields(&promise), b"{}").await.status, 201);
    let id = promise["upload_id"].as_str().unwrap();
    let answer = mia
        .ask(Method::DELETE, "/delete-upload-api")
        .header(HeaderName::from_static("x-upload-id"), id)
        .send()
        .await
        .ok();
    assert_eq!(answer["message"], format!("Upload {id} deleted successfully"));
    assert_eq!(answer["status"], "success");
    assert_eq!(stored(&app).await, 0);
    no(&mia.delete(id).await, 404, "UPLOAD_NOT_FOUND");
}

async fn every_call_leaves_its_event_and_costs_nothing(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    assert_eq!(post_file(&app, &fields(&promise), b"{}").await.status, 201);
    let list = mia.get("/list-uploads-api").await.ok();
    let deleted = mia.delete(promise["upload_id"].as_str().unwrap()).await.ok();
    let events = app.events().await;
    for (kind, answer) in
        [("upload.created", &promise), ("upload.listed", &list), ("upload.deleted", &deleted)]
    {
        let found: Vec<_> = events.iter().filter(|event| event.kind == kind).collect();
        assert_eq!(found.len(), 1, "{kind}");
        assert_eq!(found[0].request_id.as_deref(), answer["request_id"].as_str());
        assert!(found[0].key_id.is_some(), "{kind}");
        assert_eq!(found[0].data.as_ref().unwrap().0["billable"], false);
    }
    assert_eq!(events.iter().filter(|event| event.kind == "upload.completed").count(), 1);
    let secrets = [mia.secret.as_str(), promise["upload"]["fields"]["policy"].as_str().unwrap()];
    let text = format!("{events:?}");
    assert!(secrets.iter().all(|secret| !text.contains(secret)));
}
