//! `POST /admin/images`: files become images of a client.

use axum::Json as Answer;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use calotype_core::images::{Sender, portal};
use calotype_core::{App, Error, access};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::images::upload::{missing_file, read};
use crate::hosting::images::wire::Image;
use crate::middleware::uploads::Turn;
use crate::site::Site;

/// The parts of the form.
#[derive(ToSchema)]
#[allow(dead_code)] // only described: the form is read as a stream
pub(super) struct AdminImageForm {
    /// JPEG, PNG, WebP or GIF. The answer is an image.
    #[schema(value_type = Option<String>, format = Binary)]
    file: Option<Vec<u8>>,
    /// At most 50 such in place of `file`: all become images, or none does. The answer is a list.
    #[schema(value_type = Option<Vec<String>>, format = Binary)]
    files: Option<Vec<Vec<u8>>>,
    /// The client.
    #[serde(rename = "clientId")]
    client_id: Uuid,
    /// The user, by the client's id; the reserved user `system` by default.
    #[serde(rename = "externalUserId")]
    external_user_id: Option<String>,
    /// Album of the user they go into: our id, or the client's.
    #[serde(rename = "albumId")]
    album_id: Option<String>,
    /// Repeated, or a list with commas, or a JSON array.
    tags: Option<String>,
    /// At most 1000 characters.
    description: Option<String>,
    /// `true` or `false`.
    #[serde(rename = "isPrivate")]
    is_private: Option<String>,
}

/// One image for `file`, a list for `files`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = AdminUploaded)]
pub(super) enum Uploaded {
    One(Box<Image>),
    Several(Vec<Image>),
}

/// The client a form names.
fn client(id: Option<&str>) -> Result<Uuid, Error> {
    let Some(id) = id.map(str::trim).filter(|id| !id.is_empty()) else {
        let error = Error::invalid("missing_field", "The form names no client.");
        return Err(error.field("clientId", "is required"));
    };
    Uuid::try_parse(id)
        .map_err(|_| Error::invalid("invalid_id", "This is no id of a client.").field("clientId", "is an id"))
}

/// Keeps images for a user of a client.
#[utoipa::path(post, path = "/images", tag = "admin images", operation_id = "admin_upload_images",
    request_body(content = AdminImageForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Uploaded), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 413, body = ErrorBody),
        (status = 503, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn upload(
    State(app): State<App>,
    site: Site,
    Portal(actor): Portal,
    _turn: Turn,
    request: Request,
) -> ApiResult<(StatusCode, Answer<Uploaded>)> {
    // Who may write nowhere is told so before a byte is read.
    access::portal::writer(&actor)?;
    let brought = read(&app, Sender::Administrator(&actor), request).await?;
    let client = client(brought.client.as_deref())?;
    if brought.files.is_empty() {
        return Err(missing_file());
    }
    let user = brought.user.as_deref();
    let made = portal::create(&app, &actor, client, user, &brought.draft, brought.files).await?;
    let mut images: Vec<Image> = made.into_iter().map(|image| Image::new(&site, image)).collect();
    let answer = match (brought.several, images.pop()) {
        (false, Some(image)) => Uploaded::One(Box::new(image)),
        (_, last) => {
            images.extend(last);
            Uploaded::Several(images)
        }
    };
    Ok((StatusCode::CREATED, Answer(answer)))
}
