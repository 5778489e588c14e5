//! Presets are made, changed and removed. It works at once: an address with the name answers another picture, which has
//! another entity tag.

use calotype_store::{clients, presets as rows};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{LONGEST, MOST, Parameters, Preset, is_name, not_found};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::clients::not_found as no_client;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::images::Transform;

/// Makes a preset, or another of one that is there. Answers it, and whether it is new.
///
/// # Errors
/// `unauthenticated`, `read_only`, `client_not_allowed`, `tenant_not_found`; `invalid_preset` for a name, `invalid_transform`
/// for a parameter; `preset_limit`.
pub async fn put(
    app: &App,
    actor: &Actor,
    client: Uuid,
    name: &str,
    parameters: &Parameters,
) -> Result<(Preset, bool)> {
    portal::writer(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    clients::get_locked(&mut tx, client).await?.ok_or_else(no_client)?;
    portal::write(actor, client)?;
    if !is_name(name) {
        let problem = format!("has 1 to {LONGEST} lower-case letters, digits, - and _");
        return Err(Error::invalid("invalid_preset", format!("The name of a preset {problem}."))
            .field("name", problem));
    }
    Transform::parse(&parameters.words())?;
    let is_new = rows::get(&mut tx, client, name).await?.is_none();
    if is_new && rows::count(&mut tx, client).await? >= MOST {
        return Err(Error::conflict("preset_limit", format!("A client has at most {MOST} presets.")));
    }
    let value = serde_json::to_value(parameters).map_err(Error::internal)?;
    rows::put(&mut tx, client, name, value.clone(), now).await?;
    let (kind, subject) =
        (if is_new { "preset.created" } else { "preset.updated" }, Subject::new("preset", &name));
    let data = json!({"parameters": value});
    events::record(&mut tx, &actor.at(client), now, kind, subject, data).await?;
    let row = rows::get(&mut tx, client, name).await?.ok_or_else(not_found)?;
    tx.commit().await?;
    Ok((Preset::of(row)?, is_new))
}

/// Removes a preset. Addresses with its name are refused from now on.
///
/// # Errors
/// `unauthenticated`, `read_only`, `client_not_allowed`, `tenant_not_found`; `preset_not_found`.
pub async fn delete(app: &App, actor: &Actor, client: Uuid, name: &str) -> Result<()> {
    portal::writer(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    clients::get_locked(&mut tx, client).await?.ok_or_else(no_client)?;
    portal::write(actor, client)?;
    if !is_name(name) || !rows::delete(&mut tx, client, name).await? {
        return Err(not_found());
    }
    let subject = Subject::new("preset", &name);
    events::record(&mut tx, &actor.at(client), now, "preset.deleted", subject, Value::Null).await?;
    Ok(tx.commit().await?)
}
