//! The gate of a surface for programs: whose key it is, whether it may ask again already, and what it used.
//!
//! Every answer says where the caller stands: `x-ratelimit-limit`, `x-ratelimit-remaining` and `x-ratelimit-reset`
//! (seconds since 1970). A refusal is 429 with `Retry-After`, in the dialect of the surface.

use std::time::{Duration, Instant};

use axum::body::HttpBody as _;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use calotype_core::rates::{Limit, Party, Standing};
use calotype_core::usage::Sample;
use calotype_core::{Actor, App, Error, Who, events};

use crate::auth::key::{Shown, shown};
use crate::{face, hosting, upload};

/// The gate of one surface.
#[derive(Clone)]
pub(crate) struct Gate {
    app: App,
    surface: &'static str,
    /// The class a request belongs to, and how often that may be asked.
    limit: fn(&App, &Request) -> (&'static str, Limit),
    /// Whom the limit is for.
    party: fn(&Actor) -> Party,
    /// Whether an answered request counts as use.
    counts: fn(&Response) -> bool,
    refuse: fn(Error) -> Response,
}

/// The gate of the upload surface: polling has an allowance of its own, and calls that are free are no use.
pub(crate) fn upload(app: &App) -> Gate {
    Gate {
        app: app.clone(),
        surface: "upload",
        limit: |app, request| {
            let path = request.uri().path();
            let rates = &app.config.rates;
            if path.starts_with("/status-api/") || path.starts_with("/jobs/") {
                ("polling", Limit::per_minute(rates.polling_per_minute))
            } else {
                ("upload", Limit::per_minute(rates.upload_per_minute))
            }
        },
        party: Party::of,
        counts: |response| response.headers().get("x-billable").is_some_and(|billable| billable == "true"),
        refuse: |error| upload::error::ApiError(error).into_response(),
    }
}

/// The gate of the hosting surface.
pub(crate) fn hosting(app: &App) -> Gate {
    Gate {
        app: app.clone(),
        surface: "hosting",
        limit: |app, _| {
            let rates = &app.config.rates;
            let period = Duration::from_secs(rates.hosting_window_seconds.max(1));
            ("hosting", Limit { requests: rates.hosting_requests, period })
        },
        party: Party::of,
        counts: |_| true,
        refuse: |error| hosting::error::ApiError(error).into_response(),
    }
}

/// The gate of the face surface, whose documented limits are those of an address.
pub(crate) fn face(app: &App) -> Gate {
    Gate {
        app: app.clone(),
        surface: "face",
        limit: |app, request| match request.uri().path() {
            "/api/v1/detect" => ("face_detect", app.config.faces.detect_rate.0),
            "/api/v1/mask" => ("face_mask", app.config.faces.mask_rate.0),
            _ => ("face", Limit::per_minute(0)),
        },
        party: Party::of_address,
        counts: |_| true,
        refuse: |error| face::error::ApiError::from(error).into_response(),
    }
}

/// Lets a request through, or not.
pub(crate) async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let app = &gate.app;
    let (class, limit) = (gate.limit)(app, &request);
    let (mut parts, body) = request.into_parts();
    let admitted = admit(&gate, &parts, class, limit).await;
    let (shown, standing) = match admitted {
        Ok(admitted) => admitted,
        Err(error) => return (gate.refuse)(error),
    };
    if let Err(error) = standing.passed() {
        if standing.first_refusal
            && let Err(error) = events::rate_limited(app, shown.actor(), gate.surface).await
        {
            tracing::warn!(%error, "a refusal could not be recorded");
        }
        return tell((gate.refuse)(error), &standing);
    }
    let party = (gate.party)(shown.actor());
    let received = length(&parts.headers);
    parts.extensions.insert(shown.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let standing = if response.status() == StatusCode::NOT_MODIFIED {
        // What the caller has already costs nothing.
        app.rates.give_back(class, party, limit, &app.db);
        Standing { remaining: standing.remaining.saturating_add(1).min(standing.limit), ..standing }
    } else {
        standing
    };
    if let (Shown::Good(actor), true) = (&shown, (gate.counts)(&response))
        && let Who::Key { id, .. } = actor.who
    {
        let sent = length(response.headers()).max(response.body().size_hint().lower());
        let sample = Sample {
            tenant: actor.tenant,
            key: id,
            surface: gate.surface,
            class: response.status().as_u16() / 100,
            bytes_in: received,
            bytes_out: sent,
            latency: began.elapsed(),
        };
        app.usage.record(&sample, app.clock.now());
    }
    tell(response, &standing)
}

async fn admit(
    gate: &Gate,
    parts: &axum::http::request::Parts,
    class: &'static str,
    limit: Limit,
) -> Result<(Shown, Standing), Error> {
    let app = &gate.app;
    let shown = shown(parts, app).await?;
    if let Shown::Bad(actor) = &shown {
        events::auth_denied(app, actor, gate.surface).await?;
    }
    let party = (gate.party)(shown.actor());
    let standing = app.rates.take(&app.db, class, party, limit, app.clock.now()).await?;
    Ok((shown, standing))
}

/// Writes the standing into an answer.
pub(crate) fn tell(mut response: Response, standing: &Standing) -> Response {
    if standing.limit != u32::MAX {
        let headers = response.headers_mut();
        headers.insert("x-ratelimit-limit", HeaderValue::from(standing.limit));
        headers.insert("x-ratelimit-remaining", HeaderValue::from(standing.remaining));
        headers.insert("x-ratelimit-reset", HeaderValue::from((standing.reset + 999_999) / 1_000_000));
    }
    response
}

/// The claimed length of a body.
pub(crate) fn length(headers: &HeaderMap) -> u64 {
    let text = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}
