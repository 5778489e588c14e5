//! Photos on the map.

use calotype_store::assets::{self as store, MapPoint};

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::assets::query::{self, FilterInput};
use crate::error::Result;

/// Listed photos with a position, newest upload first, and how many there are.
///
/// # Errors
/// `unauthenticated`, `invalid_repository_id`.
pub async fn points(
    app: &App,
    actor: &Actor,
    repository: Option<&str>,
    limit: i64,
    offset: i64,
) -> Result<(Vec<MapPoint>, i64)> {
    access::scope(actor)?;
    let mut conn = app.db.read().await?;
    let input = FilterInput { repository_id: repository.map(str::to_owned), ..FilterInput::default() };
    let filter = query::filter(&mut conn, actor, &input, None).await?;
    Ok(store::map_points(&mut conn, &filter, limit, offset).await?)
}
