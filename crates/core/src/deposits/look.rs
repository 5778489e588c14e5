//! Whether a file has arrived that goes straight to the store: nobody tells us, so we look.

use calotype_store::Conn;
use calotype_store::deposits as rows;
use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::json;

use super::{Behalf, Deposit, brought, label, parse_label, reach, seconds};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::quotas;

/// Looks at the same time.
const AT_ONCE: usize = 8;

/// A program says that it has posted the file; answers what is known now.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`; `upload_not_found`, also for what is somebody else's; failures of
/// the store.
pub async fn arrived(app: &App, actor: &Actor, behalf: Behalf, id: &str) -> Result<Deposit> {
    let whose = reach(app, actor, "upload:write", behalf).await?;
    let not_found = || Error::not_found("upload_not_found", "There is no such upload.");
    let id = parse_label(id).ok_or_else(not_found)?;
    let found = rows::get(&mut app.db.read().await?, id).await?;
    look(app, found.filter(|deposit| whose.sees(deposit)).ok_or_else(not_found)?).await
}

/// A deposit as it is now: one that waits for its file is looked for in the store. What is found first is pinned.
///
/// # Errors
/// Failures of store and database.
pub(super) async fn look(app: &App, deposit: Deposit) -> Result<Deposit> {
    if deposit.place != "store" || deposit.state != "pending" {
        return Ok(deposit);
    }
    let Some(head) = app.objects.head(&brought(&deposit)).await? else { return Ok(deposit) };
    let now = app.clock.now();
    let size = i64::try_from(head.size).unwrap_or(i64::MAX);
    let mut tx = app.db.write().await?;
    // Somebody else may have looked first, or it is over.
    let Some(deposit) = rows::lock(&mut tx, deposit.id).await? else { return Ok(deposit) };
    if deposit.state != "pending" {
        return Ok(deposit);
    }
    let problem = problem(&mut tx, &deposit, size).await?;
    match problem {
        None => {
            let etag = head.etag.unwrap_or_default();
            let until = now + seconds(app.config.deposits.ttl_seconds);
            rows::complete(&mut tx, deposit.id, None, size, &etag, until).await?
        }
        Some(word) => rows::fail(&mut tx, deposit.id, word).await?,
    };
    let actor = Actor::at_work(deposit.tenant_id, deposit.owner_id, deposit.key_id);
    let (id, kind) =
        (label(deposit.id), if problem.is_none() { "upload.completed" } else { "upload.failed" });
    let data = json!({"size": size, "owner": deposit.owner_id, "error": problem, "billable": false});
    events::record(&mut tx, &actor, now, kind, Subject::new("upload", &id), data).await?;
    if problem.is_some() {
        super::want_gone(&mut tx, &deposit, now).await?;
    }
    let found = rows::get(&mut tx, deposit.id).await?;
    tx.commit().await?;
    if problem.is_some() {
        super::remove_bytes(app, &deposit).await;
    }
    Ok(found.unwrap_or(deposit))
}

/// Why a file that was found is not accepted. Otherwise it counts in the space of its tenant from now on.
async fn problem(tx: &mut Conn, deposit: &Deposit, size: i64) -> Result<Option<&'static str>> {
    // The store was to hold the form to its range; not every store does.
    if !(deposit.declared_size.unwrap_or(1)..=deposit.max_size).contains(&size) {
        return Ok(Some("FILE_TOO_LARGE"));
    }
    match quotas::keep(tx, deposit.tenant_id, u64::try_from(size).unwrap_or(0)).await {
        Ok(()) => Ok(None),
        Err(error) if error.code == "quota_exceeded" => Ok(Some("STORAGE_LIMIT_EXCEEDED")),
        Err(error) => Err(error),
    }
}

/// Looks for the files of all that wait within a reach. A store that does not answer leaves them waiting.
///
/// # Errors
/// Any database failure.
pub(super) async fn look_all(app: &App, whose: Option<rows::Whose>) -> Result<()> {
    let waiting = rows::waiting_in_store(&mut app.db.read().await?, whose).await?;
    let looks = futures::stream::iter(waiting).map(|deposit| async move {
        let id = label(deposit.id);
        if let Err(error) = look(app, deposit).await {
            tracing::warn!(upload = id, %error, "whether an upload has arrived could not be seen");
        }
    });
    looks.buffer_unordered(AT_ONCE).map(Ok::<_, Error>).try_collect::<Vec<()>>().await?;
    Ok(())
}
