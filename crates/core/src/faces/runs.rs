//! Kept runs, for administrators: "jobs" on their surface.

use calotype_store::faces as rows;
use uuid::Uuid;

use super::images::Page;
use super::{
    Filter, Image, Run, Stats, TENANT, kept, link_to_processed, original, run_not_found, saved_as, signed,
};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

/// A run with links to what belongs to it.
#[derive(Debug)]
pub struct RunDetails {
    /// The row.
    pub run: Run,
    /// Its picture.
    pub image: Option<Image>,
    /// A link to what it made.
    pub processed: Option<String>,
    /// A signed link to its picture as it came.
    pub original: Option<String>,
}

/// Runs, newest first, with links to what they made, and how many there are.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_storage_off`.
pub async fn list_runs(
    app: &App,
    actor: &Actor,
    filter: &Filter,
    page: Page,
) -> Result<(Vec<(Run, Option<String>)>, i64)> {
    kept(app, actor)?;
    let mut conn = app.db.read().await?;
    let total = rows::count_runs(&mut conn, TENANT, filter).await?;
    let runs = rows::list_runs(&mut conn, TENANT, filter, page.size, page.offset()).await?;
    drop(conn);
    let mut linked = Vec::with_capacity(runs.len());
    for run in runs {
        let link = link_of(app, &run).await?;
        linked.push((run, link));
    }
    Ok((linked, total))
}

/// A run, whole.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_storage_off`; `face_job_not_found`.
pub async fn get_run(app: &App, actor: &Actor, id: Uuid) -> Result<RunDetails> {
    kept(app, actor)?;
    let mut conn = app.db.read().await?;
    let run = rows::get_run(&mut conn, TENANT, id).await?.ok_or_else(run_not_found)?;
    let image = match run.asset_id {
        Some(image) => rows::get(&mut conn, TENANT, image).await?,
        None => None,
    };
    drop(conn);
    let original = match &image {
        Some(image) => {
            Some(signed(app, &original(TENANT, image.id), &image.content_type, &image.filename).await?)
        }
        None => None,
    };
    let processed = link_of(app, &run).await?;
    Ok(RunDetails { run, image, processed, original })
}

/// A link to what a run made: an address of the store, or a path on this server.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_storage_off`; `face_job_not_found`, `face_result_missing`; `face_job_unfinished`.
pub async fn link_to_result(app: &App, actor: &Actor, id: Uuid) -> Result<String> {
    kept(app, actor)?;
    let run = rows::get_run(&mut app.db.read().await?, TENANT, id).await?.ok_or_else(run_not_found)?;
    if run.kind == "mask" && matches!(run.state.as_str(), "queued" | "running") {
        return Err(Error::conflict("face_job_unfinished", "The job has not ended yet."));
    }
    link_of(app, &run)
        .await?
        .ok_or_else(|| Error::not_found("face_result_missing", "This job made no picture."))
}

/// A link to what a run made, for who may see the run.
///
/// # Errors
/// As links are made.
pub async fn link_of(app: &App, run: &Run) -> Result<Option<String>> {
    let Some(mime) = run.result_type.as_deref() else { return Ok(None) };
    let name = saved_as(&run.filename, run.method.as_deref().unwrap_or("masked"), mime);
    link_to_processed(app, run.id, mime, &name).await.map(Some)
}

/// Sums over everything that is kept.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_storage_off`.
pub async fn stats(app: &App, actor: &Actor) -> Result<Stats> {
    kept(app, actor)?;
    Ok(rows::stats(&mut app.db.read().await?, TENANT).await?)
}
