//! Avatars for the administrators of their clients.

use calotype_store::assets::Page;
use calotype_store::{images as rows, users};
use uuid::Uuid;

use super::delete::finish;
use super::not_found;
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::clients::among;
use crate::error::Result;
use crate::images::{Image, Preview, object, previews};

/// An avatar as administrators see it.
#[derive(Debug, Clone)]
pub struct Administered {
    /// The avatar.
    pub image: Image,
    /// Where its bytes lie in the object store.
    pub storage_path: String,
    /// What shows it, when its public address does not.
    pub preview: Option<Preview>,
}

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of this client; absent: of all that the caller reaches.
    pub client: Option<Uuid>,
    /// Of this user, by the client's id or ours.
    pub user: Option<String>,
    /// Most items.
    pub limit: i64,
    /// Items left out.
    pub offset: i64,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Avatars, newest first.
    pub avatars: Vec<Administered>,
    /// How many there are in all.
    pub total: i64,
}

async fn administered(
    app: &App,
    conn: &mut calotype_store::Conn,
    actor: &Actor,
    images: Vec<Image>,
) -> Result<Vec<Administered>> {
    let mut previews = previews(app, conn, actor, &images).await?;
    let with = |image: Image| Administered {
        storage_path: object(image.tenant_id, image.id).path(),
        preview: previews.remove(&image.id),
        image,
    };
    Ok(images.into_iter().map(with).collect())
}

/// A page of the avatars of the clients that the caller reaches.
///
/// # Errors
/// `unauthenticated`, `client_not_allowed`.
pub async fn list(app: &App, actor: &Actor, wanted: &Wanted) -> Result<Listing> {
    let clients = portal::listed(actor, wanted.client)?;
    let filter =
        rows::Filter { user: wanted.user.as_deref(), avatars: true, ..rows::Filter::new(among(&clients)) };
    let mut conn = app.db.read().await?;
    let total = rows::count(&mut conn, &filter).await?;
    let page = Page { limit: wanted.limit, offset: wanted.offset };
    let images = rows::list(&mut conn, &filter, (rows::Sort::Created, false), page).await?;
    Ok(Listing { avatars: administered(app, &mut conn, actor, images).await?, total })
}

/// One avatar, by the id of its picture.
///
/// # Errors
/// `unauthenticated`; `avatar_not_found`, `client_not_allowed`.
pub async fn get(app: &App, actor: &Actor, id: Uuid) -> Result<Administered> {
    portal::clients(actor)?;
    let mut conn = app.db.read().await?;
    let image = rows::get(&mut conn, id).await?.filter(|image| image.is_avatar).ok_or_else(not_found)?;
    portal::read(actor, image.tenant_id)?;
    administered(app, &mut conn, actor, vec![image]).await?.pop().ok_or_else(not_found)
}

/// Deletes an avatar, by the id of its picture.
///
/// # Errors
/// `unauthenticated`, `read_only`; `avatar_not_found`, also for one that was replaced; `client_not_allowed`.
pub async fn delete(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    portal::writer(actor)?;
    let mut tx = app.db.write().await?;
    let image = rows::get(&mut tx, id).await?.filter(|image| image.is_avatar).ok_or_else(not_found)?;
    portal::write(actor, image.tenant_id)?;
    if let Some(owner) = image.owner_id {
        users::get_locked(&mut tx, owner).await?;
    }
    // Until its user was held another one may have taken its place.
    let image = rows::get(&mut tx, id).await?.ok_or_else(not_found)?;
    finish(app, tx, &actor.at(image.tenant_id), &image).await
}
