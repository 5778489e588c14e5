//! `POST /admin/clients/{id}/webhook-secret`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, webhooks};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::Path;

/// What the messages of a client are signed with.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebhookSecret {
    /// Shown only here.
    webhook_secret: String,
}

/// Gives a client another webhook secret. Messages that wait are signed with it, too.
#[utoipa::path(post, path = "/clients/{id}/webhook-secret", tag = "admin webhooks", operation_id = "admin_rotate_webhook_secret",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = WebhookSecret), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn rotate(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(client): Path<Uuid>,
) -> ApiResult<Answer<WebhookSecret>> {
    Ok(Answer(WebhookSecret { webhook_secret: webhooks::rotate_secret(&app, &actor, client).await? }))
}
