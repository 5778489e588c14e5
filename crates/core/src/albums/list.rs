//! The caller's albums, and single ones.

use calotype_store::albums::{self as store, Overview};
use calotype_store::assets::Page;

use crate::access;
use crate::actor::Actor;
use crate::albums::{open, unknown};
use crate::app::App;
use crate::assets::query;
use crate::error::Result;

/// One page of the actor's own albums, newest first, and how many there are; administrators, too, see only theirs. With
/// a repository: the albums that show something of it, counted there.
///
/// # Errors
/// `unauthenticated`, `invalid_repository_id`.
pub async fn list(
    app: &App,
    actor: &Actor,
    repository: Option<&str>,
    page: Page,
) -> Result<(Vec<Overview>, i64)> {
    let owner = access::user(actor)?;
    let view = query::view(actor, repository)?;
    let mut conn = app.db.read().await?;
    let total = store::count(&mut conn, owner, view).await?;
    Ok((store::list(&mut conn, owner, view, page).await?, total))
}

/// One album, counted in a repository or in all.
///
/// # Errors
/// The owner rule; `album_not_found`; `invalid_repository_id`.
pub async fn get(app: &App, actor: &Actor, number: i64, repository: Option<&str>) -> Result<Overview> {
    let view = query::view(actor, repository)?;
    let mut conn = app.db.read().await?;
    let album = open(&mut conn, actor, number).await?;
    store::overview(&mut conn, album.id, view).await?.ok_or_else(unknown)
}
