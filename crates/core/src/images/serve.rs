//! The bytes of an image: as stored, or made to order from the smallest rung that is large enough.

use bytes::Bytes;
use calotype_files::objects::ObjectKey;
use calotype_media::render::{Fit, Gravity, RenderSpec};
use calotype_store::renditions;
use uuid::Uuid;

use super::create::{MEZZANINE, MEZZANINE_SIDE, THUMBNAIL};
use super::settle::{By, settle};
use super::transform::{Focus, QUALITY, Transform, Words};
use super::{Image, Seen, Unseen, Visitor, object, see};
use crate::actor::{Actor, Who};
use crate::app::App;
use crate::assets::media::stem;
use crate::assets::process::media_error;
use crate::content::Content;
use crate::error::{Error, Result};

/// An image on its way out.
#[derive(Debug)]
pub struct Served {
    /// The image.
    pub image: Image,
    /// Whether everybody may see it.
    pub is_public: bool,
    /// Whether another `Accept` would have got another one.
    pub negotiated: bool,
    /// What makes this version of it unique, for the entity tag.
    pub version: String,
    /// The name to save it under.
    pub file_name: String,
    /// Its type.
    pub mime_type: &'static str,
    /// The bytes.
    pub content: Content,
}

/// The bytes of an image, for who may see it.
///
/// # Errors
/// `invalid_transform`, `unknown_preset`; `signature_required`, `preset_required`; `media_busy`; failures of store and
/// database. That there is nothing to see is no error.
pub async fn serve(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    words: &Words<'_>,
) -> Result<std::result::Result<Served, Unseen>> {
    let Seen { image, is_public } = match see(app, visitor, id).await? {
        Ok(seen) => seen,
        Err(unseen) => return Ok(Err(unseen)),
    };
    let program = visitor.caller.as_ref().map(|caller| &caller.actor);
    match serve_row(app, image, is_public, words, By { program, signed: visitor.signed }).await? {
        Some(served) => Ok(Ok(served)),
        None => Ok(Err(Unseen::NotFound)),
    }
}

/// The bytes of an image that was already found visible; `None` when it was deleted meanwhile. A picture that has to be
/// computed counts as use of the key that asked for it, if one did.
pub(crate) async fn serve_row(
    app: &App,
    image: Image,
    is_public: bool,
    words: &Words<'_>,
    by: By<'_>,
) -> Result<Option<Served>> {
    let settled = settle(app, &image, words, by).await?;
    let (transform, payer) = (&settled.transform, by.program);
    let output = transform.output();
    let recipe = if transform.is_plain() { "stored".to_owned() } else { transform.recipe() };
    let version = format!("{}-{recipe}", image.hash.get(..32).unwrap_or_default());
    let content = if transform.is_plain() {
        stored(app, &image).await?
    } else {
        let key = (image.tenant_id, image.hash.clone(), recipe);
        let made = app.variants.get_or_make(key, make(app, &image, transform, payer)).await;
        match made {
            Ok(variant) => Some(Content::Bytes(variant)),
            Err(error) if error.code == "image_not_found" => None,
            Err(error) => return Err(error),
        }
    };
    let Some(content) = content else { return Ok(None) };
    Ok(Some(Served {
        file_name: format!("{}.{}", stem(&image.original_filename), output.extension()),
        version,
        is_public,
        negotiated: settled.negotiated,
        mime_type: output.mime(),
        content,
        image,
    }))
}

