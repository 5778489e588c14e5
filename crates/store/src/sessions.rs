//! Sessions: refresh tokens and cookies, by the hash of their secret. A family is one login and its rotations.
//!
//! Who begins, continues or ends sessions takes the user's row first (`users::get_locked`), so that ending all of them
//! cannot miss one that is just being made.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

/// Which surface a session belongs to; a token of one is nothing to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Refresh token of the library.
    Library,
    /// Cookie of the hosting administration.
    HostingAdmin,
    /// Cookie of the face administration.
    FaceAdmin,
}

impl Kind {
    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::HostingAdmin => "hosting_admin",
            Self::FaceAdmin => "face_admin",
        }
    }
}

/// A row of `sessions`, without the hash it was found by.
#[derive(Debug, Clone, FromRow)]
pub struct Session {
    /// Id.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: Uuid,
    /// The login it descends from.
    pub family_id: Uuid,
    /// When it stops working by itself.
    pub expires_at: Micros,
    /// When somebody ended it.
    pub revoked_at: Option<Micros>,
    /// When it was exchanged for a successor.
    pub rotated_at: Option<Micros>,
}

/// A session to be.
#[derive(Debug, Clone)]
pub struct NewSession<'a> {
    /// Tenant of the user.
    pub tenant: Uuid,
    /// Whose it is.
    pub user: Uuid,
    /// Surface.
    pub kind: Kind,
    /// The login it descends from; `None` begins a family.
    pub family: Option<Uuid>,
    /// SHA-256 of the secret.
    pub token_hash: Vec<u8>,
    /// What the client calls itself.
    pub user_agent: Option<&'a str>,
    /// Where it came from.
    pub address: Option<String>,
    /// When it stops working by itself.
    pub expires_at: Micros,
}

/// Inserts a session; answers its family.
///
/// # Errors
/// Any database failure.
pub async fn insert(tx: &mut Conn, new: NewSession<'_>, now: Micros) -> Result<Uuid> {
    let id = crate::new_id();
    let family = new.family.unwrap_or(id);
    tx.exec(
        "INSERT INTO sessions (id, tenant_id, user_id, kind, family_id, token_hash, user_agent, address, created_at,
         expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            id,
            new.tenant,
            new.user,
            new.kind.as_str(),
            family,
            new.token_hash,
            new.user_agent,
            new.address,
            now,
            new.expires_at
        ],
    )
    .await?;
    Ok(family)
}

/// The session of a secret's hash.
///
/// # Errors
/// Any database failure.
pub async fn find(conn: &mut Conn, kind: Kind, token_hash: &[u8]) -> Result<Option<Session>> {
    conn.optional(
        "SELECT id, user_id, family_id, expires_at, revoked_at, rotated_at FROM sessions
         WHERE token_hash = $1 AND kind = $2",
        args![token_hash.to_vec(), kind.as_str()],
    )
    .await
}

/// Notes that a session was exchanged for a successor.
///
/// # Errors
/// Any database failure.
pub async fn mark_rotated(tx: &mut Conn, id: Uuid, now: Micros) -> Result<()> {
    tx.exec("UPDATE sessions SET rotated_at = $2 WHERE id = $1", args![id, now]).await?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// Any database failure.
pub async fn revoke(tx: &mut Conn, id: Uuid, now: Micros) -> Result<()> {
    tx.exec("UPDATE sessions SET revoked_at = $2 WHERE id = $1", args![id, now]).await?;
    Ok(())
}

/// Ends every session of one login.
///
/// # Errors
/// Any database failure.
pub async fn revoke_family(tx: &mut Conn, family: Uuid, now: Micros) -> Result<u64> {
    tx.exec(
        "UPDATE sessions SET revoked_at = $2 WHERE family_id = $1 AND revoked_at IS NULL",
        args![family, now],
    )
    .await
}

/// Ends every session of a user, on every surface.
///
/// # Errors
/// Any database failure.
pub async fn revoke_user(tx: &mut Conn, user: Uuid, now: Micros) -> Result<u64> {
    tx.exec("UPDATE sessions SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL", args![user, now])
        .await
}

/// Ends every session of a user but those of one login, on every surface.
///
/// # Errors
/// Any database failure.
pub async fn revoke_others(tx: &mut Conn, user: Uuid, family: Uuid, now: Micros) -> Result<u64> {
    tx.exec(
        "UPDATE sessions SET revoked_at = $3 WHERE user_id = $1 AND family_id <> $2 AND revoked_at IS NULL",
        args![user, family, now],
    )
    .await
}

/// Whether a login of a user goes on: somebody could still continue it.
///
/// # Errors
/// Any database failure.
pub async fn goes_on(conn: &mut Conn, kind: Kind, family: Uuid, user: Uuid) -> Result<bool> {
    let alive: i64 = conn
        .scalar(
            "SELECT COUNT(*) FROM sessions WHERE family_id = $1 AND user_id = $2 AND kind = $3 AND revoked_at IS NULL",
            args![family, user, kind.as_str()],
        )
        .await?;
    Ok(alive > 0)
}

/// Removes sessions that expired before `before`; answers how many.
///
/// # Errors
/// Any database failure.
pub async fn sweep(tx: &mut Conn, before: Micros) -> Result<u64> {
    tx.exec("DELETE FROM sessions WHERE expires_at < $1", args![before]).await
}
