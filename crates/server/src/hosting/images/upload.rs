//! `POST /images`: a file becomes an image.

use axum::Json as Answer;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use calotype_core::images::{self, Draft, Received, Sender};
use calotype_core::{App, Error, clients};
use utoipa::ToSchema;

use super::wire::Image;
use crate::hosting::caller::Program;
use crate::hosting::error::{ApiError, ApiResult, ErrorBody};
use crate::library::uploads::form;
use crate::middleware::uploads::Turn;
use crate::site::Site;

/// The parts of the form.
#[derive(ToSchema)]
#[allow(dead_code)] // only described: the form is read as a stream
pub(super) struct ImageForm {
    /// JPEG, PNG, WebP or GIF.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Album it goes into: our id, or the client's.
    #[serde(rename = "albumId")]
    album_id: Option<String>,
    /// Repeated, or a list with commas, or a JSON array.
    tags: Option<String>,
    /// At most 1000 characters.
    description: Option<String>,
    /// `true` or `false`.
    #[serde(rename = "isPrivate")]
    is_private: Option<String>,
    /// What the client calls its user.
    username: Option<String>,
}

/// Longest text of a form, bytes: a thousand characters of four bytes, and fifty tags of sixty-four such.
const LONG: usize = 16 * 1024;

/// Most files of a form.
const MOST_FILES: usize = 50;

/// What a form brought.
#[derive(Debug, Default)]
pub(crate) struct Brought {
    /// The files: at most one, unless they came as `files`.
    pub(crate) files: Vec<Received>,
    /// Whether they came as `files`.
    pub(crate) several: bool,
    /// Everything else that is known of an image.
    pub(crate) draft: Draft,
    /// The user it names.
    pub(crate) user: Option<String>,
    /// The client it names.
    pub(crate) client: Option<String>,
}

/// Reads a form with one file in `file`, or several in `files` when an administrator sends it. Fields may come in any
/// order; unknown ones are passed over.
///
/// # Errors
/// `invalid_form`, `upload_interrupted`, `field_too_long`; `file_too_large`; `invalid_transform`.
pub(crate) async fn read(app: &App, sender: Sender<'_>, request: Request) -> ApiResult<Brought> {
    let lift = |error: crate::library::error::ApiError| ApiError(error.0);
    let is_administrator = matches!(sender, Sender::Administrator(_));
    let mut form = form::open(request).await.map_err(lift)?;
    let mut brought = Brought::default();
    while let Some(mut field) = form.next().await.map_err(lift)? {
        match field.name() {
            name @ ("file" | "files" | "files[]") if name == "file" || is_administrator => {
                let several = name != "file";
                brought.makes_room(several)?;
                brought.several = several;
                let file_name = field.file_name().to_owned();
                brought.files.push(images::receive(app, sender, file_name, &mut field).await?);
            }
            "clientId" if is_administrator => brought.client = Some(field.text().await.map_err(lift)?),
            "albumId" => brought.draft.album = Some(field.text().await.map_err(lift)?),
            "tags" | "tags[]" => brought.draft.tags.push(field.text_within(LONG).await.map_err(lift)?),
            "description" => brought.draft.description = Some(field.text_within(LONG).await.map_err(lift)?),
            "isPrivate" => {
                let word = field.text().await.map_err(lift)?;
                brought.draft.is_private = images::flag("isPrivate", Some(&word))?;
            }
            "username" => {
                let name = field.text().await.map_err(lift)?;
                brought.draft.username = clients::external_id(&name)?;
            }
            "externalUserId" => {
                brought.user = clients::external_id(&field.text().await.map_err(lift)?)?;
            }
            _ => field.ignore().await.map_err(lift)?,
        }
    }
    Ok(brought)
}

impl Brought {
    /// Refuses a file too many.
    fn makes_room(&self, several: bool) -> ApiResult<()> {
        let problem = match self.files.len() {
            0 => return Ok(()),
            _ if several != self.several => "The form has both file and files.".to_owned(),
            _ if !several => "The form has two files.".to_owned(),
            MOST_FILES.. => format!("The form has more than {MOST_FILES} files."),
            _ => return Ok(()),
        };
        Err(Error::invalid("invalid_form", problem).into())
    }

    /// The one file of a form.
    ///
    /// # Errors
    /// `missing_file`.
    pub(crate) fn file(&mut self) -> ApiResult<Received> {
        self.files.pop().ok_or_else(missing_file)
    }
}

/// What a form without a file is told.
pub(crate) fn missing_file() -> ApiError {
    Error::invalid("missing_file", "The form has no file.").field("file", "is required").into()
}

/// Keeps an image for a user of the client, or for the reserved user `system`: upright, without metadata, as WebP.
#[utoipa::path(post, path = "/images", tag = "images", operation_id = "upload_image",
    params(("X-User-Id" = Option<String>, Header, description = "The user in the client's own system")),
    request_body(content = ImageForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Image), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 413, body = ErrorBody), (status = 503, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn upload(
    State(app): State<App>,
    site: Site,
    Program(mut caller): Program,
    _turn: Turn,
    request: Request,
) -> ApiResult<(StatusCode, Answer<Image>)> {
    let mut brought = read(&app, Sender::Program(&caller), request).await?;
    let file = brought.file()?;
    caller.user = caller.user.or(brought.user);
    let made = images::create(&app, &caller, &brought.draft, file).await?;
    Ok((StatusCode::CREATED, Answer(Image::new(&site, made))))
}
