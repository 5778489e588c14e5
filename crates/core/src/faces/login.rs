//! Administrators of the face API: a user name and a password with each request, or once for a cookie.
//!
//! Three kinds of people are let in: administrators of the library by their user name, super administrators of the portal
//! by their e-mail address, and the one that the configuration names. That one has no account; a label stands for them in
//! the record, and their sessions end when the configuration changes.

use calotype_store::rate_limits::{self, Allowance};
use calotype_store::sessions::{self, Kind, NewSession};
use calotype_store::{Micros, admins, tenants, users};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::actor::{Actor, AdminRole, Role};
use crate::app::App;
use crate::auth::{attempts, password, tokens};
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::rates::Party;

/// After so many failures in a row an address waits.
const FAILURES: u32 = 10;
/// For so long.
const BLOCK: Micros = 15 * 60_000_000;
/// The label of the administrator whom the configuration names.
const CONFIGURED: &str = "face-admin";

/// A login of an administrator.
#[derive(Debug, Clone)]
pub struct Login {
    /// Who asks from now on.
    pub actor: Actor,
    /// The name they gave.
    pub username: String,
    /// When it ends.
    pub expires_at: Micros,
    /// The secret of the cookie; empty where the login was there before.
    pub token: String,
}

/// Somebody who proved who they are.
struct Principal {
    id: Uuid,
    number: i64,
    name: String,
    /// The family of their sessions, where they must end when the configuration changes.
    family: Option<Uuid>,
}

impl Principal {
    fn actor(&self, from: &Actor) -> Actor {
        Actor { who: Actor::user(self.id, self.number, self.name.as_str(), Role::Admin).who, ..from.clone() }
    }
}

fn refused() -> Error {
    Error::unauthenticated("invalid_credentials", "User name or password is wrong.")
}

fn no_session() -> Error {
    Error::unauthenticated("unauthenticated", "Log in first.")
}

/// Lets an administrator in for one request.
///
/// # Errors
/// `invalid_credentials`, `too_many_attempts`, `busy`.
pub async fn authenticate_basic(app: &App, actor: &Actor, username: &str, password: String) -> Result<Actor> {
    Ok(principal(app, actor, username, password).await?.actor(actor))
}

/// Logs in.
///
/// # Errors
/// `invalid_credentials`, `rate_limited`, `too_many_attempts`, `busy`.
pub async fn login(app: &App, actor: &Actor, username: &str, password: String) -> Result<Login> {
    let now = app.clock.now();
    let rate = app.config.faces.login_rate.0;
    app.rates.take(&app.db, "face_login", Party::of_address(actor), rate, now).await?.passed()?;
    let principal = principal(app, actor, username, password).await?;
    let token = tokens::new_opaque()?;
    let life = i64::try_from(app.config.faces.session_seconds).unwrap_or(i64::MAX / 2_000_000);
    let expires_at = now.saturating_add(life.saturating_mul(1_000_000));
    let themselves = principal.actor(actor);
    let mut tx = app.db.write().await?;
    // The account may have been switched off meanwhile.
    users::get_locked(&mut tx, principal.id).await?.filter(|user| user.is_active).ok_or_else(refused)?;
    let new = NewSession {
        tenant: tenants::HOME,
        user: principal.id,
        kind: Kind::FaceAdmin,
        family: principal.family,
        token_hash: tokens::hash_opaque(&token),
        user_agent: actor.user_agent.as_deref(),
        address: actor.address.map(|address| address.to_string()),
        expires_at,
    };
    sessions::insert(&mut tx, new, now).await?;
    let subject = Subject::user(&principal.id);
    events::record(&mut tx, &themselves, now, "face_admin.logged_in", subject, Value::Null).await?;
    tx.commit().await?;
    Ok(Login { actor: themselves, username: principal.name, expires_at, token })
}

/// The login a cookie stands for.
///
/// # Errors
/// `unauthenticated` for one that ended, also with the password, the account, or the configuration it began with.
pub async fn session(app: &App, actor: &Actor, token: &str) -> Result<Login> {
    let now = app.clock.now();
    let mut conn = app.db.read().await?;
    let found = sessions::find(&mut conn, Kind::FaceAdmin, &tokens::hash_opaque(token)).await?;
    let session = found.filter(|session| session.revoked_at.is_none() && session.expires_at > now);
    let session = session.ok_or_else(no_session)?;
    let user = users::get(&mut conn, session.user_id).await?.filter(|user| user.is_active);
    let user = user.ok_or_else(no_session)?;
    let name = match (&user.username, configured(app)) {
        (Some(name), _) if user.is_admin => name.clone(),
        (Some(_), _) => return Err(no_session()),
        (None, Some((name, family))) if session.family_id == family => name,
        (None, _) => match admins::get(&mut conn, user.id).await? {
            Some(admin) if admin.is_active && admin.role == AdminRole::SuperAdmin.as_str() => admin.email,
            _ => return Err(no_session()),
        },
    };
    let principal = Principal { id: user.id, number: user.number, name, family: None };
    let (themselves, username) = (principal.actor(actor), principal.name);
    Ok(Login { actor: themselves, username, expires_at: session.expires_at, token: String::new() })
}

