//! What can be ordered, and how it is done.

use std::fs::File;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::convert::{self, Picture};
use super::json as text;
use crate::app::App;
use crate::error::{Error, Result};

/// A piece of work with its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// Lays JSON out.
    JsonFormatter {
        /// Spaces for each level; none: everything on one line.
        tab: u8,
    },
    /// Says whether a text is JSON.
    JsonValidator,
    /// Writes a picture in another format.
    ImageConverter {
        /// What it is; `None`: what its content says.
        from: Option<Picture>,
        /// What it shall be.
        to: Picture,
    },
}

/// Whose use of the machine it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Payer {
    pub(super) tenant: Uuid,
    pub(super) key: Uuid,
}

/// What came out.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) bytes: Vec<u8>,
    pub(super) content_type: &'static str,
    pub(super) extension: &'static str,
    /// Whether the bytes are text, of which a beginning is shown.
    pub(super) text: bool,
    /// What the answer tells besides the file.
    pub(super) data: Option<Value>,
}

impl Work {
    /// The stored name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::JsonFormatter { .. } => "json_formatter",
            Self::JsonValidator => "json_validator",
            Self::ImageConverter { .. } => "image_converter",
        }
    }

    /// Whether uploads with this extension can be worked on.
    #[must_use]
    pub fn accepts(&self, extension: &str) -> bool {
        match self {
            Self::JsonFormatter { .. } | Self::JsonValidator => matches!(extension, "txt" | "json" | "log"),
            Self::ImageConverter { from: Some(Picture::Base64), .. } => extension == "txt",
            Self::ImageConverter { .. } => matches!(extension, "jpg" | "jpeg" | "png" | "gif" | "webp"),
        }
    }

    /// Does it.
    ///
    /// # Errors
    /// `invalid_json`, `not_text`, `result_too_large`; what a picture's file is refused for; `content_mismatch`.
    pub(super) async fn perform(&self, app: &App, payer: Payer, file: File) -> Result<Output> {
        match self.clone() {
            Self::JsonFormatter { tab } => {
                let limit = app.config.orders.max_bytes;
                text::read(file, limit, move |text| {
                    let bytes = text::format(text, usize::from(tab), limit)?.into_bytes();
                    Ok(Output {
                        bytes,
                        content_type: "application/json",
                        extension: "json",
                        text: true,
                        data: None,
                    })
                })
                .await
            }
            Self::JsonValidator => {
                text::read(file, app.config.orders.max_bytes, |text| Ok(verdict(text))).await
            }
            Self::ImageConverter { from, to } => {
                let output = convert::convert(app, file, from, to).await?;
                if to != Picture::Base64 {
                    app.usage.transformed(payer.tenant, payer.key, "upload", app.clock.now());
                }
                Ok(output)
            }
        }
    }
}

fn verdict(text: &str) -> Output {
    let data = match text::check(text) {
        Ok(()) => json!({"valid": true, "problem": null}),
        Err(fault) => json!({
            "valid": false,
            "problem": {"message": fault.message, "line": fault.line, "column": fault.column},
        }),
    };
    Output {
        bytes: data.to_string().into_bytes(),
        content_type: "application/json",
        extension: "json",
        text: true,
        data: Some(data),
    }
}

impl Output {
    /// The beginning of a result of text, at most 2 KiB.
    pub(super) fn preview(&self) -> Option<String> {
        const LONGEST: usize = 2048;
        let text = str::from_utf8(&self.bytes).ok().filter(|_| self.text)?;
        Some(text[..text.floor_char_boundary(LONGEST)].to_owned())
    }
}

impl From<text::Fault> for Error {
    fn from(fault: text::Fault) -> Self {
        Self::unprocessable(
            "invalid_json",
            format!("Not JSON: {} (line {}, column {}).", fault.message, fault.line, fault.column),
        )
    }
}
