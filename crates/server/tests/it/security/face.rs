//! The face surface: programs with keys, and administrators.

use super::{Answer, Body, Caller, FORBIDDEN, Row, UNKNOWN, hold, row, with};
use crate::app::{PASSWORD, TestApp};
use crate::face::basic;
use crate::upload::build::scoped;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Anybody.
    Open,
    /// Keys that may look for faces.
    Looks,
    /// Administrators.
    Administers,
    /// A cookie, which nobody here has.
    Cookie,
    /// A name and a password, which nobody here sends in the body.
    Credentials,
}

use Rule::{Administers, Cookie, Credentials, Looks, Open};

const TABLE: &[Row<Rule>] = &[
    row("GET /health", Open),
    with("POST /api/v1/detect", Looks, Body::Form),
    with("POST /api/v1/mask", Looks, Body::Form),
    with(
        "POST /api/v1/admin/auth/login",
        Credentials,
        Body::Json(r#"{"username":"ada","password":"guessed"}"#),
    ),
    row("POST /api/v1/admin/auth/logout", Open),
    row("GET /api/v1/admin/auth/session", Cookie),
    row("GET /api/v1/admin/stats", Administers),
    row("GET /api/v1/admin/images", Administers),
    row("GET /api/v1/admin/images/{image_id}", Administers),
    row("DELETE /api/v1/admin/images/{image_id}", Administers),
    row("GET /api/v1/admin/images/{image_id}/download", Administers),
    row("GET /api/v1/admin/jobs", Administers),
    row("GET /api/v1/admin/jobs/{job_id}", Administers),
    row("GET /api/v1/admin/jobs/{job_id}/download", Administers),
    row("GET /api/v1/admin/api-keys", Administers),
    with("POST /api/v1/admin/api-keys", Administers, Body::Json(r#"{"name":"camera"}"#)),
    row("GET /api/v1/admin/api-keys/{key_id}", Administers),
    with("PATCH /api/v1/admin/api-keys/{key_id}", Administers, Body::Json(r#"{"name":"camera"}"#)),
    row("DELETE /api/v1/admin/api-keys/{key_id}", Administers),
];

fn expected(rule: Rule, caller: &str) -> Answer {
    match (rule, caller) {
        (Open, _) => Answer::Passes,
        (Cookie | Credentials, _) => UNKNOWN,
        (Looks, "a key for faces" | "a key of an administrator") => Answer::Passes,
        (
            Administers,
            "an administrator" | "an administrator with a password" | "a key of an administrator",
        ) => Answer::Passes,
        (Administers, "a user of the library") => FORBIDDEN,
        // After ten guesses they wait.
        (Administers, "somebody with a wrong password") => Answer::Refused(&[401, 429]),
        _ => UNKNOWN,
    }
}

/// A thing that is not there: whoever may ask hears that.
fn stands_for(_template: &str, name: &str) -> String {
    assert!(matches!(name, "image_id" | "job_id" | "key_id"), "what stands for {name}?");
    "01890000-0000-7000-8000-000000000000".to_owned()
}

pub async fn check(app: &TestApp) -> Vec<String> {
    let ada = app.admin().await;
    let mut callers = vec![
        Caller::new("nobody", app.anonymous()),
        Caller::new("an administrator", ada),
        Caller::new("a user of the library", app.user("mia").await),
        Caller::with_key("a key that is none", app, "xyl_nonsense"),
        Caller::with_key("a key for faces", app, scoped(app, "mia", &["face:process"]).await.secret),
        Caller::with_key(
            "a key for something else",
            app,
            scoped(app, "mia", &["commands", "hosting"]).await.secret,
        ),
        Caller::with_key("a key of an administrator", app, scoped(app, "ada", &["admin"]).await.secret),
    ];
    for (name, password) in
        [("an administrator with a password", PASSWORD), ("somebody with a wrong password", "guessed")]
    {
        let mut caller =
            Caller::new(name, app.anonymous().from([203, 0, 113, u8::try_from(callers.len()).unwrap()]));
        caller.header = Some((axum::http::header::AUTHORIZATION, basic("ada", password)));
        callers.push(caller);
    }
    hold("face", TABLE, &callers, expected, &stands_for).await
}
