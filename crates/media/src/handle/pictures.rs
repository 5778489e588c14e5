//! Pictures to order.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::Semaphore;

use super::ingest::stricter;
use super::{Media, Source};
use crate::MediaError;
use crate::focus::{Region, focus};
use crate::ladder::Picture;
use crate::limits::Limits;
use crate::look::Looked;
use crate::mask::MaskSpec;
use crate::normalise::{NormaliseOptions, Normalised};
use crate::probe::probe;
use crate::render::{Gravity, RenderSpec, render};
use crate::sandbox::Urgency;
use crate::sandbox::tasks::{LookedHead, NormalisedHead, PictureHead, Task};

/// A rendering in process takes some ten milliseconds, so a queue of any length is gone in a second or two.
const RETRY_AFTER: u64 = 1;

/// The places for work in this process: some work, some wait, the rest is refused.
pub(super) struct Trusted {
    /// Everybody who was let in.
    inside: Arc<Semaphore>,
    /// Those who work.
    working: Arc<Semaphore>,
}

impl Trusted {
    pub(super) fn new(working: usize, waiting: usize) -> Self {
        let working = working.max(1);
        Trusted {
            inside: Arc::new(Semaphore::new(working + waiting)),
            working: Arc::new(Semaphore::new(working)),
        }
    }
}

impl Media {
    /// Makes a picture from a foreign file, in a child.
    ///
    /// # Errors
    /// [`MediaError::Unsupported`] for a file that is no picture, and everything the sandbox reports.
    pub async fn render(&self, source: Source, mut spec: RenderSpec) -> Result<Picture, MediaError> {
        spec.limits = stricter(&spec.limits, &self.inner.limits);
        let task = Task::Render { file_name: source.file_name, spec };
        let (head, mut attachments): (PictureHead, _) =
            self.ask(&task, &Arc::new(source.file), Urgency::Now).await?;
        head.with(&mut attachments)
    }

    /// Brings a foreign picture into the form that is stored of it, in a child.
    ///
    /// # Errors
    /// [`MediaError::Unsupported`] for a format that is not among those taken, and everything the sandbox reports.
    pub async fn normalise(
        &self,
        source: Source,
        mut options: NormaliseOptions,
    ) -> Result<Normalised, MediaError> {
        options.limits = stricter(&options.limits, &self.inner.limits);
        let task = Task::Normalise { file_name: source.file_name, options };
        let (head, mut attachments): (NormalisedHead, _) =
            self.ask(&task, &Arc::new(source.file), Urgency::Now).await?;
        head.with(&mut attachments)
    }

    /// Looks at the picture of a foreign file, in a child: at most `longest` pixels on its longer side, 0 for all. `most` bounds
    /// the pixels of the file.
    ///
    /// # Errors
    /// [`MediaError::Unsupported`] for a file that is no picture, and everything the sandbox reports.
    pub async fn look(&self, source: Source, longest: u32, most: u64) -> Result<Looked, MediaError> {
        let limits = stricter(&Limits { pixels: most, ..Limits::default() }, &self.inner.limits);
        let task = Task::Look { file_name: source.file_name, longest, limits };
        let (head, mut attachments): (LookedHead, _) =
            self.ask(&task, &Arc::new(source.file), Urgency::Now).await?;
        head.with(&mut attachments)
    }

    /// Covers parts of a foreign picture, in a child.
    ///
    /// # Errors
    /// [`MediaError::Unsupported`] for a file that is no picture, and everything the sandbox reports.
    pub async fn mask(&self, source: Source, mut spec: MaskSpec) -> Result<Picture, MediaError> {
        spec.limits = stricter(&spec.limits, &self.inner.limits);
        let task = Task::Mask { file_name: source.file_name, spec };
        let (head, mut attachments): (PictureHead, _) =
            self.ask(&task, &Arc::new(source.file), Urgency::Now).await?;
        head.with(&mut attachments)
    }

    /// Makes a picture from one that calotype encoded itself, in this process. Never give it foreign bytes.
    ///
    /// # Errors
    /// [`MediaError::Busy`] when too many wait already; else as rendering goes.
    pub async fn render_trusted(&self, picture: Bytes, spec: RenderSpec) -> Result<Picture, MediaError> {
        self.in_turn(move || {
            let probe = probe(&picture, "")?;
            spec.limits.admit(&probe)?;
            render(&picture, &probe, &spec)
        })
        .await
    }

    /// Where a crop of this shape (width, height) should lie in a picture that calotype encoded itself; a small rendition of it
    /// is enough. See [`focus`](crate::focus::focus).
    ///
    /// # Errors
    /// [`MediaError::Busy`] when too many wait already; else as decoding goes.
    pub async fn focus_trusted(
        &self,
        picture: Bytes,
        shape: (u32, u32),
        regions: Vec<Region>,
    ) -> Result<Gravity, MediaError> {
        self.in_turn(move || focus(&picture, &probe(&picture, "")?, shape, &regions)).await
    }

    /// Works in this process when it is its turn.
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, MediaError> + Send + 'static,
    ) -> Result<T, MediaError> {
        let Trusted { inside, working } = &self.inner.trusted;
        let busy = |_| MediaError::Busy { retry_after: RETRY_AFTER };
        let closed = |_| MediaError::Io("the media handle is closed".to_owned());
        let place = Arc::clone(inside).try_acquire_owned().map_err(busy)?;
        let turn = Arc::clone(working).acquire_owned().await.map_err(closed)?;
        let done = tokio::task::spawn_blocking(move || {
            // Both are held until the work is done, also when the caller has left.
            let _held = (place, turn);
            work()
        });
        done.await.unwrap_or_else(|error| {
            Err(MediaError::Crashed { reason: format!("rendering panicked: {error}"), unprocessable: true })
        })
    }
}
