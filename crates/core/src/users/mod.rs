//! People: accounts, profiles, and what administrators do with them.

mod break_glass;
mod create;
pub mod display_name;
mod list;
mod me;
mod password;
mod profile;
mod reset_access;
mod update;
pub mod username;

use calotype_store::{Micros, users as rows};
use uuid::Uuid;

pub use break_glass::break_glass;
pub use create::create;
pub(crate) use create::{NewUser, create_in};
pub use list::{Page, list};
pub use me::{find, me};
pub use password::change_password;
pub use profile::{Profile, update_profile};
pub use reset_access::{generate_password, reset_access};
pub use update::{Patch, update};

use crate::actor::Role;
use crate::error::{Error, Result};

/// A person as others see them.
#[derive(Debug, Clone)]
pub struct User {
    /// Id.
    pub id: Uuid,
    /// The integer the library shows.
    pub number: i64,
    /// Login name.
    pub username: String,
    /// Name shown; the login name where none was chosen.
    pub display_name: String,
    /// Profile picture.
    pub avatar: Option<Uuid>,
    /// Role.
    pub role: Role,
    /// Whether they may log in.
    pub is_active: bool,
    /// Last login.
    pub last_login_at: Option<Micros>,
    /// Creation.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
}

impl From<&rows::User> for User {
    fn from(row: &rows::User) -> Self {
        let username = row.username.clone().unwrap_or_default();
        let display_name =
            if row.display_name.is_empty() { username.clone() } else { row.display_name.clone() };
        Self {
            id: row.id,
            number: row.number,
            username,
            display_name,
            avatar: row.avatar_asset_id,
            role: role_of(row),
            is_active: row.is_active,
            last_login_at: row.last_login_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// The library role of a row.
#[must_use]
pub fn role_of(row: &rows::User) -> Role {
    if row.is_admin { Role::Admin } else { Role::User }
}

fn not_found() -> Error {
    Error::not_found("user_not_found", "There is no such user.")
}

/// A taken name, whichever of its two unique indexes noticed.
fn taken(error: calotype_store::Error) -> Error {
    if error.is_unique("username") || error.is_unique("external_id") {
        return Error::conflict("username_taken", "This user name is taken.");
    }
    error.into()
}

/// Checks a new profile picture: `owner`'s own photo, or anybody's for `None`. Somebody else's is answered like one that
/// does not exist.
async fn check_avatar(
    conn: &mut calotype_store::Conn,
    tenant: Uuid,
    owner: Option<Uuid>,
    avatar: Uuid,
) -> Result<()> {
    if rows::has_photo(conn, tenant, owner, avatar).await? {
        return Ok(());
    }
    Err(Error::invalid("invalid_avatar", "The profile picture must be one of your photos."))
}
