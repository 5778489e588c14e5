//! `/api/v1/admin/jobs`.

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use calotype_core::faces::Filter;
use calotype_core::{App, faces};

use super::wire::{Job, JobDetail, lead};
use crate::extract::parameter;
use crate::face::caller::Keeper;
use crate::face::error::{ApiError, ApiResult, ErrorBody, Problem};
use crate::face::wire::{Id, Paginated, Paging};
use crate::site;

/// Which jobs are listed.
pub(super) struct Wanted(Filter);

impl<S: Send + Sync> FromRequestParts<S> for Wanted {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let mut problems = Vec::new();
        let mut word = |name: &str, words: &[&str]| {
            let text = parameter(parts, name)?;
            if words.contains(&text.as_str()) {
                return Some(text);
            }
            let msg = format!("Input should be one of {}", words.join(", "));
            problems.push(Problem::new("query", name, msg, "enum"));
            None
        };
        let kind = word("job_type", &["detect", "mask"]);
        let method = word("method", &["gaussian", "pixelate", "solid"]);
        if problems.is_empty() { Ok(Self(Filter { kind, method })) } else { Err(ApiError::Input(problems)) }
    }
}

/// Jobs, newest first.
#[utoipa::path(get, path = "/jobs", tag = "administration", operation_id = "face_jobs",
    params(("page" = Option<i64>, Query, description = "From 1", minimum = 1), ("per_page" = Option<i64>, Query, description = "1 to 100; 20 unless said", minimum = 1, maximum = 100),
        ("job_type" = Option<String>, Query, description = "`detect` or `mask`"),
        ("method" = Option<String>, Query, description = "`gaussian`, `pixelate` or `solid`")),
    responses((status = 200, body = Paginated<Job>), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody),
        (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Keeper(actor): Keeper,
    Paging(page): Paging,
    Wanted(filter): Wanted,
    headers: HeaderMap,
) -> ApiResult<Json<Paginated<Job>>> {
    let (runs, total) = faces::list_runs(&app, &actor, &filter, page).await?;
    let site = site::address(&app, &headers);
    let items = runs.iter().map(|(run, link)| Job::of(run, link.as_deref(), &site)).collect();
    Ok(Json(Paginated::new(items, total, page)))
}

/// A job with everything that was found.
#[utoipa::path(get, path = "/jobs/{job_id}", tag = "administration", operation_id = "face_job",
    params(("job_id" = uuid::Uuid, Path)),
    responses((status = 200, body = JobDetail), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 422, body = ErrorBody), (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Keeper(actor): Keeper,
    Id(id): Id,
    headers: HeaderMap,
) -> ApiResult<Json<JobDetail>> {
    let details = faces::get_run(&app, &actor, id).await?;
    Ok(Json(JobDetail::of(&details, &site::address(&app, &headers))))
}

/// Leads to the masked picture.
#[utoipa::path(get, path = "/jobs/{job_id}/download", tag = "administration", operation_id = "face_job_download",
    params(("job_id" = uuid::Uuid, Path)),
    responses((status = 302, description = "To a link that needs no credential"), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody, description = "There is no such job, or it made no picture"),
        (status = 409, body = ErrorBody, description = "It has not ended"), (status = 422, body = ErrorBody),
        (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn download(
    State(app): State<App>,
    Keeper(actor): Keeper,
    Id(id): Id,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let link = faces::link_to_result(&app, &actor, id).await?;
    lead(&site::address(&app, &headers), &link)
}
