//! An output is kept: its bytes first, its row after them.

use std::fs::File;
use std::io::{Read as _, Seek as _};

use calotype_store::outputs as rows;
use serde_json::json;
use uuid::Uuid;

use super::{Output, SCOPE, object};
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::quotas;

/// What is kept.
#[derive(Debug)]
pub enum Bytes {
    /// What a command made.
    Made(Vec<u8>),
    /// A file that came whole.
    Came(File),
}

const DAY: i64 = 86_400_000_000;

/// Keeps the bytes under a name that nobody guesses. When this returns they are durable.
///
/// # Errors
/// `unauthenticated`, `scope_missing`; `quota_exceeded`; failures of the store.
pub async fn keep(
    app: &App,
    actor: &Actor,
    bytes: Bytes,
    media_type: &str,
    extension: &str,
) -> Result<Output> {
    let program = access::program(actor, SCOPE)?;
    let bytes = whole(bytes).await?;
    let now = app.clock.now();
    let days = i64::from(app.config.commands.retention_days);
    let output = Output {
        id: random()?,
        tenant_id: actor.tenant,
        owner_id: program.owner,
        key_id: program.key,
        media_type: media_type.to_owned(),
        extension: extension.to_owned(),
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        created_at: now,
        expires_at: (days > 0).then(|| now + days * DAY),
    };
    let key = object(actor.tenant, output.id);
    // Asked before the bytes are written, and exactly when they are counted.
    if quotas::room(&mut app.db.read().await?, actor.tenant).await? < bytes.len() as u64 {
        return Err(Error::new(
            crate::error::Kind::TooLarge,
            "quota_exceeded",
            "There is not enough space left for this file.",
        ));
    }
    app.objects.put(&key, bytes.into()).await?;
    let written = write(app, actor, &output).await;
    if written.is_err()
        && let Err(error) = app.objects.delete(&key).await
    {
        tracing::warn!(%error, "an output without a row stays until it is swept");
    }
    written.map(|()| output)
}

async fn write(app: &App, actor: &Actor, output: &Output) -> Result<()> {
    let mut tx = app.db.write().await?;
    quotas::keep(&mut tx, actor.tenant, u64::try_from(output.size).unwrap_or(0)).await?;
    rows::insert(&mut tx, output).await?;
    let data = json!({"media_type": output.media_type, "size": output.size});
    let subject = Subject::new("output", &output.id);
    events::record(&mut tx, actor, output.created_at, "output.created", subject, data).await?;
    Ok(tx.commit().await?)
}

async fn whole(bytes: Bytes) -> Result<Vec<u8>> {
    match bytes {
        Bytes::Made(bytes) => Ok(bytes),
        Bytes::Came(mut file) => {
            let read = move || {
                let mut bytes = Vec::new();
                file.rewind().and_then(|()| file.read_to_end(&mut bytes)).map(|_| bytes)
            };
            tokio::task::spawn_blocking(read).await.map_err(Error::internal)?.map_err(Error::internal)
        }
    }
}

/// 128 random bits, all of them: a random UUID has six fixed ones.
fn random() -> Result<Uuid> {
    use rand::TryRngCore as _;
    let mut bytes = [0; 16];
    rand::rngs::OsRng.try_fill_bytes(&mut bytes).map_err(Error::internal)?;
    Ok(Uuid::from_bytes(bytes))
}
