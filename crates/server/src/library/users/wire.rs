//! Forms the account answers share.

use calotype_core::{Error, users};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::library::error::ApiResult;
use crate::library::wire::Time;

/// A person.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UserDTO)]
pub(crate) struct User {
    user_id: i64,
    username: String,
    /// The user name where no other was chosen.
    display_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    avatar_asset_id: Option<Uuid>,
    created_at: Time,
    updated_at: Time,
    is_active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    last_login: Option<Time>,
    /// `admin` or `user`.
    role: &'static str,
    /// What the role stands for; informational.
    permissions: &'static [&'static str],
}

impl From<users::User> for User {
    fn from(user: users::User) -> Self {
        Self {
            user_id: user.number,
            username: user.username,
            display_name: user.display_name,
            avatar_asset_id: user.avatar,
            created_at: Time(user.created_at),
            updated_at: Time(user.updated_at),
            is_active: user.is_active,
            last_login: user.last_login_at.map(Time),
            role: user.role.as_str(),
            permissions: user.role.permissions(),
        }
    }
}

/// Reads a new profile picture: an id, or the empty text that clears it.
pub(super) fn avatar(text: Option<&str>) -> ApiResult<Option<Option<Uuid>>> {
    match text.map(str::trim) {
        None => Ok(None),
        Some("") => Ok(Some(None)),
        Some(id) => match Uuid::parse_str(id) {
            Ok(id) => Ok(Some(Some(id))),
            Err(_) => {
                Err(Error::invalid("invalid_avatar", "The profile picture is named by an asset id.").into())
            }
        },
    }
}
