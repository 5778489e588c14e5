//! A message is written down.

use calotype_store::Conn;
use calotype_store::webhooks::{self as rows, NewDelivery};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Event, secret};
use crate::app::App;
use crate::error::Result;
use crate::jobs::deliver_webhook::DeliverWebhook;

/// Writes a message into the transaction of the change it tells about, for clients that want messages. `data` has ids and
/// names, never a secret.
///
/// # Errors
/// Any database failure; then the change must not happen either.
pub async fn emit(app: &App, tx: &mut Conn, client: Uuid, event: Event, data: Value) -> Result<()> {
    let Some(url) = rows::address(tx, client).await? else { return Ok(()) };
    let now = app.clock.now();
    let id = calotype_store::new_id();
    let message = json!({
        "id": id,
        "event": event.as_str(),
        "clientId": client,
        "occurredAt": timestamp(now),
        "data": data,
    });
    secret::ensure(app, tx, client, now).await?;
    write_down(tx, id, client, event.as_str(), &url, &message.to_string(), None, now).await
}

/// The row and its job, in one transaction.
#[allow(clippy::too_many_arguments)] // one row, written in two places
pub(super) async fn write_down(
    tx: &mut Conn,
    id: Uuid,
    tenant: Uuid,
    event: &str,
    url: &str,
    body: &str,
    redelivery_of: Option<Uuid>,
    now: calotype_store::Micros,
) -> Result<()> {
    rows::insert(tx, NewDelivery { id, tenant, event, url, body, redelivery_of }, now).await?;
    let ticket = calotype_queue::Ticket { tenant_id: Some(tenant), ..calotype_queue::Ticket::default() };
    calotype_queue::enqueue_with(tx, &DeliverWebhook { delivery: id }, &ticket).await?;
    Ok(())
}

/// ISO 8601 in UTC with milliseconds, as everywhere in this API.
fn timestamp(now: calotype_store::Micros) -> String {
    chrono::DateTime::from_timestamp_micros(now)
        .unwrap_or_default()
        .to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_milliseconds_and_a_z() {
        assert_eq!(timestamp(1_700_000_000_123_456), "2023-11-14T22:13:20.123Z");
    }
}
