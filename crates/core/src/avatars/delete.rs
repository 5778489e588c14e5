//! A user has no avatar any more.

use calotype_store::{images as rows, users};
use serde_json::json;

use super::not_found;
use crate::app::App;
use crate::clients::Caller;
use crate::error::Result;
use crate::events::{self, Subject};
use crate::images::{forget, remove_objects};
use crate::webhooks::{self, Event};

/// Deletes the avatar of a user.
///
/// # Errors
/// `unauthenticated`; `avatar_not_found`.
pub async fn delete(app: &App, caller: &Caller, user: &str) -> Result<()> {
    let client = caller.client()?;
    let mut tx = app.db.write().await?;
    let image = rows::get_avatar(&mut tx, client, user).await?.ok_or_else(not_found)?;
    if let Some(owner) = image.owner_id {
        users::get_locked(&mut tx, owner).await?;
        users::set_avatar(&mut tx, owner, None).await?;
    }
    let gone = forget(&mut tx, &image).await?;
    let now = app.clock.now();
    let subject = Subject::new("avatar", &image.id);
    events::record(&mut tx, &caller.actor, now, "avatar.deleted", subject, json!({"user": user})).await?;
    let told = json!({"avatarId": image.id, "userId": user});
    webhooks::emit(app, &mut tx, client, Event::AvatarDeleted, told).await?;
    tx.commit().await?;
    remove_objects(app, &image, gone).await;
    Ok(())
}
