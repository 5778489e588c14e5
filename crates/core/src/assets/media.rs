//! The bytes of an asset: thumbnails, original, web version, export.

use std::fs::File;

use bytes::Bytes;
use calotype_files::ContentHash;
use calotype_files::objects::ObjectKey;
use calotype_media::Source;
use calotype_media::format::{Format, OutputFormat};
use calotype_media::ladder::Picture;
use calotype_media::render::RenderSpec;
use calotype_store::assets::{Asset, Kind};
use calotype_store::renditions::{self, NewRendition, Rendition};
use uuid::Uuid;

use crate::actor::Actor;
use crate::app::App;
use crate::assets::process::{LADDER_VERSION, media_error, open_original, rendition_key};
use crate::assets::{readable, web_version};
use crate::error::{Error, Result};

/// A file to be sent, with what its headers need.
#[derive(Debug)]
pub struct Sendable {
    /// Open file; sent from its beginning.
    pub file: File,
    /// Bytes.
    pub size: u64,
    /// Type.
    pub mime_type: String,
    /// Name for `Content-Disposition`.
    pub file_name: String,
    /// What makes this version of it unique, for the entity tag.
    pub version: String,
}

/// A documented thumbnail size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Fits 400×400.
    Small,
    /// Fits 800×800.
    Medium,
    /// Fits 1920×1920.
    Large,
}

impl Size {
    /// The size of a word.
    ///
    /// # Errors
    /// `invalid_size` for any other word.
    pub fn parse(word: &str) -> Result<Self> {
        match word {
            "small" => Ok(Self::Small),
            "medium" => Ok(Self::Medium),
            "large" => Ok(Self::Large),
            _ => Err(Error::invalid("invalid_size", "size must be small, medium or large.")),
        }
    }

    /// The word, which is also the recipe.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// Longest side in pixels.
    #[must_use]
    pub const fn side(self) -> u32 {
        match self {
            Self::Small => 400,
            Self::Medium => 800,
            Self::Large => 1920,
        }
    }
}

/// The thumbnail of an asset. `medium` and `large` are made from the ladder when they are first wanted.
///
/// # Errors
/// The owner rule; `asset_not_found`; `no_thumbnail` until there is one, and for sounds; `media_busy`.
pub async fn thumbnail(app: &App, actor: &Actor, id: Uuid, size: Size) -> Result<Sendable> {
    let mut conn = app.db.read().await?;
    let asset = readable(&mut conn, actor, id).await?;
    let made = renditions::get(&mut conn, id, size.as_str()).await?;
    drop(conn);
    if let Some(rendition) = &made
        && let Some(sendable) = open_rendition(app, &asset, rendition).await?
    {
        return Ok(sendable);
    }
    let mut conn = app.db.read().await?;
    let mezzanine = renditions::get(&mut conn, id, "mezzanine").await?;
    let is_read = made.is_some()
        || mezzanine.is_some()
        || renditions::get(&mut conn, id, Size::Small.as_str()).await?.is_some();
    drop(conn);
    if !is_read {
        return Err(Error::not_found("no_thumbnail", "There is no thumbnail yet."));
    }
    let rendition = make_thumbnail(app, &asset, size, mezzanine.as_ref()).await?;
    open_rendition(app, &asset, &rendition)
        .await?
        .ok_or_else(|| Error::not_found("no_thumbnail", "There is no thumbnail yet."))
}

/// Renders a size from the mezzanine, or from the original where that is small enough to have none.
///
/// `large` of a JPEG is made from the original: the mezzanine is nearly as small, and its quick decode, which nobody sees
/// at half the size, costs 2 to 4 points of SSIMULACRA2 at its own (`docs/performance.md`).
async fn make_thumbnail(
    app: &App,
    asset: &Asset,
    size: Size,
    mezzanine: Option<&Rendition>,
) -> Result<Rendition> {
    let missing = || Error::not_found("no_thumbnail", "There is no thumbnail yet.");
    let original: ContentHash = asset.hash.as_deref().ok_or_else(missing)?.parse()?;
    let mut spec = RenderSpec::inside(size.side(), OutputFormat::Webp);
    spec.quality = Some(80);
    let picture = if size == Size::Large && asset.mime_type == Format::Jpeg.mime() {
        match render_original(app, asset, spec.clone()).await {
            Ok(picture) => picture,
            // A disk may be unplugged, a file damaged since: the mezzanine is still there.
            Err(error) => match render_mezzanine(app, mezzanine, spec).await? {
                Some(picture) => picture,
                None => return Err(error),
            },
        }
    } else {
        match render_mezzanine(app, mezzanine, spec.clone()).await? {
            Some(picture) => picture,
            None => render_original(app, asset, spec).await?,
        }
    };
    let key = rendition_key(asset.tenant_id, original, size.as_str(), picture.format.extension())?;
    let dimensions = Some((i64::from(picture.width), i64::from(picture.height)));
    let bytes = Bytes::from(picture.bytes);
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    app.objects.put(&key, bytes).await?;
    let object_key = key.path();
    let new = NewRendition {
        asset: asset.id,
        recipe: size.as_str(),
        version: LADDER_VERSION,
        object_key: &object_key,
        mime_type: picture.format.mime(),
        dimensions,
        size: length,
    };
    let mut conn = app.db.write().await?;
    renditions::put(&mut conn, &new, app.clock.now()).await?;
    let made = renditions::get(&mut conn, asset.id, size.as_str()).await?.ok_or_else(missing)?;
    conn.commit().await?;
    Ok(made)
}

