//! `POST /repositories`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::repositories::create::{self, NewRepository};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::wire::RepositoryDTO;
use crate::auth::{Admin, Early};
use crate::extract::Json;
use crate::library::error::{ApiResult, ErrorBody};

/// A repository to be.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct CreateRepositoryRequestDTO {
    /// Name people give it.
    #[serde(default)]
    name: String,
    /// `primary` or `regular` (default).
    role: Option<String>,
    /// Folder it is made in; default: the library root.
    root: Option<String>,
    /// `date` (default), `cas` or `flat`.
    storage_strategy: Option<String>,
    /// `rename` (default), `uuid` or `overwrite`.
    duplicate_handling: Option<String>,
}

/// The new repository.
#[derive(Debug, Serialize, ToSchema)]
pub struct CreateRepositoryResponseDTO {
    repository: RepositoryDTO,
}

/// Makes a folder a repository, or registers the repository that is in it. Works before the library is set up: the first
/// primary repository ends the set-up.
#[utoipa::path(post, path = "/repositories", tag = "repositories", request_body = CreateRepositoryRequestDTO,
    responses((status = 200, body = CreateRepositoryResponseDTO), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn create(
    State(app): State<App>,
    Early(Admin(actor)): Early<Admin>,
    Json(request): Json<CreateRepositoryRequestDTO>,
) -> ApiResult<Answer<CreateRepositoryResponseDTO>> {
    let input = NewRepository {
        name: request.name,
        role: request.role,
        root: request.root,
        storage_strategy: request.storage_strategy,
        duplicate_handling: request.duplicate_handling,
    };
    let repository = create::create(&app, &actor, &input).await?;
    Ok(Answer(CreateRepositoryResponseDTO { repository: repository.into() }))
}
