//! An administrator changes what is said of an image.

use uuid::Uuid;

use super::super::Patch;
use super::super::update::apply;
use super::{Administered, held, one};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;

/// Changes an image.
///
/// # Errors
/// `unauthenticated`, `read_only`; `image_not_found`, `client_not_allowed`; `invalid_name`, `invalid_tags`,
/// `invalid_description`.
pub async fn update(app: &App, actor: &Actor, id: Uuid, patch: &Patch) -> Result<Administered> {
    portal::writer(actor)?;
    let mut tx = app.db.write().await?;
    let image = held(&mut tx, actor, id).await?;
    let image =
        apply(&mut tx, &actor.at(image.tenant_id), &image, &patch.checked()?, app.clock.now()).await?;
    let image = one(app, &mut tx, actor, image).await?;
    tx.commit().await?;
    Ok(image)
}
