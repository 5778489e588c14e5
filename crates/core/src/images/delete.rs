//! An image goes, and everything of it.

use calotype_files::objects::ObjectKey;
use calotype_store::images as rows;
use calotype_store::{Conn, renditions};
use serde_json::json;
use uuid::Uuid;

use super::{Image, not_found, object};
use crate::actor::Actor;
use crate::app::App;
use crate::clients::Caller;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::quotas;
use crate::webhooks::{self, Event};

/// Deletes an image: files, row, memberships, cover references and share tokens. A user who is named must be its owner.
///
/// # Errors
/// `unauthenticated`; `image_not_found`; `not_owner`.
pub async fn delete(app: &App, caller: &Caller, id: Uuid) -> Result<()> {
    let client = caller.client()?;
    let mut tx = app.db.write().await?;
    let image = rows::get_locked(&mut tx, id).await?;
    let image = image.filter(|image| image.tenant_id == client && !image.is_avatar).ok_or_else(not_found)?;
    if caller.user.is_some() && caller.user != image.external_id {
        return Err(Error::forbidden("not_owner", "This image belongs to somebody else."));
    }
    finish(app, tx, &caller.actor, &image).await
}

/// Deletes an image that the caller may delete, in the transaction that found it so.
pub(super) async fn finish(app: &App, mut tx: Conn, actor: &Actor, image: &Image) -> Result<()> {
    let gone = forget(&mut tx, image).await?;
    let now = app.clock.now();
    let data = json!({"size": image.file_size});
    events::record(&mut tx, actor, now, "image.deleted", Subject::new("image", &image.id), data).await?;
    let told = json!({"imageId": image.id, "userId": image.external_id});
    webhooks::emit(app, &mut tx, image.tenant_id, Event::ImageDeleted, told).await?;
    tx.commit().await?;
    remove_objects(app, image, gone).await;
    Ok(())
}

/// Removes the row of an image or avatar and everything that refers to it, and gives its space back. Answers the objects
/// that nothing refers to once the transaction has committed; [`remove_objects`] takes them.
///
/// # Errors
/// Any database failure.
pub(crate) async fn forget(tx: &mut Conn, image: &Image) -> Result<Vec<ObjectKey>> {
    let unused = renditions::forget(tx, image.id, None).await?;
    rows::delete(tx, image.id).await?;
    quotas::give_back(tx, image.tenant_id, u64::try_from(image.file_size).unwrap_or(0)).await?;
    let made = unused.iter().filter_map(|path| ObjectKey::parse(path));
    Ok(made.chain([object(image.tenant_id, image.id)]).collect())
}

/// Removes the bytes of what is gone. A failure costs space until the sweeper has been: no row leads there any more.
pub(crate) async fn remove_objects(app: &App, image: &Image, objects: Vec<ObjectKey>) {
    app.variants.forget(image.tenant_id, &image.hash);
    if let Err(error) = app.objects.delete_many(&objects).await {
        tracing::warn!(%error, "the bytes of a deleted image stay until they are swept");
    }
}
