//! `GET /repositories`, and `GET`, `PATCH`, `DELETE /repositories/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::repositories::edit::{self, Change};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::wire::{RepositoryDTO, RepositoryLocalSettings};
use crate::auth::Admin;
use crate::extract::{Json, Path};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::MessageResponse;

/// All repositories.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListRepositoriesResponseDTO {
    /// The primary one first.
    repositories: Vec<RepositoryDTO>,
}

/// Lists the registered repositories.
#[utoipa::path(get, path = "/repositories", tag = "repositories",
    responses((status = 200, body = ListRepositoriesResponseDTO), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Admin(actor): Admin,
) -> ApiResult<Answer<ListRepositoriesResponseDTO>> {
    let repositories = edit::list(&app, &actor).await?.into_iter().map(Into::into).collect();
    Ok(Answer(ListRepositoriesResponseDTO { repositories }))
}

/// One repository.
#[utoipa::path(get, path = "/repositories/{id}", tag = "repositories", params(("id" = Uuid, Path)),
    responses((status = 200, body = RepositoryDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<RepositoryDTO>> {
    Ok(Answer(edit::get(&app, &actor, id).await?.into()))
}

/// What may change; absent keeps.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct UpdateRepositoryRequestDTO {
    name: Option<String>,
    storage_strategy: Option<String>,
    #[schema(value_type = Option<RepositoryLocalSettings>)]
    local_settings: Option<RepositoryLocalSettings>,
    default_owner_id: Option<i64>,
}

/// Changes a repository.
#[utoipa::path(patch, path = "/repositories/{id}", tag = "repositories", params(("id" = Uuid, Path)),
    request_body = UpdateRepositoryRequestDTO,
    responses((status = 200, body = RepositoryDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn change(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateRepositoryRequestDTO>,
) -> ApiResult<Answer<RepositoryDTO>> {
    let change = Change {
        name: request.name,
        storage_strategy: request.storage_strategy,
        duplicate_handling: request.local_settings.and_then(|s| s.handle_duplicate_filenames),
        default_owner: request.default_owner_id,
    };
    Ok(Answer(edit::change(&app, &actor, id, &change).await?.into()))
}

/// Unregisters a repository; its files stay, its assets wait for it to come back.
#[utoipa::path(delete, path = "/repositories/{id}", tag = "repositories", params(("id" = Uuid, Path)),
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn unregister(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<MessageResponse>> {
    edit::unregister(&app, &actor, id).await?;
    Ok(MessageResponse::new("The repository was unregistered; its files were not touched."))
}
