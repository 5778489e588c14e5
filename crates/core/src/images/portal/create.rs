//! An administrator brings pictures for a client.

use uuid::Uuid;

use super::super::create::keep;
use super::super::{Details, Draft, Received};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::clients::{self, Holder};
use crate::error::Result;

/// Makes an image of each file for a user of a client, or for its reserved user: all of them or none, by the same way and
/// with the same rules as what the client's own program brings.
///
/// # Errors
/// `unauthenticated`, `read_only`; `tenant_not_found`, `client_not_allowed`; and those of
/// [`create`](super::super::create()).
pub async fn create(
    app: &App,
    actor: &Actor,
    client: Uuid,
    user: Option<&str>,
    new: &Draft,
    files: Vec<Received>,
) -> Result<Vec<Details>> {
    portal::writer(actor)?;
    clients::exists(app, client).await?;
    portal::write(actor, client)?;
    let actor = actor.at(client);
    keep(app, &Holder { client, user, actor: &actor }, new, files).await
}
