//! With what pictures were taken.

use calotype_store::stats::{self as store, CameraLens, FocalLength};

use crate::actor::Actor;
use crate::app::App;
use crate::assets::query;
use crate::error::Result;

/// How many focal lengths are told.
const FOCAL_LENGTHS: i64 = 50;

/// The fifty most used focal lengths, most used first.
///
/// # Errors
/// `unauthenticated`, `invalid_repository_id`.
pub async fn focal_lengths(app: &App, actor: &Actor, repository: Option<&str>) -> Result<Vec<FocalLength>> {
    let view = query::view(actor, repository)?;
    let mut conn = app.db.read().await?;
    Ok(store::focal_lengths(&mut conn, view, FOCAL_LENGTHS).await?)
}

/// The most used pairs of camera and lens, most used first.
///
/// # Errors
/// `unauthenticated`, `invalid_repository_id`.
pub async fn cameras_and_lenses(
    app: &App,
    actor: &Actor,
    repository: Option<&str>,
    limit: i64,
) -> Result<Vec<CameraLens>> {
    let view = query::view(actor, repository)?;
    let mut conn = app.db.read().await?;
    Ok(store::cameras_and_lenses(&mut conn, view, limit).await?)
}
