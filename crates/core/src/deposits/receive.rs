//! A posted form brings the file: terms first, then the bytes, then the row.
//!
//! Each attempt has an object of its own, and the row names the one that won: so two posts of one form at the same
//! time cannot mix, and a killed one leaves at worst an object without a row, which is swept.

use std::path::PathBuf;

use bytes::Bytes;
use calotype_store::deposits as rows;
use futures::{Stream, StreamExt as _};
use md5::{Digest as _, Md5};
use serde_json::json;
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use super::{Deposit, key, label, object, parse_key, seconds};
use crate::actor::Actor;
use crate::app::App;
use crate::bucket::terms::{self, Fields};
use crate::bucket::{self, Refusal, Why};
use crate::error::Error;
use crate::events::{self, Subject};
use crate::quotas;

/// How temporary files of this noun begin.
pub(in crate::deposits) const TEMPORARY: &str = "deposit-";

/// A place for one file, opened by a good form.
#[derive(Debug)]
pub struct Slot {
    deposit: Deposit,
    min: u64,
    max: u64,
}

impl Slot {
    /// Key of the object in the bucket.
    #[must_use]
    pub fn key(&self) -> String {
        key(&self.deposit)
    }
}

/// A file that arrived whole, not yet accepted; dropping it removes it.
#[derive(Debug)]
pub struct Received {
    path: TempPath,
    size: u64,
    /// MD5 of the content in hexadecimal digits, which is what S3 clients compare.
    pub etag: String,
}

/// Checks a form and finds the place it was made for.
///
/// # Errors
/// What is wrong with the form, in the bucket's words.
pub async fn open(app: &App, bucket: &str, fields: &Fields) -> Result<Slot, Refusal> {
    if bucket != bucket::NAME {
        return Err(Refusal::new(Why::NoSuchBucket, "There is no such bucket."));
    }
    let now = app.clock.now();
    let terms = terms::check(&bucket::credentials(app), bucket, fields, now)?;
    let nothing = || Refusal::new(Why::AccessDenied, "Nothing is expected under this key.");
    let id = parse_key(&terms.key).ok_or_else(nothing)?;
    let mut conn = app.db.read().await?;
    let deposit = rows::get(&mut conn, id).await?.filter(|d| key(d) == terms.key && d.place == "bucket");
    let deposit = deposit.ok_or_else(nothing)?;
    pending(&deposit)?;
    if deposit.expires_at <= now {
        return Err(Refusal::new(Why::AccessDenied, "The upload has expired."));
    }
    // Whoever signed the form, the promise is the limit.
    let promised = u64::try_from(deposit.max_size).unwrap_or(0);
    let min = terms.min.max(if deposit.declared_size.is_some() { promised } else { 1 });
    let max = terms.max.unwrap_or(u64::MAX).min(promised);
    Ok(Slot { deposit, min, max })
}

fn pending(deposit: &Deposit) -> Result<(), Refusal> {
    match deposit.state.as_str() {
        "pending" => Ok(()),
        "completed" => Err(Refusal::new(Why::AccessDenied, "The upload is already completed.")),
        _ => Err(Refusal::new(Why::AccessDenied, "The upload is over.")),
    }
}

/// Streams the file to disk, counting and hashing; stops one byte past the limit. Memory stays flat.
///
/// # Errors
/// `EntityTooLarge`, `EntityTooSmall`; `MalformedPostRequest` when the stream breaks; failures of the disk.
pub async fn receive<E>(
    app: &App,
    slot: &Slot,
    bytes: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<Received, Refusal>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let mut bytes = bytes;
    let scratch: PathBuf = app.scratch();
    let made =
        tokio::task::spawn_blocking(move || tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(scratch))
            .await
            .map_err(|e| disk(std::io::Error::other(e)))?;
    let (file, path) = made.map(NamedTempFile::into_parts).map_err(disk)?;
    let mut file = tokio::io::BufWriter::with_capacity(256 * 1024, tokio::fs::File::from_std(file));
    let (mut size, mut hash) = (0_u64, Md5::new());
    while let Some(piece) = bytes.next().await {
        let piece = piece.map_err(|e| Refusal {
            cause: Some(Box::new(e)),
            ..Refusal::new(Why::MalformedPostRequest, "The form is malformed or broke off.")
        })?;
        size += piece.len() as u64;
        if size > slot.max {
            return Err(Refusal::new(Why::EntityTooLarge, "The file is larger than the form allows."));
        }
        hash.update(&piece);
        file.write_all(&piece).await.map_err(disk)?;
    }
    if size < slot.min {
        return Err(Refusal::new(Why::EntityTooSmall, "The file is smaller than the form allows."));
    }
    file.flush().await.map_err(disk)?;
    Ok(Received { path, size, etag: hex::encode(hash.finalize()) })
}

fn disk(error: std::io::Error) -> Refusal {
    Error::disk(error).into()
}

/// Accepts the file: durable bytes, then the row and its event. Only then may anybody be told.
///
/// # Errors
/// `AccessDenied` when another post or a deletion was quicker; `EntityTooLarge` when the tenant's space is full by now;
/// failures of the store. Nothing stays then.
pub async fn complete(app: &App, actor: &Actor, slot: &Slot, received: Received) -> Result<(), Refusal> {
    let deposit = &slot.deposit;
    let attempt = Uuid::new_v4();
    let object = object(deposit.tenant_id, attempt);
    app.objects.put_file(&object, &received.path).await.map_err(|e| Refusal::from(Error::from(e)))?;
    let settled = settle(app, actor, slot, &received, attempt).await;
    if settled.is_err()
        && let Err(error) = app.objects.delete(&object).await
    {
        tracing::warn!(%error, "the bytes of a refused upload stay until they are swept");
    }
    settled
}

async fn settle(
    app: &App,
    actor: &Actor,
    slot: &Slot,
    received: &Received,
    attempt: Uuid,
) -> Result<(), Refusal> {
    let deposit = &slot.deposit;
    let now = app.clock.now();
    let size = i64::try_from(received.size).unwrap_or(i64::MAX);
    let until = now + seconds(app.config.deposits.ttl_seconds);
    let mut tx = app.db.write().await?;
    if !rows::complete(&mut tx, deposit.id, Some(attempt), size, &received.etag, until).await? {
        let now_is = rows::get(&mut tx, deposit.id).await?;
        let gone = Refusal::new(Why::AccessDenied, "The upload was deleted.");
        return Err(now_is.and_then(|deposit| pending(&deposit).err()).unwrap_or(gone));
    }
    quotas::keep(&mut tx, deposit.tenant_id, received.size).await?;
    let id = label(deposit.id);
    let (address, user_agent) = (actor.address, actor.user_agent.clone());
    let request_id = actor.request_id.clone();
    let form = Actor::at_work(deposit.tenant_id, deposit.owner_id, deposit.key_id);
    let form = Actor { request_id, address, user_agent, ..form };
    let data = json!({"size": size, "owner": deposit.owner_id, "billable": false});
    events::record(&mut tx, &form, now, "upload.completed", Subject::new("upload", &id), data).await?;
    tx.commit().await?;
    Ok(())
}
