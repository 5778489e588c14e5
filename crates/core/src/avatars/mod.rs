//! Avatars: one picture for each user of a client, with the address of the user.

mod create;
mod delete;
pub mod portal;

use calotype_store::images as rows;
use uuid::Uuid;

pub use create::create;
pub use delete::delete;

use crate::access;
use crate::app::App;
use crate::clients::Caller;
use crate::error::{Error, Result};
use crate::images::{By, Image, Served, Words, serve_row};

fn not_found() -> Error {
    Error::not_found("avatar_not_found", "This user has no avatar.")
}

/// Who asks for an avatar: a client's program, or anybody who names the client.
#[derive(Debug, Clone)]
pub enum From {
    /// A program.
    Caller(Caller),
    /// Anybody.
    Client(Uuid),
}

/// The avatar of a user.
///
/// # Errors
/// `unauthenticated` for a program whose key is not for this; `avatar_not_found`.
pub async fn get(app: &App, from: &From, user: &str) -> Result<Image> {
    let client = match from {
        From::Caller(caller) => access::client(&caller.actor)?,
        From::Client(client) => *client,
    };
    let found = rows::get_avatar(&mut app.db.read().await?, client, user).await?;
    found.filter(|image| image.client_active).ok_or_else(not_found)
}

/// The bytes of the avatar of a user; `signed` is the client whose delivery key signed the address. While one is replaced, the old one or the new one is served, never none.
///
/// # Errors
/// As [`get`]; `invalid_transform`, `unknown_preset`; `signature_required`, `preset_required`; `media_busy`.
pub async fn serve(
    app: &App,
    from: &From,
    signed: Option<Uuid>,
    user: &str,
    words: &Words<'_>,
) -> Result<Served> {
    let program = match from {
        From::Caller(caller) => Some(&caller.actor),
        From::Client(_) => None,
    };
    // Between row and file another one may take its place, and that one is there.
    for _ in 0..3 {
        let image = get(app, from, user).await?;
        if let Some(served) = serve_row(app, image, true, words, By { program, signed }).await? {
            return Ok(served);
        }
    }
    Err(not_found())
}
