//! What commands keep: links that anybody may read, that lead from one command to the next, and that end.

use std::time::Duration;

use axum::http::{Method, header};
use calotype_core::outputs;
use calotype_files::objects::Prefix;
use calotype_store::tenants;
use futures::StreamExt as _;
use image::GenericImageView as _;
use serde_json::{Value, json};

use super::{good, no, path_of, program};
use crate::app::{MEADOW, TestApp, on_both_engines};

on_both_engines![
    a_link_shows_the_picture_to_whoever_has_it,
    one_command_works_on_what_another_made,
    ours_is_read_here_and_private_addresses_are_not_fetched,
    only_the_owner_removes_a_link_and_then_it_is_gone,
    links_end_when_the_operator_says_so,
    what_no_row_refers_to_is_swept_and_nothing_else,
    a_full_quota_refuses_and_leaves_nothing,
    what_a_browser_could_run_is_not_kept,
    tools_of_a_model_are_called_one_after_the_other,
];

async fn count(app: &TestApp) -> usize {
    app.core.objects.list(Prefix::Outputs(tenants::HOME)).count().await
}

async fn a_link_shows_the_picture_to_whoever_has_it(app: TestApp) {
    let mia = program(&app, "mia").await;
    let answer = good(&mia.upload("store", &[("comment", "a meadow")], MEADOW).await);
    let path = path_of(&answer["link"]);
    let file = app.anonymous().get(&path).await;
    assert_eq!((file.status.as_u16(), &file.bytes[..]), (200, MEADOW));
    assert_eq!(file.header("content-type"), Some("image/jpeg"));
    assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
    assert!(file.header("content-security-policy").unwrap().contains("sandbox"));
    assert!(file.header("content-disposition").unwrap().starts_with("inline"));
    let part = app.anonymous().request(Method::GET, &path).header(header::RANGE, "bytes=0-1").send().await;
    assert_eq!((part.status.as_u16(), &part.bytes[..]), (206, &MEADOW[..2]));
    assert_eq!(
        app.anonymous().head(&path).await.header("content-length"),
        Some(MEADOW.len().to_string().as_str())
    );
    let known = app
        .anonymous()
        .request(Method::GET, &path)
        .header(header::IF_NONE_MATCH, file.header("etag").unwrap());
    assert_eq!(known.send().await.status.as_u16(), 304);
    no(&app.anonymous().get("/_link/0123456789abcdef0123456789abcdef.png").await, 404);
    no(&app.anonymous().get("/_link/x").await, 404);
}

async fn one_command_works_on_what_another_made(app: TestApp) {
    let mia = program(&app, "mia").await;
    let id = mia.stored().await;
    let small = good(&mia.get("smartresize", &format!("img={id}&width=200&height=0")).await);
    let link = small["link"].as_str().unwrap();
    let faces = json!([{"face_id": 0, "left": 10, "top": 10, "width": 50, "height": 40}]);
    let hidden = good(&mia.post("mogrify", json!({"img": link, "cord": faces})).await);
    let stamp = good(&mia.get("newimage", "width=20&height=10&color=red").await);
    let merged = json!({"img": hidden["link"], "cord": [{"img": stamp["id"], "x": 5, "y": 6}]});
    let merged = good(&mia.post("merge", merged).await);
    let seen = mia.seen(&Value::Object(merged.clone())).await;
    assert_eq!(seen.dimensions(), (200, 150));
    let red = seen.get_pixel(10, 10).0;
    assert!(red[0] > 200 && red[1] < 60, "{red:?}");
    let meme = good(
        &mia.get(
            "drawtext",
            &format!("img={}&top=so+much&bottom=grass", merged["ssl_link"].as_str().unwrap()),
        )
        .await,
    );
    assert_eq!(mia.seen(&Value::Object(meme)).await.dimensions(), (200, 150));
    let copy = good(&mia.get("copy", &format!("link={link}")).await);
    assert_ne!(copy["id"], small["id"]);
}

async fn ours_is_read_here_and_private_addresses_are_not_fetched(app: TestApp) {
    let mia = program(&app, "mia").await;
    let id = mia.stored().await;
    let own = "192.168.1.5:8080";
    let ask = |img: String| {
        let path = format!("/header?img={img}&key={}", mia.secret);
        app.anonymous().request(Method::GET, &path).header(header::HOST, own).send()
    };
    assert_eq!(good(&ask(format!("http://{own}/_link/{id}")).await)["width"], 1600);
    for elsewhere in [
        format!("http://{own}/api/v1/health"),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "http://[::1]/a.png".to_owned(),
        "http://name-that-nobody-has.invalid/a.png".to_owned(),
    ] {
        // One answer for all of them.
        assert_eq!(no(&ask(elsewhere).await, 404), "The picture could not be fetched");
    }
}

