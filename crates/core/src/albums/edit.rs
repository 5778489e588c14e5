//! Making, changing and deleting albums.

use calotype_store::Conn;
use calotype_store::albums::{self as store, AlbumType, Changes, NewAlbum, Overview};
use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::albums::{gone, open, unknown};
use crate::app::App;
use crate::assets::{query, writable};
use crate::error::{Error, Kind, Result};

/// What a caller says about an album. Absent means: not said.
#[derive(Debug, Clone, Default)]
pub struct AlbumInput {
    /// Name, 1 to 100 characters.
    pub name: Option<String>,
    /// Description, at most 10,000 characters.
    pub description: Option<String>,
    /// Id of the asset that is to be the cover.
    pub cover: Option<String>,
    /// `default` or `bio`.
    pub album_type: Option<String>,
}

/// Makes an album of the actor's.
///
/// # Errors
/// `unauthenticated`; `invalid_album_name`, `description_too_long`, `invalid_album_type`, `invalid_cover`; `not_owner`
/// for somebody else's cover.
pub async fn create(app: &App, actor: &Actor, input: &AlbumInput) -> Result<Overview> {
    let owner = access::user(actor)?;
    let mut conn = app.db.write().await?;
    let said = check(&mut conn, actor, input).await?;
    let album = NewAlbum {
        id: calotype_store::new_id(),
        tenant: actor.tenant,
        owner,
        name: said.name.ok_or_else(nameless)?,
        description: said.description,
        cover: said.cover,
        album_type: said.album_type.unwrap_or(AlbumType::Default),
    };
    store::insert(&mut conn, &album, app.clock.now()).await.map_err(gone)?;
    let made = store::overview(&mut conn, album.id, query::view(actor, None)?).await?.ok_or_else(unknown)?;
    conn.commit().await?;
    Ok(made)
}

/// Changes what the caller speaks of; the rest stays. A cover can be replaced but not taken away.
///
/// # Errors
/// The owner rule; `album_not_found`; what [`create`] refuses.
pub async fn update(app: &App, actor: &Actor, number: i64, input: &AlbumInput) -> Result<Overview> {
    let view = query::view(actor, None)?;
    let mut conn = app.db.write().await?;
    let album = open(&mut conn, actor, number).await?;
    let said = check(&mut conn, actor, input).await?;
    store::update(&mut conn, album.id, &said, app.clock.now()).await.map_err(gone)?;
    let changed = store::overview(&mut conn, album.id, view).await?.ok_or_else(unknown)?;
    conn.commit().await?;
    Ok(changed)
}

/// Deletes an album; its photos stay in the library.
///
/// # Errors
/// The owner rule; `album_not_found`.
pub async fn delete(app: &App, actor: &Actor, number: i64) -> Result<()> {
    let mut conn = app.db.write().await?;
    let album = open(&mut conn, actor, number).await?;
    store::delete(&mut conn, album.id).await?;
    Ok(conn.commit().await?)
}

fn nameless() -> Error {
    Error::invalid("invalid_album_name", "An album needs a name of 1 to 100 characters.")
}

/// What the words mean.
async fn check<'a>(conn: &mut Conn, actor: &Actor, input: &'a AlbumInput) -> Result<Changes<'a>> {
    let name = input.name.as_deref();
    if name.is_some_and(|name| name.trim().is_empty() || name.chars().count() > 100) {
        return Err(nameless());
    }
    let description = input.description.as_deref();
    if description.is_some_and(|text| text.chars().count() > 10_000) {
        return Err(Error::invalid("description_too_long", "A description has at most 10,000 characters."));
    }
    let album_type = input.album_type.as_deref().map(|word| {
        AlbumType::parse(word)
            .ok_or_else(|| Error::invalid("invalid_album_type", "album_type must be default or bio."))
    });
    let cover = match input.cover.as_deref() {
        Some(text) => Some(cover(conn, actor, text).await?),
        None => None,
    };
    Ok(Changes { name, description, cover, album_type: album_type.transpose()? })
}

/// A listed asset the actor may see.
async fn cover(conn: &mut Conn, actor: &Actor, text: &str) -> Result<Uuid> {
    let refused =
        || Error::invalid("invalid_cover", "cover_asset_id must be the id of a photo in the library.");
    let id = Uuid::parse_str(text).map_err(|_| refused())?;
    match writable(conn, actor, id).await {
        Ok(asset) => Ok(asset.id),
        Err(e) if e.kind == Kind::NotFound => Err(refused()),
        Err(e) => Err(e),
    }
}
