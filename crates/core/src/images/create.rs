//! A file becomes an image.

use bytes::Bytes;
use calotype_files::ContentHash;
use calotype_files::objects::ObjectKey;
use calotype_media::format::Format;
use calotype_media::limits::Limits;
use calotype_media::normalise::NormaliseOptions;
use calotype_media::{MediaError, Source};
use calotype_store::albums::hosted as albums;
use calotype_store::images::{self as rows, NewImage};
use calotype_store::renditions::{self, NewRendition};
use calotype_store::{Conn, Micros};
use serde_json::json;
use uuid::Uuid;

use super::{Details, Draft, Received, draft, not_found, object, with_details};
use crate::albums::hosted::find_for_upload;
use crate::app::App;
use crate::assets::process::{LADDER_VERSION, media_error, rendition_key};
use crate::clients::{Caller, Holder};
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::quotas;
use crate::webhooks::{self, Event};

/// Makes an image of a file: upright, without metadata, as WebP, with a thumbnail. Acknowledged when both files and the
/// row are durable; after any failure nothing is left.
///
/// # Errors
/// `unauthenticated`; `invalid_tags`, `invalid_description`; `album_not_found`; `invalid_image` for what is no picture of
/// an allowed format, `file_too_large`, `too_many_pixels`; `quota_exceeded`; `media_busy`, `storage_*`.
pub async fn create(app: &App, caller: &Caller, new: &Draft, received: Received) -> Result<Details> {
    let holder = caller.holder()?;
    keep(app, &holder, new, vec![received]).await?.pop().ok_or_else(not_found)
}

/// Makes an image of each file, all of them or none.
///
/// # Errors
/// As [`create`].
pub(super) async fn keep(
    app: &App,
    holder: &Holder<'_>,
    new: &Draft,
    files: Vec<Received>,
) -> Result<Vec<Details>> {
    let tags = draft::tags(&new.tags)?;
    let description = draft::description(new.description.as_deref())?;
    let album = match new.album.as_deref().map(str::trim).filter(|id| !id.is_empty()) {
        Some(id) => Some(find_for_upload(app, holder, id).await?),
        None => None,
    };
    let said =
        Said { tags, description, album, is_private: new.is_private, username: new.username.as_deref() };
    let mut pictures = Vec::with_capacity(files.len());
    let mut outcome = Ok(());
    for received in files {
        let file_name = draft::file_name(&received.file_name);
        match store(app, holder.client, received).await {
            Ok(stored) => pictures.push((stored, file_name)),
            Err(error) => {
                outcome = Err(error);
                break;
            }
        }
    }
    let recorded = match outcome {
        Ok(()) => record(app, holder, &said, &pictures).await,
        Err(error) => Err(error),
    };
    if recorded.is_err() {
        for (stored, _) in &pictures {
            stored.discard(app).await;
        }
    }
    recorded
}

/// What is said of images to be, understood.
struct Said<'a> {
    tags: Vec<String>,
    description: Option<String>,
    album: Option<Uuid>,
    is_private: bool,
    username: Option<&'a str>,
}

/// Writes the rows of stored pictures with their names, in one transaction with everything that follows from them.
async fn record(
    app: &App,
    holder: &Holder<'_>,
    said: &Said<'_>,
    pictures: &[(Stored, String)],
) -> Result<Vec<Details>> {
    let (client, actor) = (holder.client, holder.actor);
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let owner = holder.ensure_user(&mut tx, said.username, now).await?;
    let mut made = Vec::with_capacity(pictures.len());
    for (stored, file_name) in pictures {
        let row = NewImage {
            is_private: said.is_private,
            description: said.description.clone(),
            ..stored.row(client, owner, file_name.clone())
        };
        stored.record(&mut tx, &row, now).await?;
        rows::set_tags(&mut tx, client, row.id, &said.tags, now).await?;
        if let Some(album) = said.album {
            albums::append(&mut tx, album, &[row.id], now).await?;
        }
        let data = json!({"size": row.size, "private": row.is_private, "user": holder.user});
        events::record(&mut tx, actor, now, "image.uploaded", Subject::new("image", &row.id), data).await?;
        let told = json!({"imageId": row.id, "userId": holder.user, "originalName": row.original_filename});
        webhooks::emit(app, &mut tx, client, Event::ImageUploaded, told).await?;
        made.push(rows::get(&mut tx, row.id).await?.ok_or_else(not_found)?);
    }
    let made = with_details(&mut tx, made).await?;
    tx.commit().await?;
    Ok(made)
}

/// A picture whose bytes are durable and which no row refers to yet.
#[derive(Debug)]
pub(crate) struct Stored {
    id: Uuid,
    key: ObjectKey,
    hash: ContentHash,
    size: u64,
    dimensions: (i64, i64),
    is_animated: bool,
    renditions: Vec<Made>,
}

/// What was made of it, whose bytes are durable, too.
#[derive(Debug)]
struct Made {
    recipe: &'static str,
    key: ObjectKey,
    mime_type: &'static str,
    dimensions: (i64, i64),
    size: i64,
}

