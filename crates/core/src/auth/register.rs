//! Registration: an account and its first login in one step.

use calotype_store::{tenants, users};
use serde_json::json;

use super::attempts;
use super::session::{self, Session};
use super::{actor_of, password};
use crate::actor::{Actor, Role};
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::users::{NewUser, create_in, username};

/// A fresh account.
#[derive(Debug, Clone)]
pub struct Registered {
    /// Its first login.
    pub session: Session,
    /// Whether this account became the administrator.
    pub bootstrap_admin: bool,
}

/// Creates an account and logs it in. The first account of all becomes the administrator, and whoever registers while
/// the primary repository has no owner becomes its owner.
///
/// # Errors
/// `invalid_username`, `weak_password`, `username_taken`, `registration_closed`, `too_many_attempts`, `busy`.
pub async fn register(app: &App, actor: &Actor, name: &str, password: String) -> Result<Registered> {
    let username = username::parse(name)?;
    password::check_policy(&password)?;
    // Accounts that come into being count, too: nothing else bounds them.
    let _counted = attempts::begin(app, actor, None).await?;
    // Asked again in the transaction; this is to spare the hashing.
    let others = users::count_logins(&mut app.db.read().await?, tenants::HOME).await?;
    check_open(app, others)?;
    let password_hash = password::hash(password).await?;

    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    // Two first registrations at the same time must not both find an empty table.
    tenants::lock(&mut tx, tenants::HOME).await?;
    let others = users::count_logins(&mut tx, tenants::HOME).await?;
    check_open(app, others)?;
    let role = if others == 0 { Role::Admin } else { Role::User };
    let user =
        create_in(&mut tx, NewUser { username: &username, password_hash: &password_hash, role }, now).await?;
    users::touch_login(&mut tx, user.id, now).await?;
    let user = users::User { last_login_at: Some(now), ..user };
    let session = session::issue(app, &mut tx, actor, &user, None).await?;
    let by_themselves = Actor { who: actor_of(&user).who, ..actor.clone() };
    let data = json!({"username": username, "role": role.as_str()});
    events::record(&mut tx, &by_themselves, now, "user.registered", Subject::user(&user.id), data).await?;
    tx.commit().await?;
    Ok(Registered { session, bootstrap_admin: role == Role::Admin })
}

/// Strangers may register while nobody administers the library, and afterwards if the configuration says so.
fn check_open(app: &App, others: i64) -> Result<()> {
    if others == 0 || app.config.auth.open_registration {
        return Ok(());
    }
    Err(Error::forbidden(
        "registration_closed",
        "Registration is closed. Ask an administrator for an account.",
    ))
}
