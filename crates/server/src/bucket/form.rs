//! Signed forms read part by part: the fields first, within a limit, then the file as a stream.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Poll, ready};

use axum::body::Body;
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use calotype_core::bucket::terms::Fields;
use calotype_core::bucket::{Refusal, Why};
use futures::{Stream, StreamExt as _};
use multer::Multipart;

/// The most that may stand in front of the file, bytes.
const FIELDS: usize = 20 * 1024;

/// What a part costs beside its name and value, bytes: so that there are not too many empty ones.
const HEAD: usize = 64;

/// How much the reader gets at a time among the fields and in the file, bytes.
const FIELD_PIECE: usize = 1024;
const FILE_PIECE: usize = 64 * 1024;

/// A form being read.
pub(super) struct Form {
    parts: Multipart<'static>,
    guard: Arc<Guard>,
}

/// What the body needs to know of the reader.
#[derive(Default)]
struct Guard {
    /// Whether the file is being read.
    in_file: AtomicBool,
    /// Bytes handed over since the reader last made something of them.
    unread: AtomicUsize,
}

fn broken(error: multer::Error) -> Refusal {
    if matches!(&error, multer::Error::StreamReadFailed(cause) if cause.is::<TooLong>()) {
        return too_long();
    }
    Refusal {
        cause: Some(Box::new(error)),
        ..Refusal::new(Why::MalformedPostRequest, "The form is malformed or broke off.")
    }
}

fn too_long() -> Refusal {
    Refusal::new(Why::MaxPostPreDataLengthExceeded, "The fields before the file are longer than 20 KB.")
}

#[derive(Debug, thiserror::Error)]
#[error("too much in front of the file")]
struct TooLong;

/// Starts reading.
///
/// # Errors
/// `PreconditionFailed` for anything but a multipart form.
pub(super) fn open(headers: &HeaderMap, body: Body) -> Result<Form, Refusal> {
    let boundary = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| multer::parse_boundary(value).ok())
        .ok_or_else(|| Refusal::new(Why::PreconditionFailed, "Post a multipart/form-data body."))?;
    let guard = Arc::new(Guard::default());
    let parts = Multipart::new(guarded(body, guard.clone()), boundary);
    Ok(Form { parts, guard })
}

/// The body, which ends in an error when it goes on and on without a file: a part's head has no limit of its own.
fn guarded(
    body: Body,
    guard: Arc<Guard>,
) -> impl Stream<Item = Result<Bytes, Box<dyn std::error::Error + Send + Sync>>> + Send {
    let (mut body, mut rest, mut paused) = (Box::pin(body.into_data_stream()), Bytes::new(), false);
    futures::stream::poll_fn(move |context| {
        // The reader takes whatever is ready before it looks at any of it. A pause after each piece makes it look:
        // otherwise a fast client's file would lie in memory while its fields are read.
        if std::mem::take(&mut paused) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        if rest.is_empty() {
            match ready!(body.poll_next_unpin(context)) {
                Some(Ok(bytes)) => rest = bytes,
                Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                None => return Poll::Ready(None),
            }
        }
        let in_file = guard.in_file.load(Ordering::Relaxed);
        let piece = rest.split_to(rest.len().min(if in_file { FILE_PIECE } else { FIELD_PIECE }));
        paused = true;
        if !in_file && guard.unread.fetch_add(piece.len(), Ordering::Relaxed) > FIELDS {
            return Poll::Ready(Some(Err(TooLong.into())));
        }
        Poll::Ready(Some(Ok(piece)))
    })
}

impl Form {
    /// The fields in front of the file, and the file.
    ///
    /// # Errors
    /// `MaxPostPreDataLengthExceeded`; `IncorrectNumberOfFilesInPostRequest` when there is no file; `InvalidArgument`
    /// when a field comes twice; `MalformedPOSTRequest`.
    pub(super) async fn fields(&mut self) -> Result<(Fields, multer::Field<'static>), Refusal> {
        let mut fields = Fields::new();
        let mut length = 0;
        loop {
            let Some(mut part) = self.parts.next_field().await.map_err(broken)? else {
                return Err(Refusal::new(Why::IncorrectNumberOfFilesInPostRequest, "The form has no file."));
            };
            let name = part.name().unwrap_or_default().to_lowercase();
            if name == "file" {
                self.guard.in_file.store(true, Ordering::Relaxed);
                return Ok((fields, part));
            }
            self.guard.unread.store(0, Ordering::Relaxed);
            length += name.len() + HEAD;
            if length > FIELDS {
                return Err(too_long());
            }
            let mut value = Vec::new();
            while let Some(piece) = part.chunk().await.map_err(broken)? {
                self.guard.unread.store(0, Ordering::Relaxed);
                length += piece.len();
                if length > FIELDS {
                    return Err(too_long());
                }
                value.extend_from_slice(&piece);
            }
            let value = String::from_utf8(value)
                .map_err(|_| Refusal::new(Why::InvalidArgument, "A field is not UTF-8."))?;
            if fields.insert(name, value).is_some() {
                return Err(Refusal::new(Why::InvalidArgument, "A field comes twice."));
            }
        }
    }

    /// Reads what follows the file. It is ignored, unless it is another file.
    ///
    /// # Errors
    /// `IncorrectNumberOfFilesInPostRequest`, `MalformedPOSTRequest`, `MaxPostPreDataLengthExceeded`.
    pub(super) async fn rest(mut self) -> Result<(), Refusal> {
        self.guard.unread.store(0, Ordering::Relaxed);
        self.guard.in_file.store(false, Ordering::Relaxed);
        while let Some(part) = self.parts.next_field().await.map_err(broken)? {
            self.guard.unread.store(0, Ordering::Relaxed);
            if part.name().is_some_and(|name| name.eq_ignore_ascii_case("file")) {
                return Err(Refusal::new(
                    Why::IncorrectNumberOfFilesInPostRequest,
                    "The form has two files.",
                ));
            }
        }
        Ok(())
    }
}
