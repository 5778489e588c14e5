//! `POST /admin/auth/login`.

use axum::Json as Answer;
use axum::extract::State;
use axum_extra::extract::cookie::CookieJar;
use calotype_core::{App, admins};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::cookie;
use crate::hosting::admin::caller::Stranger;
use crate::hosting::admin::wire::AdminProfile;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::Json;

/// Who logs in.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AdminLoginRequest {
    /// Case and surrounding spaces do not matter.
    email: String,
    password: String,
}

/// A login. The refresh token is in the cookie `admin_rt`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AdminLogin {
    /// For `Authorization: Bearer`.
    access_token: String,
    /// Seconds until the access token ends.
    expires_in: u64,
    admin: AdminProfile,
    /// The same under its other name.
    user: AdminProfile,
}

/// Logs in. An unknown address, a wrong password and an inactive account are one answer.
#[utoipa::path(post, path = "/auth/login", tag = "admin sessions", operation_id = "admin_login", request_body = AdminLoginRequest,
    responses((status = 200, body = AdminLogin), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 429, body = ErrorBody)))]
pub(super) async fn login(
    State(app): State<App>,
    Stranger(actor): Stranger,
    Json(request): Json<AdminLoginRequest>,
) -> ApiResult<(CookieJar, Answer<AdminLogin>)> {
    let session = admins::login(&app, &actor, &request.email, request.password).await?;
    let jar = cookie::keep(&app, session.refresh_token, session.refresh_expires_in);
    let answer = AdminLogin {
        access_token: session.access_token,
        expires_in: session.expires_in,
        user: session.admin.clone().into(),
        admin: session.admin.into(),
    };
    Ok((jar, Answer(answer)))
}
