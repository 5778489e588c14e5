//! The delivery keys of a client.

use calotype_store::{clients, delivery_keys as rows};
use uuid::Uuid;

use super::DeliveryKey;
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::clients::not_found;
use crate::error::Result;

/// The delivery keys of a client, newest first; never their secrets.
///
/// # Errors
/// `unauthenticated`, `client_not_allowed`, `tenant_not_found`.
pub async fn list(app: &App, actor: &Actor, client: Uuid) -> Result<Vec<DeliveryKey>> {
    portal::admin(actor)?;
    let mut conn = app.db.read().await?;
    clients::get(&mut conn, client).await?.ok_or_else(not_found)?;
    portal::read(actor, client)?;
    let keys = rows::list(&mut conn, client).await?;
    Ok(keys.into_iter().map(DeliveryKey::from).collect())
}
