//! Links to images: `POST /images/{id}/share`, `GET /images/share/{token}`, `DELETE /images/share/{id of the link}`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use calotype_core::images::{Unseen, Visitor};
use calotype_core::shares::{self, Until};
use calotype_core::{App, Error, Kind, images};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::send::{fallback, send};
use super::serve::Parameters;
use super::wire::Image;
use crate::hosting::caller::{Guest, Program};
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{OptionalJson, Path, Query};
use crate::hosting::wire::{Done, Time};
use crate::site::Site;

/// How long a link shall work; nothing: for ever.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ShareRequest {
    /// ISO 8601.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<String>,
    /// Seconds from now.
    expires_in: Option<i64>,
}

/// A link that was just made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ShareLink {
    id: Uuid,
    image_id: Uuid,
    /// Shown only here.
    read_token: String,
    created_at: Time,
    expires_at: Option<Time>,
    share_url: String,
}

/// A moment on the wire.
///
/// # Errors
/// `invalid_expiry`.
fn moment(text: &str) -> Result<i64, Error> {
    let parsed = time::OffsetDateTime::parse(text.trim(), &time::format_description::well_known::Rfc3339);
    let micros = parsed.ok().and_then(|moment| i64::try_from(moment.unix_timestamp_nanos() / 1000).ok());
    micros.ok_or_else(|| Error::invalid("invalid_expiry", "expiresAt is a time like 2030-01-31T12:00:00Z."))
}

/// Makes a link that shows an image of the user to whoever has it.
#[utoipa::path(post, path = "/images/{id}/share", tag = "images", operation_id = "share_image", params(("id" = Uuid, Path),
        ("X-User-Id" = Option<String>, Header, description = "The user, who must be its owner")),
    request_body = ShareRequest,
    responses((status = 201, body = ShareLink), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn share(
    State(app): State<App>,
    site: Site,
    Program(caller): Program,
    Path(id): Path<Uuid>,
    OptionalJson(request): OptionalJson<ShareRequest>,
) -> ApiResult<(StatusCode, Answer<ShareLink>)> {
    let request = request.unwrap_or_default();
    let until = match (request.expires_at.as_deref(), request.expires_in) {
        (Some(text), _) => Until::Moment(moment(text)?),
        (None, Some(seconds)) => Until::Seconds(seconds),
        (None, None) => Until::Forever,
    };
    let shared = shares::share_image(&app, &caller, id, until).await?;
    let link = ShareLink {
        id: shared.id,
        image_id: id,
        created_at: Time(shared.created_at),
        expires_at: shared.expires_at.map(Time),
        share_url: site.path(&format!("images/share/{}", shared.token)),
        read_token: shared.token,
    };
    Ok((StatusCode::CREATED, Answer(link)))
}

/// Shows the image behind a link. A link that is no longer good is a picture that says so.
#[utoipa::path(get, path = "/images/share/{token}", tag = "images", operation_id = "get_shared_image", params(("token" = String, Path), Parameters),
    responses((status = 200, content((Image = "application/json"), ([u8] = "image/*"))), (status = 304), (status = 400, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 410, body = ErrorBody), (status = 503, body = ErrorBody)), security(()))]
pub(super) async fn open(
    State(app): State<App>,
    site: Site,
    Guest(guest): Guest,
    Path(token): Path<String>,
    Query(parameters): Query<Parameters>,
    method: Method,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let order = parameters.order()?;
    let words = parameters.words(&headers)?;
    let image = match shares::opened(&app, &token).await {
        Ok(image) => image,
        Err(error) if order.info || !matches!(error.kind, Kind::NotFound | Kind::Gone) => {
            return Err(error.into());
        }
        Err(_) => return Ok(fallback(&method, Unseen::Denied)),
    };
    let visitor = Visitor { caller: None, token: Some(token), signed: guest.signed };
    if order.info {
        let details = images::info(&app, &visitor, image.id).await?;
        return Ok(super::described(&site, details));
    }
    match images::serve(&app, &visitor, image.id, &words).await? {
        // Whatever the image is, this address lives no longer than the link.
        Ok(served) => {
            let served = images::Served { is_public: false, ..served };
            send(&app, &method, &headers, served, &order).await
        }
        Err(unseen) => Ok(fallback(&method, unseen)),
    }
}

/// Takes a link back; it is dead at once.
#[utoipa::path(delete, path = "/images/share/{token}", tag = "images", operation_id = "revoke_share", params(("token" = Uuid, Path, description = "The id of the link, as its making answered"),
        ("X-User-Id" = Option<String>, Header, description = "The user, who must be the owner of the image")),
    responses((status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn revoke(
    State(app): State<App>,
    Program(caller): Program,
    Path(share): Path<Uuid>,
) -> ApiResult<Answer<Done>> {
    shares::revoke(&app, &caller, share).await?;
    Ok(Done::new("The link is taken back."))
}
