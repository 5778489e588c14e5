//! Keys for looking for faces, as the administration of the face API makes and shows them. They are rows of the one table of
//! keys, with the scope of this API.

use calotype_store::{keys as rows, users};
use serde_json::json;
use uuid::Uuid;

use super::images::Page;
use super::{SCOPE, TENANT, keyed};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::keys::Secret;
use crate::usage;

/// A key as it is listed.
pub use rows::Key;

/// What changes of a key; at least one.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Its name.
    pub name: Option<String>,
    /// Whether it works.
    pub is_active: Option<bool>,
}

fn not_found() -> Error {
    Error::not_found("key_not_found", "There is no such key.")
}

fn sound_name(name: &str) -> Result<&str> {
    let name = name.trim();
    if (1..=100).contains(&name.chars().count()) && !name.contains('\0') {
        return Ok(name);
    }
    Err(Error::invalid("invalid_key_name", "A name has 1 to 100 characters.")
        .field("name", "must have 1 to 100 characters"))
}

/// Makes a key; it is shown this once.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_database_off`; `invalid_key_name`.
pub async fn create_key(app: &App, actor: &Actor, name: &str) -> Result<(Key, String)> {
    keyed(app, actor)?;
    let name = sound_name(name)?;
    let secret = Secret::generate_for_faces()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    // The administrator of the configuration is a mere label, whose keys are as good as calotype's own.
    let maker = match actor.user_id() {
        Some(id) => users::get(&mut tx, id).await?.filter(|user| user.username.is_some()).map(|user| user.id),
        None => None,
    };
    let new = rows::NewKey {
        tenant: TENANT,
        user: None,
        name,
        prefix: secret.prefix(),
        suffix: secret.suffix(),
        secret_hash: secret.hash(),
        scopes: &[SCOPE.to_owned()],
        allowed_origins: None,
        allowed_addresses: None,
        isolated: false,
        replaces: None,
        expires_at: None,
        created_by: maker,
    };
    let id = rows::insert(&mut tx, new, now).await?;
    let data = json!({"prefix": secret.prefix(), "scopes": [SCOPE]});
    events::record(&mut tx, actor, now, "key.created", Subject::new("key", &id), data).await?;
    let key = rows::get(&mut tx, id).await?.ok_or_else(not_found)?;
    tx.commit().await?;
    Ok((key, secret.into_text()))
}

/// Keys, newest first, and how many there are.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_database_off`.
pub async fn list_keys(app: &App, actor: &Actor, page: Page) -> Result<(Vec<Key>, i64)> {
    keyed(app, actor)?;
    // What this process counted and did not write down yet is seen, too.
    usage::flush(app).await?;
    let mut conn = app.db.read().await?;
    let total = rows::count_with_scope(&mut conn, TENANT, SCOPE).await?;
    Ok((rows::with_scope(&mut conn, TENANT, SCOPE, page.size, page.offset()).await?, total))
}

/// A key.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_database_off`; `key_not_found`.
pub async fn get_key(app: &App, actor: &Actor, id: Uuid) -> Result<Key> {
    keyed(app, actor)?;
    usage::flush(app).await?;
    let key = rows::get(&mut app.db.read().await?, id).await?;
    key.filter(is_ours).ok_or_else(not_found)
}

fn is_ours(key: &Key) -> bool {
    key.tenant_id == TENANT && key.scopes.iter().any(|scope| scope == SCOPE)
}

/// Names a key anew, switches it off or on again.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_database_off`; `key_not_found`, `invalid_key_name`.
pub async fn update_key(app: &App, actor: &Actor, id: Uuid, changes: Changes) -> Result<Key> {
    keyed(app, actor)?;
    let name = changes.name.as_deref().map(sound_name).transpose()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    rows::get(&mut tx, id).await?.filter(is_ours).ok_or_else(not_found)?;
    rows::update(&mut tx, id, name, changes.is_active, now).await?;
    let event = match changes.is_active {
        Some(false) => "key.revoked",
        Some(true) => "key.reactivated",
        None => "key.renamed",
    };
    events::record(&mut tx, actor, now, event, Subject::new("key", &id), json!({"name": name})).await?;
    let key = rows::get(&mut tx, id).await?.ok_or_else(not_found)?;
    tx.commit().await?;
    Ok(key)
}

/// Removes a key for good. What was made with it stays.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_database_off`; `key_not_found`.
pub async fn delete_key(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    keyed(app, actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let key = rows::get(&mut tx, id).await?.filter(is_ours).ok_or_else(not_found)?;
    rows::delete(&mut tx, id).await?;
    let data = json!({"prefix": key.prefix});
    events::record(&mut tx, actor, now, "key.deleted", Subject::new("key", &id), data).await?;
    Ok(tx.commit().await?)
}

/// Whether a key that does not work is one that was switched off, so that its owner can be told.
///
/// # Errors
/// Any database failure.
pub async fn is_switched_off(app: &App, secret: &str) -> Result<bool> {
    let Some(secret) = Secret::parse(secret) else { return Ok(false) };
    let found = rows::standing(&mut app.db.read().await?, secret.hash()).await?;
    Ok(found.is_some_and(|standing| !standing.key.is_active))
}
