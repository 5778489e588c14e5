//! `POST /_s3/{bucket}`: a signed form brings a file.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::bucket::terms::Fields;
use calotype_core::{App, deposits};

use super::error::{BucketError, escape};
use super::form;
use crate::auth::place;
use crate::middleware::request_id;

/// Reads the fields, checks them, streams the file, and accepts it when the whole form was good.
pub(super) async fn post(
    State(app): State<App>,
    Path(bucket): Path<String>,
    request: Request,
) -> Result<Response, BucketError> {
    let (parts, body) = request.into_parts();
    let actor = place(calotype_core::Actor::system(), &parts, &app);
    tracing::trace!(id = request_id::of(&parts.extensions), "a form comes in");
    let mut form = form::open(&parts.headers, body)?;
    let (fields, file) = form.fields().await?;
    let slot = deposits::open(&app, &bucket, &fields).await?;
    let received = deposits::receive(&app, &slot, file).await?;
    form.rest().await?;
    let etag = format!("\"{}\"", received.etag);
    deposits::complete(&app, &actor, &slot, received).await?;
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let mut answer = answer(&fields, host, &bucket, &slot.key(), &etag);
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        answer.headers_mut().insert(header::ETAG, etag);
    }
    Ok(answer)
}

/// What the form asked to be told.
fn answer(fields: &Fields, host: &str, bucket: &str, key: &str, etag: &str) -> Response {
    let field = |name: &str| fields.get(name).map(String::as_str);
    let redirect = field("success_action_redirect").or_else(|| field("redirect"));
    if let Some(target) = redirect.and_then(|target| redirected(target, bucket, key, etag)) {
        return (StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response();
    }
    match field("success_action_status") {
        Some("201") => {
            let location = format!("http://{host}/_s3/{bucket}/{key}");
            let body = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse><Location>{}</Location><Bucket>{}</Bucket><Key>{}</Key><ETag>{}</ETag></PostResponse>",
                escape(&location),
                escape(bucket),
                escape(key),
                escape(etag)
            );
            let headers = [(
                header::LOCATION,
                HeaderValue::from_str(&location).unwrap_or(HeaderValue::from_static("/")),
            )];
            (StatusCode::CREATED, headers, [(header::CONTENT_TYPE, "application/xml")], body).into_response()
        }
        Some("200") => StatusCode::OK.into_response(),
        _ => StatusCode::NO_CONTENT.into_response(),
    }
}

/// The address with bucket, key and entity tag added to its query; anything but a web address is ignored, as S3 does.
fn redirected(target: &str, bucket: &str, key: &str, etag: &str) -> Option<HeaderValue> {
    let web = target.starts_with("http://") || target.starts_with("https://");
    let query = [("bucket", bucket), ("key", key), ("etag", etag)]
        .map(|(name, value)| format!("{name}={}", value.replace('"', "%22").replace('/', "%2F")))
        .join("&");
    let (target, fragment) = target.split_once('#').map_or((target, None), |(t, f)| (t, Some(f)));
    let joint = if target.contains('?') { '&' } else { '?' };
    let fragment = fragment.map(|f| format!("#{f}")).unwrap_or_default();
    HeaderValue::from_str(&format!("{target}{joint}{query}{fragment}")).ok().filter(|_| web)
}
