//! `POST /admin/clients` and `PATCH /admin/clients/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::{App, clients};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::wire::AdminClient;
use crate::hosting::admin::caller::Portal;
use crate::hosting::admin::wire::nullable;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Json, Path};

/// A client to be.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateClientRequest {
    /// 1 to 255 characters.
    #[schema(min_length = 1, max_length = 255)]
    name: String,
    domain: Option<String>,
}

/// A client that was just made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreatedClient {
    #[serde(flatten)]
    client: AdminClient,
    /// For `X-API-Key`. Shown only here.
    api_key: String,
}

/// Makes a client with a key.
#[utoipa::path(post, path = "/clients", tag = "admin clients", operation_id = "admin_create_client", request_body = CreateClientRequest,
    responses((status = 201, body = CreatedClient), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn create(
    State(app): State<App>,
    Portal(actor): Portal,
    Json(request): Json<CreateClientRequest>,
) -> ApiResult<(StatusCode, Answer<CreatedClient>)> {
    let created = clients::create(&app, &actor, &request.name, request.domain.as_deref()).await?;
    let answer = CreatedClient { client: created.client.into(), api_key: created.api_key };
    Ok((StatusCode::CREATED, Answer(answer)))
}

/// What changes; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UpdateClientRequest {
    /// 1 to 255 characters.
    #[schema(min_length = 1, max_length = 255)]
    name: Option<String>,
    /// Null clears.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    domain: Option<Option<String>>,
    /// `false`: its key, its public images and its tokens do not work until it is `true` again.
    active: Option<bool>,
    webhook_enabled: Option<bool>,
    /// Null clears.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    webhook_url: Option<Option<String>>,
    /// `true`: pictures come to order only for signed addresses; as they are stored, for everybody.
    require_signed: Option<bool>,
    /// `true`: without a signature pictures come in presets only, and as they are stored.
    presets_only: Option<bool>,
    /// `true`: where an address names no format, `Accept` decides between AVIF, WebP and JPEG.
    negotiate_format: Option<bool>,
}

/// Changes a client. It works at once.
#[utoipa::path(patch, path = "/clients/{id}", tag = "admin clients", operation_id = "admin_update_client", params(("id" = Uuid, Path)),
    request_body = UpdateClientRequest,
    responses((status = 200, body = AdminClient), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn update(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateClientRequest>,
) -> ApiResult<Answer<AdminClient>> {
    let patch = clients::Patch {
        name: request.name,
        domain: request.domain,
        active: request.active,
        webhook_enabled: request.webhook_enabled,
        webhook_url: request.webhook_url,
        require_signed: request.require_signed,
        presets_only: request.presets_only,
        negotiate_format: request.negotiate_format,
    };
    Ok(Answer(clients::update(&app, &actor, id, patch).await?.into()))
}
