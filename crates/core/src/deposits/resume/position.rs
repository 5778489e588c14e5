//! How far a file has come, and the wish to end it.

use calotype_store::deposits as rows;

use super::not_found;
use crate::actor::Actor;
use crate::app::App;
use crate::deposits::{self, Behalf, Deposit, parse_label, reach};
use crate::error::Result;

/// A deposit that comes, or came, in pieces. `received` is its position; when it is completed, its size.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`; `upload_not_found` for what is over, of another making, or somebody
/// else's.
pub async fn position(app: &App, actor: &Actor, behalf: Behalf, id: &str) -> Result<Deposit> {
    let whose = reach(app, actor, "upload:write", behalf).await?;
    let id = parse_label(id).ok_or_else(not_found)?;
    let found = rows::get(&mut app.db.read().await?, id).await?;
    let over = |deposit: &Deposit| {
        !matches!(deposit.state.as_str(), "pending" | "completed") || deposit.expires_at <= app.clock.now()
    };
    let mut found = found
        .filter(|deposit| whose.sees(deposit) && deposit.place == "pieces" && !over(deposit))
        .ok_or_else(not_found)?;
    if let Some(size) = found.size {
        found.received = size;
    }
    Ok(found)
}

/// Ends a resumable upload: what has come is removed.
///
/// # Errors
/// As [`position`], and `upload_in_use`.
pub async fn end(app: &App, actor: &Actor, behalf: Behalf, id: &str) -> Result<()> {
    position(app, actor, behalf, id).await?;
    deposits::delete(app, actor, behalf, id, false).await
}
