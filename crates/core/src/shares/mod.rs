//! Shares: links to one image, and tokens of one album. Whoever shows one may look, until it ends or is taken back.

use calotype_store::images as images_rows;
use calotype_store::shares::{self as rows, NewShare, Target};
use calotype_store::{Conn, Micros};
use serde_json::json;
use uuid::Uuid;

use crate::app::App;
use crate::auth::tokens::{hash_opaque, new_opaque};
use crate::clients::Caller;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::images::{Image, Unseen};

/// Longest life of a share that is asked for in seconds: a hundred years.
const LONGEST: i64 = 100 * 366 * 86_400;

/// A share that was just made.
#[derive(Debug, Clone)]
pub struct Shared {
    /// Id.
    pub id: Uuid,
    /// The token in the clear. It is shown once.
    pub token: String,
    /// Creation.
    pub created_at: Micros,
    /// When it ends; absent: never.
    pub expires_at: Option<Micros>,
}

/// When a share shall end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Never.
    Forever,
    /// At this moment.
    Moment(Micros),
    /// So many seconds from now.
    Seconds(i64),
}

impl Until {
    fn moment(self, now: Micros) -> Result<Option<Micros>> {
        let end = match self {
            Self::Forever => return Ok(None),
            Self::Moment(end) => end,
            Self::Seconds(seconds) => {
                now.saturating_add(seconds.clamp(-1, LONGEST).saturating_mul(1_000_000))
            }
        };
        if end <= now {
            return Err(Error::invalid("invalid_expiry", "The end of a share must lie in the future."));
        }
        Ok(Some(end))
    }
}

/// Makes a token for something that the caller's user owns, in the transaction that found it so.
pub(crate) async fn make(
    app: &App,
    tx: &mut Conn,
    caller: &Caller,
    target: Target,
    until: Until,
) -> Result<Shared> {
    let client = caller.client()?;
    let now = app.clock.now();
    let shared = Shared {
        id: calotype_store::new_id(),
        token: new_opaque()?,
        created_at: now,
        expires_at: until.moment(now)?,
    };
    let new = NewShare {
        id: shared.id,
        tenant: client,
        target,
        token_hash: hash_opaque(&shared.token),
        created_by: caller.known_user(tx).await?,
        expires_at: shared.expires_at,
    };
    rows::insert(tx, new, now).await?;
    let data = match target {
        Target::Image(id) => json!({"image": id, "expires_at": shared.expires_at}),
        Target::Album(id) => json!({"album": id, "expires_at": shared.expires_at}),
    };
    let subject = Subject::new("share", &shared.id);
    events::record(tx, &caller.actor, now, "share.created", subject, data).await?;
    Ok(shared)
}

/// Shares an image of the caller's user.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `image_not_found`, `not_owner`; `invalid_expiry`.
pub async fn share_image(app: &App, caller: &Caller, image: Uuid, until: Until) -> Result<Shared> {
    let client = caller.client()?;
    let user = caller.named()?;
    let mut tx = app.db.write().await?;
    let row = images_rows::get_locked(&mut tx, image).await?;
    let row = row
        .filter(|row| row.tenant_id == client && !row.is_avatar)
        .ok_or_else(|| Error::from(Unseen::NotFound))?;
    if row.external_id.as_deref() != Some(user) {
        return Err(Error::forbidden("not_owner", "This image belongs to somebody else."));
    }
    let shared = make(app, &mut tx, caller, Target::Image(image), until).await?;
    tx.commit().await?;
    Ok(shared)
}

fn not_found() -> Error {
    Error::not_found("share_not_found", "There is no such share.")
}

/// Takes a link to an image of the caller's user back; it is dead at once.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `share_not_found`, also for one that was taken back before; `not_owner`.
pub async fn revoke(app: &App, caller: &Caller, share: Uuid) -> Result<()> {
    let client = caller.client()?;
    let user = caller.named()?;
    let mut tx = app.db.write().await?;
    let row = rows::get(&mut tx, share).await?.filter(|row| row.tenant_id == client).ok_or_else(not_found)?;
    let Some(image) = row.asset_id else { return Err(not_found()) };
    let owner = images_rows::get(&mut tx, image).await?.and_then(|image| image.external_id);
    if owner.as_deref() != Some(user) {
        return Err(Error::forbidden("not_owner", "This share belongs to somebody else."));
    }
    let now = app.clock.now();
    if !rows::revoke(&mut tx, share, now).await? {
        return Err(not_found());
    }
    let subject = Subject::new("share", &share);
    events::record(&mut tx, &caller.actor, now, "share.revoked", subject, json!({"image": image})).await?;
    Ok(tx.commit().await?)
}

/// The image behind the token of a link.
///
/// # Errors
/// `share_not_found` for a token that is unknown or was taken back, `share_expired`.
pub async fn opened(app: &App, token: &str) -> Result<Image> {
    let mut conn = app.db.read().await?;
    let share = rows::by_token(&mut conn, &hash_opaque(token)).await?;
    let share = share.filter(|share| share.revoked_at.is_none()).ok_or_else(not_found)?;
    let image = share.asset_id.ok_or_else(not_found)?;
    if !share.is_live(app.clock.now()) {
        return Err(Error::gone("share_expired", "This link is over."));
    }
    images_rows::get(&mut conn, image).await?.ok_or_else(not_found)
}
