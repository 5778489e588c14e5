//! `POST /assets/batch`: several files and pieces of files in one request.

use std::collections::HashMap;

use axum::Json as Answer;
use axum::extract::{Request, State};
use calotype_core::assets::upload::{self, Duplicates, Uploaded};
use calotype_core::stored::{ContentHash, Repository};
use calotype_core::uploads::chunk::{self, Piece, Progress};
use calotype_core::{Actor, App, Error, Kind, repositories};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::form;
use crate::auth::Viewer;
use crate::extract::Query;
use crate::library::error::{ApiError, ApiResult, ErrorBody};
use crate::middleware::uploads::Turn;

/// Where the files go.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Target {
    /// Repository; default: the primary one.
    repository_id: Option<String>,
}

/// What became of each file, in no particular order.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchUploadResponseDTO {
    results: Vec<BatchUploadResultDTO>,
}

/// What became of one file.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct BatchUploadResultDTO {
    success: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    file_name: Option<String>,
    /// Empty while pieces are missing.
    content_hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    task_id: Option<i64>,
    /// `processing` or `uploading`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error: Option<String>,
    /// The new asset.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    asset_id: Option<String>,
}

/// The parts of the form.
#[derive(ToSchema)]
#[allow(dead_code)] // only described: the form is read as a stream
pub struct BatchForm {
    /// Repository; must precede the files.
    repository_id: Option<String>,
    /// `single_<session>`: a whole file. `chunk_<session>_<index>_<total>`: a piece of one.
    #[schema(value_type = String, format = Binary)]
    part: Vec<u8>,
}

/// Uploads files and pieces of files. A file that is refused does not stop the others.
#[utoipa::path(post, path = "/assets/batch", tag = "uploads", request_body(content = BatchForm, content_type = "multipart/form-data"),
    params(Target, ("X-Content-Hash" = Option<String>, Header, description = "BLAKE3 of every file of the request, full or quick form")),
    responses((status = 200, body = BatchUploadResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 413, body = ErrorBody), (status = 507, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn upload(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Query(target): Query<Target>,
    _turn: Turn,
    request: Request,
) -> ApiResult<Answer<BatchUploadResponseDTO>> {
    calotype_core::access::user(&actor)?;
    let claimed = form::claimed(request.headers())?;
    let mut repository_id = form::repository_id(target.repository_id.as_deref())?;
    let mut form = form::open(request).await?;
    let mut repository: Option<Repository> = None;
    let mut results: HashMap<String, BatchUploadResultDTO> = HashMap::new();
    while let Some(mut field) = form.next().await? {
        let name = field.name().to_owned();
        if name == "repository_id" {
            repository_id = form::repository_id(Some(&field.text().await?))?;
            continue;
        }
        let part = Part::parse(&name).ok_or_else(|| {
            ApiError(Error::invalid("invalid_part", "A part of the form has an unknown name."))
        })?;
        if repository.is_none() {
            repository = Some(repositories::target(&app, &actor, repository_id).await?);
        }
        let Some(repository) = &repository else { continue };
        let (session, result) = match take(&app, &actor, repository, part, claimed, &mut field).await {
            (session, Ok(result)) => (session, result),
            // A disk that is full or gone is not this file's fault alone; the client should stop sending.
            (_, Err((_, error)))
                if matches!(error.kind, Kind::InsufficientStorage | Kind::Internal | Kind::Unavailable) =>
            {
                return Err(ApiError(error));
            }
            (session, Err((file_name, error))) => (session, refused(file_name, &error)),
        };
        results.insert(session, result);
        // What is left of a refused file, unless that is more than any file may have.
        if !field.pass_over(app.config.http.max_upload_bytes).await? {
            return Err(ApiError(upload::too_large(app.config.http.max_upload_bytes)));
        }
    }
    if results.is_empty() {
        return Err(ApiError(Error::invalid("missing_file", "The form has no files.")));
    }
    Ok(Answer(BatchUploadResponseDTO { results: results.into_values().collect() }))
}

/// What a part's name says.
enum Part {
    Single(String),
    Chunk { session: String, index: u32, total: u32 },
}

impl Part {
    fn parse(name: &str) -> Option<Self> {
        let session = |text: &str| {
            (!text.is_empty() && !text.contains('_') && text.len() <= 128).then(|| text.to_owned())
        };
        if let Some(rest) = name.strip_prefix("single_") {
            return session(rest).map(Self::Single);
        }
        let mut fields = name.strip_prefix("chunk_")?.split('_');
        let (id, index, total) = (fields.next()?, fields.next()?, fields.next()?);
        let (index, total): (u32, u32) = (index.parse().ok()?, total.parse().ok()?);
        (fields.next().is_none() && index < total).then_some(())?;
        Some(Self::Chunk { session: session(id)?, index, total })
    }
}

type Taken = (String, Result<BatchUploadResultDTO, (String, Error)>);

async fn take(
    app: &App,
    actor: &Actor,
    repository: &Repository,
    part: Part,
    claimed: Option<ContentHash>,
    field: &mut form::Part<'_>,
) -> Taken {
    let file_name = field.file_name().to_owned();
    match part {
        Part::Single(session) => {
            let done =
                upload::upload(app, actor, repository, &file_name, claimed, Duplicates::Refuse, field).await;
            (session, done.map(accepted).map_err(|error| (file_name, error)))
        }
        Part::Chunk { session, index, total } => {
            let piece =
                Piece { session: session.clone(), index, total, file_name: file_name.clone(), claimed };
            let done = chunk::put(app, actor, repository, &piece, field).await;
            let result = done.map(|progress| match progress {
                Progress::Complete(uploaded) => accepted(uploaded),
                Progress::Incomplete { received } => BatchUploadResultDTO {
                    success: true,
                    file_name: Some(file_name.clone()),
                    status: Some("uploading"),
                    message: Some(format!("{} % received", received * 100 / i64::from(total))),
                    ..BatchUploadResultDTO::default()
                },
            });
            (session, result.map_err(|error| (file_name, error)))
        }
    }
}

fn accepted(uploaded: Uploaded) -> BatchUploadResultDTO {
    BatchUploadResultDTO {
        success: true,
        file_name: Some(uploaded.file_name),
        content_hash: uploaded.hash,
        task_id: Some(uploaded.job),
        status: Some("processing"),
        size: Some(uploaded.size),
        message: Some("The file is stored and will be processed.".to_owned()),
        error: None,
        asset_id: Some(uploaded.asset.to_string()),
    }
}

fn refused(file_name: String, error: &Error) -> BatchUploadResultDTO {
    tracing::debug!(%error, "a file of a batch was refused");
    BatchUploadResultDTO {
        success: false,
        file_name: Some(file_name),
        message: Some(error.message.to_string()),
        error: Some(error.code.to_owned()),
        ..BatchUploadResultDTO::default()
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn only_documented_names_are_parts() {
        assert!(matches!(Part::parse("single_abc"), Some(Part::Single(s)) if s == "abc"));
        assert!(matches!(Part::parse("chunk_a_0_2"), Some(Part::Chunk { index: 0, total: 2, .. })));
        for name in [
            "single_",
            "single_a_b",
            "chunk_a_2_2",
            "chunk_a_0",
            "chunk_a_0_2_3",
            "chunk__0_1",
            "file",
            "chunk_a_-1_2",
        ] {
            assert!(Part::parse(name).is_none(), "{name}");
        }
    }
}
