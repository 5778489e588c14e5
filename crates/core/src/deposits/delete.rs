//! A program takes a deposit back.

use calotype_store::deposits as rows;
use serde_json::json;

use super::{Behalf, kept, label, object, parse_label, reach};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::quotas;

/// Removes row and bytes, in every state; the form of a pending one stops working. The row goes first: bytes that
/// cannot be removed now are swept.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`; `upload_not_found`, also for what is somebody else's.
pub async fn delete(app: &App, actor: &Actor, behalf: Behalf, id: &str) -> Result<()> {
    let whose = reach(app, actor, "upload:write", behalf).await?;
    let not_found = || Error::not_found("upload_not_found", "There is no such upload.");
    let id = parse_label(id).ok_or_else(not_found)?;
    let mut tx = app.db.write().await?;
    let deposit = rows::delete(&mut tx, whose, id).await?.ok_or_else(not_found)?;
    if deposit.object_id.is_some() {
        quotas::give_back(&mut tx, deposit.tenant_id, kept(&deposit)).await?;
    }
    let data = json!({"filename": deposit.filename, "state": deposit.state, "billable": false});
    let subject = label(id);
    events::record(&mut tx, actor, app.clock.now(), "upload.deleted", Subject::new("upload", &subject), data)
        .await?;
    tx.commit().await?;
    if let Some(attempt) = deposit.object_id
        && let Err(error) = app.objects.delete(&object(deposit.tenant_id, attempt)).await
    {
        tracing::warn!(upload = subject, %error, "the bytes of a deleted upload stay until they are swept");
    }
    Ok(())
}
