//! A user gets an avatar, a first one or another.

use calotype_store::images::{self as rows, NewImage};
use calotype_store::users;
use serde_json::json;

use super::not_found;
use crate::app::App;
use crate::clients::Caller;
use crate::error::Result;
use crate::events::{self, Subject};
use crate::images::{Image, Received, forget, remove_objects, store};
use crate::webhooks::{self, Event};

/// Gives the caller's user an avatar in the place of an earlier one, whose files go when the new ones are durable. Of two at
/// once the last to commit wins.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `invalid_image`, `file_too_large`, `too_many_pixels`; `quota_exceeded`.
pub async fn create(app: &App, caller: &Caller, received: Received) -> Result<Image> {
    let client = caller.client()?;
    let user = caller.named()?;
    let stored = store(app, client, received).await?;
    let now = app.clock.now();
    let recorded = async {
        let mut tx = app.db.write().await?;
        let owner = caller.holder()?.ensure_user(&mut tx, None, now).await?;
        users::get_locked(&mut tx, owner).await?;
        let old = rows::get_avatar(&mut tx, client, user).await?;
        let row = NewImage { is_avatar: true, ..stored.row(client, owner, "avatar".to_owned()) };
        stored.record(&mut tx, &row, now).await?;
        users::set_avatar(&mut tx, owner, Some(row.id)).await?;
        let mut gone = None;
        if let Some(old) = old {
            gone = Some((forget(&mut tx, &old).await?, old));
        }
        let data = json!({"user": user, "size": row.size, "replaces": gone.as_ref().map(|(_, old)| old.id)});
        events::record(&mut tx, &caller.actor, now, "avatar.uploaded", Subject::new("avatar", &row.id), data)
            .await?;
        let told = json!({"avatarId": row.id, "userId": user});
        webhooks::emit(app, &mut tx, client, Event::AvatarUploaded, told).await?;
        let image = rows::get(&mut tx, row.id).await?.ok_or_else(not_found)?;
        tx.commit().await?;
        Ok((image, gone))
    };
    match recorded.await {
        Ok((image, gone)) => {
            if let Some((objects, old)) = gone {
                remove_objects(app, &old, objects).await;
            }
            Ok(image)
        }
        Err(error) => {
            stored.discard(app).await;
            Err(error)
        }
    }
}
