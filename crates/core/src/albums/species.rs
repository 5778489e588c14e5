//! Naming what lives in the pictures of a `bio` album.

use calotype_store::albums::AlbumType;

use crate::actor::Actor;
use crate::albums::open;
use crate::app::App;
use crate::error::{Error, Result};

/// Asks for species of every photo of the album that has none; answers how many were asked for.
///
/// # Errors
/// The owner rule; `album_not_found`; `not_a_bio_album`; `bioclip_unavailable` as long as no model names species.
pub async fn rebuild(app: &App, actor: &Actor, number: i64) -> Result<i64> {
    let mut conn = app.db.read().await?;
    let album = open(&mut conn, actor, number).await?;
    if album.album_type != AlbumType::Bio {
        return Err(Error::invalid("not_a_bio_album", "Species are named in albums of the type bio only."));
    }
    Err(Error::unavailable("bioclip_unavailable", "No model that names species is installed."))
}
