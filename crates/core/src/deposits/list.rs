//! A program looks through its deposits.

use calotype_store::Micros;
use calotype_store::deposits as rows;
use serde_json::json;
use uuid::Uuid;

use super::look::look_all;
use super::{Behalf, Deposit, STATES, label, parse_label, reach};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// What to list.
#[derive(Debug, Default)]
pub struct Wanted {
    /// In this state only.
    pub state: Option<String>,
    /// Whose file name begins so.
    pub filename: Option<String>,
    /// Made at this time or later.
    pub created_after: Option<Micros>,
    /// Made before this time.
    pub created_before: Option<Micros>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200.
    pub limit: u8,
}

/// A page.
#[derive(Debug)]
pub struct Page {
    /// Newest first.
    pub deposits: Vec<Deposit>,
    /// Where the next page begins; `None`: this is the last.
    pub next: Option<String>,
}

/// A page of what the program may see.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`; `invalid_status`; `invalid_query` for a bad cursor.
pub async fn list(app: &App, actor: &Actor, behalf: Behalf, wanted: Wanted) -> Result<Page> {
    let whose = reach(app, actor, "upload:read", behalf).await?;
    if wanted.state.as_deref().is_some_and(|state| !STATES.contains(&state)) {
        return Err(Error::invalid("invalid_status", format!("A status is one of: {}.", STATES.join(", "))));
    }
    let before: Option<Uuid> = match &wanted.cursor {
        Some(cursor) => Some(parse_label(cursor).ok_or_else(|| {
            Error::invalid("invalid_query", "The cursor is not one of ours.").field("cursor", "invalid")
        })?),
        None => None,
    };
    let limit = usize::from(wanted.limit);
    let query = rows::Wanted {
        state: wanted.state,
        filename: wanted.filename,
        created_after: wanted.created_after,
        created_before: wanted.created_before,
        before,
        limit: i64::from(wanted.limit) + 1,
    };
    look_all(app, Some(whose)).await?;
    let mut tx = app.db.write().await?;
    let mut deposits = rows::list(&mut tx, whose, &query).await?;
    let more = deposits.len() > limit;
    deposits.truncate(limit);
    let data = json!({"count": deposits.len(), "billable": false});
    events::record(&mut tx, actor, app.clock.now(), "upload.listed", Subject::new("upload", &""), data)
        .await?;
    tx.commit().await?;
    let next = deposits.last().filter(|_| more).map(|last| label(last.id));
    Ok(Page { deposits, next })
}