async fn stored(app: &App, image: &Image) -> Result<Option<Content>> {
    match app.objects.open(&object(image.tenant_id, image.id), &app.scratch()).await {
        Ok(file) => Ok(Some(Content::File(file, u64::try_from(image.file_size).unwrap_or(0)))),
        Err(error) if error.kind() == calotype_files::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Makes a picture to order.
async fn make(app: &App, image: &Image, transform: &Transform, payer: Option<&Actor>) -> Result<Bytes> {
    if transform.is_plain_thumbnail()
        && let Some(bytes) = rung(app, image, THUMBNAIL).await?
    {
        return Ok(bytes);
    }
    let output = transform.output();
    let mut spec = RenderSpec::inside(0, output);
    if transform.thumbnail {
        let side = app.config.hosting.thumbnail_side;
        (spec.max_width, spec.max_height) = (side, side);
        spec.quality = Some(transform.quality.unwrap_or(app.config.hosting.thumbnail_quality));
    } else {
        spec.fit = transform.fit;
        spec.gravity = match transform.gravity {
            Focus::At(gravity) => gravity,
            Focus::Smart => focus(app, image, transform).await?,
        };
        (spec.max_width, spec.max_height) = (transform.width.unwrap_or(0), transform.height.unwrap_or(0));
        spec.quality = Some(transform.quality.unwrap_or(QUALITY));
        spec.animate = image.is_animated;
    }
    spec.background = transform.background;
    spec.effort = Some(DELIVERY_EFFORT);
    let small_enough = fits_mezzanine(image, &spec);
    let from = match small_enough {
        true => rung(app, image, MEZZANINE).await?,
        false => None,
    };
    let from = match from {
        Some(bytes) => bytes,
        None => read(app, &object(image.tenant_id, image.id)).await?.ok_or_else(super::not_found)?,
    };
    let picture = app.media.render_trusted(from, spec).await.map_err(media_error)?;
    if let Some(Actor { tenant, who: Who::Key { id, .. }, .. }) = payer {
        app.usage.transformed(*tenant, *id, "hosting", app.clock.now());
    }
    Ok(Bytes::from(picture.bytes))
}

/// Where a picture is cut that shall show what people look at. The thumbnail tells, so it is the same for every size.
async fn focus(app: &App, image: &Image, transform: &Transform) -> Result<Gravity> {
    let (Fit::Cover, Some(width), Some(height)) = (transform.fit, transform.width, transform.height) else {
        return Ok(Gravity::default());
    };
    let small = match rung(app, image, THUMBNAIL).await? {
        Some(bytes) => bytes,
        None => read(app, &object(image.tenant_id, image.id)).await?.ok_or_else(super::not_found)?,
    };
    // Whoever comes to know faces names them here.
    let regions = Vec::new();
    app.media.focus_trusted(small, (width, height), regions).await.map_err(media_error)
}

/// Effort of encoders while somebody waits: WebP's method 2, Huffman tables made for the picture.
const DELIVERY_EFFORT: u8 = 4;

/// Whether the rung has all the pixels that the order needs.
fn fits_mezzanine(image: &Image, spec: &RenderSpec) -> bool {
    let (width, height) = (image.width.max(1), image.height.max(1));
    if width.max(height) <= i64::from(MEZZANINE_SIDE) || image.is_animated {
        return false;
    }
    let scale = |max: u32, side: i64| (max > 0).then(|| f64::from(max) / side as f64);
    let (across, down) = (scale(spec.max_width, width), scale(spec.max_height, height));
    let needed = match (across, down) {
        (None, None) => 1.0,
        (Some(one), None) | (None, Some(one)) => one,
        (Some(across), Some(down)) if matches!(spec.fit, Fit::Inside | Fit::Contain) => across.min(down),
        (Some(across), Some(down)) => across.max(down),
    };
    needed * width.max(height) as f64 <= f64::from(MEZZANINE_SIDE)
}

/// One of the stored rungs; `None` when there is none.
async fn rung(app: &App, image: &Image, recipe: &str) -> Result<Option<Bytes>> {
    let row = renditions::get(&mut app.db.read().await?, image.id, recipe).await?;
    let Some(key) = row.and_then(|row| ObjectKey::parse(&row.object_key)) else { return Ok(None) };
    read(app, &key).await
}

async fn read(app: &App, key: &ObjectKey) -> Result<Option<Bytes>> {
    match app.objects.get(key).await {
        Ok(object) => Ok(Some(object.bytes(LARGEST).await?)),
        Err(error) if error.kind() == calotype_files::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::from(error)),
    }
}

/// Largest stored picture that is read to make another one, bytes: 50 megapixels of noise at quality 100.
const LARGEST: u64 = 256 * 1024 * 1024;
