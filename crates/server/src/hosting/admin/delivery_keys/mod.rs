//! `/admin/clients/{id}/delivery-keys`: what a client signs addresses of pictures with. For people with a login: a key of
//! the client means nothing here.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::App;
use calotype_core::delivery_keys::{self, DeliveryKey as Key};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::Path;
use crate::hosting::wire::{Done, Time};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(revoke))
}

/// A delivery key. Its secret is shown when it is made, and never again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DeliveryKey {
    /// For the parameter `kid` of a signed address.
    id: Uuid,
    created_at: Time,
}

impl From<Key> for DeliveryKey {
    fn from(key: Key) -> Self {
        Self { id: key.id, created_at: Time(key.created_at) }
    }
}

/// A delivery key that was just made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CreatedDeliveryKey {
    #[serde(flatten)]
    key: DeliveryKey,
    /// What addresses are signed with. Shown only here.
    secret: String,
}

/// The delivery keys of a client, newest first.
#[utoipa::path(get, path = "/clients/{id}/delivery-keys", tag = "admin delivery", operation_id = "admin_list_delivery_keys",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<DeliveryKey>), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("admin" = [])))]
async fn list(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(client): Path<Uuid>,
) -> ApiResult<Answer<Vec<DeliveryKey>>> {
    let keys = delivery_keys::list(&app, &actor, client).await?;
    Ok(Answer(keys.into_iter().map(DeliveryKey::from).collect()))
}

/// Gives a client another delivery key. Two work at a time, so that one can take the place of the other without a gap.
#[utoipa::path(post, path = "/clients/{id}/delivery-keys", tag = "admin delivery", operation_id = "admin_create_delivery_key",
    params(("id" = Uuid, Path)),
    responses((status = 201, body = CreatedDeliveryKey), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody, description = "The client has two already")), security(("admin" = [])))]
async fn create(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(client): Path<Uuid>,
) -> ApiResult<(StatusCode, Answer<CreatedDeliveryKey>)> {
    let made = delivery_keys::create(&app, &actor, client).await?;
    let answer = CreatedDeliveryKey { key: made.key.into(), secret: made.secret };
    Ok((StatusCode::CREATED, Answer(answer)))
}

/// Revokes a delivery key. Every address it signed stops working at once.
#[utoipa::path(delete, path = "/clients/{id}/delivery-keys/{keyId}", tag = "admin delivery", operation_id = "admin_revoke_delivery_key",
    params(("id" = Uuid, Path), ("keyId" = Uuid, Path)),
    responses((status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("admin" = [])))]
async fn revoke(
    State(app): State<App>,
    Portal(actor): Portal,
    Path((client, key)): Path<(Uuid, Uuid)>,
) -> ApiResult<Answer<Done>> {
    delivery_keys::revoke(&app, &actor, client, key).await?;
    Ok(Done::new("The delivery key is revoked."))
}
