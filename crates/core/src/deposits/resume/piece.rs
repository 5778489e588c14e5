//! A piece arrives: to disk, into an object, into the row. Only then it counts.

use std::io::Write as _;

use bytes::Bytes;
use calotype_store::deposit_pieces::{self as pieces, Piece};
use calotype_store::deposits as rows;
use futures::{Stream, StreamExt as _};
use md5::{Digest as _, Md5};
use serde_json::json;
use tempfile::NamedTempFile;
use uuid::Uuid;

use super::checksum::Checksum;
use super::not_found;
use crate::actor::Actor;
use crate::app::App;
use crate::deposits::receive::TEMPORARY;
use crate::deposits::{Behalf, Deposit, label, object, seconds};
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::quotas;

/// A long request is acknowledged to itself in steps of this many bytes, so that a break, or our death, costs no more.
const STEP: u64 = 8 * 1024 * 1024;

/// How far the file is after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Bytes that are here to stay.
    pub position: i64,
    /// End of the upload's time.
    pub expires_at: i64,
}

/// Takes the bytes of one request, which begin at `at`. With a checksum all of them count, or none; without, what came
/// before a break counts.
///
/// # Errors
/// As [`super::position()`]; `wrong_position` when the file is not, or no longer, at `at`; `upload_too_large` for more bytes than
/// were announced; `checksum_mismatch`; `upload_interrupted`; failures of the store.
pub async fn append<E>(
    app: &App,
    actor: &Actor,
    behalf: Behalf,
    id: &str,
    at: i64,
    checksum: Option<Checksum>,
    bytes: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin,
) -> Result<Taken>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let mut deposit = super::position(app, actor, behalf, id).await?;
    if deposit.received != at {
        return Err(wrong_position(deposit.received));
    }
    let mut bytes = bytes;
    let mut left = u64::try_from(deposit.max_size - at).unwrap_or(0);
    let mut hasher = checksum.as_ref().map(Checksum::hasher);
    let mut file = scratch(app).await?;
    let mut held = 0;
    let broke = loop {
        let piece = match bytes.next().await {
            Some(Ok(piece)) => piece,
            Some(Err(error)) => break Some(error),
            None => break None,
        };
        let length = piece.len() as u64;
        if length > left {
            return Err(Error::invalid("upload_too_large", "These are more bytes than were announced.")
                .field("limit", deposit.max_size.to_string()));
        }
        left -= length;
        held += length;
        if let Some(hasher) = &mut hasher {
            hasher.update(&piece);
        }
        file = write(file, piece).await?;
        if checksum.is_none() && held >= STEP && left > 0 {
            keep(app, actor, &mut deposit, file, held).await?;
            (file, held) = (scratch(app).await?, 0);
        }
    };
    let sum_holds = match (&checksum, hasher) {
        (Some(checksum), Some(hasher)) => broke.is_none() && checksum.holds(hasher),
        _ => true,
    };
    if held > 0 && sum_holds {
        keep(app, actor, &mut deposit, file, held).await?;
    }
    if let Some(error) = broke {
        return Err(Error::invalid("upload_interrupted", "The request broke off.").because(error));
    }
    if !sum_holds {
        return Err(Error::invalid("checksum_mismatch", "The bytes do not add up to the checksum."));
    }
    Ok(Taken { position: deposit.received, expires_at: deposit.expires_at })
}

fn wrong_position(here: i64) -> Error {
    Error::conflict("wrong_position", "The upload is at another position.")
        .field("position", here.to_string())
}

async fn scratch(app: &App) -> Result<NamedTempFile> {
    let folder = app.scratch();
    tokio::task::spawn_blocking(move || tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder))
        .await
        .map_err(Error::internal)?
        .map_err(Error::disk)
}

async fn write(mut file: NamedTempFile, piece: Bytes) -> Result<NamedTempFile> {
    tokio::task::spawn_blocking(move || file.write_all(&piece).map(|()| file))
        .await
        .map_err(Error::internal)?
        .map_err(Error::disk)
}

