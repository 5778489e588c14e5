//! The clients an administrator reaches.

use std::collections::HashMap;

use calotype_store::{Conn, Micros, clients as rows};
use uuid::Uuid;

use super::{Client, among, not_found, stats};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;

/// The clients of the caller's set, newest first.
///
/// # Errors
/// `unauthenticated`.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Client>> {
    let clients = portal::clients(actor)?;
    let mut conn = app.db.read().await?;
    let found = rows::list(&mut conn, among(&clients)).await?;
    let mut totals = stats::totals(&mut conn, among(&clients), app.clock.now()).await?;
    let mut keys = previews(&mut conn, among(&clients), app.clock.now()).await?;
    Ok(found
        .into_iter()
        .map(|row| {
            let preview = keys.remove(&row.id);
            let kept = totals.remove(&row.id).unwrap_or_default().all;
            Client::new(row, preview, kept)
        })
        .collect())
}

/// One client.
///
/// # Errors
/// `unauthenticated`, `tenant_not_found`, `client_not_allowed`.
pub async fn get(app: &App, actor: &Actor, id: Uuid) -> Result<Client> {
    portal::clients(actor)?;
    let mut conn = app.db.read().await?;
    let client = read(&mut conn, id, app.clock.now()).await?;
    portal::read(actor, id)?;
    Ok(client)
}

/// A client with the preview of its key.
pub(super) async fn read(conn: &mut Conn, id: Uuid, now: Micros) -> Result<Client> {
    let row = rows::get(conn, id).await?.ok_or_else(not_found)?;
    let preview = previews(conn, rows::Among::These(&[id]), now).await?.remove(&id);
    let kept = stats::totals(conn, rows::Among::These(&[id]), now).await?.remove(&id).unwrap_or_default().all;
    Ok(Client::new(row, preview, kept))
}

/// How the newest keys of clients begin and end.
pub(super) async fn previews(
    conn: &mut Conn,
    among: rows::Among<'_>,
    now: Micros,
) -> Result<HashMap<Uuid, String>> {
    let keys = rows::newest_keys(conn, among, now).await?;
    Ok(keys.into_iter().map(|(client, prefix, suffix)| (client, format!("{prefix}…{suffix}"))).collect())
}
