//! How requests are written, by all the clients there are.

use axum::http::{HeaderName, Method, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::GenericImageView as _;
use serde_json::{Value, json};

use super::{good, no, program};
use crate::app::{MEADOW, TestApp, on_both_engines};
use crate::client::Form;

on_both_engines![
    every_form_of_a_request_is_understood,
    a_picture_may_stand_in_the_request,
    names_are_known_in_any_case_and_others_are_not,
    a_method_that_a_command_does_not_take_is_named,
    bodies_that_cannot_be_read_are_refused,
    real_clients_write_values_loosely,
    a_blob_is_the_picture_and_nothing_is_kept,
    a_proxy_sends_the_whole_address,
    pages_of_listed_origins_may_call,
    a_surface_that_is_switched_off_is_not_there,
];

async fn every_form_of_a_request_is_understood(app: TestApp) {
    let mia = program(&app, "mia").await;
    let id = mia.stored().await;
    let query = format!("img={id}&width=40&height=30&x=0&y=0");
    let mut answers = vec![
        mia.get("crop", &query).await,
        mia.post("crop", json!({"img": id, "width": 40, "height": 30, "x": 0, "y": 0})).await,
        mia.upload("crop", &[("width", "40"), ("height", "30"), ("x", "0"), ("y", "0")], MEADOW).await,
    ];
    let ask = |body: String, kind: &str, query: &str| {
        let request = app.anonymous().request(Method::POST, &format!("/crop{query}"));
        request.header(header::CONTENT_TYPE, kind).body(body).send()
    };
    let urlencoded = format!("{query}&key={}", mia.secret);
    answers.push(ask(urlencoded, "application/x-www-form-urlencoded; charset=utf-8", "").await);
    // A query beside the body: the body wins.
    let body = json!({"img": id, "width": 40, "height": 30}).to_string();
    answers.push(ask(body, "application/json", &format!("?key={}&width=7&x=0&y=0", mia.secret)).await);
    // A file under another name.
    let form = Form::new().text("key", &mia.secret).text("width", "40").text("height", "30").text("x", "0");
    let form = form.text("y", "0").file("img", "a.jpg", "image/jpeg", MEADOW);
    answers.push(app.anonymous().multipart("/crop", form).await);
    for (number, answer) in answers.iter().enumerate() {
        let body = good(answer);
        assert_eq!(body["link"], body["ssl_link"], "{number}");
        assert!(body["link"].as_str().unwrap().ends_with(body["id"].as_str().unwrap()), "{number}");
        assert_eq!(mia.seen(&Value::Object(body)).await.dimensions(), (40, 30), "{number}");
    }
}

async fn a_picture_may_stand_in_the_request(app: TestApp) {
    let mia = program(&app, "mia").await;
    let text = STANDARD.encode(MEADOW);
    for img in [text.clone(), format!("data:image/jpeg;base64,{text}")] {
        let seen = good(&mia.post("header", json!({"img": img})).await);
        assert_eq!((&seen["width"], &seen["mime"]), (&json!(1600), &json!("image/jpeg")));
    }
    // As a form, in which a plus is a space.
    let body = format!("img={text}&key={}", mia.secret);
    let ask = app.anonymous().request(Method::POST, "/header");
    let ask = ask.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(good(&ask.body(body).send().await)["height"], 1200);
    // What came with the request goes before what it names.
    let fields = [("img", "https://nowhere.invalid/a.png")];
    assert_eq!(good(&mia.upload("header", &fields, MEADOW).await)["width"], 1600);
}

async fn names_are_known_in_any_case_and_others_are_not(app: TestApp) {
    let mia = program(&app, "mia").await;
    let id = mia.stored().await;
    for name in ["header", "HEADER", "Header/"] {
        assert_eq!(good(&mia.get(name, &format!("img={id}")).await)["width"], 1600, "{name}");
    }
    let client = app.anonymous();
    let bare = client.get("/status?").await;
    assert!(good(&bare)["payload"].is_string());
    assert!(no(&client.get("/nothing").await, 404).contains("nothing"));
    assert!(no(&mia.get("pixelate", "").await, 404).contains("pixelate"));
    assert!(no(&mia.get("chat", "").await, 501).contains("language model"));
    // A page of the app stays one, and a path that is not at the root belongs to others.
    let page = client.request(Method::GET, "/albums").header(header::ACCEPT, "text/html").send().await;
    assert_ne!(page.header("content-type"), Some("application/json"));
    assert!(client.get("/api/v1/crop").await.json().get("status").is_none());
}

async fn a_method_that_a_command_does_not_take_is_named(app: TestApp) {
    let mia = program(&app, "mia").await;
    for (method, path, allow) in [
        (Method::GET, "/store", "POST, OPTIONS"),
        (Method::GET, "/mogrify", "POST, OPTIONS"),
        (Method::GET, "/makegif", "POST, OPTIONS"),
        (Method::PUT, "/crop", "GET, POST, OPTIONS"),
        (Method::DELETE, "/delete", "GET, POST, OPTIONS"),
    ] {
        let path = format!("{path}?key={}", mia.secret);
        let answer = app.anonymous().request(method, &path).send().await;
        no(&answer, 405);
        assert_eq!(answer.header("allow"), Some(allow), "{path}");
    }
    // Documented for GET alone, and posted by real clients.
    assert!(good(&mia.post("newimage", json!({"width": 3, "height": 2})).await)["id"].is_string());
}

async fn bodies_that_cannot_be_read_are_refused(app: TestApp) {
    let app = app.configured(|config| config.commands.max_bytes = 200_000).await;
    let mia = program(&app, "mia").await;
    let ask = |kind: &'static str, body: Vec<u8>| {
        let ask = app.anonymous().request(Method::POST, &format!("/header?key={}", mia.secret));
        ask.header(header::CONTENT_TYPE, kind).body(body).send()
    };
    no(&ask("text/plain", b"img=1".to_vec()).await, 415);
    no(&ask("application/json", b"[1]".to_vec()).await, 400);
    no(&ask("application/json", b"{".to_vec()).await, 400);
    no(&ask("multipart/form-data", b"x".to_vec()).await, 400);
    no(&ask("multipart/form-data; boundary=x", b"--x\r\n".to_vec()).await, 400);
    let long = format!("{{\"img\":\"{}\"}}", "A".repeat(2_000_000));
    no(&ask("application/json", long.into_bytes()).await, 413);
    no(&mia.upload("header", &[], &vec![0; 300_000]).await, 413);
    let two = Form::new().text("key", &mia.secret).file("file", "a", "image/jpeg", b"x");
    no(&app.anonymous().multipart("/header", two.file("file", "b", "image/jpeg", b"x")).await, 400);
    no(&mia.upload("header", &[], b"no picture at all, whatever it is called").await, 415);
    assert!(no(&mia.get("flip", "").await, 400).contains("img"));
    assert!(no(&mia.get("flip", "img=somewhere").await, 400).contains("picture"));
    no(&mia.get("flip", "img=ftp://a/b.png").await, 400);
}

