//! Programs: the key in `X-API-Key` becomes an [`Actor`], once a request, on every surface that takes keys.
//!
//! A surface puts the [`gate`](crate::middleware::gate) around its routes, which asks [`shown`]; its extractor asks
//! [`program`], which finds the answer in the request. What the key may be used for is the domain's question.

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use calotype_core::{Actor, App, Error, Who, keys};

use super::place;

/// What a request shows of a key.
#[derive(Debug, Clone)]
pub(crate) enum Shown {
    /// No key. The actor is nobody, from somewhere.
    Nothing(Actor),
    /// A key that is not good, or not from there. The actor is nobody, from somewhere.
    Bad(Actor),
    /// A key that works.
    Good(Actor),
}

impl Shown {
    /// Who asks.
    pub(crate) fn actor(&self) -> &Actor {
        match self {
            Self::Nothing(actor) | Self::Bad(actor) | Self::Good(actor) => actor,
        }
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Looks the key of a request up, unless that was done before.
///
/// # Errors
/// Any database failure.
pub(crate) async fn shown(parts: &Parts, app: &App) -> Result<Shown, Error> {
    if let Some(known) = parts.extensions.get::<Shown>() {
        return Ok(known.clone());
    }
    let nobody = place(Actor::anonymous(), parts, app);
    if !parts.headers.contains_key("x-api-key") {
        return Ok(Shown::Nothing(nobody));
    }
    match text(&parts.headers, "x-api-key") {
        Some(secret) => of_secret(parts, app, secret).await,
        None => Ok(Shown::Bad(nobody)),
    }
}

/// Looks a key up that came some other way than in the header.
///
/// # Errors
/// Any database failure.
pub(crate) async fn of_secret(parts: &Parts, app: &App, secret: &str) -> Result<Shown, Error> {
    let nobody = place(Actor::anonymous(), parts, app);
    let from = keys::From { address: nobody.address, origin: text(&parts.headers, header::ORIGIN.as_str()) };
    let Some(key) = keys::authenticate(app, secret, from).await? else { return Ok(Shown::Bad(nobody)) };
    let who = Who::Key { id: key.id, user: key.user, scopes: key.scopes, isolated: key.isolated };
    Ok(Shown::Good(Actor { tenant: key.tenant, who, ..nobody }))
}

/// The program behind a request; `None` without a key that works, which public routes treat as no key at all.
///
/// # Errors
/// Any database failure.
pub(crate) async fn program(parts: &Parts, app: &App) -> Result<Option<Actor>, Error> {
    match shown(parts, app).await? {
        Shown::Good(actor) => Ok(Some(actor)),
        Shown::Nothing(_) | Shown::Bad(_) => Ok(None),
    }
}
