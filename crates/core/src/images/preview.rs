//! How administrators look at pictures that their public addresses do not show.
//!
//! The address is a signed link, bound to the login of the administrator: it ends with that, and soon by itself.

use std::collections::HashMap;
use std::time::Duration;

use calotype_files::objects::ObjectKey;
use calotype_store::{Conn, renditions};
use uuid::Uuid;

use super::create::THUMBNAIL;
use super::{Image, object};
use crate::actor::{Actor, Who};
use crate::app::App;
use crate::assets::media::stem;
use crate::error::Result;
use crate::links::{self, Disposition, Login, NewLink};

/// How long such an address works: long enough for a page of pictures to be looked at.
const LIFE: Duration = Duration::from_secs(10 * 60);

/// Addresses that show a picture for a short time.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The stored picture.
    pub picture: String,
    /// Its thumbnail, if there is one.
    pub thumbnail: Option<String>,
}

/// Addresses of those of some images or avatars that are private, or whose client is not active, for an administrator who
/// may see them.
///
/// # Errors
/// Any database failure.
pub(crate) async fn previews(
    app: &App,
    conn: &mut Conn,
    actor: &Actor,
    images: &[Image],
) -> Result<HashMap<Uuid, Preview>> {
    let hidden: Vec<&Image> =
        images.iter().filter(|image| image.is_private || !image.client_active).collect();
    let ids: Vec<Uuid> = hidden.iter().map(|image| image.id).collect();
    let mut previews = HashMap::with_capacity(ids.len());
    if ids.is_empty() {
        return Ok(previews);
    }
    let thumbnails = renditions::object_keys(conn, &ids, THUMBNAIL).await?;
    for image in hidden {
        let picture = address(app, actor, image, &object(image.tenant_id, image.id)).await?;
        let thumbnail = match thumbnails.get(&image.id).and_then(|path| ObjectKey::parse(path)) {
            Some(key) => Some(address(app, actor, image, &key).await?),
            None => None,
        };
        previews.insert(image.id, Preview { picture, thumbnail });
    }
    Ok(previews)
}

async fn address(app: &App, actor: &Actor, image: &Image, object: &ObjectKey) -> Result<String> {
    let login = match &actor.who {
        Who::Administrator(admin) => Some((Login::Portal(admin.login), admin.id)),
        _ => None,
    };
    let link = NewLink {
        object,
        content_type: "image/webp",
        filename: &format!("{}.webp", stem(&image.original_filename)),
        // calotype encoded it itself.
        disposition: Disposition::Inline,
        life: LIFE,
        login,
    };
    links::make(app, &link).await
}
