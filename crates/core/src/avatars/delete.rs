//! A user has no avatar any more.

use calotype_store::{Conn, images as rows, users};
use serde_json::json;

use super::not_found;
use crate::actor::Actor;
use crate::app::App;
use crate::clients::Caller;
use crate::error::Result;
use crate::events::{self, Subject};
use crate::images::{Image, forget, remove_objects};
use crate::webhooks::{self, Event};

/// Deletes the avatar of a user.
///
/// # Errors
/// `unauthenticated`; `avatar_not_found`.
pub async fn delete(app: &App, caller: &Caller, user: &str) -> Result<()> {
    let client = caller.client()?;
    let mut tx = app.db.write().await?;
    let owner = users::get_by_external_id(&mut tx, client, user).await?.ok_or_else(not_found)?;
    // Whoever gives the user another avatar waits here, too; so the one that is found is the one that goes.
    users::get_locked(&mut tx, owner.id).await?;
    let image = rows::get_avatar(&mut tx, client, user).await?.ok_or_else(not_found)?;
    finish(app, tx, &caller.actor, &image).await
}

/// Deletes an avatar that the caller may delete, in the transaction that holds its user.
pub(super) async fn finish(app: &App, mut tx: Conn, actor: &Actor, image: &Image) -> Result<()> {
    if let Some(owner) = image.owner_id {
        users::set_avatar(&mut tx, owner, None).await?;
    }
    let gone = forget(&mut tx, image).await?;
    let now = app.clock.now();
    let (subject, data) = (Subject::new("avatar", &image.id), json!({"user": image.external_id}));
    events::record(&mut tx, actor, now, "avatar.deleted", subject, data).await?;
    let told = json!({"avatarId": image.id, "userId": image.external_id});
    webhooks::emit(app, &mut tx, image.tenant_id, Event::AvatarDeleted, told).await?;
    tx.commit().await?;
    remove_objects(app, image, gone).await;
    Ok(())
}
