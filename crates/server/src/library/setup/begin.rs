//! `POST /setup`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, setup};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::{Early, Viewer};
use crate::extract::OptionalJson;
use crate::library::error::{ApiResult, ErrorBody};

/// No fields; the body may be left out.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = SetupRequestDTO)]
pub(super) struct SetupRequest {}

/// The documented answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SetupResultDTO)]
pub(super) struct SetupResult {
    database_user: &'static str,
    /// Length of the server's own secret, in bytes.
    password_length: usize,
}

/// The first step of the documented wizard. There is no database password to change here, so nothing is changed.
#[utoipa::path(post, path = "/setup", tag = "setup", request_body = Option<SetupRequest>,
    responses((status = 200, body = SetupResult), (status = 400, body = ErrorBody),
        (status = 409, body = ErrorBody, description = "The library is set up already")))]
pub(super) async fn begin(
    State(app): State<App>,
    Early(Viewer(actor)): Early<Viewer>,
    _body: OptionalJson<SetupRequest>,
) -> ApiResult<Answer<SetupResult>> {
    let begun = setup::begin(&app, &actor).await?;
    Ok(Answer(SetupResult { database_user: begun.database_user, password_length: begun.secret_length }))
}