/// Brings a file into its stored form and keeps that.
///
/// # Errors
/// `invalid_image`, `too_many_pixels`, `media_busy`, `storage_*`.
pub(crate) async fn store(app: &App, tenant: Uuid, received: Received) -> Result<Stored> {
    let hosting = &app.config.hosting;
    let formats = hosting.formats.iter().filter_map(|name| Format::from_file_name(&format!("x.{name}")));
    let options = NormaliseOptions {
        formats: formats.collect(),
        quality: hosting.original_quality.clamp(1, 100),
        thumbnail_side: hosting.thumbnail_side.clamp(1, 8192),
        thumbnail_quality: hosting.thumbnail_quality.clamp(1, 100),
        mezzanine_side: Some(MEZZANINE_SIDE),
        limits: Limits { pixels: hosting.max_pixels, ..Limits::default() },
    };
    let source = Source { file: received.file.file, file_name: received.file_name };
    let made = app.media.normalise(source, options).await.map_err(refused)?;
    let id = calotype_store::new_id();
    let key = object(tenant, id);
    let main = Bytes::from(made.main.bytes);
    let hash = ContentHash::of(&main);
    let size = main.len() as u64;
    let mut stored = Stored {
        id,
        key: key.clone(),
        hash,
        size,
        dimensions: (i64::from(made.main.width), i64::from(made.main.height)),
        is_animated: made.animated,
        renditions: Vec::new(),
    };
    app.objects.put(&key, main).await?;
    for (recipe, picture) in [(THUMBNAIL, Some(made.thumbnail)), (MEZZANINE, made.mezzanine)] {
        let Some(picture) = picture else { continue };
        let key = rendition_key(tenant, stored.hash, recipe, picture.format.extension())?;
        stored.renditions.push(Made {
            recipe,
            key: key.clone(),
            mime_type: picture.format.mime(),
            dimensions: (i64::from(picture.width), i64::from(picture.height)),
            size: i64::try_from(picture.bytes.len()).unwrap_or(i64::MAX),
        });
        if let Err(error) = app.objects.put(&key, Bytes::from(picture.bytes)).await {
            stored.discard(app).await;
            return Err(error.into());
        }
    }
    Ok(stored)
}

/// The recipe of the stored thumbnail.
pub(super) const THUMBNAIL: &str = "thumb";
/// The recipe of the rung from which smaller sizes are made.
pub(super) const MEZZANINE: &str = "mezzanine";
/// Longest side of that rung, pixels.
pub(super) const MEZZANINE_SIDE: u32 = 2048;

impl Stored {
    /// The row to be.
    pub(crate) fn row(&self, tenant: Uuid, owner: Uuid, original_filename: String) -> NewImage {
        NewImage {
            id: self.id,
            tenant,
            owner,
            is_avatar: false,
            is_private: false,
            is_animated: self.is_animated,
            original_filename,
            mime_type: "image/webp",
            size: i64::try_from(self.size).unwrap_or(i64::MAX),
            hash: self.hash.to_string(),
            dimensions: self.dimensions,
            description: None,
        }
    }

    /// Writes the row and what was made of the picture, and counts the space.
    ///
    /// # Errors
    /// `quota_exceeded`; any database failure. The transaction must not be committed then.
    pub(crate) async fn record(&self, tx: &mut Conn, row: &NewImage, now: Micros) -> Result<()> {
        quotas::keep(tx, row.tenant, self.size).await?;
        rows::insert(tx, row, now).await?;
        for made in &self.renditions {
            let object_key = made.key.path();
            let new = NewRendition {
                asset: row.id,
                recipe: made.recipe,
                version: LADDER_VERSION,
                object_key: &object_key,
                mime_type: made.mime_type,
                dimensions: Some(made.dimensions),
                size: made.size,
            };
            renditions::put(tx, &new, now).await?;
        }
        Ok(())
    }

    /// Removes the stored picture of an upload that came to nothing. What was made of it is named by its content, so
    /// another image may use it: the sweeper knows.
    pub(crate) async fn discard(&self, app: &App) {
        if let Err(error) = app.objects.delete(&self.key).await {
            tracing::warn!(%error, "the bytes of a refused image stay until they are swept");
        }
    }
}

/// What the caller did wrong is 400 here, as documented; what is too large to hold in memory is, too.
fn refused(error: MediaError) -> Error {
    match &error {
        MediaError::Unsupported { .. } | MediaError::Corrupt { .. } => Error::invalid(
            "invalid_image",
            "The file is no picture that can be read, or of a type that is not allowed.",
        )
        .because(error),
        MediaError::TooLarge { .. } => Error::invalid("too_many_pixels", error.to_string()),
        MediaError::Crashed { unprocessable: true, .. } | MediaError::TimedOut => {
            Error::invalid("invalid_image", "The file cannot be read.").because(error)
        }
        _ => media_error(error),
    }
}
