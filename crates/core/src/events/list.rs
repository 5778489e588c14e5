//! Reading the record.

use calotype_store::{Micros, events as rows};
use uuid::Uuid;

use crate::access;
use crate::actor::{Actor, Who};
use crate::app::App;
use crate::deposits::{self, Behalf};
use crate::error::{Error, Result};

pub use calotype_store::events::Entry;

/// Which events, newest first.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// What happened: `upload.created`.
    pub action: Option<String>,
    /// To which thing.
    pub target: Option<String>,
    /// In which request.
    pub request: Option<String>,
    /// By whom: a user or a key.
    pub by: Option<Uuid>,
    /// At this time or later.
    pub after: Option<Micros>,
    /// Before this time.
    pub before: Option<Micros>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200.
    pub limit: u8,
}

/// A page.
#[derive(Debug)]
pub struct Page {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// Where the next page begins; `None`: this is the last.
    pub next: Option<String>,
}

/// Events of the caller's tenant, for its administrators; calotype itself sees those of all tenants.
///
/// # Errors
/// `unauthenticated`, `admin_required`; `invalid_query` for a bad cursor.
pub async fn list(app: &App, actor: &Actor, wanted: Wanted) -> Result<Page> {
    access::admin(actor)?;
    let tenant = (actor.who != Who::System).then_some(actor.tenant);
    read(app, wanted, |filter| filter.tenant = tenant).await
}

/// Events a program may see: its user's, or its own where it acts for nobody or sees only what it made; with what calotype
/// did on their things, in whichever process.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`; `invalid_query` for a bad cursor.
pub async fn own(app: &App, actor: &Actor, behalf: Behalf, wanted: Wanted) -> Result<Page> {
    let whose = deposits::reach(app, actor, "upload:read", behalf).await?;
    read(app, wanted, |filter| {
        filter.tenant = Some(whose.tenant);
        filter.owner = whose.owner;
        filter.key = whose.key;
    })
    .await
}

async fn read(app: &App, wanted: Wanted, narrow: impl FnOnce(&mut rows::Filter)) -> Result<Page> {
    let older_than = match &wanted.cursor {
        Some(cursor) => Some(parse(cursor).ok_or_else(|| {
            Error::invalid("invalid_query", "The cursor is not one of ours.").field("cursor", "invalid")
        })?),
        None => None,
    };
    let mut filter = rows::Filter {
        actor: wanted.by,
        kind: wanted.action,
        subject: wanted.target,
        request: wanted.request,
        from: wanted.after,
        until: wanted.before,
        older_than,
        ..rows::Filter::default()
    };
    narrow(&mut filter);
    let limit = usize::from(wanted.limit.clamp(1, 200));
    let found = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let mut entries = rows::list(&mut app.db.read().await?, &filter, found).await?;
    let more = entries.len() > limit;
    entries.truncate(limit);
    let last = entries.last().filter(|_| more);
    let next = last.map(|entry| format!("{}-{}", entry.event.created_at, entry.event.id.simple()));
    Ok(Page { entries, next })
}

fn parse(cursor: &str) -> Option<(Micros, Uuid)> {
    let (time, id) = cursor.split_once('-')?;
    Some((time.parse().ok()?, Uuid::try_parse(id).ok()?))
}
