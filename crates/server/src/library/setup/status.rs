//! `GET /setup/status`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::setup::{self, Phase};
use calotype_core::{App, Role};
use serde::Serialize;
use utoipa::ToSchema;

use crate::library::error::ApiResult;

/// How far the set-up has come.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SetupStatusDTO)]
pub(super) struct SetupStatus {
    /// Everything is done.
    initialized: bool,
    /// The database needs nothing; always true here.
    database_initialized: bool,
    /// There is an administrator.
    admin_initialized: bool,
    /// There is a primary repository.
    primary_repository_initialized: bool,
    /// The role the next registration gets: `admin` or `user`.
    next_registration_role: &'static str,
    repository_defaults: RepositoryDefaults,
}

/// What a new repository starts with.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RepositoryDefaultsDTO)]
pub(super) struct RepositoryDefaults {
    /// Folder below which repositories are created.
    default_root: String,
    strategy: &'static str,
    duplicate_handling: &'static str,
}

/// What a wizard asks before its first page.
#[utoipa::path(get, path = "/setup/status", tag = "setup", responses((status = 200, body = SetupStatus)))]
pub(super) async fn status(State(app): State<App>) -> ApiResult<Answer<SetupStatus>> {
    let status = setup::status(&app).await?;
    let has_admin = status.phase != Phase::NoAdmin;
    let next = if has_admin { Role::User } else { Role::Admin };
    Ok(Answer(SetupStatus {
        initialized: status.phase == Phase::Ready,
        database_initialized: true,
        admin_initialized: has_admin,
        primary_repository_initialized: status.phase == Phase::Ready,
        next_registration_role: next.as_str(),
        repository_defaults: RepositoryDefaults {
            default_root: status.default_root.to_string_lossy().into_owned(),
            strategy: "date",
            duplicate_handling: "rename",
        },
    }))
}
