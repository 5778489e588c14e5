//! Versions of films and sounds that every browser plays.

use std::fs::File;
use std::sync::Arc;

use super::{Media, Source};
use crate::format::Format;
use crate::sandbox::Urgency;
use crate::video::Effort;
use crate::{MediaError, audio, video};

impl Media {
    /// Writes an MP4 that every browser plays into `output`, from its start. `progress` hears the finished
    /// part, 0 to 1.
    ///
    /// Dropping the future stops the work and leaves `output` unfinished.
    ///
    /// # Errors
    /// [`MediaError::Unsupported`] without ffmpeg or a moving picture; [`MediaError::TooLarge`] and
    /// [`MediaError::TimedOut`] when `effort` does not suffice; else what ffmpeg says of the file.
    pub async fn web_video(
        &self,
        source: Source,
        output: &File,
        effort: &Effort,
        progress: impl FnMut(f64) + Send,
    ) -> Result<(), MediaError> {
        let (file, format) = self.recognise(source).await?;
        let tools = &self.inner.tools;
        let info = video::describe(tools, file.try_clone()?, format).await?;
        video::web(tools, file, format, &info, output, effort, progress).await
    }

    /// Writes an MP3 that every browser plays into `output`, from its start. As [`Media::web_video`].
    ///
    /// # Errors
    /// As [`Media::web_video`].
    pub async fn web_audio(
        &self,
        source: Source,
        output: &File,
        effort: &Effort,
        progress: impl FnMut(f64) + Send,
    ) -> Result<(), MediaError> {
        let (file, format) = self.recognise(source).await?;
        let tools = &self.inner.tools;
        let info = audio::describe(tools, file.try_clone()?, format).await?;
        audio::web(tools, file, format, &info, output, effort, progress).await
    }

    async fn recognise(&self, source: Source) -> Result<(File, Format), MediaError> {
        let file = Arc::new(source.file);
        let probe = self.look_at(&file, source.file_name, Urgency::Background).await?;
        Ok((file.try_clone()?, probe.format))
    }
}
