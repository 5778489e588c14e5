//! Carries a plan out: in a sandboxed child, on pictures that somebody else has fetched.

use std::fs::File;
use std::time::Duration;

use calotype_inference::Inference;
use calotype_media::craft::{Crafted, Made};
use calotype_media::probe::{Colour, Probe};
use calotype_media::{Media, Source};
use serde_json::{Map, Value, json};

use crate::command::{Call, Plan, Work};
use crate::look::{MOST_PIXELS, Question};
use crate::refusal::Refusal;

/// How long a command may work on its pictures.
pub const TIME: Duration = Duration::from_secs(30);

/// What came of a plan. A command stores nothing: it says what is to be stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Pictures to be stored, or the first to be sent as it is.
    Pictures {
        /// At least one.
        pictures: Vec<Made>,
        /// What is answered beside their links.
        fields: Map<String, Value>,
    },
    /// A file to be stored that is no picture.
    File {
        /// Its media type.
        mime: &'static str,
        /// Its extension.
        extension: &'static str,
        /// The file.
        bytes: Vec<u8>,
    },
    /// A picture that is answered in the text, or sent as it is; never stored.
    Inline {
        /// Its media type.
        mime: &'static str,
        /// Its extension.
        extension: &'static str,
        /// The file.
        bytes: Vec<u8>,
    },
    /// The answer.
    Fields(Map<String, Value>),
    /// The file of the request is to be stored as it is.
    Keep {
        /// The media type it has by its content.
        mime: &'static str,
        /// The extension that goes with it.
        extension: &'static str,
    },
    /// What was stored under this id or link is to be removed.
    Forget(String),
    /// Other commands are to be carried out.
    Calls(Vec<Call>),
}

/// Carries out the plan on its pictures, in the order in which it named them.
///
/// # Errors
/// Where the order does not fit the pictures, or passes a limit.
pub async fn run(
    media: &Media,
    models: &Inference,
    plan: Plan,
    pictures: Vec<File>,
) -> Result<Outcome, Refusal> {
    let mut pictures: Vec<Source> =
        pictures.into_iter().map(|file| Source { file, file_name: String::new() }).collect();
    if pictures.len() != plan.pictures.len() {
        return Err(Refusal::Failed(format!(
            "{} pictures for a plan that named {}",
            pictures.len(),
            plan.pictures.len()
        )));
    }
    match plan.work {
        Work::Craft { recipe, fields } => {
            let crafted = media.craft(pictures, *recipe, TIME).await?;
            Ok(outcome(crafted, fields))
        }
        Work::Ask(question) => ask(media, models, question, pictures).await,
        Work::Typeset(blocks) => {
            let bytes = media.typeset(blocks).await?;
            Ok(Outcome::File { mime: "application/pdf", extension: "pdf", bytes })
        }
        Work::Describe => Ok(Outcome::Fields(describe(&probe(media, &mut pictures).await?)?)),
        Work::Keep => {
            let format = probe(media, &mut pictures).await?.format;
            let mime = format.mime();
            // What a browser could run is not kept under our address, nor what is no picture and no film.
            if mime == "image/svg+xml" || !(mime.starts_with("image/") || mime.starts_with("video/")) {
                return Err(Refusal::Unsupported(format!(
                    "{} is neither a picture nor a film",
                    format.name()
                )));
            }
            Ok(Outcome::Keep { mime, extension: format.extensions()[0] })
        }
        Work::Forget(what) => Ok(Outcome::Forget(what)),
        Work::Say(fields) => Ok(Outcome::Fields(fields)),
        Work::Call(calls) => Ok(Outcome::Calls(calls)),
    }
}

/// Has the pictures looked at, and the question answered on a thread for blocking work. How many models work at a time is the
/// door's to say.
async fn ask(
    media: &Media,
    models: &Inference,
    question: Question,
    pictures: Vec<Source>,
) -> Result<Outcome, Refusal> {
    let mut looked = Vec::new();
    for picture in pictures {
        looked.push(media.look(picture, question.longest, MOST_PIXELS).await?);
    }
    let models = models.clone();
    let answer = tokio::task::spawn_blocking(move || (question.answer)(&models, &looked, &question.terms));
    answer.await.unwrap_or_else(|error| Err(Refusal::Failed(error.to_string())))
}

/// What a recipe made, as an answer.
pub(crate) fn outcome(crafted: Crafted, mut fields: Map<String, Value>) -> Outcome {
    if let Some(difference) = crafted.difference {
        fields.insert("diff".to_owned(), json!(difference));
    }
    Outcome::Pictures { pictures: crafted.pictures, fields }
}

async fn probe(media: &Media, pictures: &mut Vec<Source>) -> Result<Probe, Refusal> {
    let source = pictures.pop().ok_or_else(|| Refusal::Failed("nothing to look at".to_owned()))?;
    Ok(media.probe(source).await?)
}

/// What the headers of a picture say, in the documented words.
pub(crate) fn describe(probe: &Probe) -> Result<Map<String, Value>, Refusal> {
    if !probe.has_pixels() {
        return Err(Refusal::Unsupported(format!("{} has no width and height", probe.format.name())));
    }
    let (width, height) = probe.upright();
    let colours = match probe.colour {
        Colour::Grey => 1,
        Colour::Cmyk => 4,
        Colour::Rgb | Colour::Unknown => 3,
    };
    let answer = json!({
        "width": width,
        "height": height,
        "type": probe.format.name().to_uppercase(),
        "size": probe.bytes,
        "mime": probe.format.mime(),
        "channels": colours + u32::from(probe.alpha),
        "bits": probe.bit_depth,
        "html_attr": format!("height=\"{height}\" width=\"{width}\""),
        "css_prop": format!("height:{height}px;width:{width}px;"),
    });
    Ok(answer.as_object().cloned().unwrap_or_default())
}
