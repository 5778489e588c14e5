//! Logins: passwords, tokens, sessions, and who a token stands for.

pub(crate) mod attempts;
mod login;
mod logout;
pub mod password;
mod recent;
mod refresh;
mod register;
mod session;
pub mod tokens;

use calotype_store::users;
use uuid::Uuid;

pub use login::login;
pub use logout::logout;
pub use recent::Recent;
pub use refresh::refresh;
pub use register::{Registered, register};
pub use session::Session;

use crate::actor::{Actor, Who};
use crate::app::App;
use crate::error::{Error, Result};
use crate::{access, users as people};

/// The actor of a user row.
#[must_use]
pub fn actor_of(user: &users::User) -> Actor {
    let role = people::role_of(user);
    let mut actor = Actor::user(user.id, user.number, user.username.clone().unwrap_or_default(), role);
    actor.tenant = user.tenant_id;
    actor
}

/// The actor behind a library access token. The user row is read each time, so that deactivation, deletion and a
/// changed role work at once, on every node.
///
/// # Errors
/// `unauthenticated` for a bad or expired token and for inactive users.
pub async fn authenticate_bearer(app: &App, token: &str) -> Result<Actor> {
    let claims = tokens::verify_access(app, token)?;
    let mut conn = app.db.read().await?;
    let user = users::get_by_number(&mut conn, calotype_store::tenants::HOME, claims.user_id).await?;
    match user {
        Some(user) if user.is_active => Ok(actor_of(&user)),
        _ => Err(inactive()),
    }
}

/// The actor behind a media token. A page of thumbnails asks hundreds of times, so the user's state is remembered for
/// a few seconds: deactivation and a changed role work at once on the node where they happen, and after at most
/// [`Recent::SECONDS`] on the others.
///
/// # Errors
/// `unauthenticated` for a bad, expired or foreign token and for inactive users.
pub async fn authenticate_media(app: &App, token: &str) -> Result<Actor> {
    let claims = tokens::verify_media(app, token)?;
    let id = Uuid::parse_str(&claims.uid)
        .map_err(|_| Error::unauthenticated("unauthenticated", "The media token is not valid."))?;
    let role = app.recent.role(app, id).await?.ok_or_else(inactive)?;
    Ok(Actor::user(id, claims.user_id, claims.username, role))
}

/// A media token for the caller, with its expiry in Unix seconds.
///
/// # Errors
/// `unauthenticated` for anybody without a login.
pub fn media_token(app: &App, actor: &Actor) -> Result<(String, i64)> {
    access::user(actor)?;
    let Who::User { id, number, username, role } = &actor.who else { return Err(inactive()) };
    let subject = tokens::Subject { id: *id, number: *number, username: username.clone(), role: *role };
    tokens::issue_media(app, &subject)
}

fn inactive() -> Error {
    Error::unauthenticated("unauthenticated", "This account is not active.")
}
