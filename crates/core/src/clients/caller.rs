//! A call of a client's program, and the user it speaks for.

use calotype_store::{Conn, Micros, users};
use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::error::{Error, Result};

/// The user to whom uploads belong that name none.
pub const SYSTEM: &str = "system";

/// Longest id of a user, characters.
const LONGEST_ID: usize = 255;

/// Who calls, and for whom. The user is a claim that the client vouches for: it means nothing without the client's key.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The program.
    pub actor: Actor,
    /// Its user's id in the client's own system.
    pub user: Option<String>,
}

/// Reads the id of a user; a blank one is none.
///
/// # Errors
/// `invalid_user_id` for more than 255 characters, and for control characters.
pub fn external_id(text: &str) -> Result<Option<String>> {
    let text = text.trim();
    if text.chars().count() > LONGEST_ID || text.chars().any(char::is_control) {
        return Err(Error::invalid(
            "invalid_user_id",
            format!("A user id has 1 to {LONGEST_ID} characters and no control characters."),
        ));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

impl Caller {
    /// The client.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub(crate) fn client(&self) -> Result<Uuid> {
        access::client(&self.actor)
    }

    /// The id of the user, who has to be named.
    ///
    /// # Errors
    /// `user_id_required`.
    pub(crate) fn named(&self) -> Result<&str> {
        self.user
            .as_deref()
            .ok_or_else(|| Error::invalid("user_id_required", "Name the user in the header X-User-Id."))
    }

    /// Our id of the user, if they were ever seen.
    ///
    /// # Errors
    /// `unauthenticated`; any database failure.
    pub(crate) async fn known_user(&self, conn: &mut Conn) -> Result<Option<Uuid>> {
        let client = self.client()?;
        let Some(user) = &self.user else { return Ok(None) };
        Ok(users::get_by_external_id(conn, client, user).await?.map(|user| user.id))
    }

    /// Whose becomes what this call brings.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub(crate) fn holder(&self) -> Result<Holder<'_>> {
        Ok(Holder { client: self.client()?, user: self.user.as_deref(), actor: &self.actor })
    }
}

/// Whose something becomes, and who brings it: a program, or an administrator who was found to be one of the client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Holder<'a> {
    /// The client.
    pub(crate) client: Uuid,
    /// Its user's id in the client's own system, when one is named.
    pub(crate) user: Option<&'a str>,
    /// Who brings it, on behalf of the client.
    pub(crate) actor: &'a Actor,
}

impl Holder<'_> {
    /// The user's id in the client's own system; the reserved one when none is named.
    pub(crate) fn user(&self) -> &str {
        self.user.unwrap_or(SYSTEM)
    }

    /// Our id of the user, from now on known.
    ///
    /// # Errors
    /// Any database failure.
    pub(crate) async fn ensure_user(&self, tx: &mut Conn, name: Option<&str>, now: Micros) -> Result<Uuid> {
        Ok(users::ensure_external(tx, self.client, self.user(), name, now).await?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_blank_id_is_none_and_an_odd_one_is_refused() {
        assert_eq!(external_id("  ").unwrap(), None);
        assert_eq!(external_id(" user-1 ").unwrap().as_deref(), Some("user-1"));
        assert_eq!(external_id(&"ü".repeat(255)).unwrap().map(|id| id.chars().count()), Some(255));
        for odd in ["a\nb", "\u{0}", &"x".repeat(256)] {
            assert_eq!(external_id(odd).unwrap_err().code, "invalid_user_id");
        }
    }
}
