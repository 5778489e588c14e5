//! Pages of a client's images.

use calotype_store::assets::Page;
use calotype_store::clients::Among;
use calotype_store::images as rows;
use uuid::Uuid;

use super::{Details, with_details};
use crate::app::App;
use crate::clients::Caller;
use crate::error::{Error, Result};

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of this user, as the client calls them.
    pub user: Option<String>,
    /// In this album.
    pub album: Option<Uuid>,
    /// With any of these tags.
    pub tags: Vec<String>,
    /// With this text in name or description.
    pub search: Option<String>,
    /// Private or not.
    pub private: Option<bool>,
    /// Order; absent: newest first.
    pub sort: Option<String>,
    /// The smallest first.
    pub ascending: bool,
    /// Most items.
    pub limit: i64,
    /// Items left out.
    pub offset: i64,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Images in order.
    pub images: Vec<Details>,
    /// How many there are in all.
    pub total: i64,
}

/// The order of a word.
///
/// # Errors
/// `invalid_sort`.
pub(crate) fn sort(word: Option<&str>) -> Result<rows::Sort> {
    use rows::Sort;
    Ok(match word {
        None | Some("createdAt") => Sort::Created,
        Some("size") => Sort::Size,
        Some("originalName") => Sort::Name,
        Some("views") => Sort::Views,
        Some("downloads") => Sort::Downloads,
        Some(_) => {
            let message = "sortBy is createdAt, size, originalName, views or downloads.";
            return Err(Error::invalid("invalid_sort", message));
        }
    })
}

/// A page of the images of a client. For a user who is named, private images of others are left out; the client's own
/// back end sees all of them.
///
/// # Errors
/// `unauthenticated`, `invalid_sort`.
pub async fn list(app: &App, caller: &Caller, wanted: &Wanted) -> Result<Listing> {
    let client = caller.client()?;
    let order = sort(wanted.sort.as_deref())?;
    let mut conn = app.db.read().await?;
    let seen_by = match caller.user {
        Some(_) => Some(caller.known_user(&mut conn).await?.unwrap_or(Uuid::nil())),
        None => None,
    };
    let among = [client];
    let filter = rows::Filter {
        user: wanted.user.as_deref(),
        album: wanted.album,
        tags: &wanted.tags,
        search: wanted.search.as_deref(),
        private: wanted.private,
        seen_by,
        ..rows::Filter::new(Among::These(&among))
    };
    let page = Page { limit: wanted.limit, offset: wanted.offset };
    let total = rows::count(&mut conn, &filter).await?;
    let images = rows::list(&mut conn, &filter, (order, wanted.ascending), page).await?;
    Ok(Listing { images: with_details(&mut conn, images).await?, total })
}
