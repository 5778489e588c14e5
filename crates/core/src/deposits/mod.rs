//! Deposits: files that programs bring through signed forms. A program asks for a form, posts the file to the bucket
//! with it, and finds the file here until its time is over.
//!
//! The library's own uploads (sessions, pieces) are the noun `uploads`; the documented paths of this one say "upload",
//! too, and its ids begin with `upl_`.

mod consume;
mod content;
mod create;
mod delete;
mod filename;
mod get;
mod list;
mod look;
mod receive;
pub mod resume;
mod serve;
mod sweep;

use calotype_files::objects::ObjectKey;
use calotype_store::deposit_pieces::Piece;
use calotype_store::deposits as rows;
use calotype_store::{Conn, Micros, object_deletions, users};
use uuid::Uuid;

pub(crate) use consume::{consume, ready, resolve};
pub use create::{Created, NewDeposit, create};
pub use delete::delete;
pub use get::get;
pub use list::{Page, Wanted, list};
pub use look::arrived;
pub use receive::{Received, Slot, complete, open, receive};
pub use rows::Deposit;
pub use serve::{Sendable, serve};
pub use sweep::{sweep, sweep_objects};

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

/// The states, as lists filter by them.
pub const STATES: &[&str] = &["pending", "completed", "failed", "expired"];

/// How far clocks may differ before a form counts as over, microseconds.
const SKEW: Micros = 60_000_000;

/// How long the row of an expired deposit stays, microseconds.
const REMEMBERED: Micros = 24 * 3_600_000_000;

/// Bytes that count against the quota of its tenant: those of a file that is there.
fn kept(deposit: &Deposit) -> u64 {
    let size = deposit.size.filter(|_| deposit.state == "completed");
    size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0)
}

/// An id as programs see it: `upl_` and 32 lower-case hexadecimal digits.
#[must_use]
pub fn label(id: Uuid) -> String {
    format!("upl_{}", id.simple())
}

/// The inverse of [`label`]; other spellings are no ids.
#[must_use]
pub fn parse_label(text: &str) -> Option<Uuid> {
    let id = Uuid::try_parse(text.strip_prefix("upl_")?).ok()?;
    (label(id) == text).then_some(id)
}

/// The key in the bucket: `<user_id>/<upload_id>/<filename>`.
#[must_use]
pub fn key(deposit: &Deposit) -> String {
    format!("{}/{}/{}", deposit.owner_id, label(deposit.id), deposit.filename)
}

/// The inverse of [`key`], as far as it names a row.
fn parse_key(key: &str) -> Option<Uuid> {
    parse_label(key.split('/').nth(1)?)
}

/// Where a client brings the file of a deposit that goes straight to the store.
fn brought(deposit: &Deposit) -> ObjectKey {
    // Names were checked by stricter rules before they were stored.
    let filename = deposit.filename.parse().unwrap_or_else(|_| unreachable!("a checked name is a file name"));
    ObjectKey::Brought { owner: deposit.owner_id, upload: deposit.id, filename }
}

/// Where the bytes of an attempt lie.
fn object(tenant: Uuid, attempt: Uuid) -> ObjectKey {
    ObjectKey::Upload { tenant, upload: attempt }
}

/// Writes down that what a client brought straight to the store has to go, now and when the last moment is over in which
/// its form may bring it once more.
async fn want_gone(tx: &mut Conn, deposit: &Deposit, now: Micros) -> calotype_store::Result<()> {
    if deposit.place != "store" {
        return Ok(());
    }
    let last = if deposit.state == "pending" { deposit.expires_at } else { now };
    object_deletions::want(tx, &brought(deposit).path(), last + SKEW).await
}

/// Removes the bytes of a deposit whose row lets go of them. What cannot be removed now is swept.
async fn remove_bytes(app: &App, deposit: &Deposit) {
    let key = match deposit.object_id {
        Some(attempt) => object(deposit.tenant_id, attempt),
        None if deposit.place == "store" => brought(deposit),
        None => return,
    };
    if let Err(error) = app.objects.delete(&key).await {
        tracing::warn!(upload = label(deposit.id), %error, "the bytes of an upload stay until they are swept");
    }
}

/// Removes the pieces of a deposit that is whole, or over. What cannot be removed now is swept.
async fn remove_pieces(app: &App, tenant: Uuid, pieces: &[Piece]) {
    let keys: Vec<ObjectKey> = pieces.iter().map(|piece| object(tenant, piece.object_id)).collect();
    if let Err(error) = app.objects.delete_many(&keys).await {
        tracing::warn!(%error, "pieces of an upload stay until they are swept");
    }
}

/// Seconds of the configuration as a stored time.
pub(crate) fn seconds(seconds: u64) -> Micros {
    i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1_000_000)
}

/// For whom a program acts: itself or, with the scope `admin`, the user it names.
#[derive(Debug, Clone, Copy, Default)]
pub enum Behalf {
    /// Itself.
    #[default]
    Own,
    /// This user.
    User(Uuid),
    /// Everybody; for lists.
    All,
}

impl Behalf {
    /// Reads what the header says.
    ///
    /// # Errors
    /// `on_behalf_unknown` for what is neither an id nor `*`.
    pub fn parse(text: Option<&str>) -> Result<Self> {
        match text {
            None => Ok(Self::Own),
            Some("*") => Ok(Self::All),
            Some(text) => Uuid::try_parse(text).map(Self::User).map_err(|_| unknown_user()),
        }
    }
}

pub(crate) fn unknown_user() -> Error {
    Error::invalid("on_behalf_unknown", "There is no such user to act for.")
}

/// What a program may reach under a scope.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`.
pub(crate) async fn reach(app: &App, actor: &Actor, scope: &str, behalf: Behalf) -> Result<rows::Whose> {
    let program = access::program(actor, scope)?;
    let mine = rows::Whose {
        tenant: actor.tenant,
        owner: Some(program.owner),
        key: program.isolated.then_some(program.key),
    };
    match behalf {
        Behalf::Own => Ok(mine),
        _ if !program.admin => {
            Err(Error::forbidden("scope_missing", "Acting for others needs a key with the scope admin."))
        }
        Behalf::All => Ok(rows::Whose { owner: None, key: None, ..mine }),
        Behalf::User(user) => {
            let known = users::get(&mut app.db.read().await?, user).await?;
            if known.is_none_or(|known| known.tenant_id != actor.tenant) {
                return Err(unknown_user());
            }
            Ok(rows::Whose { owner: Some(user), key: None, ..mine })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        let id = Uuid::from_u128(0xabc);
        assert_eq!(parse_label(&label(id)), Some(id));
        for other in
            ["upl_", "upl_1", &label(id).to_uppercase(), &format!("upl_{id}"), &id.simple().to_string()]
        {
            assert_eq!(parse_label(other), None, "{other}");
        }
    }
}