/// Ends the login of a cookie. Without one there is nothing to do.
///
/// # Errors
/// Any database failure.
pub async fn logout(app: &App, actor: &Actor, token: &str) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let found = sessions::find(&mut tx, Kind::FaceAdmin, &tokens::hash_opaque(token)).await?;
    let Some(session) = found.filter(|session| session.revoked_at.is_none()) else { return Ok(()) };
    sessions::revoke(&mut tx, session.id, now).await?;
    let subject = Subject::user(&session.user_id);
    events::record(&mut tx, actor, now, "face_admin.logged_out", subject, Value::Null).await?;
    Ok(tx.commit().await?)
}

/// Who has this name and this password. Guessing is slow: after ten failures in a row an address waits a quarter of an hour
/// for each further one.
async fn principal(app: &App, actor: &Actor, username: &str, password: String) -> Result<Principal> {
    let allowance = Allowance { attempts: FAILURES, period: BLOCK * Micros::from(FAILURES) };
    let address = actor.address.map_or_else(|| "unknown".to_owned(), |ip| attempts::network(ip).to_string());
    let name = format!("face:address:{address}");
    let now = app.clock.now();
    // Taken before the password is looked at, so that many guesses at once are not one.
    let mut tx = app.db.write().await?;
    let wait = rate_limits::take(&mut tx, &name, allowance, now).await?;
    tx.commit().await?;
    if let Some(wait) = wait {
        return Err(attempts::too_many(wait));
    }
    let known = identify(app, username, password, now).await?;
    let mut tx = app.db.write().await?;
    let Some(principal) = known else {
        let subject = Subject::new("face_admin", &"");
        events::record_denied(&mut tx, actor, now, "face_admin.logged_in", subject, Value::Null).await?;
        tx.commit().await?;
        return Err(refused());
    };
    rate_limits::forget(&mut tx, &name).await?;
    tx.commit().await?;
    Ok(principal)
}

async fn identify(app: &App, username: &str, password: String, now: Micros) -> Result<Option<Principal>> {
    if let Some((name, family)) = is_configured(app, username, &password) {
        let mut tx = app.db.write().await?;
        let id = users::ensure_external(&mut tx, tenants::HOME, CONFIGURED, Some(&name), now).await?;
        let number = users::get(&mut tx, id).await?.map_or(0, |user| user.number);
        tx.commit().await?;
        return Ok(Some(Principal { id, number, name, family: Some(family) }));
    }
    let wanted = username.trim().to_lowercase();
    let mut conn = app.db.read().await?;
    let known = if wanted.contains('@') {
        let admin = admins::get_by_email(&mut conn, &wanted).await?;
        let admin = admin.filter(|admin| admin.is_active && admin.role == AdminRole::SuperAdmin.as_str());
        match admin {
            Some(admin) => {
                let number = users::get(&mut conn, admin.id).await?.map_or(0, |user| user.number);
                Some((admin.id, number, admin.email, admin.password_hash))
            }
            None => None,
        }
    } else {
        let user = users::get_by_username(&mut conn, tenants::HOME, &wanted).await?;
        let user = user.filter(|user| user.is_active && user.is_admin);
        user.map(|user| (user.id, user.number, user.username.unwrap_or_default(), user.password_hash))
    };
    drop(conn);
    // The same work whether or not there is somebody of that name.
    let stored = known.as_ref().and_then(|(.., hash)| hash.clone());
    let matches = password::verify(password, stored).await?;
    Ok(known.filter(|_| matches).map(|(id, number, name, _)| Principal { id, number, name, family: None }))
}

/// The configured administrator, and the family of their sessions: another password is another family.
fn configured(app: &App) -> Option<(String, Uuid)> {
    let (name, password) = (app.config.faces.admin_user.as_ref()?, app.config.faces.admin_password.as_ref()?);
    let mut digest = Sha256::new();
    digest.update(app.secret.derive(crate::secrets::Purpose::FaceAdministrator));
    digest.update(name.as_bytes());
    digest.update([0]);
    digest.update(password.expose_secret().as_bytes());
    let digest = digest.finalize();
    Some((name.clone(), Uuid::from_slice(&digest[..16]).ok()?))
}

/// Compares in constant time: what is compared are digests of equal length.
fn is_configured(app: &App, username: &str, password: &str) -> Option<(String, Uuid)> {
    let known = configured(app)?;
    let expected = app.config.faces.admin_password.as_ref()?;
    let same = |one: &str, other: &str| Sha256::digest(one).ct_eq(&Sha256::digest(other));
    let both = same(username, &known.0) & same(password, expected.expose_secret());
    bool::from(both).then_some(known)
}
