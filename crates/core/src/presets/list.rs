//! The presets of a client.

use calotype_store::{clients, presets as rows};
use uuid::Uuid;

use super::{Preset, is_name, not_found};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::clients::not_found as no_client;
use crate::error::Result;

/// The presets of a client, by name.
///
/// # Errors
/// `unauthenticated`, `client_not_allowed`, `tenant_not_found`.
pub async fn list(app: &App, actor: &Actor, client: Uuid) -> Result<Vec<Preset>> {
    portal::admin(actor)?;
    let mut conn = app.db.read().await?;
    clients::get(&mut conn, client).await?.ok_or_else(no_client)?;
    portal::read(actor, client)?;
    rows::list(&mut conn, client).await?.into_iter().map(Preset::of).collect()
}

/// One preset.
///
/// # Errors
/// As [`list`]; `preset_not_found`.
pub async fn get(app: &App, actor: &Actor, client: Uuid, name: &str) -> Result<Preset> {
    portal::admin(actor)?;
    let mut conn = app.db.read().await?;
    clients::get(&mut conn, client).await?.ok_or_else(no_client)?;
    portal::read(actor, client)?;
    if !is_name(name) {
        return Err(not_found());
    }
    Preset::of(rows::get(&mut conn, client, name).await?.ok_or_else(not_found)?)
}