async fn render_original(app: &App, asset: &Asset, spec: RenderSpec) -> Result<Picture> {
    let file = open_original(app, asset).await?;
    let source = Source { file, file_name: asset.original_filename.clone() };
    app.media.render(source, spec).await.map_err(media_error)
}

/// `None` when there is no mezzanine. Renditions can be dropped at any time; the original is still there.
async fn render_mezzanine(
    app: &App,
    mezzanine: Option<&Rendition>,
    spec: RenderSpec,
) -> Result<Option<Picture>> {
    let Some(key) = mezzanine.and_then(|m| ObjectKey::parse(&m.object_key)) else { return Ok(None) };
    let bytes = match app.objects.get(&key).await {
        Ok(object) => object.bytes(64 * 1024 * 1024).await?,
        Err(error) if error.kind() == calotype_files::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    app.media.render_trusted(bytes, spec).await.map(Some).map_err(media_error)
}

/// Opens a rendition; `None` when its object is gone.
async fn open_rendition(app: &App, asset: &Asset, rendition: &Rendition) -> Result<Option<Sendable>> {
    let Some(key) = ObjectKey::parse(&rendition.object_key) else { return Ok(None) };
    let file = match app.objects.open(&key, &app.scratch()).await {
        Ok(file) => file,
        Err(error) if error.kind() == calotype_files::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let stem = stem(&asset.original_filename);
    let extension = rendition.object_key.rsplit('.').next().unwrap_or("bin");
    Ok(Some(Sendable {
        file,
        size: u64::try_from(rendition.size).unwrap_or(0),
        mime_type: rendition.mime_type.clone(),
        file_name: format!("{stem}.{extension}"),
        version: format!(
            "{}-{}-{}",
            &asset.id.simple().to_string()[24..],
            rendition.recipe,
            rendition.created_at
        ),
    }))
}

/// A name without its extension; all of it when there is nothing before the dot.
pub(crate) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// The original of an asset.
///
/// # Errors
/// The owner rule; `asset_not_found`, `file_not_found`.
pub async fn original(app: &App, actor: &Actor, id: Uuid) -> Result<Sendable> {
    let asset = readable(&mut app.db.read().await?, actor, id).await?;
    send_original(app, &asset).await
}

/// The original of an asset that was already found readable.
///
/// # Errors
/// `file_not_found`.
pub async fn send_original(app: &App, asset: &Asset) -> Result<Sendable> {
    let file = open_original(app, asset).await?;
    let size = file.metadata().map_err(Error::internal)?.len();
    let hash = asset.hash.as_deref().unwrap_or_default();
    Ok(Sendable {
        file,
        size,
        mime_type: asset.mime_type.clone(),
        file_name: asset.original_filename.clone(),
        version: format!("{}-{size}", hash.get(..32).unwrap_or_default()),
    })
}

/// The web version of a film or a sound; its original until there is one. Always labelled as the web version is.
///
/// # Errors
/// The owner rule; `asset_not_found`, `file_not_found`; `wrong_type` for anything but `kind`.
pub async fn web(app: &App, actor: &Actor, id: Uuid, kind: Kind) -> Result<Sendable> {
    let mut conn = app.db.read().await?;
    let asset = readable(&mut conn, actor, id).await?;
    let Some((recipe, _, mime_type)) = web_version::recipe(asset.kind).filter(|_| asset.kind == kind) else {
        return Err(Error::invalid("wrong_type", "This asset has no such version."));
    };
    let made = renditions::get(&mut conn, id, recipe).await?;
    drop(conn);
    if let Some(rendition) = made
        && let Some(sendable) = open_rendition(app, &asset, &rendition).await?
    {
        return Ok(sendable);
    }
    let mut sendable = send_original(app, &asset).await?;
    mime_type.clone_into(&mut sendable.mime_type);
    Ok(sendable)
}

/// What an export shall be.
#[derive(Debug, Clone, Default)]
pub struct ExportInput {
    /// `jpeg`, `jpg`, `png`, `webp` or `avif`.
    pub format: Option<String>,
    /// 1 to 100; absent or 0: the encoder's own.
    pub quality: Option<i64>,
    /// Width of the box; 0: unbounded.
    pub max_width: i64,
    /// Height of the box; 0: unbounded.
    pub max_height: i64,
    /// Name of the file; absent: the original's.
    pub file_name: Option<String>,
}

/// An exported picture.
#[derive(Debug)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// Type.
    pub mime_type: &'static str,
    /// Name for `Content-Disposition`.
    pub file_name: String,
}

/// Makes a picture to order from the original: upright, with its metadata and colour profile.
///
/// # Errors
/// `invalid_format` first; the owner rule; `asset_not_found`, `file_not_found`; 422 kinds for what cannot be decoded, films
/// included.
pub async fn export(app: &App, actor: &Actor, id: Uuid, input: &ExportInput) -> Result<Exported> {
    crate::access::scope(actor)?;
    let format =
        input.format.as_deref().and_then(OutputFormat::from_name).ok_or_else(|| {
            Error::invalid("invalid_format", "format must be jpeg, jpg, png, webp or avif.")
        })?;
    let asset = readable(&mut app.db.read().await?, actor, id).await?;
    if !matches!(asset.kind, Kind::Photo | Kind::Document) {
        return Err(Error::unprocessable("not_a_picture", "Only pictures can be exported."));
    }
    let side = |n: i64| u32::try_from(n.clamp(0, 60_000)).unwrap_or(0);
    let (width, height) = match (side(input.max_width), side(input.max_height)) {
        (w, 0) => (w, w),
        (0, h) => (h, h),
        both => both,
    };
    let mut spec = RenderSpec::inside(0, format);
    (spec.max_width, spec.max_height) = (width, height);
    spec.quality = input.quality.filter(|q| *q > 0).map(|q| u8::try_from(q.min(100)).unwrap_or(100));
    spec.keep_metadata = true;
    let file = open_original(app, &asset).await?;
    let picture = app
        .media
        .render(Source { file, file_name: asset.original_filename.clone() }, spec)
        .await
        .map_err(media_error)?;
    let wanted = input.file_name.as_deref().map(str::trim).filter(|n| !n.is_empty());
    let base = wanted.map_or_else(|| stem(&asset.original_filename).to_owned(), |n| stem(n).to_owned());
    let name =
        calotype_files::repository::FileName::sanitize(&format!("{base}.{}", picture.format.extension()));
    Ok(Exported {
        bytes: picture.bytes,
        mime_type: picture.format.mime(),
        file_name: name.as_str().to_owned(),
    })
}

/// The originals of several assets, each checked before the first byte is sent, with names that differ.
///
/// # Errors
/// `no_assets` for none; `too_many` past 10,000; the owner rule and `asset_not_found`, `file_not_found` for any of them.
pub async fn bundle(app: &App, actor: &Actor, ids: &[Uuid]) -> Result<Vec<(String, Asset)>> {
    crate::access::scope(actor)?;
    if ids.is_empty() {
        return Err(Error::invalid("no_assets", "asset_ids must name at least one asset."));
    }
    if ids.len() > 10_000 {
        return Err(Error::invalid("too_many", "At most 10,000 assets fit into one download."));
    }
    let mut assets = Vec::new();
    let mut names = std::collections::HashSet::new();
    for id in ids {
        let asset = readable(&mut app.db.read().await?, actor, *id).await?;
        open_original(app, &asset).await?;
        let name = &asset.original_filename;
        let (stem, extension) = name.rsplit_once('.').map_or((name.as_str(), None), |(s, e)| (s, Some(e)));
        let numbered = |n: u32| match extension {
            Some(extension) => format!("{stem} ({n}).{extension}"),
            None => format!("{stem} ({n})"),
        };
        let mut unique = name.clone();
        let mut n = 2;
        while !names.insert(unique.to_lowercase()) {
            unique = numbered(n);
            n += 1;
        }
        assets.push((unique, asset));
    }
    Ok(assets)
}
