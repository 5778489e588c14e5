//! Login with e-mail address and password.

use calotype_store::rate_limits::{self, Allowance};
use calotype_store::{admins as rows, users};
use serde_json::Value;

use super::read;
use super::session::{self, Session};
use crate::actor::Actor;
use crate::app::App;
use crate::auth::{attempts, password, tokens};
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// Logs in. An unknown address, an inactive account and a wrong password are one answer, after the same work, so that
/// nobody learns which accounts exist.
///
/// # Errors
/// `invalid_credentials`, `too_many_attempts`, `busy`.
pub async fn login(app: &App, actor: &Actor, email: &str, password: String) -> Result<Session> {
    count(app, actor).await?;
    let email = email.trim().to_lowercase();
    let attempt = attempts::begin(app, actor, Some(&format!("portal:{}", cut(&email)))).await?;
    let known = rows::get_by_email(&mut app.db.read().await?, &email).await?;
    let stored = known.as_ref().filter(|admin| admin.is_active).and_then(|admin| admin.password_hash.clone());
    let matches = password::verify(password.clone(), stored.clone()).await?;
    let (Some(admin), Some(stored), true) = (&known, stored, matches) else {
        if let Some(admin) = &known {
            let mut tx = app.db.write().await?;
            let subject = Subject::user(&admin.id);
            events::record_denied(&mut tx, actor, app.clock.now(), "admin.logged_in", subject, Value::Null)
                .await?;
            tx.commit().await?;
        }
        return Err(refused());
    };
    let replacement = match password::is_outdated(&stored) {
        true => Some(password::hash(password).await?),
        false => None,
    };

    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    // The password may have been changed, or the account switched off, while the hash was computed.
    match rows::get_locked(&mut tx, admin.id).await? {
        Some(admin) if admin.is_active && admin.password_hash.as_ref() == Some(&stored) => {}
        _ => return Err(refused()),
    }
    if let Some(hash) = replacement {
        users::set_password(&mut tx, admin.id, &hash, now).await?;
    }
    users::touch_login(&mut tx, admin.id, now).await?;
    let refresh_token = tokens::new_opaque()?;
    let login = session::keep(app, &mut tx, actor, admin.id, None, &refresh_token).await?;
    let admin = read(&mut tx, admin.id).await?;
    let themselves = session::themselves(actor, &admin, login);
    let subject = Subject::user(&admin.id);
    events::record(&mut tx, &themselves, now, "admin.logged_in", subject, Value::Null).await?;
    attempt.succeeded(&mut tx).await?;
    tx.commit().await?;
    session::answer(app, admin, login, refresh_token)
}

/// The documented limit of the portal: so many logins a minute and address, good ones too.
async fn count(app: &App, actor: &Actor) -> Result<()> {
    let Some(address) = actor.address else { return Ok(()) };
    let allowance = Allowance { attempts: app.config.portal.logins_per_minute, period: 60_000_000 };
    let name = format!("portal:address:{}", attempts::network(address));
    let mut tx = app.db.write().await?;
    let wait = rate_limits::take(&mut tx, &name, allowance, app.clock.now()).await?;
    tx.commit().await?;
    wait.map_or(Ok(()), |wait| Err(attempts::too_many(wait)))
}

/// What an attempt is counted under, cut where no address can reach.
fn cut(email: &str) -> &str {
    match email.char_indices().nth(254) {
        Some((end, _)) => &email[..end],
        None => email,
    }
}

fn refused() -> Error {
    Error::unauthenticated("invalid_credentials", "E-mail address or password is wrong.")
}
