//! Forged, foreign and outdated access tokens.

use calotype_core::secrets::Purpose;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::{claims, works};
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    tokens_that_this_server_did_not_sign_for_access_are_refused,
    the_role_in_a_token_is_not_believed
];

fn signed(claims: &Value, algorithm: Algorithm, key: &[u8]) -> String {
    encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(key)).unwrap()
}

async fn tokens_that_this_server_did_not_sign_for_access_are_refused(app: TestApp) {
    let mia = app.user("mia").await;
    let guest = app.anonymous();
    let good = claims(mia.token());
    let key = app.core.secret.derive(Purpose::AccessToken);
    assert!(works(&guest, &signed(&good, Algorithm::HS256, &key)).await);

    let changed = |field: &str, value: Value| {
        let mut claims = good.clone();
        claims[field] = value;
        claims
    };
    let now = good["iat"].as_i64().unwrap();
    let (head, rest) = mia.token().split_once('.').unwrap();
    let none = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.", rest.split_once('.').unwrap().0);
    for (what, token) in [
        ("another key", signed(&good, Algorithm::HS256, b"guessed")),
        (
            "the key of another purpose",
            signed(&good, Algorithm::HS256, &app.core.secret.derive(Purpose::MediaToken)),
        ),
        ("another algorithm", signed(&good, Algorithm::HS512, &key)),
        ("no algorithm", none),
        ("another issuer", signed(&changed("iss", json!("somebody")), Algorithm::HS256, &key)),
        ("not yet valid", signed(&changed("nbf", json!(now + 600)), Algorithm::HS256, &key)),
        ("expired", signed(&changed("exp", json!(now - 1)), Algorithm::HS256, &key)),
        ("a user who does not exist", signed(&changed("user_id", json!(999_999)), Algorithm::HS256, &key)),
        ("cut", head.to_owned()),
    ] {
        assert!(!works(&guest, &token).await, "{what}");
    }
}

async fn the_role_in_a_token_is_not_believed(app: TestApp) {
    let mia = app.user("mia").await;
    let mut claims = claims(mia.token());
    claims["role"] = json!("admin");
    let token = signed(&claims, Algorithm::HS256, &app.core.secret.derive(Purpose::AccessToken));
    app.anonymous().with_token(token).get("/api/v1/users").await.refused(403, "admin_required");
}
