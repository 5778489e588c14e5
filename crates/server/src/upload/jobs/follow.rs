//! A job as a stream of events: one for what it is now, one for each change, the end with the last.

use std::time::Duration;

use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use calotype_core::orders::{self, Status};
use calotype_core::{App, Error};
use futures::Stream;
use tokio::time::Instant;

use super::wire;

/// The longest a stream goes on. A client that wants more asks again, and shows its key again.
const LONGEST: Duration = Duration::from_secs(600);

/// The stream of a job that its program has been found to own.
pub(super) fn follow(
    app: App,
    headers: HeaderMap,
    request_id: String,
    found: Status,
) -> Sse<impl Stream<Item = Result<Event, axum::Error>>> {
    let end = Instant::now() + LONGEST;
    let told = move |app: &App, status: &Status| {
        Event::default().event("status").json_data(wire::job(app, &headers, &request_id, status))
    };
    let stream = futures::stream::unfold((app, Some(found), true, told), move |state| async move {
        let (app, last, first, told) = state;
        let last = last?;
        let now = if first { Ok(last) } else { changed(&app, last, end).await };
        // Gone, or out of time: the stream ends, and says nothing that is not so.
        let now = now.ok()?;
        let event = told(&app, &now);
        let next = (!now.is_final()).then_some(now);
        Some((event, (app, next, false, told)))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

async fn changed(app: &App, last: Status, end: Instant) -> Result<Status, Error> {
    let left = end.saturating_duration_since(Instant::now());
    let now = orders::wait(app, &last, left).await?;
    if now.order.updated_at == last.order.updated_at && now.order.state == last.order.state {
        return Err(Error::unavailable("busy", "Nothing has changed for a long time."));
    }
    Ok(now)
}
