//! `POST /api/v1/detect`.

use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use calotype_core::{App, Error, faces};

use super::caller::Program;
use super::error::{ApiResult, ErrorBody};
use super::parameters::Given;
use super::schema::{DetectForm, DetectResponse, JobAccepted};
use super::{form, indirect};

/// Finds the faces of a picture: JPEG, PNG, WebP, BMP or TIFF, by content. Numbers are pixels of the upright picture; the surest
/// face comes first. With `x-source-type: url` or `file` the body is JSON that says where the picture is, and the answer a job.
#[utoipa::path(post, path = "/api/v1/detect", tag = "faces", operation_id = "detect",
    request_body(content = DetectForm, content_type = "multipart/form-data"),
    params(("confidence" = Option<f32>, Query, description = "How sure a face has to be, 0.01 to 1; 0.5 unless said", minimum = 0.01, maximum = 1.0),
        ("nms_threshold" = Option<f32>, Query, description = "Of two boxes that share more of their union, the surer stays, 0.01 to 1; 0.4 unless said", minimum = 0.01, maximum = 1.0),
        ("max_faces" = Option<u32>, Query, description = "The surest so many; 0, as if left out: all"),
        ("x-source-type" = Option<String>, Header, description = "`body` (as if left out), `url` or `file`")),
    responses((status = 200, body = DetectResponse), (status = 202, body = JobAccepted),
        (status = 400, body = ErrorBody, description = "Empty or undecodable"), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody, description = "The key was revoked"), (status = 413, body = ErrorBody),
        (status = 415, body = ErrorBody), (status = 422, body = ErrorBody), (status = 429, body = ErrorBody),
        (status = 503, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn detect(
    State(app): State<App>,
    Program(actor): Program,
    request: Request,
) -> ApiResult<Response> {
    let query = request.uri().query().unwrap_or_default().to_owned();
    if let Some(kind) = indirect::kind(request.headers())? {
        let wish = Given::new(&query, Vec::new()).detect()?;
        return indirect::order(&app, &actor, kind, wish, request).await;
    }
    let turn = app.work_turns.clone().acquire_owned().await.map_err(Error::internal)?;
    let form = form::read(&app, request, false).await?;
    drop(turn);
    let wish = Given::new(&query, form.values).detect()?;
    let answer = faces::perform(&app, &actor, form.image, None, &wish).await?;
    Ok(Json(faces::describe::answer(&actor.request_id, &answer)).into_response())
}
