//! Every permission question, answered in one place, deny by default.
//!
//! A domain function asks here on its first line. Aggregates (counts, filter options, statistics) are reads of
//! the rows they count and use [`scope`]. Rules: `docs/decisions/` "anonymous callers see nothing".

pub mod portal;

use uuid::Uuid;

use crate::actor::{Actor, Role, Who};
use crate::error::{Error, Result};

/// Which rows of the library a caller may list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everything of the tenant, ownerless rows included.
    Everything,
    /// Rows of this owner only.
    Owner(Uuid),
}

impl From<Scope> for calotype_store::assets::Scope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Everything => Self::Everything,
            Scope::Owner(owner) => Self::Owner(owner),
        }
    }
}

fn login_required() -> Error {
    Error::unauthenticated("unauthenticated", "Log in first.")
}

/// The user behind the call; 401 for anybody else.
///
/// # Errors
/// `unauthenticated`.
pub fn user(actor: &Actor) -> Result<Uuid> {
    actor.user_id().ok_or_else(login_required)
}

/// Passes administrators and calotype itself.
///
/// # Errors
/// `unauthenticated` for nobody, `forbidden` for other users.
pub fn admin(actor: &Actor) -> Result<()> {
    match &actor.who {
        Who::System | Who::User { role: Role::Admin, .. } => Ok(()),
        Who::User { .. } | Who::Key { .. } => {
            Err(Error::forbidden("admin_required", "Only an administrator may do that."))
        }
        Who::Anonymous | Who::Administrator(_) => Err(login_required()),
    }
}

/// Passes administrators of the face API: those of the library, and programs at home whose key has the scope `admin`.
///
/// # Errors
/// `unauthenticated` for nobody, `admin_required` for others.
pub fn face_admin(actor: &Actor) -> Result<()> {
    match program(actor, "admin") {
        Ok(_) if actor.tenant == calotype_store::tenants::HOME => Ok(()),
        _ => admin(actor),
    }
}

/// What the caller may list: administrators everything, users their own, nobody nothing.
///
/// # Errors
/// `unauthenticated`.
pub fn scope(actor: &Actor) -> Result<Scope> {
    match &actor.who {
        Who::System | Who::User { role: Role::Admin, .. } => Ok(Scope::Everything),
        Who::User { id, .. } => Ok(Scope::Owner(*id)),
        // The library is for people; what a key may is said by its scopes.
        Who::Anonymous | Who::Administrator(_) | Who::Key { .. } => Err(login_required()),
    }
}

/// The program behind a call, and what it may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    /// The key it showed.
    pub key: Uuid,
    /// Whose things are its own: those of its user, or of the key when it acts for nobody.
    pub owner: Uuid,
    /// Whether it sees only what the key itself made.
    pub isolated: bool,
    /// Whether it may act for others.
    pub admin: bool,
}

/// The program behind the call, when its key has a scope. The scope `admin` stands for every scope.
///
/// # Errors
/// `unauthenticated` for anybody without a key, `scope_missing`.
pub fn program(actor: &Actor, scope: &str) -> Result<Program> {
    let Who::Key { id, user, scopes, isolated } = &actor.who else {
        return Err(Error::unauthenticated("unauthenticated", "Send a valid key in the header x-api-key."));
    };
    let admin = scopes.iter().any(|has| has == "admin");
    if !admin && !scopes.iter().any(|has| has == scope) {
        return Err(Error::forbidden("scope_missing", format!("This needs a key with the scope {scope}.")));
    }
    Ok(Program { key: *id, owner: user.unwrap_or(*id), isolated: *isolated, admin })
}

/// The client whose program this is, when its key is one for hosting images. A key without that scope is no key here, and
/// home is nobody's client.
///
/// # Errors
/// `unauthenticated`.
pub fn client(actor: &Actor) -> Result<Uuid> {
    match program(actor, "hosting") {
        Ok(_) if actor.tenant != calotype_store::tenants::HOME => Ok(actor.tenant),
        _ => {
            Err(Error::unauthenticated("unauthenticated", "Send a valid client key in the header X-API-Key."))
        }
    }
}

/// The owner rule for one thing: its owner or an administrator. Ownerless things are the administrators'.
///
/// # Errors
/// `unauthenticated` for nobody, `forbidden` for other users.
pub fn owned(actor: &Actor, owner: Option<Uuid>) -> Result<()> {
    match scope(actor)? {
        Scope::Everything => Ok(()),
        Scope::Owner(me) if owner == Some(me) => Ok(()),
        Scope::Owner(_) => Err(Error::forbidden("not_owner", "This belongs to somebody else.")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::error::Kind;

    fn member() -> Actor {
        Actor::user(Uuid::from_u128(7), 7, "mia", Role::User)
    }

    #[test]
    fn nobody_sees_nothing() {
        assert_eq!(scope(&Actor::anonymous()).unwrap_err().kind, Kind::Unauthenticated);
        assert_eq!(owned(&Actor::anonymous(), None).unwrap_err().kind, Kind::Unauthenticated);
        assert_eq!(admin(&Actor::anonymous()).unwrap_err().kind, Kind::Unauthenticated);
    }

    #[test]
    fn a_user_reaches_their_own_and_nothing_else() {
        assert!(owned(&member(), Some(Uuid::from_u128(7))).is_ok());
        assert_eq!(owned(&member(), Some(Uuid::from_u128(8))).unwrap_err().kind, Kind::Forbidden);
        assert_eq!(owned(&member(), None).unwrap_err().kind, Kind::Forbidden);
        assert_eq!(admin(&member()).unwrap_err().kind, Kind::Forbidden);
    }

    #[test]
    fn an_administrator_reaches_ownerless_things() {
        let admin_actor = Actor::user(Uuid::from_u128(1), 1, "ada", Role::Admin);
        assert!(owned(&admin_actor, None).is_ok());
        assert_eq!(scope(&admin_actor).unwrap(), Scope::Everything);
    }
}
