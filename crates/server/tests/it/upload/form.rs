//! Every row of the contract of the form post, on the embedded bucket. After a refusal nothing is stored, and the
//! upload is as pending as before.

use axum::http::{Method, header};
use calotype_core::bucket::{self, form::Offer};
use serde_json::{Value, json};

use super::build::*;
use crate::app::{TestApp, on_both_engines};
use crate::client::Form;

on_both_engines![
    a_good_form_stores_the_file_once,
    the_answer_is_the_one_the_form_asks_for,
    sizes_outside_the_range_are_refused,
    a_changed_form_is_refused,
    an_expired_form_is_refused,
    the_fields_in_front_of_the_file_are_few,
    a_form_has_one_file_and_it_comes_last,
    a_form_that_breaks_off_leaves_nothing,
    a_deleted_promise_takes_its_form_with_it,
    of_two_posts_at_once_one_wins,
    pages_of_known_origins_may_post,
    a_foreign_signer_is_held_to_the_promise,
];

async fn a_good_form_stores_the_file_once(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    let answer = post_file(&app, &fields(&promise), b"{}").await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let text = answer.text();
    let key = promise["upload"]["fields"]["key"].as_str().unwrap();
    assert!(
        text.contains("<Bucket>calotype</Bucket>") && text.contains(&format!("<Key>{key}</Key>")),
        "{text}"
    );
    assert!(text.contains("<Location>http://"), "{text}");
    // MD5 of "{}".
    assert_eq!(answer.header("etag"), Some("\"99914b932bd37a50b983c5e7c90ae93b\""));
    assert_eq!(mia.state(&promise["upload_id"]).await, "completed");
    let list = mia.get("/list-uploads-api").await.ok();
    assert_eq!(list["uploads"][0]["file_size"], 2);
    assert_eq!(list["uploads"][0]["etag"], "99914b932bd37a50b983c5e7c90ae93b");
    let again = post_file(&app, &fields(&promise), b"[]").await;
    refused(&again, 403, "AccessDenied");
    assert!(again.text().contains("already completed"), "{}", again.text());
    assert_eq!(stored(&app).await, 1);
}

/// A form over a promise that asks for another answer, signed by whoever has the bucket's key.
fn resigned(app: &TestApp, promise: &Value, more: &[(&str, String)]) -> Vec<(String, String)> {
    let now = app.clock.now();
    let offer = Offer {
        bucket: bucket::NAME,
        key: promise["upload"]["fields"]["key"].as_str().unwrap(),
        content_type: "application/json",
        fields: more,
        min: 0,
        max: 1 << 40,
        now,
        until: now + 60_000_000,
    };
    bucket::form::sign(&bucket::credentials(&app.core), &offer)
}

async fn the_answer_is_the_one_the_form_asks_for(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    let more = [("success_action_redirect", "https://a.example/done?x=1#end".to_owned())];
    let answer = post_file(&app, &resigned(&app, &promise, &more), b"{}").await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let key = promise["upload"]["fields"]["key"].as_str().unwrap().replace('/', "%2F");
    let expected = format!(
        "https://a.example/done?x=1&bucket=calotype&key={key}&etag=%2299914b932bd37a50b983c5e7c90ae93b%22#end"
    );
    assert_eq!(answer.header("location"), Some(expected.as_str()));
    for (asked, status) in [(Some("200"), 200), (None, 204)] {
        let promise = mia.promised().await;
        let now = app.clock.now();
        let policy_key = promise["upload"]["fields"]["key"].as_str().unwrap().to_owned();
        let (day, _) = bucket::signature::stamp(bucket::signature::moment(now));
        let pair = bucket::credentials(&app.core);
        let mut all = vec![
            ("key".to_owned(), policy_key),
            ("x-amz-algorithm".to_owned(), "AWS4-HMAC-SHA256".to_owned()),
            ("x-amz-credential".to_owned(), pair.scope(&day)),
        ];
        all.extend(asked.map(|status| ("success_action_status".to_owned(), status.to_owned())));
        let conditions: Vec<Value> =
            all.iter().map(|(name, value)| json!(["eq", format!("${name}"), value])).collect();
        let policy = json!({"expiration": "2099-01-01T00:00:00Z", "conditions": conditions}).to_string();
        let policy = base64(&policy);
        all.push(("x-amz-signature".to_owned(), pair.sign(&day, &policy)));
        all.push(("policy".to_owned(), policy));
        let answer = post_file(&app, &all, b"{}").await;
        assert_eq!(answer.status, status, "{}", answer.text());
        assert!(answer.bytes.is_empty());
    }
}

fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in text.as_bytes().chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]);
            out.push(if at > three.len() { '=' } else { letter });
        }
    }
    out
}

/// Posts, checks the refusal, and checks that nothing came of it.
async fn stays_pending(app: &TestApp, mia: &Program, promise: &Value, form: Form, status: u16, code: &str) {
    refused(&post(app, form).await, status, code);
    assert_eq!(stored(app).await, 0, "{code}");
    assert_eq!(mia.state(&promise["upload_id"]).await, "pending", "{code}");
}

async fn sizes_outside_the_range_are_refused(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    let sized = |bytes: usize| form(&fields(&promise)).file("file", "x", "text/plain", &vec![b'x'; bytes]);
    stays_pending(&app, &mia, &promise, sized(101), 400, "EntityTooLarge").await;
    stays_pending(&app, &mia, &promise, sized(3_000_000), 400, "EntityTooLarge").await;
    stays_pending(&app, &mia, &promise, sized(0), 400, "EntityTooSmall").await;
    assert_eq!(post(&app, sized(100)).await.status, 201);
    let exact = mia.promise(json!({"filename": "a.txt", "size": 5})).await.ok();
    refused(&post_file(&app, &fields(&exact), b"1234").await, 400, "EntityTooSmall");
    refused(&post_file(&app, &fields(&exact), b"123456").await, 400, "EntityTooLarge");
    assert_eq!(post_file(&app, &fields(&exact), b"12345").await.status, 201);
}

async fn a_changed_form_is_refused(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    let file = |fields: Vec<(String, String)>| form(&fields).file("file", "x", "text/plain", b"{}");
    for (name, _) in fields(&promise) {
        let code = match name.as_str() {
            "policy" | "x-amz-signature" => "SignatureDoesNotMatch",
            _ => "AccessDenied",
        };
        stays_pending(&app, &mia, &promise, file(with(&promise, &name, "else")), 403, code).await;
    }
    stays_pending(&app, &mia, &promise, file(with(&promise, "acl", "public-read")), 403, "AccessDenied")
        .await;
    let unsigned = vec![("key".to_owned(), "a".to_owned())];
    stays_pending(&app, &mia, &promise, file(unsigned), 403, "AccessDenied").await;
    assert_eq!(post(&app, file(with(&promise, "x-ignore-me", "1"))).await.status, 201);
}

async fn an_expired_form_is_refused(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    app.clock.advance(std::time::Duration::from_secs(300));
    let form = form(&fields(&promise)).file("file", "x", "text/plain", b"{}");
    stays_pending(&app, &mia, &promise, form, 403, "AccessDenied").await;
}

async fn the_fields_in_front_of_the_file_are_few(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    let long = with(&promise, "x-ignore-long", &"a".repeat(20 * 1024));
    let form_of = |fields: &[(String, String)]| form(fields).file("file", "x", "text/plain", b"{}");
    stays_pending(&app, &mia, &promise, form_of(&long), 400, "MaxPostPreDataLengthExceeded").await;
    // A part's head without end is no way around it.
    let head =
        form(&fields(&promise)).part(&format!("form-data; name=\"{}\"", "a".repeat(200_000)), None, b"");
    stays_pending(&app, &mia, &promise, head, 400, "MaxPostPreDataLengthExceeded").await;
    let fits = with(&promise, "x-ignore-long", &"a".repeat(16 * 1024));
    assert_eq!(post(&app, form_of(&fits)).await.status, 201);
}

