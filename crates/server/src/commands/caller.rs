//! Who calls: the key as a parameter, in the request header `WWW-Authenticate`, as a bearer, or in `X-API-Key`.

use axum::http::header;
use axum::http::request::Parts;
use calotype_core::{Actor, App, events, outputs};
use serde_json::{Map, Value};

use super::error::{Failure, Outcome};
use crate::auth::key::{Shown, of_secret};
use crate::auth::{bearer, place};

/// The key in the head of a request.
pub(super) fn in_head(parts: &Parts) -> Option<String> {
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let query = parts.uri.query().unwrap_or_default();
    let parameter = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "key");
    let found = parameter
        .map(|(_, key)| key.into_owned())
        .or_else(|| text("x-api-key").map(str::to_owned))
        .or_else(|| text(header::WWW_AUTHENTICATE.as_str()).map(str::to_owned))
        .or_else(|| bearer(&parts.headers).map(str::to_owned));
    found.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty())
}

/// The key among the parameters, which is one no longer.
pub(super) fn in_values(values: &mut Map<String, Value>) -> Option<String> {
    match values.remove("key") {
        Some(Value::String(key)) if !key.trim().is_empty() => Some(key.trim().to_owned()),
        _ => None,
    }
}

/// Somebody without a key.
pub(super) fn nobody(parts: &Parts, app: &App) -> Actor {
    place(Actor::anonymous(), parts, app)
}

/// The program that a key belongs to.
pub(super) async fn program(app: &App, parts: &Parts, secret: Option<&str>) -> Outcome<Actor> {
    let Some(secret) = secret else { return Err(Failure::key()) };
    match of_secret(parts, app, secret).await? {
        Shown::Good(actor) => {
            // A key for something else is no key here; nobody has to wait for a body to learn that.
            calotype_core::access::program(&actor, outputs::SCOPE)?;
            Ok(actor)
        }
        Shown::Bad(actor) | Shown::Nothing(actor) => {
            events::auth_denied(app, &actor, "commands").await?;
            Err(Failure::key())
        }
    }
}
