//! Albums for the administrators of their clients.

use calotype_store::Conn;
use calotype_store::albums::hosted as rows;
use calotype_store::assets::Page;
use calotype_store::shares::{self, Targets};
use uuid::Uuid;

use super::delete::remove;
use super::update::apply;
use super::{Hosted, Patch};
use crate::access::portal;
use crate::actor::Actor;
use crate::albums::unknown;
use crate::app::App;
use crate::clients::among;
use crate::error::Result;

/// An album as administrators see it.
#[derive(Debug, Clone)]
pub struct Administered {
    /// The album.
    pub album: Hosted,
    /// Tokens of it that work.
    pub live_tokens: i64,
}

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of this client; absent: of all that the caller reaches.
    pub client: Option<Uuid>,
    /// Of this user, by the client's id or ours.
    pub user: Option<String>,
    /// With this text in its name.
    pub search: Option<String>,
    /// Public or not.
    pub public: Option<bool>,
    /// Most items.
    pub limit: i64,
    /// Items left out.
    pub offset: i64,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Albums, newest first.
    pub albums: Vec<Administered>,
    /// How many there are in all.
    pub total: i64,
}

async fn administered(app: &App, conn: &mut Conn, albums: Vec<Hosted>) -> Result<Vec<Administered>> {
    let ids: Vec<Uuid> = albums.iter().map(|album| album.id).collect();
    let tokens = shares::count_live(conn, Targets::Albums(&ids), app.clock.now()).await?;
    let with =
        |album: Hosted| Administered { live_tokens: tokens.get(&album.id).copied().unwrap_or(0), album };
    Ok(albums.into_iter().map(with).collect())
}

async fn one(app: &App, conn: &mut Conn, album: Hosted) -> Result<Administered> {
    administered(app, conn, vec![album]).await?.pop().ok_or_else(unknown)
}

/// A page of the albums of the clients that the caller reaches.
///
/// # Errors
/// `unauthenticated`, `client_not_allowed`.
pub async fn list(app: &App, actor: &Actor, wanted: &Wanted) -> Result<Listing> {
    let clients = portal::listed(actor, wanted.client)?;
    let filter = rows::Filter {
        among: among(&clients),
        user: wanted.user.as_deref(),
        public: wanted.public,
        search: wanted.search.as_deref(),
        seen_by: None,
    };
    let mut conn = app.db.read().await?;
    let total = rows::count(&mut conn, &filter).await?;
    let page = Page { limit: wanted.limit, offset: wanted.offset };
    let albums = rows::list(&mut conn, &filter, page).await?;
    Ok(Listing { albums: administered(app, &mut conn, albums).await?, total })
}

/// One album.
///
/// # Errors
/// `unauthenticated`; `album_not_found`, `client_not_allowed`.
pub async fn get(app: &App, actor: &Actor, id: Uuid) -> Result<Administered> {
    portal::clients(actor)?;
    let mut conn = app.db.read().await?;
    let album = rows::get(&mut conn, id).await?.ok_or_else(unknown)?;
    portal::read(actor, album.tenant_id)?;
    one(app, &mut conn, album).await
}

/// Changes an album.
///
/// # Errors
/// `unauthenticated`, `read_only`; `album_not_found`, `client_not_allowed`; `invalid_name`, `invalid_description`,
/// `invalid_album_id`, `cover_not_in_album`; `album_id_taken`.
pub async fn update(app: &App, actor: &Actor, id: Uuid, patch: &Patch) -> Result<Administered> {
    portal::writer(actor)?;
    let mut tx = app.db.write().await?;
    let album = held(&mut tx, actor, id).await?;
    let changes = patch.checked()?;
    let album = apply(&mut tx, &actor.at(album.tenant_id), album.id, &changes, app.clock.now()).await?;
    let album = one(app, &mut tx, album).await?;
    tx.commit().await?;
    Ok(album)
}

/// Deletes an album and every token of it; its images stay.
///
/// # Errors
/// `unauthenticated`, `read_only`; `album_not_found`, `client_not_allowed`.
pub async fn delete(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    portal::writer(actor)?;
    let mut tx = app.db.write().await?;
    let album = held(&mut tx, actor, id).await?;
    remove(&mut tx, &actor.at(album.tenant_id), album.id, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// An album that the caller may change, held until the transaction ends.
async fn held(tx: &mut Conn, actor: &Actor, id: Uuid) -> Result<Hosted> {
    let album = rows::get_locked(tx, id).await?.ok_or_else(unknown)?;
    portal::write(actor, album.tenant_id)?;
    Ok(album)
}
