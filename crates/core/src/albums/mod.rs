//! Albums: ordered choices of a user's assets.
//!
//! An album shows a viewer the listed assets they may see. Only an administrator can put somebody else's photo into
//! an album, and then the owner of the album does not see it there: the owner rule holds inside albums, too.

pub mod edit;
pub mod hosted;
pub mod list;
pub mod members;
pub mod species;

use calotype_store::Conn;
use calotype_store::albums::{self as store, Album};

use crate::access;
use crate::actor::Actor;
use crate::error::{Error, Result};

/// The answer for an album that does not exist.
fn unknown() -> Error {
    Error::not_found("album_not_found", "There is no such album.")
}

/// Words for a write that lost a race with the removal of what it refers to.
fn gone(error: calotype_store::Error) -> Error {
    match error {
        calotype_store::Error::ForeignKey(_) => {
            Error::conflict("changed_meanwhile", "The album or the photo was removed at the same moment.")
                .because(error)
        }
        other => other.into(),
    }
}

/// An album the actor may read and change: their own, or any for an administrator.
///
/// # Errors
/// The owner rule; `album_not_found`.
pub async fn open(conn: &mut Conn, actor: &Actor, number: i64) -> Result<Album> {
    access::scope(actor)?;
    let album = store::get_by_number(conn, actor.tenant, number).await?.ok_or_else(unknown)?;
    access::owned(actor, Some(album.owner_id))?;
    Ok(album)
}
