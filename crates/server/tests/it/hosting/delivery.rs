//! Delivery: signed addresses, presets, what a client allows, formats by agreement, cuts that show what matters.

use std::process::{Command, Stdio};
use std::time::Duration;

use axum::http::{Method, header};
use calotype_testkit::require::skipped;
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use super::admin::{created, root};
use super::world::{Program, decoded, id, refused};
use crate::app::{TestApp, on_both_engines};
use crate::client::{Client, Form};
use crate::response::Response;

on_both_engines![
    a_signed_address_shows_a_private_image_for_exactly_what_it_says,
    a_signature_is_worth_no_more_than_its_key_and_its_client,
    the_samples_of_the_documentation_sign_what_the_server_accepts,
    two_keys_work_at_a_time_and_their_secrets_are_sealed,
    a_client_may_want_its_orders_signed,
    a_preset_is_an_order_with_a_name,
    a_client_may_allow_its_presets_only,
    formats_are_agreed_upon_where_the_client_wants_that,
    a_smart_cut_shows_what_people_look_at,
];

/// A delivery key: its client's routes in the portal, its id, its secret.
struct Key {
    client: String,
    id: String,
    secret: String,
}

impl Key {
    async fn new(root: &Client, program: &Program) -> Self {
        let client = format!("/v2/admin/clients/{}", program.id);
        let made = created(&root.post(&format!("{client}/delivery-keys"), json!({})).await);
        let text = |field: &str| made[field].as_str().unwrap().to_owned();
        Self { client, id: text("id"), secret: text("secret") }
    }

    /// An address with these parameters, which need no escaping, signed until `end`, seconds.
    fn until(&self, end: i64, path: &str, parameters: &[&str]) -> String {
        let own = [format!("exp={end}"), format!("kid={}", self.id)];
        let mut all: Vec<&str> = parameters.iter().copied().chain(own.iter().map(String::as_str)).collect();
        all.sort_unstable();
        let signed = format!("{path}?{}", all.join("&"));
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).unwrap();
        mac.update(signed.as_bytes());
        let digits: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{signed}&sig={digits}")
    }

    /// As [`Key::until`], for an hour.
    fn sign(&self, app: &TestApp, path: &str, parameters: &[&str]) -> String {
        self.until(app.clock.now() / 1_000_000 + 3600, path, parameters)
    }
}

fn is_shown(answer: &Response) -> bool {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.header("x-image-fallback").is_none()
}

async fn allow(root: &Client, program: &Program, settings: Value) {
    let body = root.patch(&format!("/v2/admin/clients/{}", program.id), settings.clone()).await.ok();
    for (name, value) in settings.as_object().unwrap() {
        assert_eq!(&body[name], value, "{name}");
    }
}

