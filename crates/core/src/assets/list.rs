//! Lists of the library and of the trash.

use std::collections::HashMap;
use std::time::Duration;

use calotype_store::assets::{self as store, Asset, FilenameFilter, Filter, NameMatch, Page, Sort, Totals};
use calotype_store::{Conn, Db, stacks};
use tokio::time::timeout;
use uuid::Uuid;

use crate::actor::Actor;
use crate::app::App;
use crate::assets::query::{self, FilterInput};
use crate::error::{Error, Result};

/// A list as the caller asked for it.
#[derive(Debug, Clone, Default)]
pub struct ListInput {
    /// Text the file name must contain.
    pub query: Option<String>,
    /// Whether the text is to be understood instead of found in names.
    pub semantic: bool,
    /// What narrows the list.
    pub filter: FilterInput,
    /// Order.
    pub sort_by: Option<String>,
    /// Zone in which days are days.
    pub viewer_timezone: Option<String>,
    /// `collapsed` or `expanded`.
    pub stack_mode: Option<String>,
    /// Items wanted; outside 1 to 100: 20.
    pub limit: i64,
    /// Items left out; negative: 0.
    pub offset: i64,
}

/// A stack as one item of a list.
#[derive(Debug, Clone)]
pub struct StackItem {
    /// Stack.
    pub id: Uuid,
    /// Kind.
    pub kind: String,
    /// All members on this shelf, in order.
    pub members: Vec<Uuid>,
    /// The members that match, when not all do.
    pub matched: Option<Vec<Uuid>>,
}

/// One item of a list: an asset, or a stack with its cover.
#[derive(Debug, Clone)]
pub struct Item {
    /// The asset, or the cover of the stack.
    pub asset: Asset,
    /// Set when the item is a stack.
    pub stack: Option<StackItem>,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Items in order.
    pub items: Vec<Item>,
    /// How many there are in all.
    pub totals: Totals,
    /// Whether stacks became one item each.
    pub collapsed: bool,
    /// Limit in force.
    pub limit: i64,
    /// Offset in force.
    pub offset: i64,
}

/// One page.
///
/// # Errors
/// What [`query::filter`] refuses.
pub async fn list(app: &App, actor: &Actor, input: &ListInput) -> Result<Listing> {
    let mut conn = app.db.read().await?;
    let mut filter = query::filter(&mut conn, actor, &input.filter, input.viewer_timezone.as_deref()).await?;
    if input.semantic && input.query.as_deref().is_some_and(|t| !t.trim().is_empty()) {
        return Err(Error::unavailable(
            "semantic_unavailable",
            "No model for semantic search is installed; search by file name instead.",
        ));
    }
    let text = input.query.as_deref().map(str::trim).filter(|t| !t.is_empty());
    if let Some(text) = text {
        // The filter's own condition on the name wins the one slot; the text is then checked on top of it.
        let condition = FilenameFilter { value: text.to_owned(), how: NameMatch::Contains };
        if filter.filename.is_some() {
            filter.also_named = Some(condition);
        } else {
            filter.filename = Some(condition);
        }
    }
    let sort = query::sort(input.sort_by.as_deref())?;
    let collapsed = query::collapsed(input.stack_mode.as_deref())?;
    let limit = if (1..=100).contains(&input.limit) { input.limit } else { 20 };
    let page = Page { limit, offset: input.offset.max(0) };
    page_of(&app.db, &mut conn, &filter, sort, collapsed, page).await
}

/// One page of a filter already understood.
async fn page_of(
    db: &Db,
    conn: &mut Conn,
    filter: &Filter,
    sort: Sort,
    collapsed: bool,
    page: Page,
) -> Result<Listing> {
    let (totals, assets) = if filter.is_counted(collapsed) {
        let totals = store::count(conn, filter, collapsed).await?;
        let beyond = page.offset >= totals.visible;
        (totals, if beyond { Vec::new() } else { store::list(conn, filter, sort, collapsed, page).await? })
    } else {
        counted_beside(db, conn, filter, sort, collapsed, page).await?
    };
    let items = if collapsed {
        with_stacks(conn, filter, assets).await?
    } else {
        assets.into_iter().map(|asset| Item { asset, stack: None }).collect()
    };
    Ok(Listing { items, totals, collapsed, limit: page.limit, offset: page.offset })
}

