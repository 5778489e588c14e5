//! `/avatars`: one picture for each user of a client, under the address of the user.

use axum::Json as Answer;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use calotype_core::avatars::{self, From as Asker};
use calotype_core::images::Sender;
use calotype_core::{App, Error, clients};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::caller::{Guest, Program};
use super::error::{ApiResult, ErrorBody};
use super::extract::{Path, Query};
use super::images::send::answer;
use super::images::serve::Parameters;
use super::images::upload::read;
use super::images::wire::Avatar;
use super::wire::Done;
use crate::middleware::uploads::Turn;
use crate::site::Site;

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    let upload = OpenApiRouter::new().routes(routes!(upload)).layer(DefaultBodyLimit::disable());
    upload.merge(OpenApiRouter::new().routes(routes!(get, delete)))
}

/// Avatars change seldom, and each version has its own tag.
const DAY: &str = "public, max-age=86400";

/// The parts of the form.
#[derive(ToSchema)]
#[allow(dead_code)] // only described: the form is read as a stream
struct AvatarForm {
    /// JPEG, PNG, WebP or GIF.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The user; the header `X-User-Id` serves as well.
    #[serde(rename = "externalUserId")]
    external_user_id: String,
}

/// Gives a user an avatar in the place of an earlier one.
#[utoipa::path(post, path = "/avatars", tag = "avatars", operation_id = "upload_avatar",
    params(("X-User-Id" = Option<String>, Header, description = "The user in the client's own system")),
    request_body(content = AvatarForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Avatar), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 413, body = ErrorBody), (status = 503, body = ErrorBody)), security(("key" = [])))]
async fn upload(
    State(app): State<App>,
    site: Site,
    Program(mut caller): Program,
    _turn: Turn,
    request: Request,
) -> ApiResult<(StatusCode, Answer<Avatar>)> {
    let mut brought = read(&app, Sender::Program(&caller), request).await?;
    let file = brought.file()?;
    caller.user = brought.user.or(caller.user);
    let made = avatars::create(&app, &caller, file).await?;
    Ok((StatusCode::CREATED, Answer(Avatar::new(&site, made))))
}

/// Who may ask without a key.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct Public {
    /// The client, when no key is sent: for `<img>`.
    client_id: Option<Uuid>,
}

/// Serves the avatar of a user to order, or describes it (`info=true`).
#[utoipa::path(get, path = "/avatars/{externalUserId}", tag = "avatars", operation_id = "get_avatar",
    params(("externalUserId" = String, Path), Parameters, Public),
    responses((status = 200, content((Avatar = "application/json"), ([u8] = "image/*"))), (status = 304), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 503, body = ErrorBody)), security((), ("key" = [])))]
async fn get(
    State(app): State<App>,
    site: Site,
    Guest(visitor): Guest,
    Path(user): Path<String>,
    Query(parameters): Query<Parameters>,
    Query(public): Query<Public>,
    request: (Method, HeaderMap),
) -> ApiResult<Response> {
    let (method, headers) = request;
    let order = parameters.order()?;
    let words = parameters.words(&headers)?;
    let from = match (visitor.caller, public.client_id) {
        (Some(caller), _) => Asker::Caller(caller),
        (None, Some(client)) => Asker::Client(client),
        (None, None) => {
            let message = "Send a valid client key in the header X-API-Key, or name the client in clientId.";
            return Err(Error::unauthenticated("unauthenticated", message).into());
        }
    };
    if order.info {
        return Ok(Answer(Avatar::new(&site, avatars::get(&app, &from, &user).await?)).into_response());
    }
    let served = avatars::serve(&app, &from, visitor.signed, &user, &words).await?;
    answer(&method, &headers, served, &order, DAY).await
}

/// Deletes the avatar of a user.
#[utoipa::path(delete, path = "/avatars/{externalUserId}", tag = "avatars", operation_id = "delete_avatar",
    params(("externalUserId" = String, Path)),
    responses((status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("key" = [])))]
async fn delete(
    State(app): State<App>,
    Program(caller): Program,
    Path(user): Path<String>,
) -> ApiResult<Answer<Done>> {
    let user = clients::external_id(&user)?.unwrap_or_default();
    avatars::delete(&app, &caller, &user).await?;
    Ok(Done::new("The avatar is deleted."))
}
