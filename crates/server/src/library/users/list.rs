//! `GET /users`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, users};
use serde::Serialize;
use utoipa::ToSchema;

use super::wire::User;
use crate::auth::Admin;
use crate::extract::Query;
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::paging::Paging;

/// A person and the numbers of their things.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ManagedUserDTO)]
pub(super) struct ManagedUser {
    #[serde(flatten)]
    user: User,
    /// Assets that are not in the trash.
    asset_count: i64,
    album_count: i64,
}

/// A page of people.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListUsersResponseDTO)]
pub(super) struct ListUsersResponse {
    users: Vec<ManagedUser>,
    total: i64,
    limit: i64,
    offset: i64,
}

/// Lists all accounts in order of registration. `limit` is 20 by default and 100 at most.
#[utoipa::path(get, path = "/users", tag = "users", params(Paging),
    responses((status = 200, body = ListUsersResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Admin(actor): Admin,
    Query(paging): Query<Paging>,
) -> ApiResult<Answer<ListUsersResponse>> {
    let (limit, offset) = (paging.clamped(20, 100), paging.offset());
    let page = users::list(&app, &actor, limit, offset).await?;
    let managed =
        |(user, asset_count, album_count)| ManagedUser { user: User::from(user), asset_count, album_count };
    let users = page.users.into_iter().map(managed).collect();
    Ok(Answer(ListUsersResponse { users, total: page.total, limit, offset }))
}