/// Makes what came durable and moves the position; the last piece makes the file whole.
async fn keep(app: &App, actor: &Actor, deposit: &mut Deposit, file: NamedTempFile, size: u64) -> Result<()> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    if deposit.received + size == deposit.max_size {
        return finish(app, actor, deposit, file).await;
    }
    let piece = Piece { start: deposit.received, size, object_id: Uuid::new_v4() };
    app.objects.put_file(&object(deposit.tenant_id, piece.object_id), file.path()).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    if !pieces::add(&mut tx, deposit.id, piece).await? {
        drop(tx);
        return Err(lost(app, deposit, piece.object_id).await);
    }
    let until = now + seconds(app.config.deposits.resumable_seconds);
    rows::prolong(&mut tx, deposit.id, until).await?;
    tx.commit().await?;
    (deposit.received, deposit.expires_at) = (deposit.received + size, until);
    Ok(())
}

/// Somebody else was quicker, or the upload is over: what came does not count.
async fn lost(app: &App, deposit: &Deposit, attempt: Uuid) -> Error {
    if let Err(error) = app.objects.delete(&object(deposit.tenant_id, attempt)).await {
        tracing::warn!(%error, "the bytes of a lost piece stay until they are swept");
    }
    let found = match app.db.read().await {
        Ok(mut conn) => rows::get(&mut conn, deposit.id).await,
        Err(error) => Err(error),
    };
    match found {
        Ok(Some(now)) => wrong_position(now.size.unwrap_or(now.received)),
        Ok(None) => not_found(),
        Err(error) => error.into(),
    }
}

/// Puts the pieces and the last of them together, and accepts the file. The position says "whole" only once it is.
async fn finish(app: &App, actor: &Actor, deposit: &mut Deposit, last: NamedTempFile) -> Result<()> {
    let parts = pieces::list(&mut app.db.read().await?, deposit.id).await?;
    let (mut whole, mut hash) = (scratch(app).await?, Md5::new());
    for part in &parts {
        let mut object = app.objects.get(&object(deposit.tenant_id, part.object_id)).await?.body;
        while let Some(bytes) = object.next().await {
            let bytes = bytes?;
            hash.update(&bytes);
            whole = write(whole, bytes).await?;
        }
    }
    let (whole, hash) = tokio::task::spawn_blocking(move || append_file(whole, hash, &last))
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    let attempt = Uuid::new_v4();
    app.objects.put_file(&object(deposit.tenant_id, attempt), whole.path()).await?;
    let etag = hex::encode(hash.finalize());
    let now = app.clock.now();
    let until = now + seconds(app.config.deposits.ttl_seconds);
    let mut tx = app.db.write().await?;
    let there = rows::lock(&mut tx, deposit.id).await?;
    let mine = there.is_some_and(|there| there.state == "pending" && there.received == deposit.received);
    if !mine || !rows::complete(&mut tx, deposit.id, Some(attempt), deposit.max_size, &etag, until).await? {
        drop(tx);
        return Err(lost(app, deposit, attempt).await);
    }
    let size = u64::try_from(deposit.max_size).unwrap_or(0);
    if let Err(error) = quotas::keep(&mut tx, deposit.tenant_id, size).await {
        drop(tx);
        lost(app, deposit, attempt).await;
        return Err(error);
    }
    let free = pieces::take(&mut tx, deposit.id).await?;
    let id = label(deposit.id);
    let data = json!({"size": deposit.max_size, "owner": deposit.owner_id, "billable": false});
    events::record(&mut tx, actor, now, "upload.completed", Subject::new("upload", &id), data).await?;
    tx.commit().await?;
    super::super::remove_pieces(app, deposit.tenant_id, &free).await;
    (deposit.received, deposit.expires_at) = (deposit.max_size, until);
    Ok(())
}

fn append_file(
    mut whole: NamedTempFile,
    mut hash: Md5,
    last: &NamedTempFile,
) -> std::io::Result<(NamedTempFile, Md5)> {
    use std::io::Read as _;
    let mut last = last.reopen()?;
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let read = last.read(&mut buffer)?;
        if read == 0 {
            return Ok((whole, hash));
        }
        hash.update(&buffer[..read]);
        whole.write_all(&buffer[..read])?;
    }
}