/// How long a page waits for a second connection, which it would rather do without than keep its own from others.
const SECOND: Duration = Duration::from_millis(10);

/// A page, and how many match in all. What no counter knows takes as long to count as all the rest, so it is counted beside the
/// rest, over a second connection. Each request holds one while it waits, so they must not wait for each other without end.
async fn counted_beside(
    db: &Db,
    conn: &mut Conn,
    filter: &Filter,
    sort: Sort,
    collapsed: bool,
    page: Page,
) -> Result<(Totals, Vec<Asset>)> {
    let beside = async {
        let mut second = timeout(SECOND, db.read()).await.ok()?.ok()?;
        Some(store::count(&mut second, filter, collapsed).await)
    };
    let (counted, assets) = tokio::join!(beside, store::list(conn, filter, sort, collapsed, page));
    let totals = match counted {
        Some(totals) => totals?,
        None => store::count(conn, filter, collapsed).await?,
    };
    Ok((totals, assets?))
}

/// Adds to each cover what its stack holds.
async fn with_stacks(conn: &mut Conn, filter: &Filter, assets: Vec<Asset>) -> Result<Vec<Item>> {
    let ids: Vec<Uuid> = assets.iter().filter_map(|a| a.stack_id).collect();
    let mut stacks: HashMap<Uuid, StackItem> = HashMap::new();
    if !ids.is_empty() {
        for member in stacks::members_on_shelf(conn, &ids, filter.shelf).await? {
            let stack = stacks.entry(member.stack_id).or_insert_with(|| StackItem {
                id: member.stack_id,
                kind: member.kind.clone(),
                members: Vec::new(),
                matched: None,
            });
            stack.members.push(member.asset_id);
        }
        if filter.is_narrow() {
            let members: Vec<Uuid> = stacks.values().flat_map(|s| s.members.iter().copied()).collect();
            let matching = store::matching(conn, filter, &members).await?;
            for stack in stacks.values_mut() {
                let matched: Vec<Uuid> =
                    stack.members.iter().filter(|m| matching.contains(m)).copied().collect();
                stack.matched = (matched.len() < stack.members.len()).then_some(matched);
            }
        }
    }
    Ok(assets
        .into_iter()
        .map(|asset| {
            let stack = asset.stack_id.and_then(|id| stacks.get(&id).cloned());
            Item { asset, stack }
        })
        .collect())
}

/// Assets with a rating, newest upload first.
///
/// # Errors
/// `unauthenticated`, `invalid_rating`.
pub async fn rated(app: &App, actor: &Actor, rating: i64, page: Page) -> Result<Vec<Asset>> {
    crate::access::user(actor)?;
    if !(0..=5).contains(&rating) {
        return Err(Error::invalid("invalid_rating", "rating must be 0 to 5."));
    }
    let mut conn = app.db.read().await?;
    let mut filter = query::filter(&mut conn, actor, &FilterInput::default(), None).await?;
    // Here, unlike in the filter grammar, 0 does not include unrated.
    filter.exact_rating = Some(rating);
    Ok(store::list(&mut conn, &filter, Sort::Added, false, page).await?)
}

/// Favourites, newest upload first.
///
/// # Errors
/// `unauthenticated`.
pub async fn liked(app: &App, actor: &Actor, page: Page) -> Result<Vec<Asset>> {
    crate::access::user(actor)?;
    let mut conn = app.db.read().await?;
    let input = FilterInput { liked: Some(true), ..FilterInput::default() };
    let filter = query::filter(&mut conn, actor, &input, None).await?;
    Ok(store::list(&mut conn, &filter, Sort::Added, false, page).await?)
}

/// Camera models and lenses of what the actor may list, sorted.
///
/// # Errors
/// `unauthenticated`.
pub async fn equipment(app: &App, actor: &Actor) -> Result<(Vec<String>, Vec<String>)> {
    crate::access::scope(actor)?;
    let mut conn = app.db.read().await?;
    let filter = query::filter(&mut conn, actor, &FilterInput::default(), None).await?;
    Ok(store::equipment(&mut conn, &filter).await?)
}
