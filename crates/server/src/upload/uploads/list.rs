//! `GET /list-uploads-api`.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use calotype_core::deposits::{self, Deposit, Wanted};
use calotype_core::{App, Error};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::upload::error::{ApiError, ApiResult, ErrorBody};
use crate::upload::key::Program;

/// Which uploads.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// `pending`, `completed`, `failed` or `expired`; the header `x-upload-status` says the same.
    status: Option<String>,
    /// File names that begin so.
    filename: Option<String>,
    /// Made at this time or later, seconds since 1970.
    created_after: Option<i64>,
    /// Made before this time, seconds since 1970.
    created_before: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// 1 to 200, 50 unless said.
    limit: Option<u8>,
}

/// A page of uploads, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Uploads {
    /// The uploads.
    uploads: Vec<Upload>,
    /// For the next page; null on the last.
    next_cursor: Option<String>,
    /// Names this request.
    request_id: String,
}

/// An upload.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProgramUpload)]
pub struct Upload {
    /// Id.
    upload_id: String,
    /// Whose it is.
    user_id: String,
    /// `pending`, `completed`, `failed` or `expired`.
    pub(crate) status: String,
    /// File name.
    filename: String,
    /// Key in the bucket.
    s3_key: String,
    /// Bytes; while pending the announced size, if any.
    file_size: Option<i64>,
    /// Seconds since 1970.
    created_at: i64,
    /// End of the form while pending, of the file afterwards; seconds since 1970.
    expires_at: i64,
    /// Media type.
    content_type: Option<String>,
    /// Entity tag.
    etag: Option<String>,
    /// Why it failed.
    error: Option<String>,
}

impl From<Deposit> for Upload {
    fn from(deposit: Deposit) -> Self {
        Self {
            upload_id: deposits::label(deposit.id),
            user_id: deposit.owner_id.to_string(),
            s3_key: deposits::key(&deposit),
            status: deposit.state,
            filename: deposit.filename,
            file_size: deposit.size.or(deposit.declared_size),
            created_at: deposit.created_at.div_euclid(1_000_000),
            expires_at: deposit.expires_at.div_euclid(1_000_000),
            content_type: Some(deposit.content_type),
            etag: deposit.etag,
            error: deposit.error,
        }
    }
}

/// The uploads of the caller.
#[utoipa::path(get, path = "/list-uploads-api", tag = "uploads", params(Filter),
    responses((status = 200, body = Uploads), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    program: Program,
    headers: HeaderMap,
    filter: Result<Query<Filter>, axum::extract::rejection::QueryRejection>,
) -> ApiResult<Json<Uploads>> {
    let invalid = |problem: String| {
        ApiError(Error::invalid("invalid_query", "A query parameter is not valid.").field(problem, "invalid"))
    };
    let Query(filter) = filter.map_err(|e| {
        ApiError(Error::invalid("invalid_query", "A query parameter is not valid.").because(e))
    })?;
    let limit = filter.limit.unwrap_or(50);
    if !(1..=200).contains(&limit) {
        return Err(invalid("limit".to_owned()));
    }
    let status = headers.get("x-upload-status").map(|value| value.to_str().unwrap_or("?").to_owned());
    let wanted = Wanted {
        state: status.or(filter.status),
        filename: filter.filename,
        created_after: filter.created_after.map(|seconds| seconds.saturating_mul(1_000_000)),
        created_before: filter.created_before.map(|seconds| seconds.saturating_mul(1_000_000)),
        cursor: filter.cursor,
        limit,
    };
    let page = deposits::list(&app, &program.actor, program.behalf, wanted).await?;
    Ok(Json(Uploads {
        uploads: page.deposits.into_iter().map(Upload::from).collect(),
        next_cursor: page.next,
        request_id: program.actor.request_id,
    }))
}
