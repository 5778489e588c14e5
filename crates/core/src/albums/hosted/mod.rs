//! Albums of applications: each belongs to a user of a client, may be public, and opens to whoever has a token of it.

mod create;
mod delete;
mod list;
mod members;
pub mod portal;
mod see;
mod tokens;
mod update;

use calotype_store::Conn;
use calotype_store::albums::hosted as rows;
use uuid::Uuid;

pub use create::{NewAlbum, create};
pub use delete::delete;
pub use list::{Wanted, list};
pub use members::{add, images, remove};
pub use rows::Hosted;
pub use see::{Album, see};
pub use tokens::{AlbumToken, make_token, revoke_token};
pub use update::{Patch, update};

use super::unknown;
use crate::app::App;
use crate::clients::{Caller, Holder};
use crate::error::{Error, Result};

/// How an album is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// By our id.
    Id(Uuid),
    /// By the id it has in the client's own system.
    External(String),
}

/// The album of a key among those of a client.
async fn find(conn: &mut Conn, client: Uuid, key: &Key) -> Result<Option<Hosted>> {
    Ok(match key {
        Key::Id(id) => rows::get(conn, *id).await?.filter(|album| album.tenant_id == client),
        Key::External(id) => rows::by_external_id(conn, client, id).await?,
    })
}

/// An album that the caller's user owns, held until the transaction ends.
async fn owned(tx: &mut Conn, caller: &Caller, key: &Key) -> Result<Hosted> {
    let client = caller.client()?;
    let user = caller.named()?;
    let album = find(tx, client, key).await?.ok_or_else(unknown)?;
    if album.owner_external_id != user {
        return Err(Error::forbidden("not_owner", "This album belongs to somebody else."));
    }
    rows::get_locked(tx, album.id).await?.ok_or_else(unknown)
}

/// The album that an upload names, by our id or the client's, when the user who shall hold the image owns it. Anything else is unknown.
pub(crate) async fn find_for_upload(app: &App, holder: &Holder<'_>, id: &str) -> Result<Uuid> {
    let mut conn = app.db.read().await?;
    let by_id = match Uuid::try_parse(id) {
        Ok(id) => find(&mut conn, holder.client, &Key::Id(id)).await?,
        Err(_) => None,
    };
    let album = match by_id {
        Some(album) => Some(album),
        None => find(&mut conn, holder.client, &Key::External(id.to_owned())).await?,
    };
    Ok(album.filter(|album| album.owner_external_id == holder.user()).ok_or_else(unknown)?.id)
}

/// Longest name, and longest id in the client's own system, characters.
const LONGEST: usize = 255;

fn name(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(Error::invalid("invalid_name", format!("A name has 1 to {LONGEST} characters.")));
    }
    Ok(text.to_owned())
}

/// An id in the client's own system; a blank one is none.
fn external_id(text: Option<&str>) -> Result<Option<String>> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    if text.is_some_and(|text| text.chars().count() > LONGEST || text.chars().any(char::is_control)) {
        let message = format!("The id of an album has at most {LONGEST} characters.");
        return Err(Error::invalid("invalid_album_id", message));
    }
    Ok(text.map(str::to_owned))
}

/// The client has another album with this id.
fn taken(error: calotype_store::Error) -> Error {
    if error.is_unique("external_id") {
        return Error::conflict("album_id_taken", "Another album has this id.").because(error);
    }
    error.into()
}
