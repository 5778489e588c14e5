//! A refusal in the middle of a body reaches whoever sends it.
//!
//! A handler may answer before it has read the whole body: too large, no right, no space. If the connection were closed
//! then, what the client still sends would be answered with a reset, and the reset discards the answer before the client
//! has read it. So the rest is read and thrown away, for a while; nginx calls it lingering close.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::EXPECT;
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::runtime::Handle;
use tokio::time::timeout;

/// The longest a rest is read.
const LONGEST: Duration = Duration::from_secs(30);

/// As much is read of a body that does not say how long it is: it may have no end. Bytes.
const UNDECLARED: u64 = 4 * 1024 * 1024;

/// A client that sends nothing for so long has stopped sending.
const PAUSE: Duration = Duration::from_secs(5);

/// Reads the rest of what a handler did not want to read.
pub(crate) async fn linger(request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(head, body)).await;
    }
    // Whoever waits for leave to send has sent nothing yet: there is nothing to read, and reading would be the leave.
    let asked_for = !head.headers.contains_key(EXPECT);
    let body = Body::new(Lingering { body: Some(body), asked_for });
    next.run(Request::from_parts(head, body)).await
}

/// A body whose rest is read when it is dropped before its end.
struct Lingering {
    body: Option<Body>,
    /// Whether the client sends it without further ado.
    asked_for: bool,
}

impl HttpBody for Lingering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.asked_for = true;
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let polled = Pin::new(body).poll_frame(context);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            self.body = None;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), HttpBody::size_hint)
    }
}

impl Drop for Lingering {
    fn drop(&mut self) {
        if let Some(body) = self.body.take().filter(|body| self.asked_for && !body.is_end_stream())
            && let Ok(runtime) = Handle::try_current()
        {
            runtime.spawn(timeout(LONGEST, discard(body)));
        }
    }
}

async fn discard(mut body: Body) {
    let mut left = body.size_hint().upper().unwrap_or(UNDECLARED);
    while left > 0 {
        let next = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context));
        match timeout(PAUSE, next).await {
            Ok(Some(Ok(frame))) => {
                left = left.saturating_sub(frame.data_ref().map_or(0, |data| data.len() as u64));
            }
            Ok(None | Some(Err(_))) | Err(_) => return,
        }
    }
}
