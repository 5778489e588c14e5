//! One attempt to bring a message to its receiver.

use std::time::Duration;

use calotype_store::{Conn, webhooks as rows};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

use super::secret;
use crate::app::App;
use crate::error::{Error, Result};
use crate::fetch::{Message, Reach, Target};

/// Seconds; an attempt ends well before its job would be taken for stuck.
const LONGEST_ATTEMPT: u64 = 90;

/// Sends a delivery, unless it is over, and writes down what came of it. Any 2xx is an arrival.
///
/// # Errors
/// `fetch_failed` when the receiver did not take it, `address_not_allowed` and `invalid_url` for an address this server
/// does not call.
pub(crate) async fn send(app: &App, id: Uuid) -> Result<()> {
    let mut conn = app.db.read().await?;
    let Some(delivery) = rows::get(&mut conn, id).await?.filter(|delivery| delivery.state == "pending")
    else {
        return Ok(());
    };
    let secret = secret::open(app, &mut conn, delivery.tenant_id).await?;
    drop(conn);
    let secret = secret.ok_or_else(|| Error::internal("a client with deliveries has no webhook secret"))?;
    let signature = sign(&secret, &delivery.body)?;
    let outcome = attempt(app, &delivery, &signature).await;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let result = match outcome {
        Ok(status) if (200..300).contains(&status) => {
            rows::mark_delivered(&mut tx, id, status, now).await?;
            Ok(())
        }
        Ok(status) => {
            let reason = format!("the receiver answered {status}");
            rows::mark_attempt(&mut tx, id, Some(status), &reason, now).await?;
            Err(Error::bad_gateway("fetch_failed", reason))
        }
        Err(error) => {
            rows::mark_attempt(&mut tx, id, None, &error.message, now).await?;
            Err(error)
        }
    };
    tx.commit().await?;
    result
}

async fn attempt(app: &App, delivery: &rows::Delivery, signature: &str) -> Result<u16> {
    let message = Message {
        target: Target::parse(&delivery.url)?,
        reach: Reach::PublicAnd(&app.config.webhooks.allowed_targets),
        headers: vec![
            ("content-type", "application/json".to_owned()),
            ("x-signature", signature.to_owned()),
            ("x-webhook-event", delivery.event.clone()),
            ("x-webhook-delivery", delivery.id.to_string()),
        ],
        body: delivery.body.clone(),
        timeout: Duration::from_secs(app.config.webhooks.timeout_seconds.clamp(1, LONGEST_ATTEMPT)),
    };
    app.fetcher.post(message).await
}

/// HMAC-SHA256 over the body, in hexadecimal digits.
fn sign(secret: &str, body: &str) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(Error::internal)?;
    mac.update(body.as_bytes());
    Ok(hex::encode(mac.finalize().into_bytes()))
}

/// Writes down that there will be no other attempt.
pub(crate) async fn give_up(app: &App, tx: &mut Conn, id: Uuid, reason: &str) -> calotype_store::Result<()> {
    rows::failed(tx, id, reason, app.clock.now()).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_signature_is_that_of_rfc_4231() {
        let signature = sign("Jefe", "what do ya want for nothing?").unwrap();
        assert_eq!(signature, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
