//! What a client's program learns of its own client.

use calotype_store::clients::{self as rows, Among};
use calotype_store::images as image_rows;
use uuid::Uuid;

use super::stats::totals;
use super::{Caller, Totals};
use crate::app::App;
use crate::error::{Error, Result};
use crate::images;

/// Images shown as the most saved.
const TOP: i64 = 5;

/// A client as its own program sees it.
#[derive(Debug, Clone)]
pub struct Own {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// How its newest key that works begins and ends.
    pub key_preview: Option<String>,
}

/// What a client keeps.
#[derive(Debug, Clone)]
pub struct OwnStats {
    /// Everything.
    pub all: Totals,
    /// Of that, the last seven days.
    pub fresh: Totals,
    /// Views of its images.
    pub views: i64,
    /// Downloads of its images.
    pub downloads: i64,
    /// Images that were saved most often.
    pub top: Vec<images::Image>,
}

/// The client of a program.
///
/// # Errors
/// `unauthenticated`.
pub async fn own(app: &App, caller: &Caller) -> Result<Own> {
    let client = caller.client()?;
    let mut conn = app.db.read().await?;
    let row = rows::get(&mut conn, client).await?;
    let row = row.ok_or_else(|| Error::unauthenticated("unauthenticated", "The client is gone."))?;
    let among = Among::These(&[client]);
    let key_preview = super::list::previews(&mut conn, among, app.clock.now()).await?.remove(&client);
    Ok(Own { id: row.id, name: row.name, key_preview })
}

/// What the client of a program keeps, in numbers.
///
/// # Errors
/// `unauthenticated`.
pub async fn own_stats(app: &App, caller: &Caller) -> Result<OwnStats> {
    let client = caller.client()?;
    let mut conn = app.db.read().await?;
    let among = [client];
    let mut kept = totals(&mut conn, Among::These(&among), app.clock.now()).await?;
    let kept = kept.remove(&client).unwrap_or_default();
    let (views, downloads) = image_rows::count_views(&mut conn, client).await?;
    let top = image_rows::top(&mut conn, client, TOP).await?;
    Ok(OwnStats { all: kept.all, fresh: kept.fresh, views, downloads, top })
}

/// Whether database and store can be reached. Anybody may ask, so nothing is written for it.
pub async fn is_well(app: &App) -> bool {
    let database = async { rows::get(&mut app.db.read().await?, Uuid::nil()).await.map_err(Error::from) };
    database.await.is_ok() && app.objects.head(&images::object(Uuid::nil(), Uuid::nil())).await.is_ok()
}