async fn a_signed_address_shows_a_private_image_for_exactly_what_it_says(app: TestApp) {
    let (root, shop) = (root(&app).await, Program::new(&app, "shop").await);
    let key = Key::new(&root, &shop).await;
    let image = shop.meadow("u1", &[("isPrivate", "true")]).await;
    let other = shop.meadow("u1", &[("isPrivate", "true")]).await;
    let path = format!("/v2/images/{}", id(&image));
    let stranger = app.anonymous();
    let signed = key.sign(&app, &path, &["w=100"]);
    let seen = stranger.get(&signed).await;
    assert!(is_shown(&seen));
    assert_eq!(decoded(&seen), (100, 75));
    assert_eq!(seen.header("cache-control"), Some("private, no-cache"));
    // What lies between may reorder and escape; the meaning is what is signed.
    let (start, sig) = signed.rsplit_once("&sig=").unwrap();
    let (_, query) = start.split_once('?').unwrap();
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.reverse();
    assert!(is_shown(&stranger.get(&format!("{path}?sig={sig}&{}", pairs.join("&"))).await));
    assert!(is_shown(&stranger.get(&signed.replace("w=100", "%77=1%300")).await));
    assert!(is_shown(&stranger.head(&signed).await));
    let info = stranger.get(&key.sign(&app, &path, &["info=true"])).await;
    assert_eq!(info.ok()["id"], image["id"]);
    let mut wrong = sig.to_owned();
    wrong.replace_range(..1, if sig.starts_with('0') { "1" } else { "0" });
    for (changed, what) in [
        (signed.replace("w=100", "w=101"), "another width"),
        (format!("{signed}&h=50"), "one parameter more"),
        (signed.replace("&w=100", ""), "one parameter less"),
        (signed.replace(&path, &format!("/v2/images/{}", id(&other))), "another picture"),
        (signed.replace(&path, &format!("/v2/images/{}", id(&image).to_uppercase())), "another address"),
        (signed.replace("exp=", "exp=1"), "a later end"),
        (format!("{start}&sig={wrong}"), "another signature"),
        (format!("{start}&sig=xyz"), "a signature that is none"),
        (format!("{start}&sig="), "an empty signature"),
        (start.to_owned(), "no signature"),
        (format!("{signed}&info=true"), "what is known of it"),
    ] {
        let answer = stranger.get(&changed).await;
        if changed.contains("info=true") {
            refused(&answer, 403);
        } else {
            assert!(!is_shown(&answer), "{what}");
            assert_eq!(answer.header("x-image-fallback"), Some("permission_denied"), "{what}");
        }
    }
    for doubled in ["exp=9999999999", "sig=00", "kid=x"] {
        assert_ne!(stranger.get(&format!("{signed}&{doubled}")).await.status, 500);
    }
    app.clock.advance(Duration::from_secs(3000));
    assert!(is_shown(&stranger.get(&signed).await));
    app.clock.advance(Duration::from_secs(600));
    assert!(!is_shown(&stranger.get(&signed).await), "it is over");
}

async fn a_signature_is_worth_no_more_than_its_key_and_its_client(app: TestApp) {
    let root = root(&app).await;
    let (shop, rival) = (Program::new(&app, "shop").await, Program::new(&app, "rival").await);
    let (key, theirs) = (Key::new(&root, &shop).await, Key::new(&root, &rival).await);
    let private = shop.meadow("u1", &[("isPrivate", "true")]).await;
    let public = shop.meadow("u1", &[]).await;
    let stranger = app.anonymous();
    let path = format!("/v2/images/{}", id(&private));
    assert!(!is_shown(&stranger.get(&theirs.sign(&app, &path, &[])).await), "a foreign key");
    let mixed = Key { id: theirs.id.clone(), secret: key.secret.clone(), client: String::new() };
    assert!(!is_shown(&stranger.get(&mixed.sign(&app, &path, &[])).await), "a foreign name");
    // What everybody sees stays everybody's, whatever stands beside it.
    assert!(is_shown(&stranger.get(&format!("/v2/images/{}?sig=00&kid=x&exp=1", id(&public))).await));
    // It opens pictures, and is no key.
    for closed in ["/v2/images", "/v2/albums", "/v2/client/stats"] {
        refused(&stranger.get(&key.sign(&app, closed, &[])).await, 401);
    }
    let deleted = stranger.delete(&key.sign(&app, &path, &[])).await;
    refused(&deleted, 401);
    let shared = stranger.request(Method::POST, &key.sign(&app, &format!("{path}/share"), &[]));
    refused(&shared.json(&json!({})).send().await, 401);
    let admin = key.sign(&app, &format!("{}/delivery-keys", key.client), &[]);
    refused(&stranger.get(&admin).await, 401);

    let signed = key.sign(&app, &path, &[]);
    assert!(is_shown(&stranger.get(&signed).await));
    root.patch(&key.client, json!({"active": false})).await.ok();
    assert!(!is_shown(&stranger.get(&signed).await), "the client is switched off");
    root.patch(&key.client, json!({"active": true})).await.ok();
    assert!(is_shown(&stranger.get(&signed).await));
    root.delete(&format!("{}/delivery-keys/{}", key.client, key.id)).await.ok();
    assert!(!is_shown(&stranger.get(&signed).await), "the key is revoked");
}

/// A fenced block of the documentation.
fn sample(language: &str) -> &'static str {
    let page = include_str!("../../../../../docs/hosting.md");
    let (_, rest) = page.split_once(&format!("```{language}\n")).expect("a sample");
    rest.split_once("\n```").unwrap().0
}

