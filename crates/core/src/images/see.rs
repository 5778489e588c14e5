//! Who may see an image.

use calotype_store::{Conn, images as rows, shares};
use uuid::Uuid;

use super::{Details, Image, details, not_found};
use crate::app::App;
use crate::auth::tokens::hash_opaque;
use crate::clients::Caller;
use crate::error::{Error, Result};

/// Somebody who wants to see something: with a client's key or without, with a token or without, at a signed address or not.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    /// The program, when it has shown a key that works.
    pub caller: Option<Caller>,
    /// The token in the address.
    pub token: Option<String>,
    /// The client whose delivery key signed the address.
    pub signed: Option<Uuid>,
}

/// An image that may be seen.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The image.
    pub image: Image,
    /// Whether everybody may see it.
    pub is_public: bool,
}

/// Why nothing is to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unseen {
    /// There is no such image, or its client is not active.
    NotFound,
    /// It is private.
    Denied,
}

impl From<Unseen> for Error {
    fn from(unseen: Unseen) -> Self {
        match unseen {
            Unseen::NotFound => not_found(),
            Unseen::Denied => Self::forbidden("image_private", "This image is private."),
        }
    }
}

/// Decides whether a visitor may see an image. A private one opens to its user (the client vouches for who that is) and to
/// live tokens of the image itself or of an album it is in, and at addresses its client signed; a key alone does not open it.
///
/// # Errors
/// Any database failure.
pub async fn see(app: &App, visitor: &Visitor, id: Uuid) -> Result<std::result::Result<Seen, Unseen>> {
    let mut conn = app.db.read().await?;
    let image = rows::get(&mut conn, id).await?;
    let Some(image) = image.filter(|image| image.client_active && !image.is_avatar) else {
        return Ok(Err(Unseen::NotFound));
    };
    if !image.is_private {
        return Ok(Ok(Seen { image, is_public: true }));
    }
    let is_owner = visitor.caller.as_ref().is_some_and(|caller| {
        caller.client().is_ok_and(|client| client == image.tenant_id)
            && caller.user.is_some()
            && caller.user == image.external_id
    });
    let is_signed = visitor.signed == Some(image.tenant_id);
    if is_owner || is_signed || opens(app, &mut conn, visitor.token.as_deref(), &image).await? {
        return Ok(Ok(Seen { image, is_public: false }));
    }
    Ok(Err(Unseen::Denied))
}

/// Whether a token is a live one of this image, or of an album it is in.
async fn opens(app: &App, conn: &mut Conn, token: Option<&str>, image: &Image) -> Result<bool> {
    let Some(token) = token.filter(|token| !token.is_empty()) else { return Ok(false) };
    let share = shares::by_token(conn, &hash_opaque(token)).await?;
    let live = |share: &shares::Share| share.is_live(app.clock.now()) && share.tenant_id == image.tenant_id;
    Ok(match share.filter(live) {
        Some(share) if share.asset_id == Some(image.id) => true,
        Some(shares::Share { album_id: Some(album), .. }) => rows::is_in_album(conn, image.id, album).await?,
        _ => false,
    })
}

/// What is known of an image, for who may see it.
///
/// # Errors
/// `image_not_found`, `image_private`.
pub async fn info(app: &App, visitor: &Visitor, id: Uuid) -> Result<Details> {
    let seen = see(app, visitor, id).await?.map_err(Error::from)?;
    details(&mut app.db.read().await?, seen.image).await
}
