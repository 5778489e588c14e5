//! The secret the messages of a client are signed with: 32 random bytes, sealed in the database.

use calotype_store::{Conn, Micros, webhooks as rows};
use serde_json::Value;
use uuid::Uuid;

use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::auth::tokens::new_opaque;
use crate::error::Result;
use crate::events::{self, Subject};
use crate::seal;
use crate::secrets::Purpose;

/// Gives a client another secret, shown this once. Messages that wait are signed with it, too.
///
/// # Errors
/// `unauthenticated`, `read_only`, `client_not_allowed`, `tenant_not_found`.
pub async fn rotate_secret(app: &App, actor: &Actor, client: Uuid) -> Result<String> {
    portal::writer(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    super::deliveries::find_client(&mut tx, client).await?;
    portal::write(actor, client)?;
    let secret = make(app, &mut tx, client, now).await?;
    let subject = Subject::new("tenant", &client);
    events::record(&mut tx, &actor.at(client), now, "webhook.secret_rotated", subject, Value::Null).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Makes sure that there is one.
pub(super) async fn ensure(app: &App, tx: &mut Conn, client: Uuid, now: Micros) -> Result<()> {
    if rows::secret(tx, client).await?.is_none() {
        make(app, tx, client, now).await?;
    }
    Ok(())
}

/// The secret in clear, for the moment of signing.
pub(super) async fn open(app: &App, conn: &mut Conn, client: Uuid) -> Result<Option<String>> {
    match rows::secret(conn, client).await? {
        Some(sealed) => seal::open(&app.secret, Purpose::WebhookEncryption, &sealed).map(Some),
        None => Ok(None),
    }
}

async fn make(app: &App, tx: &mut Conn, client: Uuid, now: Micros) -> Result<String> {
    let secret = format!("whsec_{}", new_opaque()?);
    let sealed = seal::seal(&app.secret, Purpose::WebhookEncryption, &secret)?;
    rows::put_secret(tx, client, &sealed, now).await?;
    Ok(secret)
}
