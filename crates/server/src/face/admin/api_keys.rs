//! `/api/v1/admin/api-keys`.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::App;
use calotype_core::faces::{self, Changes, Key};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::face::caller::KeyKeeper;
use crate::face::error::{ApiResult, ErrorBody, Problem};
use crate::face::wire::{Id, Paginated, Paging, time};

/// A key, never the key itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApiKeyResponse)]
pub(super) struct ApiKey {
    id: Uuid,
    name: String,
    /// How it begins.
    key_prefix: String,
    /// How it ends.
    key_suffix: String,
    /// Both.
    key_preview: String,
    /// Whether it works.
    is_active: bool,
    /// Requests it was shown with; a second or two behind.
    request_count: i64,
    #[schema(format = DateTime)]
    last_used_at: Option<String>,
    #[schema(format = DateTime)]
    created_at: String,
}

impl From<Key> for ApiKey {
    fn from(key: Key) -> Self {
        Self {
            id: key.id,
            name: key.name,
            key_preview: format!("{}...{}", key.prefix, key.suffix),
            key_prefix: key.prefix,
            key_suffix: key.suffix,
            is_active: key.is_active,
            request_count: key.use_count,
            last_used_at: key.last_used_at.map(time),
            created_at: time(key.created_at),
        }
    }
}

/// A new key. `key` is shown this once.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApiKeyCreatedResponse)]
pub(super) struct CreatedApiKey {
    #[serde(flatten)]
    listed: ApiKey,
    /// The key.
    key: String,
}

/// A key to be.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = FaceKeyRequest)]
pub(super) struct NewKey {
    /// 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
}

/// What changes; at least one.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = FaceKeyPatch)]
pub(super) struct KeyPatch {
    /// 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// False takes the key back, true gives it back.
    is_active: Option<bool>,
}

fn read<T: DeserializeOwned>(body: &[u8], field: &str) -> Result<T, Problem> {
    serde_json::from_slice(body)
        .map_err(|error| Problem::new("body", field, error.to_string(), "value_error"))
}

/// Keys, newest first.
#[utoipa::path(get, path = "/api-keys", tag = "keys", operation_id = "face_keys",
    params(("page" = Option<i64>, Query, description = "From 1", minimum = 1), ("per_page" = Option<i64>, Query, description = "1 to 100; 20 unless said", minimum = 1, maximum = 100)),
    responses((status = 200, body = Paginated<ApiKey>), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody),
        (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    KeyKeeper(actor): KeyKeeper,
    Paging(page): Paging,
) -> ApiResult<Json<Paginated<ApiKey>>> {
    let (keys, total) = faces::list_keys(&app, &actor, page).await?;
    Ok(Json(Paginated::new(keys.into_iter().map(ApiKey::from).collect(), total, page)))
}

/// Makes a key for detect and mask.
#[utoipa::path(post, path = "/api-keys", tag = "keys", operation_id = "face_key_create", request_body = NewKey,
    responses((status = 201, body = CreatedApiKey), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody), (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn create(
    State(app): State<App>,
    KeyKeeper(actor): KeyKeeper,
    body: Bytes,
) -> ApiResult<(StatusCode, Json<CreatedApiKey>)> {
    let new: NewKey = read(&body, "name")?;
    let (key, secret) = faces::create_key(&app, &actor, &new.name).await?;
    Ok((StatusCode::CREATED, Json(CreatedApiKey { listed: key.into(), key: secret })))
}

/// A key.
#[utoipa::path(get, path = "/api-keys/{key_id}", tag = "keys", operation_id = "face_key", params(("key_id" = Uuid, Path)),
    responses((status = 200, body = ApiKey), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 422, body = ErrorBody), (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    KeyKeeper(actor): KeyKeeper,
    Id(id): Id,
) -> ApiResult<Json<ApiKey>> {
    Ok(Json(faces::get_key(&app, &actor, id).await?.into()))
}

/// Names a key anew, takes it back or gives it back.
#[utoipa::path(patch, path = "/api-keys/{key_id}", tag = "keys", operation_id = "face_key_update", params(("key_id" = Uuid, Path)),
    request_body = KeyPatch,
    responses((status = 200, body = ApiKey), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 422, body = ErrorBody), (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn update(
    State(app): State<App>,
    KeyKeeper(actor): KeyKeeper,
    Id(id): Id,
    body: Bytes,
) -> ApiResult<Json<ApiKey>> {
    let KeyPatch { name, is_active } = read(&body, "name")?;
    if name.is_none() && is_active.is_none() {
        return Err(Problem::new("body", "name", "Give name, is_active or both", "value_error").into());
    }
    Ok(Json(faces::update_key(&app, &actor, id, Changes { name, is_active }).await?.into()))
}

/// Removes a key for good.
#[utoipa::path(delete, path = "/api-keys/{key_id}", tag = "keys", operation_id = "face_key_delete", params(("key_id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 422, body = ErrorBody), (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn delete(
    State(app): State<App>,
    KeyKeeper(actor): KeyKeeper,
    Id(id): Id,
) -> ApiResult<StatusCode> {
    faces::delete_key(&app, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
