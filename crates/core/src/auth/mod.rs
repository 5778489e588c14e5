//! Logins: passwords, tokens, and who a token stands for.

pub mod password;
pub mod tokens;

use calotype_store::users;
use uuid::Uuid;

use crate::actor::{Actor, Role};
use crate::app::App;
use crate::error::{Error, Result};

/// The actor of a user row.
#[must_use]
pub fn actor_of(user: &users::User) -> Actor {
    let role = if user.is_admin { Role::Admin } else { Role::User };
    let mut actor = Actor::user(user.id, user.number, user.username.clone().unwrap_or_default(), role);
    actor.tenant = user.tenant_id;
    actor
}

/// The actor behind a library access token. The user row is read each time, so that deactivation, deletion and a
/// changed role work at once.
///
/// # Errors
/// `unauthenticated` for a bad or expired token and for inactive users.
pub async fn authenticate_bearer(app: &App, token: &str) -> Result<Actor> {
    let claims = tokens::verify_access(app, token)?;
    let mut conn = app.db.read().await?;
    let user = users::get_by_number(&mut conn, calotype_store::tenants::HOME, claims.user_id).await?;
    match user {
        Some(user) if user.is_active => Ok(actor_of(&user)),
        _ => Err(Error::unauthenticated("unauthenticated", "This account is not active.")),
    }
}

/// The actor behind a media token: the owner rule applies with the user and role the token was made for, without a
/// look at the database, because a page of thumbnails asks hundreds of times.
///
/// # Errors
/// `unauthenticated` for a bad, expired or foreign token.
pub fn authenticate_media(app: &App, token: &str) -> Result<Actor> {
    let claims = tokens::verify_media(app, token)?;
    let role = if claims.role == Role::Admin.as_str() { Role::Admin } else { Role::User };
    let id = Uuid::parse_str(&claims.uid)
        .map_err(|_| Error::unauthenticated("unauthenticated", "The media token is not valid."))?;
    Ok(Actor::user(id, claims.user_id, claims.username, role))
}
