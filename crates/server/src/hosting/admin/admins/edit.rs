//! `POST /admin/admins`, `PATCH` and `DELETE /admin/admins/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::actor::AdminRole;
use calotype_core::{App, Error, admins};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::admin::caller::Portal;
use crate::hosting::admin::wire::{AdminProfile, nullable};
use crate::hosting::error::{ApiError, ApiResult, ErrorBody};
use crate::hosting::extract::{Json, Path};
use crate::hosting::wire::Done;

/// An administrator to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreateAdminRequest {
    email: String,
    /// 8 to 128 characters.
    #[schema(min_length = 8, max_length = 128)]
    password: String,
    /// At most 100 characters.
    name: Option<String>,
    /// `SUPER_ADMIN`, `ADMIN` or `VIEWER`, which is the default.
    role: Option<String>,
    /// Default: true.
    active: Option<bool>,
    /// Whether the set is all clients.
    all_clients_access: Option<bool>,
    /// The clients given one by one.
    client_ids: Option<Vec<Uuid>>,
}

/// Makes an administrator.
#[utoipa::path(post, path = "/admins", tag = "admin accounts", operation_id = "admin_create_admin", request_body = CreateAdminRequest,
    responses((status = 201, body = AdminProfile), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody, description = "A client does not exist"),
        (status = 409, body = ErrorBody, description = "The address is taken")), security(("admin" = [])))]
pub(super) async fn create(
    State(app): State<App>,
    Portal(actor): Portal,
    Json(request): Json<CreateAdminRequest>,
) -> ApiResult<(StatusCode, Answer<AdminProfile>)> {
    let new = admins::NewAdmin {
        email: request.email,
        password: request.password,
        name: request.name,
        role: request.role.as_deref().map(role).transpose()?.unwrap_or(AdminRole::Viewer),
        active: request.active.unwrap_or(true),
        all_clients: request.all_clients_access.unwrap_or(false),
        clients: request.client_ids.unwrap_or_default(),
    };
    let admin = admins::create(&app, &actor, new).await?;
    Ok((StatusCode::CREATED, Answer(admin.into())))
}

/// What changes; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UpdateAdminRequest {
    email: Option<String>,
    /// A new password; ends the sessions of this administrator.
    #[schema(min_length = 8, max_length = 128)]
    password: Option<String>,
    /// At most 100 characters; null or empty clears.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    name: Option<Option<String>>,
    /// `SUPER_ADMIN`, `ADMIN` or `VIEWER`.
    role: Option<String>,
    /// `false` ends the sessions of this administrator.
    active: Option<bool>,
    /// Whether the set is all clients.
    all_clients_access: Option<bool>,
    /// The clients given one by one, all of them.
    client_ids: Option<Vec<Uuid>>,
}

/// Changes an administrator. It works at once.
#[utoipa::path(patch, path = "/admins/{id}", tag = "admin accounts", operation_id = "admin_update_admin", params(("id" = Uuid, Path)),
    request_body = UpdateAdminRequest,
    responses((status = 200, body = AdminProfile), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody, description = "The address is taken, or nobody would be left who may do everything")),
    security(("admin" = [])))]
pub(super) async fn update(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateAdminRequest>,
) -> ApiResult<Answer<AdminProfile>> {
    let patch = admins::Patch {
        email: request.email,
        password: request.password,
        name: request.name,
        role: request.role.as_deref().map(role).transpose()?,
        active: request.active,
        all_clients: request.all_clients_access,
        clients: request.client_ids,
    };
    Ok(Answer(admins::update(&app, &actor, id, patch).await?.into()))
}

/// Removes an administrator.
#[utoipa::path(delete, path = "/admins/{id}", tag = "admin accounts", operation_id = "admin_delete_admin", params(("id" = Uuid, Path)),
    responses((status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 409, body = ErrorBody, description = "Nobody would be left who may do everything")),
    security(("admin" = [])))]
pub(super) async fn remove(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<Done>> {
    admins::remove(&app, &actor, id).await?;
    Ok(Done::new("The administrator was removed."))
}

fn role(word: &str) -> Result<AdminRole, ApiError> {
    AdminRole::parse(word).ok_or_else(|| {
        ApiError::from(
            Error::invalid("invalid_role", "There is no such role.")
                .field("role", "must be SUPER_ADMIN, ADMIN or VIEWER"),
        )
    })
}
