//! A form with a picture: `image`, maybe `reference`, and parameters as text.

use axum::extract::Request;
use axum::http::header;
use calotype_core::faces::{self, Picture};
use calotype_core::{App, Error};
use multer::{Constraints, Multipart, SizeLimit};

use super::error::{ApiResult, Problem};
use crate::middleware::gate::length;

/// Most text beside the pictures, bytes.
const TEXT: u64 = 64 << 10;

/// What a form brought.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) image: Picture,
    pub(super) reference: Option<Picture>,
    /// Parameters in the order of the form.
    pub(super) values: Vec<(String, String)>,
}

/// Reads it. `references`: whether a second picture is taken.
pub(super) async fn read(app: &App, request: Request, references: bool) -> ApiResult<Form> {
    let missing = || Problem::new("body", "image", "Field required", "missing");
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let boundary = kind.and_then(|kind| multer::parse_boundary(kind).ok()).ok_or_else(missing)?;
    let most = app.config.faces.max_upload_bytes;
    let all = most.saturating_mul(if references { 2 } else { 1 }).saturating_add(TEXT);
    if length(request.headers()) > all {
        return Err(faces::too_large(most).into());
    }
    let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(all));
    let mut parts = Multipart::with_constraints(request.into_body().into_data_stream(), boundary, limits);
    let (mut image, mut reference, mut values, mut text) = (None, None, Vec::new(), 0);
    while let Some(mut part) = parts.next_field().await.map_err(|error| broken(&error, most))? {
        let name = part.name().unwrap_or_default().to_owned();
        let place = match name.as_str() {
            "image" => &mut image,
            "reference" if references => &mut reference,
            _ => {
                let mut value = Vec::new();
                while let Some(piece) = part.chunk().await.map_err(|error| broken(&error, most))? {
                    text += piece.len() as u64;
                    if text > TEXT {
                        return Err(Error::too_large("body_too_large", "The form has too much text.").into());
                    }
                    value.extend_from_slice(&piece);
                }
                values.push((name, String::from_utf8_lossy(&value).into_owned()));
                continue;
            }
        };
        if place.is_some() {
            return Err(Problem::new("body", &name, "One file is expected", "value_error").into());
        }
        let filename = part.file_name().unwrap_or_default().to_owned();
        *place = Some(faces::spool(app, filename, &mut part).await?);
    }
    Ok(Form { image: image.ok_or_else(missing)?, reference, values })
}

fn broken(error: &multer::Error, most: u64) -> Error {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            faces::too_large(most)
        }
        _ => Error::invalid("upload_interrupted", "The form is malformed or broke off."),
    }
}
