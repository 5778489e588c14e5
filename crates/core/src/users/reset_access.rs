//! A way back in for somebody who lost theirs.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calotype_store::{Conn, Micros, sessions, users};
use rand::TryRngCore as _;
use serde_json::Value;
use uuid::Uuid;

use super::not_found;
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::auth::password;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// How every temporary password begins; with it, any tail satisfies the policy.
const BEGINNING: &str = "Lm9";

/// Gives an account a temporary password, which is answered once and kept only as a hash, and ends its logins.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `user_not_found`.
pub async fn reset_access(app: &App, actor: &Actor, number: i64) -> Result<String> {
    access::admin(actor)?;
    let found = users::get_by_number(&mut app.db.read().await?, actor.tenant, number).await?;
    let user = found.filter(|user| user.username.is_some()).ok_or_else(not_found)?;
    let (temporary, hash) = temporary_password().await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    reset_in(&mut tx, actor, user.id, &hash, now).await?;
    tx.commit().await?;
    Ok(temporary)
}

/// 24 characters, 126 bits of them random, with their hash.
pub(super) async fn temporary_password() -> Result<(String, String)> {
    let text = generate_password()?;
    let hash = password::hash(text.clone()).await?;
    Ok((text, hash))
}

/// A random password that satisfies the policy, for somebody who did not choose one.
///
/// # Errors
/// `internal` when the system has no randomness.
pub fn generate_password() -> Result<String> {
    let mut bytes = [0; 16];
    rand::rngs::OsRng.try_fill_bytes(&mut bytes).map_err(Error::internal)?;
    let mut text = format!("{BEGINNING}{}", URL_SAFE_NO_PAD.encode(bytes));
    text.truncate(24);
    Ok(text)
}

/// Writes the new hash and takes everything else with which the account could be entered.
pub(super) async fn reset_in(
    tx: &mut Conn,
    actor: &Actor,
    user: Uuid,
    password_hash: &str,
    now: Micros,
) -> Result<()> {
    users::get_locked(tx, user).await?.ok_or_else(not_found)?;
    users::set_password(tx, user, password_hash, now).await?;
    sessions::revoke_user(tx, user, now).await?;
    events::record(tx, actor, now, "user.access_reset", Subject::user(&user), Value::Null).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn a_temporary_password_satisfies_the_policy_and_is_never_the_same() {
        let (first, hash) = temporary_password().await.unwrap();
        let (second, _) = temporary_password().await.unwrap();
        assert!(first.len() == 24 && first.starts_with("Lm9"), "{first}");
        password::check_policy(&first).unwrap();
        assert_ne!(first, second);
        assert!(password::verify(first, Some(hash)).await.unwrap());
    }
}
