//! An administrator deletes an image.

use uuid::Uuid;

use super::super::delete::finish;
use super::held;
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;

/// Deletes an image: files, row, memberships, cover references and share tokens.
///
/// # Errors
/// `unauthenticated`, `read_only`; `image_not_found`, `client_not_allowed`.
pub async fn delete(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    portal::writer(actor)?;
    let mut tx = app.db.write().await?;
    let image = held(&mut tx, actor, id).await?;
    finish(app, tx, &actor.at(image.tenant_id), &image).await
}