/// What a program prints; `None` where there is no such program.
fn printed(program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Option<String> {
    let mut command = Command::new(program);
    command.args(arguments).envs(variables.iter().copied()).stderr(Stdio::inherit());
    let output = match command.output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            skipped(format!("{program} is not installed"));
            return None;
        }
        output => output.unwrap(),
    };
    assert!(output.status.success(), "{program}");
    Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

async fn the_samples_of_the_documentation_sign_what_the_server_accepts(app: TestApp) {
    let (root, shop) = (root(&app).await, Program::new(&app, "shop").await);
    let key = Key::new(&root, &shop).await;
    let image = shop.meadow("u1", &[("isPrivate", "true")]).await;
    let path = format!("/v2/images/{}", id(&image));
    let variables = [("ID", id(&image)), ("KID", key.id.as_str()), ("SECRET", key.secret.as_str())];

    let python = format!(
        "{}\nimport os\nprint(signed('{path}', {{'w': 100, 'gravity': '10,20', 't': \"it's (a) test*!\"}}, \
         os.environ['KID'], os.environ['SECRET']))",
        sample("python")
    );
    let script = format!(
        "{}\nconsole.log(signed('{path}', {{ w: 100, gravity: '10,20', t: \"it's (a) test*!\" }}, \
         process.env.KID, process.env.SECRET));",
        sample("javascript")
    );
    let shell: String =
        sample("bash").lines().filter(|line| !line.starts_with("curl ")).collect::<Vec<_>>().join("\n");
    let shell = format!("{shell}\necho \"$P?$Q&sig=$S\"");
    for (program, arguments, size) in [
        ("python3", vec!["-c", &python], (100, 75)),
        ("node", vec!["--input-type=module", "-e", &script], (100, 75)),
        ("bash", vec!["-euc", &shell], (400, 300)),
    ] {
        let Some(address) = printed(program, &arguments, &variables) else { continue };
        let answer = app.anonymous().get(&address).await;
        assert!(is_shown(&answer), "{program}: {address}");
        assert_eq!(decoded(&answer), size, "{program}");
    }
}

async fn two_keys_work_at_a_time_and_their_secrets_are_sealed(app: TestApp) {
    let (root, shop) = (root(&app).await, Program::new(&app, "shop").await);
    let (first, second) = (Key::new(&root, &shop).await, Key::new(&root, &shop).await);
    let keys = format!("{}/delivery-keys", first.client);
    refused(&root.post(&keys, json!({})).await, 409);
    let listed = root.get(&keys).await;
    let ids: Vec<Value> =
        listed.json().as_array().unwrap().iter().map(|listed| listed["id"].clone()).collect();
    assert_eq!(ids, [json!(second.id), json!(first.id)], "newest first");
    for secret in [&first.secret, &second.secret] {
        assert!(!listed.text().contains(secret.as_str()));
    }
    let rows = calotype_store::delivery_keys::list(&mut app.core.db.read().await.unwrap(), shop.id).await;
    assert!(rows.unwrap().iter().all(|row| !row.sealed.contains(&first.secret[6..20])));
    let image = shop.meadow("u1", &[("isPrivate", "true")]).await;
    let path = format!("/v2/images/{}", id(&image));
    for key in [&first, &second] {
        assert!(is_shown(&app.anonymous().get(&key.sign(&app, &path, &[])).await));
    }
    // A program cannot make keys, and another client's cannot be taken.
    refused(&shop.post("", &keys, json!({})).await, 401);
    let rival = Program::new(&app, "rival").await;
    let elsewhere = format!("/v2/admin/clients/{}/delivery-keys/{}", rival.id, first.id);
    refused(&root.delete(&elsewhere).await, 404);
    root.delete(&format!("{keys}/{}", first.id)).await.ok();
    refused(&root.delete(&format!("{keys}/{}", first.id)).await, 404);
    let third = Key::new(&root, &shop).await;
    assert!(!is_shown(&app.anonymous().get(&first.sign(&app, &path, &[])).await));
    assert!(is_shown(&app.anonymous().get(&third.sign(&app, &path, &[])).await));
    let told = calotype_store::events::latest(&mut app.core.db.read().await.unwrap(), shop.id, 100).await;
    let told = told.unwrap();
    let count = |kind: &str| told.iter().filter(|event| event.kind == kind).count();
    assert_eq!((count("delivery_key.created"), count("delivery_key.revoked")), (3, 1));
    assert!(!format!("{told:?}").contains(&first.secret));
}

