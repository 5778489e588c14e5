//! Multipart forms read field by field: nothing is held but what is on its way to disk.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::{Body, BodyDataStream};
use axum::extract::FromRequest as _;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::http::{HeaderMap, Request};
use bytes::Bytes;
use calotype_core::Error;
use futures::{Stream, StreamExt as _};
use uuid::Uuid;

use crate::library::error::{ApiError, ApiResult};

/// How far the parser may read ahead of what is taken from it, bytes.
const READ_AHEAD: usize = 1024 * 1024;
/// Longest text field, bytes.
const TEXT: usize = 1024;
/// Most fields of a form that are not files.
const SPARE_FIELDS: usize = 100;

/// The form of a request.
pub(crate) struct Form {
    parts: Multipart,
    meter: Arc<Meter>,
}

/// One field.
pub(crate) struct Part<'a> {
    field: Field<'a>,
    meter: Arc<Meter>,
}

/// What was read and not taken yet. The parser reads as long as the network gives, and keeps a head or preamble to its end,
/// however long; so the body stops here instead.
#[derive(Default)]
struct Meter {
    ahead: AtomicUsize,
    paused: AtomicBool,
    spare: AtomicUsize,
}

impl Meter {
    /// The parser gave up this many bytes.
    fn taken(&self, bytes: usize) {
        let ahead = self.ahead.load(Ordering::Relaxed).saturating_sub(bytes);
        self.ahead.store(ahead, Ordering::Relaxed);
        self.paused.store(false, Ordering::Relaxed);
    }

    fn spend_field(&self) -> ApiResult<()> {
        match self.spare.fetch_add(1, Ordering::Relaxed) {
            0..SPARE_FIELDS => Ok(()),
            _ => Err(ApiError(Error::invalid("invalid_form", "The form has too many fields."))),
        }
    }
}

/// A body that pauses when its reader is too far ahead, and fails when the reader asks for more all the same.
struct Metered {
    body: BodyDataStream,
    meter: Arc<Meter>,
}

impl Stream for Metered {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.meter.ahead.load(Ordering::Relaxed) > READ_AHEAD {
            if self.meter.paused.swap(true, Ordering::Relaxed) {
                return Poll::Ready(Some(Err(axum::Error::new(
                    "a megabyte came to neither a field nor a file",
                ))));
            }
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = ready!(self.body.poll_next_unpin(context));
        if let Some(Ok(bytes)) = &piece {
            self.meter.ahead.fetch_add(bytes.len(), Ordering::Relaxed);
        }
        Poll::Ready(piece)
    }
}

/// The form of a request.
///
/// # Errors
/// `invalid_form` for anything but a multipart form.
pub(crate) async fn open(request: Request<Body>) -> ApiResult<Form> {
    let meter = Arc::new(Meter::default());
    let metered = request
        .map(|body| Body::from_stream(Metered { body: body.into_data_stream(), meter: meter.clone() }));
    let parts = Multipart::from_request(metered, &()).await.map_err(|rejection| {
        ApiError(
            Error::invalid("invalid_form", "Send a multipart form with files.")
                .because(rejection.body_text()),
        )
    })?;
    Ok(Form { parts, meter })
}

impl Form {
    /// The next field, or the end of the form.
    ///
    /// # Errors
    /// `upload_interrupted` when the form breaks off or is malformed.
    pub(crate) async fn next(&mut self) -> ApiResult<Option<Part<'_>>> {
        let field = self.parts.next_field().await.map_err(broken)?;
        self.meter.taken(field.as_ref().map_or(0, head));
        Ok(field.map(|field| Part { field, meter: self.meter.clone() }))
    }
}

/// Length of a field's head with its boundary; rather too much than too little, which would add up.
fn head(field: &Field<'_>) -> usize {
    let lines = field.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    lines.sum::<usize>() + 128
}

/// What a broken form means to its sender.
fn broken(error: MultipartError) -> ApiError {
    ApiError(
        Error::invalid("upload_interrupted", "The upload broke off or its form is malformed.").because(error),
    )
}

/// The bytes of a field as they come.
impl Stream for Part<'_> {
    type Item = Result<Bytes, MultipartError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.field.poll_next_unpin(context));
        self.meter.taken(piece.as_ref().map_or(0, |piece| piece.as_ref().map_or(0, Bytes::len)));
        Poll::Ready(piece)
    }
}

impl Part<'_> {
    /// Its name; empty when it has none.
    pub(crate) fn name(&self) -> &str {
        self.field.name().unwrap_or_default()
    }

    /// The name of its file; empty when it has none.
    pub(crate) fn file_name(&self) -> &str {
        self.field.file_name().unwrap_or_default()
    }

    /// A short text field.
    ///
    /// # Errors
    /// `field_too_long` past 1 KiB; `invalid_form`; `upload_interrupted`.
    pub(crate) async fn text(self) -> ApiResult<String> {
        self.text_within(TEXT).await
    }

    /// A text field of at most so many bytes.
    ///
    /// # Errors
    /// `field_too_long`, `invalid_form`, `upload_interrupted`.
    pub(crate) async fn text_within(mut self, limit: usize) -> ApiResult<String> {
        self.meter.spend_field()?;
        let mut text = Vec::new();
        while let Some(piece) = self.next().await {
            let piece = piece.map_err(broken)?;
            if text.len() + piece.len() > limit {
                return Err(too_long());
            }
            text.extend_from_slice(&piece);
        }
        String::from_utf8(text)
            .map_err(|e| ApiError(Error::invalid("invalid_form", "A text field is not UTF-8.").because(e)))
    }

    /// Passes over a field nobody asked for, as long as it is short.
    ///
    /// # Errors
    /// `field_too_long`, `invalid_form`, `upload_interrupted`.
    pub(crate) async fn ignore(mut self) -> ApiResult<()> {
        self.meter.spend_field()?;
        if self.pass_over(64 * TEXT as u64).await? { Ok(()) } else { Err(too_long()) }
    }

    /// Reads what is left of the field; whether that was at most `limit` bytes.
    ///
    /// # Errors
    /// `upload_interrupted`.
    pub(crate) async fn pass_over(&mut self, limit: u64) -> ApiResult<bool> {
        let mut left = limit;
        while let Some(piece) = self.next().await {
            match left.checked_sub(piece.map_err(broken)?.len() as u64) {
                Some(rest) => left = rest,
                None => return Ok(false),
            }
        }
        Ok(true)
    }
}

fn too_long() -> ApiError {
    ApiError(Error::invalid("field_too_long", "A text field of the form is too long."))
}

/// A repository id of a form or a query; empty means none.
///
/// # Errors
/// `invalid_repository_id`.
pub(crate) fn repository_id(text: Option<&str>) -> ApiResult<Option<Uuid>> {
    Ok(text
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(calotype_core::assets::query::repository_id)
        .transpose()?)
}

/// The claimed hash of a request.
///
/// # Errors
/// `invalid_hash`.
pub(crate) fn claimed(headers: &HeaderMap) -> ApiResult<Option<calotype_core::stored::ContentHash>> {
    // What is no text is no hash either, and must not pass for none.
    let text = headers.get("x-content-hash").map(|value| String::from_utf8_lossy(value.as_bytes()));
    Ok(calotype_core::assets::upload::claimed_hash(text.as_deref())?)
}
