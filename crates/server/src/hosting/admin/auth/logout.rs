//! `POST /admin/auth/logout`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum_extra::extract::cookie::CookieJar;
use calotype_core::{App, admins};

use super::cookie;
use crate::auth::origin;
use crate::hosting::admin::caller::Stranger;
use crate::hosting::admin::wire::Message;
use crate::hosting::error::{ApiResult, ErrorBody};

/// Ends the session of the cookie, its access tokens included. Without a cookie there is nothing to do.
#[utoipa::path(post, path = "/auth/logout", tag = "admin sessions", operation_id = "admin_logout",
    responses((status = 200, body = Message), (status = 403, body = ErrorBody)))]
pub(super) async fn logout(
    State(app): State<App>,
    Stranger(actor): Stranger,
    uri: Uri,
    headers: HeaderMap,
    jar: CookieJar,
) -> ApiResult<(CookieJar, Answer<Message>)> {
    origin::check(&app, &headers, &uri)?;
    admins::logout(&app, &actor, cookie::token(&jar)).await?;
    Ok((cookie::forget(&app), Message::new("Logged out.")))
}
