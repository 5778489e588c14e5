//! What the server asks a child to do, and the answers, as they cross the socket.

use serde::{Deserialize, Serialize};

use crate::MediaError;
use crate::craft::{Crafted, Export, Made, Recipe};
use crate::format::{Format, OutputFormat};
use crate::ladder::{Built, Ladder, LadderOptions, Picture};
use crate::limits::Limits;
use crate::look::{About, Looked};
use crate::mask::MaskSpec;
use crate::metadata::Metadata;
use crate::normalise::{NormaliseOptions, Normalised};
use crate::probe::Probe;
use crate::render::RenderSpec;

/// One task. A new kind is a variant here, its answer below, and an arm in [`super::perform`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "snake_case")]
pub(crate) enum Task {
    /// What is it? Answer: [`Probe`].
    Probe {
        /// A hint for formats that only differ by name.
        file_name: String,
        limits: Limits,
    },
    /// Everything the library wants to know of a new file. Answer: [`Read`].
    Ingest {
        file_name: String,
        limits: Limits,
        /// Whether to read tags.
        metadata: bool,
        /// The XMP sidecar, as base64.
        sidecar: Option<String>,
        /// Whether to make renditions, and which.
        ladder: Option<LadderOptions>,
    },
    /// The stored form of a picture that somebody hosts. Answer: [`NormalisedHead`].
    Normalise { file_name: String, options: NormaliseOptions },
    /// A picture to order. Answer: [`PictureHead`], its bytes attached.
    Render { file_name: String, spec: RenderSpec },
    /// Pixels for a model. Answer: [`LookedHead`], the pixels attached.
    Look { file_name: String, longest: u32, limits: Limits },
    /// A picture with covered parts. Answer: [`PictureHead`], its bytes attached.
    Mask { file_name: String, spec: MaskSpec },
    /// What a recipe makes of several files, which lie one behind the other in the input. Answer: [`CraftedHead`], the
    /// bytes of its pictures attached.
    Craft { parts: Vec<Span>, recipe: Recipe },
}

/// A look at a picture without its pixels.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LookedHead {
    width: u32,
    height: u32,
    about: About,
}

impl LookedHead {
    pub(crate) fn of(looked: &Looked) -> Self {
        LookedHead { width: looked.width, height: looked.height, about: looked.about }
    }

    /// Puts it together again.
    pub(crate) fn with(self, attachments: &mut impl Iterator<Item = Vec<u8>>) -> Result<Looked, MediaError> {
        let rgb =
            attachments.next().ok_or_else(|| MediaError::Io("an answer without its pixels".to_owned()))?;
        Ok(Looked { rgb, width: self.width, height: self.height, about: self.about })
    }
}

/// Where in the input a file lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Span {
    pub(crate) file_name: String,
    /// Bytes from the beginning.
    pub(crate) offset: u64,
    /// Bytes.
    pub(crate) length: u64,
}

/// What a recipe made, without the bytes of the pictures.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CraftedHead {
    /// Format, width and height of each picture.
    pictures: Vec<(Export, u32, u32)>,
    difference: Option<f64>,
}

impl CraftedHead {
    pub(crate) fn of(crafted: &Crafted) -> Self {
        let head = |made: &Made| (made.format, made.width, made.height);
        CraftedHead { pictures: crafted.pictures.iter().map(head).collect(), difference: crafted.difference }
    }

    /// Puts the pictures together again.
    pub(crate) fn with(self, attachments: &mut impl Iterator<Item = Vec<u8>>) -> Result<Crafted, MediaError> {
        let picture = |(format, width, height)| {
            let bytes = attachments
                .next()
                .ok_or_else(|| MediaError::Io("an answer without its picture".to_owned()))?;
            Ok(Made { format, width, height, bytes })
        };
        let pictures = self.pictures.into_iter().map(picture).collect::<Result<_, MediaError>>()?;
        Ok(Crafted { pictures, difference: self.difference })
    }
}

/// The answer to [`Task::Ingest`].
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Read {
    pub(crate) probe: Probe,
    pub(crate) metadata: Option<Metadata>,
    /// `None` when no ladder was wanted or there is nothing to see.
    pub(crate) ladder: Option<Result<LadderHead, MediaError>>,
}

/// A ladder without its bytes; they are attached, the mezzanine first.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LadderHead {
    mezzanine: Option<PictureHead>,
    small: PictureHead,
    phash: u64,
    thumbhash: Vec<u8>,
    damaged: bool,
}

/// A normalised picture without its bytes; they are attached in the order of the fields.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct NormalisedHead {
    source: Format,
    animated: bool,
    main: PictureHead,
    thumbnail: PictureHead,
    mezzanine: Option<PictureHead>,
}

impl NormalisedHead {
    pub(crate) fn of(made: &Normalised) -> Self {
        NormalisedHead {
            source: made.source,
            animated: made.animated,
            main: PictureHead::of(&made.main),
            thumbnail: PictureHead::of(&made.thumbnail),
            mezzanine: made.mezzanine.as_ref().map(PictureHead::of),
        }
    }

    /// Puts the pictures together again.
    pub(crate) fn with(
        self,
        attachments: &mut impl Iterator<Item = Vec<u8>>,
    ) -> Result<Normalised, MediaError> {
        Ok(Normalised {
            source: self.source,
            animated: self.animated,
            main: self.main.with(attachments)?,
            thumbnail: self.thumbnail.with(attachments)?,
            mezzanine: self.mezzanine.map(|head| head.with(attachments)).transpose()?,
        })
    }
}

/// A picture without its bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PictureHead {
    format: OutputFormat,
    width: u32,
    height: u32,
}

impl PictureHead {
    pub(crate) fn of(picture: &Picture) -> Self {
        PictureHead { format: picture.format, width: picture.width, height: picture.height }
    }

    /// Puts the picture together again.
    pub(crate) fn with(self, attachments: &mut impl Iterator<Item = Vec<u8>>) -> Result<Picture, MediaError> {
        let bytes =
            attachments.next().ok_or_else(|| MediaError::Io("an answer without its picture".to_owned()))?;
        Ok(Picture { format: self.format, width: self.width, height: self.height, bytes })
    }
}

impl LadderHead {
    pub(crate) fn of(built: &Built) -> Self {
        LadderHead {
            mezzanine: built.ladder.mezzanine.as_ref().map(PictureHead::of),
            small: PictureHead::of(&built.ladder.small),
            phash: built.phash,
            thumbhash: built.thumbhash.clone(),
            damaged: built.damaged,
        }
    }

    /// Puts the ladder together again.
    pub(crate) fn with(self, attachments: &mut impl Iterator<Item = Vec<u8>>) -> Result<Built, MediaError> {
        let mezzanine = self.mezzanine.map(|head| head.with(attachments)).transpose()?;
        let small = self.small.with(attachments)?;
        Ok(Built {
            ladder: Ladder { mezzanine, small },
            phash: self.phash,
            thumbhash: self.thumbhash,
            damaged: self.damaged,
        })
    }
}
