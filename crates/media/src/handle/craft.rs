//! Pictures changed to order, from foreign files, in a child.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::sync::Arc;
use std::time::Duration;

use rustix::fs::MemfdFlags;

use super::ingest::stricter;
use super::{Media, Source};
use crate::MediaError;
use crate::craft::{Crafted, Recipe};
use crate::limits::Limits;
use crate::pages::{self, Block};
use crate::sandbox::Urgency;
use crate::sandbox::tasks::{CraftedHead, Span, Task};

impl Media {
    /// Carries out a recipe in a child, within this time. The sources are its pictures, in their order.
    ///
    /// # Errors
    /// What the recipe or the files do not allow, as [`crate::craft::craft`] says it, and everything the sandbox reports.
    pub async fn craft(
        &self,
        sources: Vec<Source>,
        mut recipe: Recipe,
        time: Duration,
    ) -> Result<Crafted, MediaError> {
        recipe.bounds.input = stricter(&recipe.bounds.input, &self.inner.limits);
        let most = recipe.bounds.input.bytes;
        let together = tokio::task::spawn_blocking(move || together(sources, most));
        let (file, parts) = together.await.unwrap_or_else(|error| Err(MediaError::Io(error.to_string())))?;
        let task = Task::Craft { parts, recipe };
        let (head, mut attachments): (CraftedHead, _) =
            self.ask_within(&task, &Arc::new(file), Urgency::Now, time).await?;
        head.with(&mut attachments)
    }
}

impl Media {
    /// Sets a text on the pages of a PDF, on a thread for blocking work. Nothing is decoded.
    ///
    /// # Errors
    /// As [`crate::pages::typeset`] says it.
    pub async fn typeset(&self, blocks: Vec<Block>) -> Result<Vec<u8>, MediaError> {
        let set = tokio::task::spawn_blocking(move || pages::typeset(&blocks));
        set.await.unwrap_or_else(|error| Err(MediaError::Io(error.to_string())))
    }
}

/// One file with all of them in it: a child takes one descriptor. A single one is passed on as it is.
fn together(mut sources: Vec<Source>, most: u64) -> Result<(File, Vec<Span>), MediaError> {
    let mut spans = Vec::new();
    let mut offset = 0;
    for source in &sources {
        let length = source.file.metadata()?.len();
        Limits::check("bytes", length, most)?;
        spans.push(Span { file_name: source.file_name.clone(), offset, length });
        offset += length;
    }
    if sources.len() == 1 {
        return Ok((sources.remove(0).file, spans));
    }
    let mut file =
        File::from(rustix::fs::memfd_create("calotype", MemfdFlags::CLOEXEC).map_err(io::Error::from)?);
    for (source, span) in sources.iter_mut().zip(&spans) {
        source.file.seek(SeekFrom::Start(0))?;
        let copied = io::copy(&mut io::Read::take(&source.file, span.length), &mut file)?;
        if copied != span.length {
            return Err(MediaError::Io("a file became shorter while it was read".to_owned()));
        }
    }
    Ok((file, spans))
}
