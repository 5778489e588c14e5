//! `GET /admin/clients/{id}/webhook-deliveries` and `POST …/{deliveryId}/redeliver`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::App;
use calotype_core::webhooks::{self, Delivery};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Path, Query};
use crate::hosting::paging::Paging;
use crate::hosting::wire::{List, Time};

/// A message to a client's receiver with what became of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebhookDelivery {
    id: Uuid,
    /// `IMAGE_UPLOADED`, `IMAGE_DELETED`, `AVATAR_UPLOADED`, `AVATAR_DELETED`, `ALBUM_CREATED`.
    event: String,
    url: String,
    /// The message.
    #[schema(value_type = Object)]
    body: serde_json::Value,
    /// `pending`, `delivered` or `failed`.
    state: String,
    attempts: i64,
    /// HTTP status of the last answer.
    response_status: Option<i64>,
    /// Why the last attempt failed.
    error: Option<String>,
    /// The delivery it repeats.
    redelivery_of: Option<Uuid>,
    created_at: Time,
    attempted_at: Option<Time>,
    finished_at: Option<Time>,
}

impl From<Delivery> for WebhookDelivery {
    fn from(delivery: Delivery) -> Self {
        Self {
            id: delivery.id,
            event: delivery.event,
            url: delivery.url,
            body: serde_json::from_str(&delivery.body).unwrap_or_default(),
            state: delivery.state,
            attempts: delivery.attempts,
            response_status: delivery.status,
            error: delivery.error,
            redelivery_of: delivery.redelivery_of,
            created_at: Time(delivery.created_at),
            attempted_at: delivery.attempted_at.map(Time),
            finished_at: delivery.finished_at.map(Time),
        }
    }
}

/// Messages to a client's receiver, newest first. They are kept for some weeks.
#[utoipa::path(get, path = "/clients/{id}/webhook-deliveries", tag = "admin webhooks", operation_id = "admin_list_webhook_deliveries",
    params(("id" = Uuid, Path), Paging),
    responses((status = 200, body = List<WebhookDelivery>), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(client): Path<Uuid>,
    Query(paging): Query<Paging>,
) -> ApiResult<Answer<List<WebhookDelivery>>> {
    let window = paging.forgive();
    let page = webhooks::deliveries(&app, &actor, client, window.limit, window.offset).await?;
    let deliveries = page.deliveries.into_iter().map(WebhookDelivery::from).collect();
    Ok(Answer(window.answer(deliveries, page.total)))
}

/// Sends a message once more, to the client's address of now. The text is the same, its id included.
#[utoipa::path(post, path = "/clients/{id}/webhook-deliveries/{deliveryId}/redeliver", tag = "admin webhooks",
    operation_id = "admin_redeliver_webhook", params(("id" = Uuid, Path), ("deliveryId" = Uuid, Path)),
    responses((status = 201, body = WebhookDelivery), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 409, body = ErrorBody, description = "The client has no webhook address, or it is switched off")),
    security(("admin" = [])))]
pub(super) async fn redeliver(
    State(app): State<App>,
    Portal(actor): Portal,
    Path((client, delivery)): Path<(Uuid, Uuid)>,
) -> ApiResult<(StatusCode, Answer<WebhookDelivery>)> {
    let delivery = webhooks::redeliver(&app, &actor, client, delivery).await?;
    Ok((StatusCode::CREATED, Answer(delivery.into())))
}
