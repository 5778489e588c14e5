//! The albums that a user of a client sees.

use calotype_store::albums::hosted as rows;
use calotype_store::assets::Page;
use calotype_store::clients::Among;
use uuid::Uuid;

use super::see::Album;
use crate::app::App;
use crate::clients::Caller;
use crate::error::Result;

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of this user, as the client calls them.
    pub user: Option<String>,
    /// Public or not.
    pub public: Option<bool>,
    /// With this text in its name.
    pub search: Option<String>,
    /// Most items.
    pub limit: i64,
    /// Items left out.
    pub offset: i64,
}

/// A page of the user's own albums and the public ones of the client, newest first, and how many there are.
///
/// # Errors
/// `unauthenticated`, `user_id_required`.
pub async fn list(app: &App, caller: &Caller, wanted: &Wanted) -> Result<(Vec<Album>, i64)> {
    let client = caller.client()?;
    caller.named()?;
    let mut conn = app.db.read().await?;
    let me = caller.known_user(&mut conn).await?.unwrap_or(Uuid::nil());
    let among = [client];
    let filter = rows::Filter {
        among: Among::These(&among),
        user: wanted.user.as_deref(),
        public: wanted.public,
        search: wanted.search.as_deref(),
        seen_by: Some(me),
    };
    let total = rows::count(&mut conn, &filter).await?;
    let albums = rows::list(&mut conn, &filter, Page { limit: wanted.limit, offset: wanted.offset }).await?;
    let seen = albums.into_iter().map(|row| Album { sees_all: row.owner_id == me, row });
    Ok((seen.collect(), total))
}
