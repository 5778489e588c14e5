//! Pages of images over clients, single ones, and the words on them.

use calotype_store::assets::Page;
use calotype_store::images as rows;
use uuid::Uuid;

use super::super::list::sort;
use super::super::not_found;
use super::{Administered, administered, one};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::clients::among;
use crate::error::Result;

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of this client; absent: of all that the caller reaches.
    pub client: Option<Uuid>,
    /// Of this user, by the client's id or ours.
    pub user: Option<String>,
    /// In this album.
    pub album: Option<Uuid>,
    /// With this text in the name.
    pub name: Option<String>,
    /// With any of these tags.
    pub tags: Vec<String>,
    /// Order; absent: newest first.
    pub sort: Option<String>,
    /// The smallest first.
    pub ascending: bool,
    /// Most items.
    pub limit: i64,
    /// Items left out.
    pub offset: i64,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Images in order.
    pub images: Vec<Administered>,
    /// How many there are in all.
    pub total: i64,
}

/// A page of the images of the clients that the caller reaches.
///
/// # Errors
/// `unauthenticated`, `client_not_allowed`; `invalid_sort`.
pub async fn list(app: &App, actor: &Actor, wanted: &Wanted) -> Result<Listing> {
    let clients = portal::listed(actor, wanted.client)?;
    let order = sort(wanted.sort.as_deref())?;
    let filter = rows::Filter {
        user: wanted.user.as_deref(),
        album: wanted.album,
        tags: &wanted.tags,
        name: wanted.name.as_deref(),
        ..rows::Filter::new(among(&clients))
    };
    let mut conn = app.db.read().await?;
    let total = rows::count(&mut conn, &filter).await?;
    let page = Page { limit: wanted.limit, offset: wanted.offset };
    let images = rows::list(&mut conn, &filter, (order, wanted.ascending), page).await?;
    Ok(Listing { images: administered(app, &mut conn, actor, images).await?, total })
}

/// One image.
///
/// # Errors
/// `unauthenticated`; `image_not_found`, `client_not_allowed`.
pub async fn get(app: &App, actor: &Actor, id: Uuid) -> Result<Administered> {
    portal::clients(actor)?;
    let mut conn = app.db.read().await?;
    let image = rows::get(&mut conn, id).await?.filter(|image| !image.is_avatar).ok_or_else(not_found)?;
    portal::read(actor, image.tenant_id)?;
    one(app, &mut conn, actor, image).await
}

/// Words on images.
#[derive(Debug, Clone)]
pub struct Tags {
    /// Each with how many images have it, the most used first.
    pub tags: Vec<(String, i64)>,
    /// How many words there are in all.
    pub total: i64,
}

/// The words on the images of the clients that the caller reaches.
///
/// # Errors
/// `unauthenticated`, `client_not_allowed`.
pub async fn tags(
    app: &App,
    actor: &Actor,
    client: Option<Uuid>,
    search: Option<&str>,
    limit: i64,
) -> Result<Tags> {
    let clients = portal::listed(actor, client)?;
    let mut conn = app.db.read().await?;
    let total = rows::count_used_tags(&mut conn, among(&clients), search).await?;
    let tags = rows::used_tags(&mut conn, among(&clients), search, limit).await?;
    Ok(Tags { tags, total })
}
