//! What is in an album, and in which albums something is.

use calotype_store::Conn;
use calotype_store::albums::{self as store, Member, Membership};
use uuid::Uuid;

use crate::access::{self, Scope};
use crate::actor::Actor;
use crate::albums::{gone, open};
use crate::app::App;
use crate::assets::{query, readable, writable};
use crate::error::{Error, Result};

/// The assets of an album, in one repository or in all: by place, those without one last, then in the order they were
/// added.
///
/// # Errors
/// The owner rule; `album_not_found`; `invalid_repository_id`.
pub async fn list(app: &App, actor: &Actor, number: i64, repository: Option<&str>) -> Result<Vec<Member>> {
    let view = query::view(actor, repository)?;
    let mut conn = app.db.read().await?;
    let album = open(&mut conn, actor, number).await?;
    Ok(store::members(&mut conn, album.id, view).await?)
}

/// Puts an asset into an album. One that is there keeps its place.
///
/// The owner rule for both makes a user's albums hold only their own photos; an administrator may mix.
///
/// # Errors
/// The owner rule for album and asset; `album_not_found`, `asset_not_found`.
pub async fn add(app: &App, actor: &Actor, number: i64, asset: Uuid, position: Option<i64>) -> Result<()> {
    let mut conn = app.db.write().await?;
    let album = open(&mut conn, actor, number).await?;
    let asset = writable(&mut conn, actor, asset).await?;
    store::add(&mut conn, album.id, asset.id, position, app.clock.now()).await.map_err(gone)?;
    Ok(conn.commit().await?)
}

/// Takes an asset out of an album; harmless for one that is not in it.
///
/// # Errors
/// The owner rule for the album; `album_not_found`.
pub async fn remove(app: &App, actor: &Actor, number: i64, asset: Uuid) -> Result<()> {
    let mut conn = app.db.write().await?;
    let album = open(&mut conn, actor, number).await?;
    store::remove(&mut conn, album.id, asset).await?;
    Ok(conn.commit().await?)
}

/// Gives an asset of an album its place, or none.
///
/// # Errors
/// The owner rule for the album; `album_not_found`; `not_in_album`.
pub async fn place(app: &App, actor: &Actor, number: i64, asset: Uuid, position: Option<i64>) -> Result<()> {
    let mut conn = app.db.write().await?;
    let album = open(&mut conn, actor, number).await?;
    if !store::place(&mut conn, album.id, asset, position).await? {
        return Err(Error::not_found("not_in_album", "The album has no such photo."));
    }
    Ok(conn.commit().await?)
}

/// The albums of the actor's an asset is in; for an administrator all of them.
///
/// # Errors
/// The owner rule for the asset; `asset_not_found`.
pub async fn of_asset(app: &App, actor: &Actor, asset: Uuid) -> Result<Vec<Membership>> {
    let mut conn = app.db.read().await?;
    let asset = readable(&mut conn, actor, asset).await?;
    visible(&mut conn, actor, asset.id).await
}

/// The memberships of an asset in albums the actor may see, oldest album first.
///
/// # Errors
/// `unauthenticated`.
pub async fn visible(conn: &mut Conn, actor: &Actor, asset: Uuid) -> Result<Vec<Membership>> {
    let scope = access::scope(actor)?;
    let mut albums = store::of_asset(conn, asset).await?;
    albums.retain(|membership| match scope {
        Scope::Everything => true,
        Scope::Owner(me) => membership.album.owner_id == me,
    });
    Ok(albums)
}
