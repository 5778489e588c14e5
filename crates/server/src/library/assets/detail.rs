//! `GET /assets/{id}` and `GET /assets/{id}/exif`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::assets::detail::{self, Include};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::wire::AssetDTO;
use crate::auth::Viewer;
use crate::extract::{Path, Query};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::Time;

/// What to include; only the literal `true` is true.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Flags {
    /// Default true.
    #[param(value_type = Option<bool>)]
    include_thumbnails: Option<String>,
    /// Default true.
    #[param(value_type = Option<bool>)]
    include_tags: Option<String>,
    /// Default true.
    #[param(value_type = Option<bool>)]
    include_albums: Option<String>,
}

/// An asset with what belongs to it. Empty lists are omitted.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetDetailDTO {
    #[serde(flatten)]
    asset: AssetDTO,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    thumbnails: Vec<AssetThumbnailDTO>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<AssetTagDTO>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    albums: Vec<AssetAlbumRefDTO>,
}

/// A thumbnail that exists.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetThumbnailDTO {
    thumbnail_id: String,
    /// small, medium or large.
    size: String,
    storage_path: String,
    mime_type: String,
}

/// A tag of the asset.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetTagDTO {
    tag_id: i64,
    tag_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    confidence: Option<f64>,
}

/// An album the asset is in.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetAlbumRefDTO {
    album_id: i64,
    album_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    position: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    added_time: Option<Time>,
}

/// Everything about one asset, in the library or in the trash.
#[utoipa::path(get, path = "/assets/{id}", tag = "assets", params(("id" = Uuid, Path), Flags),
    responses((status = 200, body = AssetDetailDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
    Query(flags): Query<Flags>,
) -> ApiResult<Answer<AssetDetailDTO>> {
    let wanted = |flag: &Option<String>| flag.as_deref().is_none_or(|text| text == "true");
    let include = Include {
        thumbnails: wanted(&flags.include_thumbnails),
        tags: wanted(&flags.include_tags),
        albums: wanted(&flags.include_albums),
    };
    let detail = detail::detail(&app, &actor, id, include).await?;
    let thumbnails = detail.thumbnails.into_iter().map(|t| AssetThumbnailDTO {
        thumbnail_id: t.number.to_string(),
        size: t.recipe,
        storage_path: t.object_key,
        mime_type: t.mime_type,
    });
    let tags = detail.tags.into_iter().map(|t| AssetTagDTO {
        tag_id: t.number,
        tag_name: t.name,
        confidence: t.confidence,
    });
    let albums = detail.albums.into_iter().map(|a| AssetAlbumRefDTO {
        album_id: a.album.number,
        album_name: a.album.name,
        position: a.position,
        added_time: Some(Time(a.added_at)),
    });
    Ok(Answer(AssetDetailDTO {
        asset: detail.asset.into(),
        thumbnails: thumbnails.collect(),
        tags: tags.collect(),
        albums: albums.collect(),
    }))
}

/// All tags of a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetExifResponseDTO {
    asset_id: String,
    /// Tag names and printed values.
    #[schema(value_type = Object)]
    exif_raw: serde_json::Value,
}

/// The complete tag dump of a file.
#[utoipa::path(get, path = "/assets/{id}/exif", tag = "assets", params(("id" = Uuid, Path)),
    responses((status = 200, body = AssetExifResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn exif(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<AssetExifResponseDTO>> {
    let exif_raw = detail::raw_tags(&app, &actor, id).await?;
    Ok(Answer(AssetExifResponseDTO { asset_id: id.to_string(), exif_raw }))
}
