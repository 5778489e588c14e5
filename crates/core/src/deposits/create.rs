//! A program is promised a place for a file.

use calotype_store::Micros;
use calotype_store::deposits as rows;
use serde_json::json;

use super::{Behalf, Deposit, filename, key, label, reach, seconds, unknown_user};
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::bucket::{self, Credentials, form};
use crate::error::{Error, Kind, Result};
use crate::events::{self, Subject};
use crate::quotas;

/// What the program says about the file.
#[derive(Debug, Default)]
pub struct NewDeposit {
    /// Its name.
    pub filename: String,
    /// Its media type; `None`: that of the extension.
    pub content_type: Option<String>,
    /// Its exact size, bytes.
    pub size: Option<u64>,
    /// The most it may have, bytes.
    pub max_size: Option<u64>,
}

/// A promise.
#[derive(Debug)]
pub struct Created {
    /// The row.
    pub deposit: Deposit,
    /// Bucket to post to.
    pub bucket: String,
    /// Address of the bucket; `None`: it is ours, at our own address.
    pub url: Option<String>,
    /// Every field of the form but the file.
    pub fields: Vec<(String, String)>,
}

fn too_large(limit: u64) -> Error {
    Error::invalid("upload_too_large", "The file is larger than uploads may be.")
        .field("limit", limit.to_string())
}

/// How the file will come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    /// Through a form to our own bucket.
    Bucket,
    /// Through a form to the configured store.
    Store,
    /// In pieces.
    Pieces,
}

impl Route {
    fn as_str(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::Store => "store",
            Self::Pieces => "pieces",
        }
    }
}

/// Promises a place and signs the form that leads to it: to the configured store where that takes forms, else to our own
/// bucket.
///
/// # Errors
/// `unauthenticated`, `scope_missing`; `missing_filename`, `invalid_filename`, `unsupported_extension`,
/// `invalid_upload_size`, `invalid_content_type`; `upload_too_large`, `storage_limit_exceeded`,
/// `too_many_pending_uploads`.
pub async fn create(app: &App, actor: &Actor, behalf: Behalf, new: NewDeposit) -> Result<Created> {
    let remote = bucket::remote(app);
    let route = if remote.is_some() { Route::Store } else { Route::Bucket };
    let deposit = promise(app, actor, behalf, new, route).await?;
    let now = deposit.created_at;
    let (credentials, bucket, place, url) = match remote {
        Some(remote) => {
            let place = remote.key(&key(&deposit));
            (remote.credentials, remote.bucket, place, Some(remote.url))
        }
        None => (bucket::credentials(app), bucket::NAME.to_owned(), key(&deposit), None),
    };
    let fields = sign(&credentials, &bucket, &place, &deposit, now);
    Ok(Created { deposit, bucket, url, fields })
}

/// Promises a place.
pub(super) async fn promise(
    app: &App,
    actor: &Actor,
    behalf: Behalf,
    new: NewDeposit,
    route: Route,
) -> Result<Deposit> {
    let program = access::program(actor, "upload:write")?;
    let whose = reach(app, actor, "upload:write", behalf).await?;
    let owner = whose.owner.ok_or_else(unknown_user)?;
    let limits = &app.config.deposits;
    let extension = filename::check(&new.filename, &limits.extensions)?;
    let content_type = match new.content_type {
        Some(text) => media_type(text)?,
        None => filename::content_type(&extension).to_owned(),
    };
    if new.size == Some(0) || new.max_size == Some(0) {
        return Err(Error::invalid("invalid_upload_size", "A size is at least 1 byte."));
    }
    let (most, life) = match route {
        Route::Bucket | Route::Store => (limits.max_bytes, limits.form_seconds),
        Route::Pieces => (limits.max_resumable_bytes, limits.resumable_seconds),
    };
    if new.size.is_some_and(|size| size > most.min(new.max_size.unwrap_or(u64::MAX))) {
        return Err(too_large(most));
    }
    let wanted = new.size.or(new.max_size).unwrap_or(most).min(most);
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    rows::lock_owner(&mut tx, owner).await?;
    let held = rows::held(&mut tx, actor.tenant, owner).await?;
    if held.pending >= i64::from(limits.max_pending) {
        return Err(Error::new(
            Kind::RateLimited,
            "too_many_pending_uploads",
            "Too many uploads are pending: finish or delete some, or wait until they expire.",
        )
        .retry_after(std::time::Duration::from_secs(limits.form_seconds)));
    }
    let own = limits.quota_bytes.saturating_sub(u64::try_from(held.bytes).unwrap_or(u64::MAX));
    let room = quotas::room(&mut tx, actor.tenant).await?;
    let free = own.min(room);
    if free == 0 || new.size.is_some_and(|size| size > free) {
        return Err(Error::invalid(
            "storage_limit_exceeded",
            "There is not enough space left for this file.",
        )
        .field("limit", limits.quota_bytes.to_string()));
    }
    let max = wanted.min(free);
    let deposit = Deposit {
        id: calotype_store::new_id(),
        tenant_id: actor.tenant,
        owner_id: owner,
        key_id: program.key,
        state: "pending".to_owned(),
        filename: new.filename,
        content_type,
        declared_size: new.size.map(signed),
        max_size: signed(max),
        size: None,
        etag: None,
        error: None,
        object_id: None,
        created_at: now,
        expires_at: now + seconds(life),
        place: route.as_str().to_owned(),
        received: 0,
    };
    rows::insert(&mut tx, &deposit).await?;
    let id = label(deposit.id);
    let data = json!({"filename": deposit.filename, "max_size": max, "owner": owner, "billable": false});
    events::record(&mut tx, actor, now, "upload.created", Subject::new("upload", &id), data).await?;
    tx.commit().await?;
    Ok(deposit)
}

fn sign(
    credentials: &Credentials,
    bucket: &str,
    key: &str,
    deposit: &Deposit,
    now: Micros,
) -> Vec<(String, String)> {
    let max = u64::try_from(deposit.max_size).unwrap_or(0);
    let fields = [
        ("x-amz-meta-user-id", deposit.owner_id.to_string()),
        ("x-amz-meta-upload-id", label(deposit.id)),
        ("x-amz-meta-original-filename", deposit.filename.clone()),
    ];
    let offer = form::Offer {
        bucket,
        key,
        content_type: &deposit.content_type,
        fields: &fields,
        min: if deposit.declared_size.is_some() { max } else { 1 },
        max,
        now,
        until: deposit.expires_at,
    };
    form::sign(credentials, &offer)
}

fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

/// A media type that can stand in a header and a form field.
fn media_type(text: String) -> Result<String> {
    let plain = text.len() <= 100
        && text.bytes().all(|b| b == b' ' || b.is_ascii_graphic())
        && text.split_once('/').is_some_and(|(kind, rest)| !kind.is_empty() && !rest.is_empty());
    if plain {
        Ok(text)
    } else {
        Err(Error::invalid("invalid_content_type", "The content type is not a media type.")
            .field("content_type", "invalid"))
    }
}
