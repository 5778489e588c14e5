//! The first-run set-up: an administrator, then a primary repository. How far it has come is computed from facts, so
//! there is no flag that could be wrong.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use calotype_store::setup;

use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

/// How far the set-up has come. The documented phase before these, a database whose password was never changed, does
/// not exist here: nobody chose that password for anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nobody administers the library yet.
    NoAdmin,
    /// There is an administrator, but no place for photos.
    NoRepository,
    /// Set up.
    Ready,
}

/// Remembers that the set-up is over, which it stays: the last administrator cannot go, nor the primary repository.
#[derive(Debug, Clone, Default)]
pub struct Ready(Arc<AtomicBool>);

/// The phase now. Costs nothing once it is [`Phase::Ready`].
///
/// # Errors
/// Any database failure.
pub async fn phase(app: &App) -> Result<Phase> {
    if app.ready.0.load(Ordering::Relaxed) {
        return Ok(Phase::Ready);
    }
    let facts = setup::facts(&mut app.db.read().await?, calotype_store::tenants::HOME).await?;
    Ok(match (facts.admins, facts.primary_repositories) {
        (0, _) => Phase::NoAdmin,
        (_, 1) => {
            app.ready.0.store(true, Ordering::Relaxed);
            Phase::Ready
        }
        _ => Phase::NoRepository,
    })
}

/// The first-run gate: passes once the library is set up.
///
/// # Errors
/// `app_not_initialized`, in the message too, because documented clients look there.
pub async fn require_ready(app: &App) -> Result<()> {
    match phase(app).await? {
        Phase::Ready => Ok(()),
        Phase::NoAdmin | Phase::NoRepository => {
            Err(Error::conflict("app_not_initialized", "app_not_initialized"))
        }
    }
}

/// What a set-up wizard needs to know.
#[derive(Debug, Clone)]
pub struct Status {
    /// Phase.
    pub phase: Phase,
    /// Folder in which the wizard proposes to create the primary repository.
    pub default_root: PathBuf,
}

/// The state of the set-up. Anybody may ask.
///
/// # Errors
/// Any database failure.
pub async fn status(app: &App) -> Result<Status> {
    let root = app.config.library_root();
    let default_root = std::path::absolute(&root).unwrap_or(root);
    Ok(Status { phase: phase(app).await?, default_root })
}

/// What [`begin`] reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// Name of the database's user.
    pub database_user: &'static str,
    /// Bytes of the secret that protects this server.
    pub secret_length: usize,
}

/// The documented first step of the wizard. There is no password to change here, so it changes nothing.
///
/// # Errors
/// `already_initialized` when the library is set up.
pub async fn begin(app: &App, _actor: &Actor) -> Result<Begun> {
    if phase(app).await? == Phase::Ready {
        return Err(Error::conflict("already_initialized", "The library is set up already."));
    }
    Ok(Begun { database_user: "calotype", secret_length: crate::secrets::ROOT_SECRET_BYTES })
}
