//! A program takes a deposit back.

use calotype_store::{deposit_pieces, deposits as rows, orders};
use serde_json::json;

use super::{Behalf, kept, label, parse_label, reach, remove_bytes, remove_pieces, want_gone};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::orders::cancel_within;
use crate::quotas;

/// Removes row and bytes, in every state; the form of a pending one stops working. The row goes first: bytes that
/// cannot be removed now are swept. `force` cancels the orders that work on it.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`; `upload_not_found`, also for what is somebody else's;
/// `upload_in_use` while an order works on it.
pub async fn delete(app: &App, actor: &Actor, behalf: Behalf, id: &str, force: bool) -> Result<()> {
    let whose = reach(app, actor, "upload:write", behalf).await?;
    let not_found = || Error::not_found("upload_not_found", "There is no such upload.");
    let id = parse_label(id).ok_or_else(not_found)?;
    let mut tx = app.db.write().await?;
    let deposit = rows::delete(&mut tx, whose, id).await?.ok_or_else(not_found)?;
    for order in orders::using(&mut tx, id).await? {
        if !force {
            return Err(Error::conflict(
                "upload_in_use",
                "A job works on this upload. Wait for its end, or delete with force=true.",
            )
            .field("job_id", order.id.to_string()));
        }
        cancel_within(&mut tx, app, actor, &order).await?;
    }
    // After the orders, whose workers lock an order and then the space of its tenant.
    quotas::give_back(&mut tx, deposit.tenant_id, kept(&deposit)).await?;
    let data = json!({"filename": deposit.filename, "state": deposit.state, "billable": false});
    let subject = label(id);
    events::record(&mut tx, actor, app.clock.now(), "upload.deleted", Subject::new("upload", &subject), data)
        .await?;
    want_gone(&mut tx, &deposit, app.clock.now()).await?;
    let pieces = deposit_pieces::take(&mut tx, id).await?;
    tx.commit().await?;
    remove_bytes(app, &deposit).await;
    remove_pieces(app, deposit.tenant_id, &pieces).await;
    Ok(())
}
