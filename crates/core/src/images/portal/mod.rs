//! Images for the administrators of their clients.

mod create;
mod delete;
mod list;
mod update;

use calotype_store::images::{self as rows, AlbumName};
use calotype_store::shares::{self, Targets};
use calotype_store::{Conn, Micros};
use uuid::Uuid;

pub use create::create;
pub use delete::delete;
pub use list::{Listing, Tags, Wanted, get, list, tags};
pub use update::update;

use super::{Details, Image, Preview, not_found, object, previews, with_details};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;

/// An image as administrators see it.
#[derive(Debug, Clone)]
pub struct Administered {
    /// The image with its tags.
    pub details: Details,
    /// The albums it is in, in the order of `details.albums`.
    pub albums: Vec<AlbumName>,
    /// Links to it that work.
    pub live_links: i64,
    /// Where its bytes lie in the object store.
    pub storage_path: String,
    /// When its stored picture was made.
    pub optimized_at: Micros,
    /// What shows it, when its public address does not.
    pub preview: Option<Preview>,
}

/// Adds what administrators see beside images that the caller may read.
async fn administered(
    app: &App,
    conn: &mut Conn,
    actor: &Actor,
    images: Vec<Image>,
) -> Result<Vec<Administered>> {
    let ids: Vec<Uuid> = images.iter().map(|image| image.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut albums = rows::album_names_of(conn, &ids).await?;
    let links = shares::count_live(conn, Targets::Images(&ids), app.clock.now()).await?;
    let mut previews = previews(app, conn, actor, &images).await?;
    let with = |details: Details| {
        let Image { id, tenant_id, created_at, .. } = details.image;
        Administered {
            details,
            albums: albums.remove(&id).unwrap_or_default(),
            live_links: links.get(&id).copied().unwrap_or(0),
            storage_path: object(tenant_id, id).path(),
            // The picture was made before its row, in the same call.
            optimized_at: created_at,
            preview: previews.remove(&id),
        }
    };
    Ok(with_details(conn, images).await?.into_iter().map(with).collect())
}

/// One image with what administrators see beside it.
async fn one(app: &App, conn: &mut Conn, actor: &Actor, image: Image) -> Result<Administered> {
    administered(app, conn, actor, vec![image]).await?.pop().ok_or_else(not_found)
}

/// An image that the caller may change, held until the transaction ends.
async fn held(tx: &mut Conn, actor: &Actor, id: Uuid) -> Result<Image> {
    let image = rows::get_locked(tx, id).await?.filter(|image| !image.is_avatar).ok_or_else(not_found)?;
    portal::write(actor, image.tenant_id)?;
    Ok(image)
}
