//! Stored pictures without a row.

use std::time::Duration;

use calotype_files::objects::{ObjectKey, Prefix};
use calotype_store::images as rows;
use uuid::Uuid;

use crate::app::App;
use crate::error::Result;
use crate::orphans;

/// Removes what has been there for `left` without a row; answers how many.
///
/// # Errors
/// Failures of the store and the database.
pub(crate) async fn sweep(app: &App, tenant: Uuid, left: Duration) -> Result<usize> {
    let id = |key: &ObjectKey| match key {
        ObjectKey::Original { asset, .. } => Some(*asset),
        _ => None,
    };
    let removed = orphans::sweep(app, tenant, Prefix::Originals(tenant), left, id, rows::known).await?;
    Ok(usize::try_from(removed).unwrap_or(usize::MAX))
}
