//! Who may look into an album.

use calotype_store::{Conn, shares};

use super::{Hosted, Key, find, rows};
use crate::albums::unknown;
use crate::app::App;
use crate::auth::tokens::hash_opaque;
use crate::error::{Error, Result};
use crate::images::Visitor;

/// An album, as a visitor sees it.
#[derive(Debug, Clone)]
pub struct Album {
    /// The album.
    pub row: Hosted,
    /// Whether private images in it are shown, too: to its owner and who has a token.
    pub sees_all: bool,
}

/// An album, for its owner, who has a live token of it, and everybody when it is public.
///
/// # Errors
/// `album_not_found`, also for another client's and for strangers; `user_id_required` for a program that names nobody;
/// `not_owner`.
pub async fn see(app: &App, visitor: &Visitor, key: &Key) -> Result<Album> {
    let client = visitor.caller.as_ref().and_then(|caller| caller.client().ok());
    let mut conn = app.db.read().await?;
    let row = match (key, client) {
        (Key::Id(id), _) => rows::get(&mut conn, *id).await?,
        (Key::External(_), Some(client)) => find(&mut conn, client, key).await?,
        (Key::External(_), None) => None,
    };
    let row = row.filter(|album| album.client_active).ok_or_else(unknown)?;
    let caller = visitor.caller.as_ref().filter(|_| client == Some(row.tenant_id));
    let is_owner = caller.is_some_and(|caller| caller.user.as_deref() == Some(&row.owner_external_id));
    if is_owner || opens(app, &mut conn, visitor.token.as_deref(), &row).await? {
        return Ok(Album { row, sees_all: true });
    }
    match caller {
        _ if row.is_public => Ok(Album { row, sees_all: false }),
        None => Err(unknown()),
        Some(caller) => {
            caller.named()?;
            Err(Error::forbidden("not_owner", "This album belongs to somebody else."))
        }
    }
}

async fn opens(app: &App, conn: &mut Conn, token: Option<&str>, album: &Hosted) -> Result<bool> {
    let Some(token) = token.filter(|token| !token.is_empty()) else { return Ok(false) };
    let share = shares::by_token(conn, &hash_opaque(token)).await?;
    Ok(share.is_some_and(|share| share.album_id == Some(album.id) && share.is_live(app.clock.now())))
}