async fn a_client_may_want_its_orders_signed(app: TestApp) {
    let (root, shop) = (root(&app).await, Program::new(&app, "shop").await);
    let key = Key::new(&root, &shop).await;
    let image = shop.meadow("u1", &[]).await;
    let private = shop.meadow("u1", &[("isPrivate", "true")]).await;
    let avatar =
        Form::new().text("externalUserId", "u1").file("file", "m.jpg", "image/jpeg", crate::app::MEADOW);
    created(&shop.form("", "/v2/avatars", avatar).await);
    let path = format!("/v2/images/{}", id(&image));
    let stranger = app.anonymous();
    assert!(is_shown(&stranger.get(&format!("{path}?w=100")).await), "off unless wanted");
    allow(&root, &shop, json!({"requireSigned": true})).await;
    refused(&stranger.get(&format!("{path}?w=100")).await, 403);
    refused(&stranger.get(&format!("{path}?format=jpeg&sig=00&kid=x&exp=1")).await, 403);
    for kept in ["", "?thumb=true", "?format=webp", "?t=5"] {
        assert!(is_shown(&stranger.get(&format!("{path}{kept}")).await), "{kept}: as it is stored");
    }
    let signed = stranger.get(&key.sign(&app, &path, &["w=100"])).await;
    assert!(is_shown(&signed));
    assert_eq!(signed.header("cache-control"), Some("public, max-age=3600"));
    assert_eq!(decoded(&shop.get("", &format!("{path}?w=100")).await), (100, 75), "the client itself");
    refused(&Program::new(&app, "rival").await.get("", &format!("{path}?w=100")).await, 403);
    // Who may not see it learns nothing of the rule.
    let denied = stranger.get(&format!("/v2/images/{}?w=100", id(&private))).await;
    assert_eq!(denied.header("x-image-fallback"), Some("permission_denied"));
    let share = shop.post("u1", &format!("/v2/images/{}/share", id(&private)), json!({})).await;
    let link = created(&share)["shareUrl"].as_str().unwrap().to_owned();
    assert!(is_shown(&stranger.get(&link).await));
    refused(&stranger.get(&format!("{link}?w=100")).await, 403);
    assert_eq!(decoded(&stranger.get(&key.sign(&app, &link, &["w=100"])).await), (100, 75));
    let (avatar, client) = ("/v2/avatars/u1", format!("clientId={}", shop.id));
    refused(&stranger.get(&format!("{avatar}?{client}&w=100")).await, 403);
    assert_eq!(decoded(&stranger.get(&key.sign(&app, avatar, &[&client, "w=100"])).await), (100, 75));
}

