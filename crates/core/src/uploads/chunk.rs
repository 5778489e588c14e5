//! One piece of a file; the last one to arrive makes the file whole and hands it to ingest.

use bytes::Bytes;
use calotype_files::ContentHash;
use calotype_files::repository::{ChunkSession, StageError};
use calotype_store::repositories::Repository;
use calotype_store::uploads::{self as store, NewSession, Session};
use futures::Stream;
use uuid::Uuid;

use crate::actor::Actor;
use crate::app::App;
use crate::assets::upload::{self, Duplicates, Uploaded};
use crate::error::{Error, Result};
use crate::repositories;
use crate::uploads::{folder_id, owner_key};

/// Largest piece accepted, bytes: three times the largest size the configuration route recommends.
pub const MAX_CHUNK_BYTES: u64 = 64 * 1024 * 1024;

/// Most pieces a file may have.
pub const MAX_CHUNKS: u32 = 100_000;

/// Which piece of what.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The client's name for the upload.
    pub session: String,
    /// Place, from 0.
    pub index: u32,
    /// Pieces in all.
    pub total: u32,
    /// File name.
    pub file_name: String,
    /// Hash the client claims for the whole file.
    pub claimed: Option<ContentHash>,
}

/// What a piece led to.
#[derive(Debug, Clone)]
pub enum Progress {
    /// More pieces are missing.
    Incomplete {
        /// Pieces that have arrived.
        received: i64,
    },
    /// The file is whole and accepted.
    Complete(Uploaded),
}

/// Stores one piece durably; when it is the last missing one, merges the file and accepts it.
///
/// # Errors
/// `unauthenticated`; `unsupported_type`; `invalid_chunk` for pieces that do not fit their session; what accepting a file
/// refuses. A merge that fails marks the session failed; a piece that fails can be sent again.
pub async fn put<E: std::error::Error + Send + Sync + 'static>(
    app: &App,
    actor: &Actor,
    repository: &Repository,
    piece: &Piece,
    bytes: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<Progress> {
    let owner = owner_key(actor)?;
    let (name, _) = upload::file_name(&piece.file_name)?;
    let session = begin(app, actor, &owner, repository, piece, name.as_str()).await?;
    let folder = repositories::open(repository).await?;
    let pieces = folder.chunk_session(folder_id(&session.folder));
    let limit = app.config.http.max_upload_bytes;
    let chunk = match pieces.put(piece.index, limit.min(MAX_CHUNK_BYTES), bytes).await {
        Ok(chunk) => chunk,
        Err(error) => {
            let too_large = matches!(error, StageError::TooLarge { .. });
            let error = upload::refuse(error);
            if too_large && session.received_chunks < session.total_chunks {
                give_up(app, &owner, piece, &pieces, &error).await?;
            }
            return Err(error);
        }
    };
    let now = app.clock.now();
    let mut conn = app.db.write().await?;
    let size = i64::try_from(chunk.size).unwrap_or(i64::MAX);
    store::put_chunk(&mut conn, &owner, &piece.session, i64::from(piece.index), size, now).await?;
    let session = store::get(&mut conn, &owner, &piece.session).await?.ok_or_else(vanished)?;
    // Known before the last piece comes: the limit is not to be passed by all the pieces a file may have.
    if u64::try_from(session.bytes_done).is_ok_and(|bytes| bytes > limit) {
        conn.commit().await?;
        let error = upload::too_large(limit);
        give_up(app, &owner, piece, &pieces, &error).await?;
        return Err(error);
    }
    let whole = session.received_chunks == session.total_chunks;
    let mine = whole && store::claim_merge(&mut conn, &owner, &piece.session, now).await?;
    conn.commit().await?;
    if !mine {
        return Ok(Progress::Incomplete { received: session.received_chunks });
    }
    match finish(app, actor, repository, &session).await {
        Ok(uploaded) => {
            let mut conn = app.db.write().await?;
            let done = Ok((uploaded.asset, uploaded.job));
            store::finish(&mut conn, &owner, &piece.session, done, app.clock.now()).await?;
            conn.commit().await?;
            calotype_files::blocking(move || pieces.remove()).await?;
            Ok(Progress::Complete(uploaded))
        }
        Err(error) => {
            give_up(app, &owner, piece, &pieces, &error).await?;
            Err(error)
        }
    }
}

/// The upload failed: the session says why, and its pieces go. A client that tries again sends them all.
async fn give_up(app: &App, owner: &str, piece: &Piece, pieces: &ChunkSession, error: &Error) -> Result<()> {
    let mut conn = app.db.write().await?;
    store::finish(&mut conn, owner, &piece.session, Err(&error.message), app.clock.now()).await?;
    conn.commit().await?;
    let pieces = pieces.clone();
    Ok(calotype_files::blocking(move || pieces.remove()).await?)
}

fn vanished() -> Error {
    Error::conflict("session_expired", "The upload was idle for too long; send the file again.")
}

/// The session of a piece, begun by whichever piece comes first. A session that failed begins again.
async fn begin(
    app: &App,
    actor: &Actor,
    owner: &str,
    repository: &Repository,
    piece: &Piece,
    file_name: &str,
) -> Result<Session> {
    if piece.total == 0 || piece.index >= piece.total || piece.total > MAX_CHUNKS {
        return Err(Error::invalid("invalid_chunk", "A piece needs an index below the number of pieces."));
    }
    let now = app.clock.now();
    let mut conn = app.db.write().await?;
    let known = store::get(&mut conn, owner, &piece.session).await?;
    if known.is_some_and(|s| s.status == "failed") {
        store::forget(&mut conn, owner, &piece.session).await?;
    }
    let folder = Uuid::new_v4().to_string();
    let claimed = piece.claimed.map(|hash| hash.to_string());
    let new = NewSession {
        tenant: actor.tenant,
        owner_key: owner,
        id: &piece.session,
        repository: repository.id,
        folder: &folder,
        file_name,
        content_hash: claimed.as_deref(),
        total_chunks: i64::from(piece.total),
    };
    store::begin(&mut conn, &new, now).await?;
    let session = store::get(&mut conn, owner, &piece.session).await?.ok_or_else(vanished)?;
    conn.commit().await?;
    if session.total_chunks != i64::from(piece.total) || session.repository_id != repository.id {
        return Err(Error::invalid(
            "invalid_chunk",
            "This upload began with other pieces or another repository.",
        ));
    }
    if session.status == "completed" {
        return Err(Error::conflict("session_completed", "This upload is complete already."));
    }
    Ok(session)
}

/// Makes the file whole and accepts it.
async fn finish(app: &App, actor: &Actor, repository: &Repository, session: &Session) -> Result<Uploaded> {
    let (name, format) = upload::file_name(&session.file_name)?;
    let claimed = upload::claimed_hash(session.content_hash.as_deref())?;
    let folder = repositories::open(repository).await?;
    let pieces = folder.chunk_session(folder_id(&session.folder));
    let total = u32::try_from(session.total_chunks).unwrap_or(u32::MAX);
    let limit = app.config.http.max_upload_bytes;
    let merged = tokio::task::spawn_blocking(move || pieces.merge(total, &name, limit))
        .await
        .map_err(Error::internal)?
        .map_err(|e: StageError<std::convert::Infallible>| upload::refuse(e))?;
    upload::accept(app, actor, repository, merged, format, claimed, Duplicates::Refuse).await
}
