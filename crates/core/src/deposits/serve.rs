//! A presigned link leads to the bytes of a completed deposit.

use std::fs::File;

use calotype_store::deposits as rows;

use super::{key, object, parse_key};
use crate::app::App;
use crate::bucket::presign::{self, Asked};
use crate::bucket::{self, Refusal, Why};
use crate::error::Error;

/// An open file with what the answer says about it.
#[derive(Debug)]
pub struct Sendable {
    /// The bytes.
    pub file: File,
    /// How many.
    pub size: u64,
    /// Entity tag without quotes.
    pub etag: String,
    /// Media type.
    pub content_type: String,
    /// File name.
    pub filename: String,
}

/// Opens the object of a key, for who asks with a good signature.
///
/// # Errors
/// What is wrong with the link; `NoSuchKey` for all that is not there to be read.
pub async fn serve(app: &App, bucket: &str, name: &str, asked: &Asked<'_>) -> Result<Sendable, Refusal> {
    if bucket != bucket::NAME {
        return Err(Refusal::new(Why::NoSuchBucket, "There is no such bucket."));
    }
    presign::check(&bucket::credentials(app), asked, app.clock.now())?;
    let nothing = || Refusal::new(Why::NoSuchKey, "There is no such object.");
    let id = parse_key(name).ok_or_else(nothing)?;
    let deposit = rows::get(&mut app.db.read().await?, id).await?;
    let deposit = deposit.filter(|d| key(d) == name && d.state == "completed").ok_or_else(nothing)?;
    let (Some(attempt), Some(size), Some(etag)) = (deposit.object_id, deposit.size, deposit.etag) else {
        return Err(nothing());
    };
    if deposit.expires_at <= app.clock.now() {
        return Err(nothing());
    }
    let file = app
        .objects
        .open(&object(deposit.tenant_id, attempt), &app.scratch())
        .await
        .map_err(|e| Refusal::from(Error::from(e)))?;
    Ok(Sendable {
        file,
        size: u64::try_from(size).unwrap_or(0),
        etag,
        content_type: deposit.content_type,
        filename: deposit.filename,
    })
}