async fn a_form_has_one_file_and_it_comes_last(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    let whole = || form(&fields(&promise)).file("file", "x", "text/plain", b"{}");
    let two = whole().file("file", "y", "text/plain", b"[]");
    stays_pending(&app, &mia, &promise, two, 400, "IncorrectNumberOfFilesInPostRequest").await;
    let none = form(&fields(&promise));
    stays_pending(&app, &mia, &promise, none, 400, "IncorrectNumberOfFilesInPostRequest").await;
    let early = fields(&promise)
        .iter()
        .fold(Form::new().file("file", "x", "text/plain", b"{}"), |form, (name, value)| {
            form.text(name, value)
        });
    stays_pending(&app, &mia, &promise, early, 403, "AccessDenied").await;
    let answer = app.anonymous().post("/_s3/calotype", json!({})).await;
    refused(&answer, 412, "PreconditionFailed");
    refused(&app.anonymous().multipart("/_s3/other", whole()).await, 404, "NoSuchBucket");
    // What follows the file is ignored, whatever it is.
    assert_eq!(post(&app, whole().text("acl", "public-read")).await.status, 201);
}

async fn a_form_that_breaks_off_leaves_nothing(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    let mut head = String::new();
    for (name, value) in fields(&promise) {
        head.push_str(&format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    head.push_str("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n{\"half\":");
    let answer = app
        .anonymous()
        .request(Method::POST, "/_s3/calotype")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(head)
        .send()
        .await;
    refused(&answer, 400, "MalformedPOSTRequest");
    assert_eq!(stored(&app).await, 0);
    assert_eq!(mia.state(&promise["upload_id"]).await, "pending");
}

async fn a_deleted_promise_takes_its_form_with_it(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    mia.delete(promise["upload_id"].as_str().unwrap()).await.ok();
    refused(&post_file(&app, &fields(&promise), b"{}").await, 403, "AccessDenied");
    assert_eq!(stored(&app).await, 0);
}

async fn of_two_posts_at_once_one_wins(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    let fields = fields(&promise);
    let (one, two) = tokio::join!(post_file(&app, &fields, b"[1]"), post_file(&app, &fields, b"[22]"));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 403]);
    assert_eq!(stored(&app).await, 1);
    let size = mia.get("/list-uploads-api").await.ok()["uploads"][0]["file_size"].clone();
    assert_eq!(size, if one.status == 201 { 3 } else { 4 });
}

async fn pages_of_known_origins_may_post(app: TestApp) {
    let ask = |method, origin| {
        app.anonymous().request(method, "/_s3/calotype").header(header::ORIGIN, origin).send()
    };
    let known = "http://localhost:6657";
    let preflight = ask(Method::OPTIONS, known).await;
    assert_eq!(preflight.status, 200);
    assert_eq!(preflight.header("access-control-allow-origin"), Some(known));
    let refusal = ask(Method::POST, known).await;
    assert_eq!(refusal.header("access-control-allow-origin"), Some(known), "a page may read why");
    let stranger = ask(Method::OPTIONS, "https://evil.example").await;
    assert_eq!((stranger.status.as_u16(), stranger.header("access-control-allow-origin")), (403, None));
}

async fn a_foreign_signer_is_held_to_the_promise(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    refused(&post_file(&app, &resigned(&app, &promise, &[]), &[b'x'; 101]).await, 400, "EntityTooLarge");
    let mut nowhere = promise.clone();
    nowhere["upload"]["fields"]["key"] = json!("u/upl_00000000000000000000000000000000/a.json");
    refused(&post_file(&app, &resigned(&app, &nowhere, &[]), b"{}").await, 403, "AccessDenied");
    assert_eq!(stored(&app).await, 0);
}
