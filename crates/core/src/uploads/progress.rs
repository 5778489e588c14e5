//! How far uploads in pieces are.

use calotype_store::uploads::{self as store, Session};

use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::uploads::owner_key;

/// The sessions asked for, and how many of the tenant are active.
#[derive(Debug, Clone)]
pub struct Report {
    /// Sessions of the actor.
    pub sessions: Vec<Session>,
    /// Sessions of everybody that are neither completed nor failed.
    pub active: i64,
}

/// Reports the named sessions of the actor, or all of theirs; unknown names are left out.
///
/// # Errors
/// `unauthenticated`.
pub async fn report(app: &App, actor: &Actor, names: Option<&[String]>) -> Result<Report> {
    let owner = owner_key(actor)?;
    let mut conn = app.db.read().await?;
    let mut sessions = store::of_owner(&mut conn, &owner).await?;
    if let Some(names) = names {
        sessions.retain(|session| names.contains(&session.id));
    }
    Ok(Report { sessions, active: store::count_active(&mut conn, actor.tenant).await? })
}
