//! In the child: does what the server asked for. Plain functions over foreign bytes.

use std::io::BufReader;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Serialize;

use super::tasks::{CraftedHead, LadderHead, LookedHead, NormalisedHead, PictureHead, Read, Span, Task};
use super::{Context, Input};
use crate::MediaError;
use crate::craft::{self, Recipe};
use crate::format::Kind;
use crate::ladder::{self, LadderOptions, Picture};
use crate::limits::Limits;
use crate::look;
use crate::mask::{self, MaskSpec};
use crate::metadata::{self, About, Metadata};
use crate::normalise::{self, NormaliseOptions};
use crate::probe::{self, Probe};
use crate::render::{self, RenderSpec};

/// Enough to recognise a file, and to describe a film or a sound, bytes.
const HEAD: u64 = 64 << 10;

/// The handler of the real child.
pub(super) fn perform(task: &[u8], input: &Input, context: &mut Context<'_>) -> Result<Vec<u8>, MediaError> {
    match serde_json::from_slice(task).map_err(broken)? {
        Task::Probe { file_name, limits } => encode(&File::open(input, &file_name, &limits, context)?.probe),
        Task::Ingest { file_name, limits, metadata, sidecar, ladder } => {
            let file = File::open(input, &file_name, &limits, context)?;
            let metadata = metadata.then(|| file.metadata(&file_name, sidecar.as_deref())).transpose()?;
            let ladder = ladder.and_then(|options| file.ladder(&options, context));
            encode(&Read { probe: file.probe, metadata, ladder })
        }
        Task::Normalise { file_name, options } => {
            let file = File::open(input, &file_name, &options.limits, context)?;
            encode(&file.normalise(&options, context)?)
        }
        Task::Render { file_name, spec } => {
            let file = File::open(input, &file_name, &spec.limits, context)?;
            encode(&file.render(&spec, context)?)
        }
        Task::Look { file_name, longest, limits } => {
            let file = File::open(input, &file_name, &limits, context)?;
            encode(&file.look(longest, &limits, context)?)
        }
        Task::Mask { file_name, spec } => {
            let file = File::open(input, &file_name, &spec.limits, context)?;
            encode(&file.mask(&spec, context)?)
        }
        Task::Craft { parts, recipe } => encode(&craft(&parts, &recipe, input, context)?),
    }
}

/// A file that has been recognised.
struct File<'a> {
    input: &'a Input,
    probe: Probe,
    /// The whole file, or the head of a film or a sound.
    bytes: Vec<u8>,
}

impl<'a> File<'a> {
    fn open(
        input: &'a Input,
        file_name: &str,
        limits: &Limits,
        context: &mut Context<'_>,
    ) -> Result<Self, MediaError> {
        let head = input.read_range(0, HEAD)?;
        let probe = probe::probe_head(&head, file_name, input.len())?;
        if matches!(probe.format.kind(), Kind::Video | Kind::Audio) {
            return Ok(File { input, probe, bytes: head });
        }
        context.reserve(input.len())?;
        let bytes = input.read_all(limits.bytes)?;
        let probe = probe::probe(&bytes, file_name)?;
        Ok(File { input, probe, bytes })
    }

    fn metadata(&self, file_name: &str, sidecar: Option<&str>) -> Result<Metadata, MediaError> {
        let sidecar = sidecar.map(|text| BASE64.decode(text)).transpose().map_err(broken)?;
        let about = About {
            format: self.probe.format,
            file_name,
            sidecar: sidecar.as_deref(),
            upright: self.probe.has_pixels().then(|| self.probe.upright()),
        };
        if self.bytes.len() as u64 == self.input.len() {
            return Ok(metadata::read(&self.bytes, &about));
        }
        let mut reader = BufReader::new(self.input.reader());
        Ok(metadata::read_stream(&mut reader, &about, self.input.len())?)
    }

