//! What can be ordered, and how it is done.

use std::fs::File;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Order;
use super::convert::{self, Picture};
use super::json as text;
use crate::app::App;
use crate::error::{Error, Result};
use crate::faces::{self, Wish};

/// A piece of work with its parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// Finds the faces of a picture, and maybe masks them.
    Faces(Wish),
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
            Self::Faces(Wish { mask: None, .. }) => "face_detect",
            Self::Faces(Wish { mask: Some(_), .. }) => "face_mask",
        }
    }

    /// What ordering it needs of a key.
    #[must_use]
    pub fn scope(&self) -> &'static str {
        match self {
            Self::Faces(_) => faces::SCOPE,
            Self::JsonFormatter { .. } | Self::JsonValidator | Self::ImageConverter { .. } => "upload:write",
        }
    }

    /// Whether uploads with this extension can be worked on.
    #[must_use]
    pub fn accepts(&self, extension: &str) -> bool {
        match self {
            Self::JsonFormatter { .. } | Self::JsonValidator => matches!(extension, "txt" | "json" | "log"),
            Self::ImageConverter { from: Some(Picture::Base64), .. } => extension == "txt",
            Self::ImageConverter { .. } => matches!(extension, "jpg" | "jpeg" | "png" | "gif" | "webp"),
            Self::Faces(_) => {
                matches!(extension, "jpg" | "jpeg" | "png" | "webp" | "bmp" | "tif" | "tiff")
            }
        }
    }

    /// Does it.
    ///
    /// # Errors
    /// `invalid_json`, `not_text`, `result_too_large`; what a picture's file is refused for; `content_mismatch`; those of
    /// looking for faces.
    pub(super) async fn perform(&self, app: &App, order: &Order, file: File) -> Result<Output> {
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
                    app.usage.transformed(order.tenant_id, order.key_id, "upload", app.clock.now());
                }
                Ok(output)
            }
            Self::Faces(wish) => super::faces::look(app, order, file, &wish).await,
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
