//! Stacks: photos and films that are one thing in different forms.

pub mod detect;

pub use calotype_store::stacks::Relation as Member;
use calotype_store::stacks::{self as store, NewStack};
use calotype_store::{Conn, assets as asset_store};
use uuid::Uuid;

use crate::actor::Actor;
use crate::app::App;
use crate::assets::{readable, writable};
use crate::error::{Error, Result};

/// The most assets somebody may stack by hand at a time.
const MOST: usize = 500;

/// A stack with its members in order.
#[derive(Debug, Clone)]
pub struct Stack {
    /// Id.
    pub id: Uuid,
    /// `raw_jpeg`, `live_photo` or `manual`.
    pub kind: String,
    /// Members, those in the trash as well.
    pub members: Vec<Member>,
}

/// The stack an asset is in.
///
/// # Errors
/// The owner rule; `asset_not_found`; `not_stacked`.
pub async fn of_asset(app: &App, actor: &Actor, asset: Uuid) -> Result<Stack> {
    let mut conn = app.db.read().await?;
    let asset = readable(&mut conn, actor, asset).await?;
    let Some((id, kind)) = store::of_asset(&mut conn, actor.tenant, asset.id).await? else {
        return Err(Error::not_found("not_stacked", "This is in no stack."));
    };
    Ok(Stack { id, kind, members: store::members(&mut conn, id).await? })
}

/// Stacks assets by hand, the first of them on top.
///
/// # Errors
/// `unauthenticated`; `invalid_body` for less than two; the owner rule and `asset_not_found` for each; `already_stacked`.
pub async fn create(app: &App, actor: &Actor, assets: &[Uuid]) -> Result<Stack> {
    crate::access::user(actor)?;
    let distinct: std::collections::HashSet<&Uuid> = assets.iter().collect();
    if distinct.len() != assets.len() || !(2..=MOST).contains(&assets.len()) {
        return Err(Error::invalid("invalid_body", format!("Name 2 to {MOST} different photos or videos."))
            .field("asset_ids", "2 to 500 different ids"));
    }
    let mut conn = app.db.write().await?;
    let mut owner = None;
    for id in assets {
        let asset = writable(&mut conn, actor, *id).await?;
        if asset.stack_id.is_some() {
            return Err(already_stacked());
        }
        owner = owner.or(asset.owner_id);
    }
    let members: Vec<(Uuid, &str)> = assets.iter().map(|id| (*id, "alternative")).collect();
    let new = NewStack { tenant: actor.tenant, owner, kind: "manual", group_key: None };
    let id = insert(&mut conn, &new, &members, app).await?;
    let members = store::members(&mut conn, id).await?;
    conn.commit().await?;
    Ok(Stack { id, kind: "manual".to_owned(), members })
}

/// Takes an asset out of its stack; no error when it is in none. The others stay.
///
/// # Errors
/// `unauthenticated`; the owner rule; `asset_not_found`.
pub async fn leave(app: &App, actor: &Actor, asset: Uuid) -> Result<()> {
    crate::access::user(actor)?;
    let mut conn = app.db.write().await?;
    let asset = writable(&mut conn, actor, asset).await?;
    if let Some(stack) = asset.stack_id {
        store::leave(&mut conn, stack, asset.id).await?;
        conn.commit().await?;
    }
    Ok(())
}

/// Writes a stack and decides on its cover.
async fn insert(conn: &mut Conn, new: &NewStack<'_>, members: &[(Uuid, &str)], app: &App) -> Result<Uuid> {
    let id = store::insert(conn, new, members, app.clock.now()).await.map_err(|error| {
        // Somebody else was faster.
        if error.is_unique("asset_id") || error.is_unique("stack_members_asset_key") {
            already_stacked()
        } else {
            error.into()
        }
    })?;
    asset_store::cover_stack(conn, id).await?;
    Ok(id)
}

fn already_stacked() -> Error {
    Error::conflict("already_stacked", "One of these is in a stack already.")
}