    /// Makes and attaches the ladder; `None` when there is nothing to see here. A film is shown by a frame
    /// that the server asks another program for.
    fn ladder(
        &self,
        options: &LadderOptions,
        context: &mut Context<'_>,
    ) -> Option<Result<LadderHead, MediaError>> {
        match self.probe.format.kind() {
            Kind::Video | Kind::Audio => None,
            Kind::Photo | Kind::Document => Some(self.build(options, context)),
        }
    }

    fn build(&self, options: &LadderOptions, context: &mut Context<'_>) -> Result<LadderHead, MediaError> {
        options.limits.admit(&self.probe)?;
        context.reserve(self.probe.decoded_bytes)?;
        let built = ladder::build(&self.bytes, &self.probe, options)?;
        for picture in built.ladder.mezzanine.iter().chain([&built.ladder.small]) {
            context.attach(&picture.bytes)?;
        }
        Ok(LadderHead::of(&built))
    }

    fn normalise(
        &self,
        options: &NormaliseOptions,
        context: &mut Context<'_>,
    ) -> Result<NormalisedHead, MediaError> {
        options.limits.admit(&self.probe)?;
        context.reserve(self.probe.decoded_bytes)?;
        let made = normalise::normalise(&self.bytes, &self.probe, options)?;
        for picture in [&made.main, &made.thumbnail].into_iter().chain(&made.mezzanine) {
            context.attach(&picture.bytes)?;
        }
        Ok(NormalisedHead::of(&made))
    }

    fn look(
        &self,
        longest: u32,
        limits: &Limits,
        context: &mut Context<'_>,
    ) -> Result<LookedHead, MediaError> {
        limits.admit(&self.probe)?;
        context.reserve(self.probe.decoded_bytes)?;
        let looked = look::look(&self.bytes, &self.probe, longest, limits)?;
        context.attach(&looked.rgb)?;
        Ok(LookedHead::of(&looked))
    }

    fn render(&self, spec: &RenderSpec, context: &mut Context<'_>) -> Result<PictureHead, MediaError> {
        spec.limits.admit(&self.probe)?;
        context.reserve(self.probe.decoded_bytes)?;
        let picture: Picture = render::render(&self.bytes, &self.probe, spec)?;
        context.attach(&picture.bytes)?;
        Ok(PictureHead::of(&picture))
    }

    fn mask(&self, spec: &MaskSpec, context: &mut Context<'_>) -> Result<PictureHead, MediaError> {
        spec.limits.admit(&self.probe)?;
        context.reserve(self.probe.decoded_bytes)?;
        let picture = mask::mask(&self.bytes, &self.probe, spec)?;
        context.attach(&picture.bytes)?;
        Ok(PictureHead::of(&picture))
    }
}

fn craft(
    spans: &[Span],
    recipe: &Recipe,
    input: &Input,
    context: &mut Context<'_>,
) -> Result<CraftedHead, MediaError> {
    let mut files = Vec::new();
    for span in spans {
        Limits::check("bytes", span.length, recipe.bounds.input.bytes)?;
        context.reserve(span.length)?;
        let bytes = input.read_range(span.offset, span.length)?;
        let probe = probe::probe(&bytes, &span.file_name)?;
        files.push((bytes, probe));
    }
    let parts: Vec<craft::Part<'_>> =
        files.iter().map(|(bytes, probe)| craft::Part { bytes, probe: probe.clone() }).collect();
    let crafted = craft::craft(&parts, recipe, &mut |bytes| context.reserve(bytes))?;
    for made in &crafted.pictures {
        context.attach(&made.bytes)?;
    }
    Ok(CraftedHead::of(&crafted))
}

fn encode(answer: &impl Serialize) -> Result<Vec<u8>, MediaError> {
    serde_json::to_vec(answer).map_err(broken)
}

fn broken(error: impl std::fmt::Display) -> MediaError {
    MediaError::Io(format!("the sandbox and the server disagree: {error}"))
}
