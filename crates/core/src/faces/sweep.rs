//! Pictures and results without a row.

use calotype_files::objects::{ObjectKey, Prefix};
use calotype_store::faces as rows;

use super::TENANT;
use crate::app::App;
use crate::error::Result;
use crate::orphans;

/// Removes pictures and results that no row refers to; answers how many.
///
/// # Errors
/// Failures of database and store.
pub(crate) async fn sweep_objects(app: &App) -> Result<u64> {
    let id = |key: &ObjectKey| match key {
        ObjectKey::Portrait { asset: id, .. } | ObjectKey::Processed { run: id, .. } => Some(*id),
        _ => None,
    };
    let (pictures, results) = (Prefix::Portraits(TENANT), Prefix::Processed(TENANT));
    Ok(orphans::sweep(app, TENANT, pictures, orphans::LEFT, id, rows::known).await?
        + orphans::sweep(app, TENANT, results, orphans::LEFT, id, rows::known_runs).await?)
}
