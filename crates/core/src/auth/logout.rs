//! Logout: the login a refresh token descends from ends, with all its rotations.

use calotype_store::sessions::{self, Kind};
use calotype_store::users;
use serde_json::Value;

use super::{actor_of, refresh, tokens};
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::events::{self, Subject};

/// Ends a login. Doing it twice is fine. The access token lives on until it expires, a few minutes later.
///
/// # Errors
/// `invalid_refresh_token` for a token nobody ever got.
pub async fn logout(app: &App, actor: &Actor, token: &str) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let session = sessions::find(&mut tx, Kind::Library, &tokens::hash_opaque(token)).await?;
    let session = session.ok_or_else(refresh::refused)?;
    let user = users::get_locked(&mut tx, session.user_id).await?.ok_or_else(refresh::refused)?;
    let ended = sessions::revoke_family(&mut tx, session.family_id, now).await?;
    if ended > 0 {
        let themselves = Actor { who: actor_of(&user).who, ..actor.clone() };
        events::record(&mut tx, &themselves, now, "user.logged_out", Subject::user(&user.id), Value::Null)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}
