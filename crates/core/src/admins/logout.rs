//! Logout: the login a refresh token descends from ends, its access tokens included.

use calotype_store::admins as rows;
use calotype_store::sessions::{self, Kind};
use serde_json::Value;

use super::{read, session};
use crate::actor::Actor;
use crate::app::App;
use crate::auth::tokens::hash_opaque;
use crate::error::Result;
use crate::events::{self, Subject};

/// Ends a login. Without a token, with one nobody ever got and the second time there is nothing to do, which is fine.
///
/// # Errors
/// Any database failure.
pub async fn logout(app: &App, actor: &Actor, token: Option<&str>) -> Result<()> {
    let Some(token) = token else { return Ok(()) };
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let Some(found) = sessions::find(&mut tx, Kind::HostingAdmin, &hash_opaque(token)).await? else {
        return Ok(());
    };
    if rows::get_locked(&mut tx, found.user_id).await?.is_none() {
        return Ok(());
    }
    if sessions::revoke_family(&mut tx, found.family_id, now).await? > 0 {
        let admin = read(&mut tx, found.user_id).await?;
        let themselves = session::themselves(actor, &admin, found.family_id);
        let subject = Subject::user(&admin.id);
        events::record(&mut tx, &themselves, now, "admin.logged_out", subject, Value::Null).await?;
    }
    tx.commit().await?;
    Ok(())
}
