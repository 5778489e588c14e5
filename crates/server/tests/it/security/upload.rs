//! The upload surface: programs with keys.

use calotype_core::keys::{self, NewKey};
use calotype_core::{Actor, clients};

use super::{Answer, Body, Caller, FORBIDDEN, Row, UNKNOWN, hold, row, with};
use crate::app::TestApp;
use crate::upload::build::{program, scoped};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Keys that may read uploads.
    Reads,
    /// Keys that may write uploads.
    Writes,
    /// Keys that may write, for what is their user's.
    Owns,
    /// Keys that may follow jobs, for what is their user's.
    Follows,
}

use Rule::{Follows, Owns, Reads, Writes};

/// The upload that deletions name: no id of anybody, so that owner and stranger hear the same.
pub const WHICH: &str = "?upload_id=upl_01890000000070008000000000000000";

const TABLE: &[Row<Rule>] = &[
    row("DELETE /delete-upload-api", Owns),
    row("DELETE /jobs/{id}", Owns),
    row("DELETE /status-api/{id}", Owns),
    row("GET /jobs/{id}", Follows),
    row("GET /list-events-api", Reads),
    row("GET /list-uploads-api", Reads),
    row("GET /status-api/{id}", Follows),
    with("POST /image-converter-api", Writes, Body::Json("x")),
    with("POST /json-formatter-api", Writes, Body::Json("[1]")),
    with("POST /json-validator-api", Writes, Body::Json("[1]")),
    row("DELETE /upload-api/tus/{id}", Owns),
    row("HEAD /upload-api/tus/{id}", Owns),
    row("PATCH /upload-api/tus/{id}", Owns),
    row("POST /upload-api/tus", Writes),
    row("POST /upload-api/tus/{id}", Owns),
    row("POST /upload-api/{upload_id}/complete", Owns),
    with("POST /upload-api", Writes, Body::Json(r#"{"filename":"a.json"}"#)),
];

fn expected(rule: Rule, caller: &str) -> Answer {
    match (rule, caller) {
        (_, "a key for something else") => FORBIDDEN,
        (Reads | Follows, "a key that only writes") => FORBIDDEN,
        (Writes | Owns | Follows, "a key that only reads") => FORBIDDEN,
        (Reads | Writes | Owns, "a key that only follows jobs") => FORBIDDEN,
        (
            Owns | Follows,
            "a key of the user"
            | "a key of somebody else"
            | "a key of another tenant"
            | "a key that only writes"
            | "a key that only follows jobs",
        ) => Answer::Refused(&[404]),
        (
            _,
            "a key of the user"
            | "a key of somebody else"
            | "a key of another tenant"
            | "a key that only reads"
            | "a key that only writes",
        ) => Answer::Passes,
        _ => UNKNOWN,
    }
}

/// A job, or an upload, of nobody: so that owner and stranger hear the same.
fn stands_for(template: &str, name: &str) -> String {
    let id = if template.starts_with("/upload-api/") {
        "upl_01890000000070008000000000000000"
    } else {
        "01890000-0000-4000-8000-000000000000"
    };
    assert!(matches!(name, "id" | "upload_id"), "what stands for {name}?");
    id.to_owned()
}

pub async fn check(app: &TestApp) -> Vec<String> {
    let system = Actor::system();
    let all = ["job:read", "upload:read", "upload:write"];
    let foreign = async |name: &str| {
        let client = clients::create(&app.core, &system, name, None).await.unwrap().client.id;
        let slug: String = {
            let mut conn = app.core.db.read().await.unwrap();
            let values = calotype_store::Values(vec![client.into()]);
            conn.scalar("SELECT slug FROM tenants WHERE id = $1", values).await.unwrap()
        };
        let scopes = all.map(str::to_owned).to_vec();
        let new = NewKey { scopes, tenant: Some(slug), ..NewKey::default() };
        (client, keys::create(&app.core, &system, new).await.unwrap().secret)
    };
    let (_, elsewhere) = foreign("elsewhere").await;
    let (closed, of_closed) = foreign("closed").await;
    let patch = clients::Patch { active: Some(false), ..clients::Patch::default() };
    clients::update(&app.core, &Actor::system(), closed, patch).await.unwrap();
    let mia = program(app, "mia").await;
    let revoked = program(app, "mia").await;
    keys::revoke(&app.core, &system, &revoked.secret[..12]).await.unwrap();
    let mut callers = vec![
        Caller::new("nobody", app.anonymous()),
        Caller::new("an administrator of the library", app.admin().await),
        Caller::with_key("a key that is none", app, "cal_nonsense"),
        Caller::with_key("a key that was taken back", app, revoked.secret),
        Caller::with_key("a key of a tenant that was switched off", app, of_closed),
        Caller::with_key("a key of the user", app, mia.secret),
        Caller::with_key("a key of somebody else", app, program(app, "ben").await.secret),
        Caller::with_key("a key of another tenant", app, elsewhere),
    ];
    for (name, scopes) in [
        ("a key for something else", &["commands", "hosting"][..]),
        ("a key that only reads", &["upload:read"]),
        ("a key that only writes", &["upload:write"]),
        ("a key that only follows jobs", &["job:read"]),
    ] {
        callers.push(Caller::with_key(name, app, scoped(app, "mia", scopes).await.secret));
    }
    hold("upload", TABLE, &callers, expected, &stands_for).await
}
