//! What is said of an image changes.

use calotype_store::images::{self as rows, Changes};
use serde_json::json;
use uuid::Uuid;

use super::{Details, details, draft, not_found};
use crate::app::App;
use crate::clients::Caller;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// What changes; absent: stays. An inner absence: none any more.
#[derive(Debug, Clone, Default)]
pub struct Patch {
    /// In place of all tags.
    pub tags: Option<Vec<String>>,
    /// Description.
    pub description: Option<Option<String>>,
    /// Whether only its user may see it.
    pub is_private: Option<bool>,
}

/// Changes an image of the caller's user.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `image_not_found`, `not_owner`; `invalid_tags`, `invalid_description`.
pub async fn update(app: &App, caller: &Caller, id: Uuid, patch: &Patch) -> Result<Details> {
    let client = caller.client()?;
    let user = caller.named()?;
    let tags = patch.tags.as_deref().map(draft::tag_list).transpose()?;
    let description = match &patch.description {
        Some(text) => Some(draft::description(text.as_deref())?),
        None => None,
    };
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let image = rows::get_locked(&mut tx, id).await?;
    let image = image.filter(|image| image.tenant_id == client && !image.is_avatar).ok_or_else(not_found)?;
    if image.external_id.as_deref() != Some(user) {
        return Err(Error::forbidden("not_owner", "This image belongs to somebody else."));
    }
    let changes = Changes { original_filename: None, is_private: patch.is_private, description };
    rows::update(&mut tx, id, &changes, now).await?;
    if let Some(tags) = &tags {
        rows::set_tags(&mut tx, client, id, tags, now).await?;
    }
    let data = json!({"private": patch.is_private});
    events::record(&mut tx, &caller.actor, now, "image.updated", Subject::new("image", &id), data).await?;
    let image = rows::get(&mut tx, id).await?.ok_or_else(not_found)?;
    let image = details(&mut tx, image).await?;
    tx.commit().await?;
    Ok(image)
}
