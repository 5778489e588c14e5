//! What an administrator of the hosting portal may do: a role, and the clients it is over.
//!
//! Who may not write is told so before anything is looked up, so a viewer learns nothing from the answer. An object of a
//! client outside the set is 403, one that does not exist is 404, as documented.

use uuid::Uuid;

use crate::actor::{Actor, AdminRole, Administrator, Clients, Who};
use crate::error::{Error, Result};

/// The administrator behind the call.
///
/// # Errors
/// `unauthenticated` for anybody else.
pub fn admin(actor: &Actor) -> Result<&Administrator> {
    match &actor.who {
        Who::Administrator(admin) => Ok(admin),
        _ => Err(super::login_required()),
    }
}

/// Passes those who may do everything, and calotype itself.
///
/// # Errors
/// `unauthenticated`, `super_admin_required`.
pub fn super_admin(actor: &Actor) -> Result<()> {
    if actor.who == Who::System || admin(actor)?.role == AdminRole::SuperAdmin {
        return Ok(());
    }
    Err(Error::forbidden("super_admin_required", "Only a super administrator may do that."))
}

/// Passes those who may write somewhere.
///
/// # Errors
/// `unauthenticated`, `read_only`.
pub fn writer(actor: &Actor) -> Result<()> {
    if actor.who == Who::System || admin(actor)?.role >= AdminRole::Admin {
        return Ok(());
    }
    Err(Error::forbidden("read_only", "Your role allows reading only."))
}

/// May the caller read what belongs to this client?
///
/// # Errors
/// `unauthenticated`, `client_not_allowed`.
pub fn read(actor: &Actor, client: Uuid) -> Result<()> {
    if clients(actor)?.contains(client) {
        return Ok(());
    }
    Err(Error::forbidden("client_not_allowed", "This client is not among yours."))
}

/// May the caller change what belongs to this client?
///
/// # Errors
/// As [`writer`] and [`read`].
pub fn write(actor: &Actor, client: Uuid) -> Result<()> {
    writer(actor)?;
    read(actor, client)
}

/// The clients the caller reaches: what lists and statistics are limited to.
///
/// # Errors
/// `unauthenticated`.
pub fn clients(actor: &Actor) -> Result<Clients> {
    match &actor.who {
        Who::System => Ok(Clients::All),
        _ => Ok(admin(actor)?.clients.clone()),
    }
}

/// The clients of a list: the whole set, or the one that was asked for.
///
/// # Errors
/// `unauthenticated`, `client_not_allowed`.
pub fn listed(actor: &Actor, wanted: Option<Uuid>) -> Result<Clients> {
    match wanted {
        Some(client) => read(actor, client).map(|()| Clients::Only(vec![client])),
        None => clients(actor),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use calotype_store::tenants::HOME;

    const MINE: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    fn actor(role: AdminRole, clients: Clients) -> Actor {
        let admin =
            Administrator { id: Uuid::nil(), email: "a@b.example".into(), role, clients, login: Uuid::nil() };
        Actor { who: Who::Administrator(Box::new(admin)), ..Actor::anonymous() }
    }

    fn code(result: Result<()>) -> &'static str {
        result.err().map_or("ok", |error| error.code)
    }

    #[test]
    fn roles_and_sets_are_independent() {
        let only = || Clients::Only(vec![MINE]);
        for (role, clients, read_other, write_mine, write_other, all) in [
            (
                AdminRole::Viewer,
                only(),
                "client_not_allowed",
                "read_only",
                "read_only",
                "super_admin_required",
            ),
            (AdminRole::Viewer, Clients::All, "ok", "read_only", "read_only", "super_admin_required"),
            (
                AdminRole::Admin,
                only(),
                "client_not_allowed",
                "ok",
                "client_not_allowed",
                "super_admin_required",
            ),
            (AdminRole::Admin, Clients::All, "ok", "ok", "ok", "super_admin_required"),
            (AdminRole::SuperAdmin, Clients::All, "ok", "ok", "ok", "ok"),
        ] {
            let actor = actor(role, clients);
            assert_eq!(code(read(&actor, MINE)), "ok");
            assert_eq!(code(read(&actor, OTHER)), read_other);
            assert_eq!(code(write(&actor, MINE)), write_mine);
            assert_eq!(code(write(&actor, OTHER)), write_other);
            assert_eq!(code(super_admin(&actor)), all);
        }
    }

    #[test]
    fn home_is_nobodys_client_and_an_empty_set_is_an_empty_list() {
        let all = actor(AdminRole::SuperAdmin, Clients::All);
        assert_eq!(code(read(&all, HOME)), "client_not_allowed");
        let none = actor(AdminRole::Viewer, Clients::Only(Vec::new()));
        assert_eq!(listed(&none, None).unwrap(), Clients::Only(Vec::new()));
        assert_eq!(listed(&none, Some(MINE)).unwrap_err().code, "client_not_allowed");
        assert_eq!(listed(&all, Some(MINE)).unwrap(), Clients::Only(vec![MINE]));
    }

    #[test]
    fn nobody_else_is_an_administrator_of_the_portal() {
        let library = Actor::user(MINE, 1, "ada", crate::actor::Role::Admin);
        for stranger in [Actor::anonymous(), library] {
            assert_eq!(code(read(&stranger, MINE)), "unauthenticated");
            assert_eq!(code(writer(&stranger)), "unauthenticated");
            assert_eq!(code(super_admin(&stranger)), "unauthenticated");
        }
        let portal = actor(AdminRole::SuperAdmin, Clients::All);
        assert_eq!(super::super::admin(&portal).unwrap_err().code, "unauthenticated");
        assert_eq!(super::super::user(&portal).unwrap_err().code, "unauthenticated");
    }
}
