//! `POST /api/v1/mask`.

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calotype_core::faces::{self, Answer, Masked, Mode, describe};
use calotype_core::{App, Error};
use serde_json::json;

use super::caller::Program;
use super::error::{ApiResult, ErrorBody, Problem};
use super::parameters::Given;
use super::schema::{JobAccepted, MaskForm, MaskResponse};
use super::{form, indirect};
use crate::site;

/// Masks the faces of a picture, and answers with the picture: upright, with its ICC profile, without anything else that the file
/// said of itself. Outside of the masks every pixel of a lossless picture stays as it is. With `response=json` the answer says what
/// was found, too. `verify=true` looks at the result again and tells in `certificate`, or in `X-Mask-Verified`, whether anybody is
/// found still. `mode=all_except` masks everybody but the person on the picture in the field `reference`.
#[utoipa::path(post, path = "/api/v1/mask", tag = "faces", operation_id = "mask",
    request_body(content = MaskForm, content_type = "multipart/form-data"),
    params(("confidence" = Option<f32>, Query, description = "How sure a face has to be, 0.01 to 1; 0.5 unless said", minimum = 0.01, maximum = 1.0),
        ("nms_threshold" = Option<f32>, Query, description = "As for detect; 0.4 unless said", minimum = 0.01, maximum = 1.0),
        ("max_faces" = Option<u32>, Query, description = "The surest so many; 0, as if left out: all"),
        ("method" = Option<String>, Query, description = "`gaussian` (as if left out), `pixelate` or `solid`"),
        ("strength" = Option<u8>, Query, description = "How much is blurred or how coarse squares are, 1 to 100; 50 unless said", minimum = 1, maximum = 100),
        ("block_size" = Option<u32>, Query, description = "Side of a square in place of what the strength says, 2 to 256 pixels", minimum = 2, maximum = 256),
        ("color" = Option<String>, Query, description = "Of a solid mask: 6 hexadecimal digits; `000000` unless said"),
        ("padding" = Option<f64>, Query, description = "By so much of its side a box grows on each side, 0 to 2; 0.15 unless said", minimum = 0.0, maximum = 2.0),
        ("shape" = Option<String>, Query, description = "`rect` (as if left out) or `ellipse`"),
        ("faces" = Option<String>, Query, description = "Masks only these: indexes as detect answers them with the same parameters, separated by commas"),
        ("format" = Option<String>, Query, description = "`auto` (as if left out), `jpeg`, `png` or `webp`"),
        ("quality" = Option<u8>, Query, description = "Of JPEG and WebP, 1 to 100; 90 unless said", minimum = 1, maximum = 100),
        ("response" = Option<String>, Query, description = "`image` (as if left out) or `json`"),
        ("mode" = Option<String>, Query, description = "`all` (as if left out) or `all_except`"),
        ("verify" = Option<bool>, Query, description = "Looks at the result again"),
        ("x-source-type" = Option<String>, Header, description = "`body` (as if left out), `url` or `file`")),
    responses(
        (status = 200, description = "The picture, or with `response=json` what was done", content(
            (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"), (MaskResponse = "application/json")),
            headers(("X-Face-Count" = u64, description = "Faces that were found"), ("X-Inference-Ms" = f64, description = "Time of the model"),
                ("X-Image-Id" = Option<String>, description = "The kept picture"), ("X-Job-Id" = Option<String>, description = "The kept job"),
                ("X-Mask-Verified" = Option<bool>, description = "Whether nobody is found any more, with `verify=true`"))),
        (status = 202, body = JobAccepted), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 413, body = ErrorBody), (status = 415, body = ErrorBody),
        (status = 422, body = ErrorBody), (status = 429, body = ErrorBody), (status = 503, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn mask(
    State(app): State<App>,
    Program(actor): Program,
    request: Request,
) -> ApiResult<Response> {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let site = site::address(&app, request.headers());
    if let Some(kind) = indirect::kind(request.headers())? {
        let (wish, _) = Given::new(&query, Vec::new()).masked()?;
        if wish.mask.as_ref().is_some_and(|mask| mask.mode == Mode::AllExcept) {
            let msg = "A reference comes with a form: send the picture in the body";
            return Err(Problem::new("query", "mode", msg, "value_error").into());
        }
        return indirect::order(&app, &actor, kind, wish, request).await;
    }
    let turn = app.work_turns.clone().acquire_owned().await.map_err(Error::internal)?;
    let form = form::read(&app, request, true).await?;
    drop(turn);
    let (wish, as_json) = Given::new(&query, form.values).masked()?;
    let mut answer = faces::perform(&app, &actor, form.image, form.reference, &wish).await?;
    let masked = answer.masked.take().ok_or_else(|| Error::internal("a mask without a picture"))?;
    if as_json {
        let mut body = describe::answer(&actor.request_id, &answer);
        body["method"] = json!(wish.method());
        let link = answer.link.as_ref().map(|link| site::whole(&site, link));
        let data = answer.image.is_none().then(|| STANDARD.encode(&masked.bytes));
        body["masked"] = json!({
            "content_type": masked.format.mime(),
            "size_bytes": masked.bytes.len(),
            "url": link,
            "data": data,
        });
        if let Some(certificate) = &masked.certificate {
            let size = (answer.about.width, answer.about.height);
            body["certificate"] = describe::certificate(certificate, size);
        }
        return Ok(Json(body).into_response());
    }
    Ok((headers(&answer, &masked), Body::from(masked.bytes)).into_response())
}

fn headers(answer: &Answer, masked: &Masked) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut set = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    set("content-type", masked.format.mime().to_owned());
    set("x-face-count", answer.faces.len().to_string());
    set("x-inference-ms", describe::milliseconds(answer.inference).to_string());
    if let (Some(image), Some(run)) = (answer.image, answer.run) {
        set("x-image-id", image.to_string());
        set("x-job-id", run.to_string());
    }
    if let Some(certificate) = &masked.certificate {
        set("x-mask-verified", certificate.passed.to_string());
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers
}