async fn a_preset_is_an_order_with_a_name(app: TestApp) {
    let (root, shop) = (root(&app).await, Program::new(&app, "shop").await);
    let presets = format!("/v2/admin/clients/{}/presets", shop.id);
    let card = json!({"w": 200, "h": 200, "fit": "cover", "gravity": "north", "format": "jpeg", "q": 70});
    let made = created(&root.put(&format!("{presets}/card"), card).await);
    assert_eq!((&made["name"], &made["parameters"]["w"]), (&json!("card"), &json!(200)));
    let image = shop.meadow("u1", &[]).await;
    let path = format!("/v2/images/{}", id(&image));
    let stranger = app.anonymous();
    let seen = stranger.get(&format!("{path}?preset=card")).await;
    assert_eq!((decoded(&seen), seen.header("content-type")), ((200, 200), Some("image/jpeg")));
    let spelled = "w=200&h=200&fit=cover&gravity=north&format=jpeg&q=70";
    let same = stranger.get(&format!("{path}?{spelled}")).await;
    assert_eq!((same.header("etag"), &same.bytes), (seen.header("etag"), &seen.bytes), "the same order");
    let other = stranger.get(&format!("{path}?preset=card&w=100&format=png")).await;
    assert_eq!((decoded(&other), other.header("content-type")), ((100, 200), Some("image/png")));
    for unknown in ["cards", "", "../card", "CARD"] {
        refused(&stranger.get(&format!("{path}?preset={unknown}")).await, 400);
    }
    let rival = Program::new(&app, "rival").await.meadow("u1", &[]).await;
    refused(&stranger.get(&format!("/v2/images/{}?preset=card", id(&rival))).await, 400);

    let changed =
        root.put(&format!("{presets}/card"), json!({"w": 50, "format": "auto", "dpr": 1.5})).await.ok();
    assert_eq!((&changed["parameters"]["dpr"], &changed["parameters"]["h"]), (&json!(1.5), &Value::Null));
    let again = stranger.get(&format!("{path}?preset=card")).await;
    assert_eq!((decoded(&again), again.header("vary")), ((75, 56), Some("Accept")));
    assert_ne!(again.header("etag"), seen.header("etag"));
    for (name, wrong) in [
        ("card", json!({"w": 0})),
        ("card", json!({"fit": "zoom"})),
        ("card", json!({"w": "wide"})),
        ("card", json!({"dpr": 9})),
        ("Card", json!({"w": 1})),
        ("a%20b", json!({"w": 1})),
    ] {
        refused(&root.put(&format!("{presets}/{name}"), wrong).await, 400);
    }
    let kept = root.get(&format!("{presets}/card")).await.ok();
    assert_eq!(kept["parameters"]["w"], 50, "what was refused changed nothing");
    created(&root.put(&format!("{presets}/avatar-2x"), json!({"w": 64, "dpr": 2})).await);
    let listed = root.get(&presets).await.ok();
    let names: Vec<&Value> = listed.as_array().unwrap().iter().map(|preset| &preset["name"]).collect();
    assert_eq!(names, ["avatar-2x", "card"]);
    root.delete(&format!("{presets}/card")).await.ok();
    refused(&root.delete(&format!("{presets}/card")).await, 404);
    refused(&root.get(&format!("{presets}/card")).await, 404);
    refused(&stranger.get(&format!("{path}?preset=card")).await, 400);
    refused(&shop.get("", &presets).await, 401);
}

async fn a_client_may_allow_its_presets_only(app: TestApp) {
    let (root, shop) = (root(&app).await, Program::new(&app, "shop").await);
    let key = Key::new(&root, &shop).await;
    let preset = format!("{}/presets/card", key.client);
    created(&root.put(&preset, json!({"w": 200})).await);
    let image = shop.meadow("u1", &[]).await;
    let path = format!("/v2/images/{}", id(&image));
    allow(&root, &shop, json!({"presetsOnly": true})).await;
    let stranger = app.anonymous();
    assert_eq!(decoded(&stranger.get(&format!("{path}?preset=card&t=1&download=true")).await), (200, 150));
    for kept in ["", "?thumb=1"] {
        assert!(is_shown(&stranger.get(&format!("{path}{kept}")).await), "{kept}");
    }
    for free in ["w=200", "preset=card&w=201", "preset=card&format=png", "preset=card&dpr=2", "q=1"] {
        refused(&stranger.get(&format!("{path}?{free}")).await, 403);
    }
    assert_eq!(decoded(&stranger.get(&key.sign(&app, &path, &["w=100"])).await), (100, 75));
    assert_eq!(decoded(&shop.get("", &format!("{path}?w=100")).await), (100, 75));
    allow(&root, &shop, json!({"requireSigned": true})).await;
    refused(&stranger.get(&format!("{path}?preset=card")).await, 403);
    assert_eq!(decoded(&stranger.get(&key.sign(&app, &path, &["preset=card"])).await), (200, 150));
}

