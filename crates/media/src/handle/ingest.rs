//! Everything the library wants to know of a new file, from one reading and one decoding of it.

use std::fs::File;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value};

use super::{Media, Source};
use crate::format::{Format, Kind};
use crate::ladder::{Built, LadderOptions};
use crate::limits::Limits;
use crate::metadata::Metadata;
use crate::probe::Probe;
use crate::sandbox::Urgency;
use crate::sandbox::tasks::{Read, Task};
use crate::{MediaError, audio, video};

/// Longest XMP sidecar that is looked at, bytes. Those of real programs are below 100 kB.
const LONGEST_SIDECAR: usize = 512 << 10;

/// What to find out and to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngestOptions {
    /// Whether to read tags.
    pub metadata: bool,
    /// The XMP sidecar that lies beside the file; one of more than 512 kB is ignored.
    pub sidecar: Option<Vec<u8>>,
    /// The renditions to make; `None` for none. Its limits give way to the stricter ones of the server.
    pub ladder: Option<LadderOptions>,
    /// Whether somebody waits for it.
    pub urgency: Urgency,
}

impl Default for IngestOptions {
    fn default() -> Self {
        IngestOptions {
            metadata: true,
            sidecar: None,
            ladder: Some(LadderOptions::default()),
            urgency: Urgency::Background,
        }
    }
}

/// What was found and made.
#[derive(Debug, Clone, PartialEq)]
pub struct Ingested {
    /// What the file is.
    pub probe: Probe,
    /// What it says about itself; `None` when that was not asked for.
    pub metadata: Option<Metadata>,
    /// The renditions and hashes. `Ok(None)` when none were wanted, or the file is sound. An error when the
    /// file is known for what it is and cannot be shown: its reason belongs on the asset.
    pub built: Result<Option<Built>, MediaError>,
}

impl Media {
    /// Reads a file and makes its ladder.
    ///
    /// Camera RAW is shown by its preview, a film by a frame, a document by its first page. What cannot be
    /// shown still has a probe and tags, even if trying to show it crashed a child.
    ///
    /// # Errors
    /// [`MediaError::Unsupported`] for an unknown kind of file, [`MediaError::Corrupt`] for one that is not
    /// even what it begins as; [`MediaError::Busy`] and [`MediaError::Io`] may pass.
    pub async fn ingest(&self, source: Source, options: IngestOptions) -> Result<Ingested, MediaError> {
        let Source { file, file_name } = source;
        let file = Arc::new(file);
        let mut ingested = match self.read(&file, &file_name, &options).await {
            Err(error @ (MediaError::Crashed { .. } | MediaError::TimedOut)) if options.ladder.is_some() => {
                let plain = IngestOptions { ladder: None, ..options.clone() };
                match self.read(&file, &file_name, &plain).await {
                    Ok(read) => Ingested { built: Err(error), ..read },
                    Err(_) => return Err(error),
                }
            }
            read => read?,
        };
        match ingested.probe.format.kind() {
            Kind::Photo | Kind::Document => {}
            Kind::Video => self.complete_film(&file, &options, &mut ingested).await?,
            Kind::Audio => self.complete_sound(&file, &mut ingested).await?,
        }
        Ok(ingested)
    }

    /// What a file is.
    ///
    /// # Errors
    /// As [`Media::ingest`].
    pub async fn probe(&self, source: Source) -> Result<Probe, MediaError> {
        self.look_at(&Arc::new(source.file), source.file_name, Urgency::Now).await
    }

    pub(super) async fn look_at(
        &self,
        file: &Arc<File>,
        file_name: String,
        urgency: Urgency,
    ) -> Result<Probe, MediaError> {
        let task = Task::Probe { file_name, limits: self.inner.limits.clone() };
        Ok(self.ask(&task, file, urgency).await?.0)
    }

    /// The complete list of tags under exiftool's names, if exiftool is here.
    ///
    /// # Errors
    /// [`MediaError::Unsupported`] without exiftool, or what it says of the file.
    pub async fn all_tags(&self, file: &File, format: Format) -> Result<Map<String, Value>, MediaError> {
        self.inner.exiftool.dump(file, format).await.map_err(|error| error.about(format.name()))
    }

    async fn read(
        &self,
        file: &Arc<File>,
        file_name: &str,
        options: &IngestOptions,
    ) -> Result<Ingested, MediaError> {
        let sidecar = options.sidecar.as_ref().filter(|sidecar| sidecar.len() <= LONGEST_SIDECAR);
        let task = Task::Ingest {
            file_name: file_name.to_owned(),
            limits: self.inner.limits.clone(),
            metadata: options.metadata,
            sidecar: sidecar.map(|sidecar| BASE64.encode(sidecar)),
            ladder: options.ladder.clone().map(|ladder| LadderOptions {
                limits: stricter(&ladder.limits, &self.inner.limits),
                ..ladder
            }),
        };
        let (read, mut attachments): (Read, _) = self.ask(&task, file, options.urgency).await?;
        let built = match read.ladder {
            None => Ok(None),
            Some(Ok(head)) => Ok(Some(head.with(&mut attachments)?)),
            Some(Err(error)) => Err(error),
        };
        Ok(Ingested { probe: read.probe, metadata: read.metadata, built })
    }

    /// Adds what `ffprobe` knows of a film, and the ladder of one of its frames.
    async fn complete_film(
        &self,
        file: &Arc<File>,
        options: &IngestOptions,
        ingested: &mut Ingested,
    ) -> Result<(), MediaError> {
        let format = ingested.probe.format;
        let info = match video::describe(&self.inner.tools, file.try_clone()?, format).await {
            Ok(info) => info,
            Err(error) => {
                ingested.built = if options.ladder.is_some() { Err(error) } else { Ok(None) };
                return Ok(());
            }
        };
        if let Some(metadata) = &mut ingested.metadata {
            metadata.complete_from_video(&info);
        }
        if options.ladder.is_some() {
            ingested.built = match video::poster(&self.inner.tools, file, format, &info).await {
                Ok(frame) => self.show_frame(&frame, options).await,
                Err(error) => Err(error),
            };
        }
        Ok(())
    }

    /// The ladder of a frame. Another program made the picture out of foreign bytes, so it is foreign as
    /// well.
    async fn show_frame(&self, frame: &[u8], options: &IngestOptions) -> Result<Option<Built>, MediaError> {
        let source = Source::from_bytes(frame, "frame.png")?;
        let options = IngestOptions { metadata: false, sidecar: None, ..options.clone() };
        self.read(&Arc::new(source.file), &source.file_name, &options).await?.built
    }

    async fn complete_sound(&self, file: &Arc<File>, ingested: &mut Ingested) -> Result<(), MediaError> {
        let Some(metadata) = &mut ingested.metadata else { return Ok(()) };
        match audio::describe(&self.inner.tools, file.try_clone()?, ingested.probe.format).await {
            Ok(info) => metadata.complete_from_audio(&info),
            // Our own readers have told what they know; the rest is a matter of the web version.
            Err(error) => metadata.notes.push(format!("ffprobe: {error}")),
        }
        Ok(())
    }
}

/// Both limits at once.
pub(super) fn stricter(one: &Limits, other: &Limits) -> Limits {
    Limits {
        bytes: one.bytes.min(other.bytes),
        pixels: one.pixels.min(other.pixels),
        side: one.side.min(other.side),
        frames: one.frames.min(other.frames),
        scans: one.scans.min(other.scans),
        profile_bytes: one.profile_bytes.min(other.profile_bytes),
        nesting: one.nesting.min(other.nesting),
        decoded_bytes: one.decoded_bytes.min(other.decoded_bytes),
    }
}