async fn only_the_owner_removes_a_link_and_then_it_is_gone(app: TestApp) {
    let (mia, ben) = (program(&app, "mia").await, program(&app, "ben").await);
    let id = mia.stored().await;
    no(&ben.get("delete", &format!("link={id}")).await, 404);
    let answer =
        good(&mia.get("delete", &format!("link=http://{}/_link/{id}", app.core.config.http.listen)).await);
    assert_eq!((&answer["id"], &answer["deleted"]), (&json!(id), &json!(true)));
    no(&app.anonymous().get(&format!("/_link/{id}")).await, 404);
    no(&mia.get("delete", &format!("link={id}")).await, 404);
    no(&mia.get("header", &format!("img={id}")).await, 404);
    no(&mia.get("delete", "link=nothing").await, 400);
    assert_eq!(count(&app).await, 0);
    let kinds: Vec<String> = app.events().await.into_iter().map(|event| event.kind).collect();
    assert!(
        kinds.iter().any(|kind| kind == "output.created")
            && kinds.iter().any(|kind| kind == "output.deleted")
    );
}

async fn links_end_when_the_operator_says_so(app: TestApp) {
    let app = app.configured(|config| config.commands.retention_days = 2).await;
    let mia = program(&app, "mia").await;
    let id = mia.stored().await;
    app.clock.advance(Duration::from_secs(2 * 86_400 - 1));
    assert_eq!(outputs::sweep(&app.core).await.unwrap(), 0);
    assert_eq!(app.anonymous().get(&format!("/_link/{id}")).await.status.as_u16(), 200);
    app.clock.advance(Duration::from_secs(1));
    no(&app.anonymous().get(&format!("/_link/{id}")).await, 404);
    assert_eq!(outputs::sweep(&app.core).await.unwrap(), 1);
    assert_eq!(count(&app).await, 0);
}

async fn what_no_row_refers_to_is_swept_and_nothing_else(app: TestApp) {
    let mia = program(&app, "mia").await;
    let id = mia.stored().await;
    let orphan = calotype_files::objects::ObjectKey::Output {
        tenant: tenants::HOME,
        output: uuid::Uuid::from_u128(7),
    };
    app.core.objects.put(&orphan, bytes::Bytes::from_static(b"x")).await.unwrap();
    assert_eq!(outputs::sweep_objects(&app.core).await.unwrap(), 0, "what is young may be on its way");
    let folder = app.data_dir().join("objects");
    age(&folder);
    assert_eq!(outputs::sweep_objects(&app.core).await.unwrap(), 1);
    assert_eq!(app.anonymous().get(&format!("/_link/{id}")).await.status.as_u16(), 200);
}

/// Makes every file in a folder two hours old.
fn age(folder: &std::path::Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            age(&path);
        } else {
            let file = std::fs::File::options().append(true).open(path).unwrap();
            file.set_modified(std::time::SystemTime::now() - Duration::from_secs(7200)).unwrap();
        }
    }
}

async fn a_full_quota_refuses_and_leaves_nothing(app: TestApp) {
    let mia = program(&app, "mia").await;
    let quota = MEADOW.len() + 10;
    let sql = format!("UPDATE tenants SET quota_bytes = used_bytes + {quota} WHERE id = $1");
    let mut tx = app.core.db.write().await.unwrap();
    tx.exec(&sql, calotype_store::Values(vec![tenants::HOME.into()])).await.unwrap();
    tx.commit().await.unwrap();
    let id = mia.stored().await;
    no(&mia.upload("store", &[], MEADOW).await, 413);
    assert_eq!(count(&app).await, 1);
    good(&mia.get("delete", &format!("link={id}")).await);
    mia.stored().await;
}

async fn what_a_browser_could_run_is_not_kept(app: TestApp) {
    let mia = program(&app, "mia").await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>";
    no(&mia.upload("store", &[], svg).await, 415);
    no(&mia.upload("store", &[], b"<html><script>alert(1)</script></html>").await, 415);
    // Drawn it may be: what comes out are pixels.
    assert!(
        good(&mia.upload("convert", &[("export", "png")], svg).await)["id"]
            .as_str()
            .unwrap()
            .ends_with(".png")
    );
    let page = good(&mia.post("pdfgen", json!({"input": "Hello"})).await);
    let file = app.anonymous().get(&path_of(&page["link"])).await;
    assert!(file.header("content-disposition").unwrap().starts_with("attachment"));
    assert_eq!(count(&app).await, 2);
}

async fn tools_of_a_model_are_called_one_after_the_other(app: TestApp) {
    let mia = program(&app, "mia").await;
    let id = mia.stored().await;
    let call = |id: &str, name: &str, arguments: Value| json!({"id": id, "type": "function", "function": {"name": name, "arguments": arguments.to_string()}});
    let tools = json!([
        call("1", "header", json!({"img": id})),
        call("2", "crop", json!({"img": id, "width": 9, "height": 9, "x": 0, "y": 0})),
        call("3", "nothing", json!({})),
        call("4", "crop", json!({})),
        call("5", "chat", json!({})),
    ]);
    let answer = good(&mia.post("toolcall", json!({"tools": tools})).await);
    let output = answer["output"].as_array().unwrap();
    let statuses: Vec<i64> = output.iter().map(|one| one["output"]["status"].as_i64().unwrap()).collect();
    assert_eq!(statuses, [200, 200, 404, 400, 501], "{output:?}");
    assert_eq!((&output[0]["output"]["width"], &output[1]["id"]), (&json!(1600), &json!("2")));
}
