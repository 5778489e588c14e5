//! What is said of an image changes.

use calotype_store::images::{self as rows, Changes};
use calotype_store::{Conn, Micros};
use serde_json::json;
use uuid::Uuid;

use super::{Details, Image, details, draft, not_found};
use crate::actor::Actor;
use crate::app::App;
use crate::clients::Caller;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// What changes; absent: stays. An inner absence: none any more.
#[derive(Debug, Clone, Default)]
pub struct Patch {
    /// Name, 1 to 255 characters.
    pub original_name: Option<String>,
    /// In place of all tags.
    pub tags: Option<Vec<String>>,
    /// Description.
    pub description: Option<Option<String>>,
    /// Whether only its user may see it.
    pub is_private: Option<bool>,
}

/// Changes that keep the rules.
pub(super) struct Checked {
    changes: Changes,
    tags: Option<Vec<String>>,
}

impl Patch {
    /// The changes, if they keep the rules.
    pub(super) fn checked(&self) -> Result<Checked> {
        let changes = Changes {
            original_filename: self.original_name.as_deref().map(draft::name).transpose()?,
            is_private: self.is_private,
            description: self
                .description
                .as_ref()
                .map(|text| draft::description(text.as_deref()))
                .transpose()?,
        };
        Ok(Checked { changes, tags: self.tags.as_deref().map(draft::tag_list).transpose()? })
    }
}

/// Changes an image of the caller's user.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `image_not_found`, `not_owner`; `invalid_name`, `invalid_tags`,
/// `invalid_description`.
pub async fn update(app: &App, caller: &Caller, id: Uuid, patch: &Patch) -> Result<Details> {
    let client = caller.client()?;
    let user = caller.named()?;
    let checked = patch.checked()?;
    let mut tx = app.db.write().await?;
    let image = rows::get_locked(&mut tx, id).await?;
    let image = image.filter(|image| image.tenant_id == client && !image.is_avatar).ok_or_else(not_found)?;
    if image.external_id.as_deref() != Some(user) {
        return Err(Error::forbidden("not_owner", "This image belongs to somebody else."));
    }
    let image = apply(&mut tx, &caller.actor, &image, &checked, app.clock.now()).await?;
    let image = details(&mut tx, image).await?;
    tx.commit().await?;
    Ok(image)
}

/// Writes changes of an image that the caller may change; answers it as it is then.
pub(super) async fn apply(
    tx: &mut Conn,
    actor: &Actor,
    image: &Image,
    checked: &Checked,
    now: Micros,
) -> Result<Image> {
    rows::update(tx, image.id, &checked.changes, now).await?;
    if let Some(tags) = &checked.tags {
        rows::set_tags(tx, image.tenant_id, image.id, tags, now).await?;
    }
    let data = json!({"private": checked.changes.is_private});
    events::record(tx, actor, now, "image.updated", Subject::new("image", &image.id), data).await?;
    rows::get(tx, image.id).await?.ok_or_else(not_found)
}
