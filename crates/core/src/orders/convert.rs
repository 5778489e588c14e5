//! A picture in another format. Of an animation the first frame is taken.

use std::fs::File;
use std::io::{Read as _, Seek as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calotype_media::Source;
use calotype_media::format::{Format, OutputFormat};
use calotype_media::render::RenderSpec;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::work::Output;
use crate::app::App;
use crate::assets::process::media_error;
use crate::error::{Error, Result};

/// The formats the converter reads and writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Picture {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// The file itself as text.
    Base64,
}

impl Picture {
    /// The format of a word; `jpg` and `jpeg` are one.
    ///
    /// # Errors
    /// `invalid_picture_format`.
    pub fn parse(word: &str) -> Result<Self> {
        match word.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" => Ok(Self::Jpeg),
            "png" => Ok(Self::Png),
            "gif" => Ok(Self::Gif),
            "webp" => Ok(Self::Webp),
            "base64" => Ok(Self::Base64),
            _ => Err(Error::invalid(
                "invalid_picture_format",
                "A format is one of jpg, jpeg, png, gif, webp, base64.",
            )),
        }
    }

    fn of(format: Format) -> Option<Self> {
        match format {
            Format::Jpeg => Some(Self::Jpeg),
            Format::Png => Some(Self::Png),
            Format::Gif => Some(Self::Gif),
            Format::Webp => Some(Self::Webp),
            _ => None,
        }
    }

    fn output(self) -> Option<OutputFormat> {
        match self {
            Self::Jpeg => Some(OutputFormat::Jpeg),
            Self::Png => Some(OutputFormat::Png),
            Self::Gif => Some(OutputFormat::Gif),
            Self::Webp => Some(OutputFormat::Webp),
            Self::Base64 => None,
        }
    }
}

/// Reads, decodes in the sandbox, writes.
///
/// # Errors
/// `content_mismatch` when it is not what it is said to be; what a picture's file is refused for.
pub(super) async fn convert(app: &App, file: File, from: Option<Picture>, to: Picture) -> Result<Output> {
    let limit = app.config.orders.max_bytes;
    let file = if from == Some(Picture::Base64) { unpack(file, limit).await? } else { file };
    let copy = file.try_clone().map_err(Error::internal)?;
    let probe = app.media.probe(source(copy)).await.map_err(media_error)?;
    let found = Picture::of(probe.format).ok_or_else(|| {
        Error::unprocessable("unsupported_format", format!("{} is not converted here.", probe.format.name()))
    })?;
    if from.is_some_and(|said| said != Picture::Base64 && said != found) {
        return Err(Error::invalid(
            "content_mismatch",
            format!("The picture is {}, not what x-source-format says.", probe.format.name()),
        ));
    }
    let Some(format) = to.output() else { return pack(file, probe.format.mime(), limit).await };
    let picture = app.media.render(source(file), RenderSpec::inside(0, format)).await.map_err(media_error)?;
    Ok(Output {
        data: Some(json!({"width": picture.width, "height": picture.height})),
        bytes: picture.bytes,
        content_type: format.mime(),
        extension: format.extension(),
        text: false,
    })
}

fn source(file: File) -> Source {
    Source { file, file_name: String::new() }
}

/// The file that a text of base64, or a `data:` address, stands for.
async fn unpack(file: File, limit: u64) -> Result<File> {
    let work = move || {
        let mut text = String::new();
        let bad = || Error::unprocessable("not_text", "The content is not base64.");
        file.take(limit).read_to_string(&mut text).map_err(|_| bad())?;
        let body = match text.trim_start().strip_prefix("data:") {
            Some(address) => address.split_once(";base64,").ok_or_else(bad)?.1,
            None => &text,
        };
        let body: Vec<u8> = body.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let bytes = STANDARD.decode(body).map_err(|_| bad())?;
        Source::from_bytes(&bytes, "").map(|source| source.file).map_err(Error::internal)
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

async fn pack(mut file: File, mime: &'static str, limit: u64) -> Result<Output> {
    let work = move || {
        let mut bytes = Vec::new();
        file.rewind().map_err(Error::internal)?;
        file.take(limit).read_to_end(&mut bytes).map_err(Error::internal)?;
        Ok(Output {
            bytes: STANDARD.encode(bytes).into_bytes(),
            content_type: "text/plain",
            extension: "txt",
            text: true,
            data: Some(json!({"media_type": mime})),
        })
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