async fn real_clients_write_values_loosely(app: TestApp) {
    let mia = program(&app, "mia").await;
    let id = mia.stored().await;
    // Rounded, from text, with what nobody knows, and a missing side.
    let answer = good(&mia.get("resize", &format!("img={id}&width=72.5&cord=stray&nothing=1")).await);
    assert_eq!(mia.seen(&Value::Object(answer)).await.dimensions(), (73, 73));
    let answer = good(&mia.post("blur", json!({"img": id, "rad": "500", "sig": "9999"})).await);
    assert!(answer["link"].is_string(), "what is too much is taken as the most");
    for yes in ["true", "True", "1", "yes"] {
        let blob = mia.get("flip", &format!("img={id}&blob={yes}")).await;
        assert_eq!(blob.header("content-type"), Some("image/jpeg"), "{yes}");
    }
    for no in ["false", "False", "0", ""] {
        good(&mia.get("flip", &format!("img={id}&blob={no}")).await);
    }
}

async fn a_blob_is_the_picture_and_nothing_is_kept(app: TestApp) {
    let mia = program(&app, "mia").await;
    let id = mia.stored().await;
    let before = app.events().await.len();
    let answer = mia.get("crop", &format!("img={id}&width=40&height=30&x=1&y=1&blob=true")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, Some("image/jpeg")));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(image::load_from_memory(&answer.bytes).unwrap().dimensions(), (40, 30));
    assert_eq!(app.events().await.len(), before, "nothing was written down");
    // A refusal is JSON all the same, and what only tells has no blob.
    no(&mia.get("crop", "img=x&blob=true").await, 400);
    assert_eq!(good(&mia.get("header", &format!("img={id}&blob=true")).await)["width"], 1600);
}

async fn a_proxy_sends_the_whole_address(app: TestApp) {
    let mia = program(&app, "mia").await;
    let listening = app.listen().await;
    // As a client does that has a fixed host and is pointed here by a proxy setting.
    let proxy = reqwest::Proxy::http(&listening.url).unwrap();
    let client = reqwest::Client::builder().proxy(proxy).build().unwrap();
    let url = format!("http://api.pixlab.io/newimage?width=9&height=6&key={}", mia.secret);
    let answer: Value = client.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["status"], 200, "{answer}");
    // The link leads back to us by the same way, and is known as ours.
    let link = answer["link"].as_str().unwrap();
    assert!(link.starts_with("http://api.pixlab.io/_link/"), "{link}");
    let seen = client.get(link).send().await.unwrap();
    assert_eq!(seen.status(), 200);
    let url = format!("http://api.pixlab.io/header?img={link}&key={}", mia.secret);
    let answer: Value = client.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["width"], 9, "{answer}");
}

async fn pages_of_listed_origins_may_call(app: TestApp) {
    let app =
        app.configured(|config| config.commands.cors_origins = vec!["https://shop.example".to_owned()]).await;
    for (origin, allowed) in [("https://shop.example", true), ("https://elsewhere.example", false)] {
        for method in [Method::OPTIONS, Method::GET] {
            let ask = app.anonymous().request(method.clone(), "/status").header(header::ORIGIN, origin);
            let ask = ask.header(HeaderName::from_static("access-control-request-method"), "POST");
            let answer = ask.send().await;
            assert!(answer.status.is_success(), "{}", answer.text());
            let may = answer.header("access-control-allow-origin") == Some(origin);
            assert_eq!(may, allowed, "{method} {origin}");
        }
    }
}

async fn a_surface_that_is_switched_off_is_not_there(app: TestApp) {
    let app = app.configured(|config| config.commands.enabled = false).await;
    let answer = app.anonymous().get("/status").await;
    assert_eq!(answer.status.as_u16(), 404);
    assert!(answer.json().get("payload").is_none());
}
