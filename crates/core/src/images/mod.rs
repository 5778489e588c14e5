//! Images: what applications host here for their users.
//!
//! An upload becomes a stored WebP, a thumbnail and a rung from which smaller sizes are made. The stored picture is an
//! object of its own, named by the image; what is made of it is named by its content.

mod create;
mod delete;
mod draft;
mod list;
pub mod portal;
mod preview;
mod receive;
mod see;
mod serve;
mod settle;
mod sweep;
mod transform;
mod update;
mod views;

use std::collections::HashMap;

use calotype_files::objects::ObjectKey;
use calotype_store::{Conn, images as rows};
use uuid::Uuid;

pub use create::create;
pub(crate) use create::store;
pub use delete::delete;
pub(crate) use delete::{forget, remove_objects};
pub use draft::Draft;
pub(crate) use draft::description;
pub use list::{Listing, Wanted, list};
pub use preview::Preview;
pub(crate) use preview::previews;
pub use receive::{Received, Sender, receive};
pub use rows::Image;
pub use see::{Seen, Unseen, Visitor, info, see};
pub(crate) use serve::serve_row;
pub use serve::{Served, serve};
pub(crate) use settle::By;
pub(crate) use sweep::sweep;
pub use transform::{Focus, Format, Transform, Words, flag};
pub use update::{Patch, update};
pub use views::Views;
pub(crate) use views::flush as flush_views;

use crate::error::{Error, Result};

/// An image with what lists show beside it.
#[derive(Debug, Clone)]
pub struct Details {
    /// The image.
    pub image: Image,
    /// Its tags in order.
    pub tags: Vec<String>,
    /// The albums it is in.
    pub albums: Vec<Uuid>,
}

fn not_found() -> Error {
    Error::not_found("image_not_found", "There is no such image.")
}

/// Where the stored picture of an image lies.
pub(crate) fn object(tenant: Uuid, image: Uuid) -> ObjectKey {
    ObjectKey::Original { tenant, asset: image }
}

/// Adds tags and albums to images.
pub(crate) async fn with_details(conn: &mut Conn, images: Vec<Image>) -> Result<Vec<Details>> {
    let ids: Vec<Uuid> = images.iter().map(|image| image.id).collect();
    let (mut tags, mut albums): (HashMap<_, _>, HashMap<_, _>) = if ids.is_empty() {
        (HashMap::new(), HashMap::new())
    } else {
        (rows::tags_of(conn, &ids).await?, rows::albums_of(conn, &ids).await?)
    };
    let with = |image: Image| Details {
        tags: tags.remove(&image.id).unwrap_or_default(),
        albums: albums.remove(&image.id).unwrap_or_default(),
        image,
    };
    Ok(images.into_iter().map(with).collect())
}

/// One image with its details.
pub(crate) async fn details(conn: &mut Conn, image: Image) -> Result<Details> {
    with_details(conn, vec![image]).await?.pop().ok_or_else(not_found)
}
