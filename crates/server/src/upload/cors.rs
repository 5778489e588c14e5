//! Programs that run in browsers: which pages may ask, and what of an answer their scripts may read.
//!
//! A preflight brings no key, so it cannot tell whose page asks; it is answered for every page. That gives nothing away:
//! no cookie and no login counts on this surface, and a script that does not have a key has nothing. Whether a page may
//! use a key is asked when the key comes: one that is bound to pages works from those only, and an answer may be read
//! where its key works. Refusals for want of a good key may be read by pages of the configured origins.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use calotype_core::App;

use crate::auth::key::{Shown, shown};

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PATCH, DELETE");

/// Every header that a request of this surface may have.
const SENT: HeaderValue = HeaderValue::from_static(
    "Content-Type, Idempotency-Key, Tus-Resumable, Upload-Checksum, Upload-Length, Upload-Metadata, Upload-Offset, \
     X-API-Key, X-Destination-Format, X-HTTP-Method-Override, X-On-Behalf-Of, X-Request-Id, X-Requested-With, \
     X-Source-Format, X-Source-Type, X-Tab-Space, X-Upload-Id, X-Upload-Status",
);

/// Every header of an answer that a script has use for.
const READ: HeaderValue = HeaderValue::from_static(
    "Location, Retry-After, Tus-Checksum-Algorithm, Tus-Extension, Tus-Max-Size, Tus-Resumable, Tus-Version, \
     Upload-Expires, Upload-Length, Upload-Offset, X-Billable, X-RateLimit-Limit, X-RateLimit-Remaining, \
     X-RateLimit-Reset, X-Request-Id",
);

/// How long a browser may remember the answer to a preflight, seconds: the longest that any of them takes.
const REMEMBERED: HeaderValue = HeaderValue::from_static("7200");

/// Answers preflights, and tells browsers which pages may read an answer.
pub(crate) async fn upload(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(origin) = request.headers().get(header::ORIGIN).cloned() else {
        return varied(next.run(request).await);
    };
    let asked = request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if request.method() == Method::OPTIONS && asked {
        let mut response = varied(StatusCode::NO_CONTENT.into_response());
        let headers: &mut HeaderMap = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, SENT);
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, REMEMBERED);
        return response;
    }
    let (mut parts, body) = request.into_parts();
    // What is spoken here is told everybody.
    let open = parts.method == Method::OPTIONS;
    let known =
        open || app.config.http.cors_origins.iter().any(|known| known.as_bytes() == origin.as_bytes());
    let may_read = match shown(&parts, &app).await {
        Ok(shown) => {
            let good = matches!(shown, Shown::Good(_));
            // The gate need not look it up again.
            parts.extensions.insert(shown);
            known || good
        }
        // The gate meets the same failure and says so.
        Err(_) => known,
    };
    let mut response = varied(next.run(Request::from_parts(parts, body)).await);
    if may_read {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.headers_mut().insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, READ);
    }
    response
}

fn varied(mut response: Response) -> Response {
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Origin"));
    response
}