async fn formats_are_agreed_upon_where_the_client_wants_that(app: TestApp) {
    let (root, shop) = (root(&app).await, Program::new(&app, "shop").await);
    let image = shop.meadow("u1", &[]).await;
    let animated = include_bytes!("../../../../../testdata/tiny/animated.webp");
    let form = Form::new().file("file", "a.webp", "image/webp", animated);
    let moving = created(&shop.form("u", "/v2/images", form).await);
    let stranger = app.anonymous();
    let ask = async |image: &Value, query: &str, accept: &str| {
        let path = format!("/v2/images/{}?{query}", id(image));
        let answer = stranger.request(Method::GET, &path).header(header::ACCEPT, accept).send().await;
        assert!(is_shown(&answer));
        answer
    };
    let kind =
        |answer: &Response| answer.header("content-type").unwrap().trim_start_matches("image/").to_owned();
    let modern = "image/avif,image/webp,image/*,*/*;q=0.8";
    let off = ask(&image, "w=100", modern).await;
    assert_eq!((kind(&off).as_str(), off.header("vary")), ("webp", None));
    allow(&root, &shop, json!({"negotiateFormat": true})).await;
    for (query, accept, expected) in [
        ("w=100", modern, "avif"),
        ("w=100&format=auto", modern, "avif"),
        ("w=100", "image/avif;q=0,image/webp", "webp"),
        ("w=100", "image/webp,*/*", "webp"),
        ("w=100", "image/png,*/*", "jpeg"),
        ("thumb=true", "text/html", "jpeg"),
        ("", "image/webp", "webp"),
        ("", "*/*", "jpeg"),
    ] {
        let answer = ask(&image, query, accept).await;
        assert_eq!(kind(&answer), expected, "{query} {accept}");
        assert_eq!(answer.header("vary"), Some("Accept"), "{query} {accept}");
    }
    let named = ask(&image, "w=100&format=png", modern).await;
    assert_eq!((kind(&named).as_str(), named.header("vary")), ("png", None), "a name is no question");
    assert_eq!(kind(&ask(&moving, "w=4", modern).await), "webp", "AVIF would stand still");
    let (avif, webp) = (ask(&image, "w=400", modern).await, ask(&image, "w=400", "image/webp").await);
    assert_ne!(avif.header("etag"), webp.header("etag"));
    assert!(avif.bytes.len() < webp.bytes.len(), "{} {}", avif.bytes.len(), webp.bytes.len());
    let path = format!("/v2/images/{}?w=400", id(&image));
    let known = stranger.request(Method::GET, &path).header(header::ACCEPT, modern);
    let known = known.header(header::IF_NONE_MATCH, avif.header("etag").unwrap()).send().await;
    assert_eq!((known.status.as_u16(), known.header("vary")), (304, Some("Accept")));
}

/// A wide grey picture with a chequered square near its right end, as PNG.
fn lopsided() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(1200, 400, |x, y| {
        let inside = (950..1150).contains(&x) && (100..300).contains(&y);
        let dark = (x / 20 + y / 20).is_multiple_of(2);
        image::Rgb(if !inside {
            [130, 132, 134]
        } else if dark {
            [180, 20, 20]
        } else {
            [240, 230, 220]
        })
    });
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

async fn a_smart_cut_shows_what_people_look_at(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let form = Form::new().file("file", "l.png", "image/png", &lopsided());
    let image = created(&shop.form("u", "/v2/images", form).await);
    let reds = async |gravity: &str, side: u32| {
        let order = format!("w={side}&h={side}&fit=cover&format=png&gravity={gravity}");
        let answer = app.anonymous().get(&format!("/v2/images/{}?{order}", id(&image))).await;
        assert_eq!(decoded(&answer), (side, side), "{gravity}");
        let picture = image::load_from_memory(&answer.bytes).unwrap().into_rgb8();
        let red = picture.pixels().filter(|pixel| pixel[0] > 150 && pixel[1] < 80).count();
        (red as f64 / f64::from(side * side) * 100.0, answer.bytes.to_vec())
    };
    // Half of the square's quarter of the cut is red.
    assert!(reds("center", 200).await.0 < 1.0);
    let (share, bytes) = reds("smart", 200).await;
    assert!((8.0..15.0).contains(&share), "{share}");
    assert!((8.0..15.0).contains(&reds("smart", 80).await.0), "the same part in every size");
    assert_eq!(reds("face", 200).await.1, bytes, "no face is known");
}
