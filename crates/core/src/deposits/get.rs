//! A program looks at one deposit.

use calotype_store::deposits as rows;

use super::look::look;
use super::{Behalf, Deposit, parse_label, reach};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

/// A deposit by its id.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`; `upload_not_found`, also for what is somebody else's.
pub async fn get(app: &App, actor: &Actor, behalf: Behalf, id: &str) -> Result<Deposit> {
    let whose = reach(app, actor, "upload:read", behalf).await?;
    let not_found = || Error::not_found("upload_not_found", "There is no such upload.");
    let id = parse_label(id).ok_or_else(not_found)?;
    let found = rows::get(&mut app.db.read().await?, id).await?;
    look(app, found.filter(|deposit| whose.sees(deposit)).ok_or_else(not_found)?).await
}
