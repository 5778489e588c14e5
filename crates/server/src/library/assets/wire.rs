//! Assets on the wire.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calotype_core::assets::list::Item;
use calotype_core::stored::{Asset, Shelf};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::specific::SpecificMetadata;
use crate::library::wire::Time;

/// An asset as every list shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AssetDTO {
    /// Id.
    pub asset_id: String,
    /// The owner's integer; null: nobody's.
    pub owner_id: Option<i64>,
    /// Repository of the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub repository_id: Option<String>,
    /// PHOTO, VIDEO, AUDIO or DOCUMENT.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Name the file came with.
    pub original_filename: String,
    /// Path in the repository; empty until committed.
    pub storage_path: String,
    /// Type by content.
    pub mime_type: String,
    /// Bytes.
    pub file_size: i64,
    /// BLAKE3, 64 hexadecimal digits.
    pub hash: Option<String>,
    /// Upright width in pixels.
    pub width: Option<i64>,
    /// Upright height in pixels.
    pub height: Option<i64>,
    /// Seconds.
    pub duration: Option<f64>,
    /// When it came in.
    pub upload_time: Time,
    /// When it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub taken_time: Option<Time>,
    /// Minutes the capture clock was ahead of UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub capture_offset_minutes: Option<i64>,
    /// 0 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub rating: Option<i64>,
    /// Favourite.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub liked: Option<bool>,
    /// In the trash.
    pub is_deleted: Option<bool>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub deleted_at: Option<Time>,
    /// What the file says about itself; null before extraction.
    #[schema(value_type = Option<SpecificMetadata>)]
    pub specific_metadata: Option<Box<RawValue>>,
    /// Standard base64 of the JSON of the status object.
    pub status: String,
    /// Placeholder picture: base64 of a ThumbHash.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub thumbhash: Option<String>,
    /// Set on the cover of a stack in collapsed lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub stack: Option<StackPreviewDTO>,
}

/// A stack, as its cover mentions it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StackPreviewDTO {
    /// Stack.
    pub stack_id: String,
    /// `raw_jpeg`, `live_photo` or `manual`.
    pub stack_kind: String,
    /// Always true where this appears.
    pub stack_cover: bool,
    /// Members.
    pub stack_size: usize,
}

impl From<Asset> for AssetDTO {
    fn from(asset: Asset) -> Self {
        #[allow(clippy::cast_precision_loss)]
        let duration = asset.duration_ms.map(|ms| ms as f64 / 1000.0);
        Self {
            asset_id: asset.id.to_string(),
            owner_id: asset.owner_number,
            repository_id: asset.repository_id.map(|id| id.to_string()),
            kind: asset.kind.as_str(),
            original_filename: asset.original_filename,
            storage_path: asset.storage_path,
            mime_type: asset.mime_type,
            file_size: asset.file_size,
            hash: asset.hash,
            width: asset.width,
            height: asset.height,
            duration,
            upload_time: Time(asset.upload_time),
            taken_time: asset.taken_time.map(Time),
            capture_offset_minutes: asset.capture_offset_minutes,
            rating: asset.rating,
            liked: asset.liked,
            is_deleted: Some(asset.shelf == Shelf::Trash),
            deleted_at: asset.deleted_at.map(Time),
            specific_metadata: asset.specific_metadata.map(|json| json.0),
            status: STANDARD.encode(asset.status.0.get()),
            thumbhash: asset.thumbhash.map(|hash| STANDARD.encode(hash)),
            stack: None,
        }
    }
}

/// One item of a list: an asset or a stack.
#[derive(Debug, Serialize, ToSchema)]
pub struct BrowseItemDTO {
    /// `asset` or `stack`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// `asset:<id>` or `stack:<id>`.
    id: String,
    /// Present when the item is an asset.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    asset: Option<AssetDTO>,
    /// Present when the item is a stack.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    stack: Option<BrowseStackDTO>,
}

/// A stack as an item of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct BrowseStackDTO {
    stack_id: String,
    stack_kind: String,
    cover_asset_id: String,
    cover_asset: AssetDTO,
    stack_size: usize,
    member_asset_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    matched_member_ids: Option<Vec<String>>,
}

impl From<Item> for BrowseItemDTO {
    fn from(item: Item) -> Self {
        let Item { asset, stack } = item;
        let mut cover = AssetDTO::from(asset);
        let Some(stack) = stack else {
            return Self {
                kind: "asset",
                id: format!("asset:{}", cover.asset_id),
                asset: Some(cover),
                stack: None,
            };
        };
        cover.stack = Some(StackPreviewDTO {
            stack_id: stack.id.to_string(),
            stack_kind: stack.kind.clone(),
            stack_cover: true,
            stack_size: stack.members.len(),
        });
        let texts = |ids: Vec<uuid::Uuid>| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        Self {
            kind: "stack",
            id: format!("stack:{}", stack.id),
            asset: None,
            stack: Some(BrowseStackDTO {
                stack_id: stack.id.to_string(),
                stack_kind: stack.kind,
                cover_asset_id: cover.asset_id.clone(),
                cover_asset: cover,
                stack_size: stack.members.len(),
                member_asset_ids: texts(stack.members),
                matched_member_ids: stack.matched.map(texts),
            }),
        }
    }
}

/// What narrows a list. Every optional field also tolerates null.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct AssetFilterDTO {
    repository_id: Option<String>,
    album_id: Option<i64>,
    #[serde(rename = "type")]
    kind: Option<String>,
    types: Option<Vec<String>>,
    owner_id: Option<i64>,
    raw: Option<bool>,
    rating: Option<i64>,
    liked: Option<bool>,
    filename: Option<FilenameFilterDTO>,
    date: Option<DateRangeDTO>,
    is_deleted: Option<bool>,
    camera_model: Option<String>,
    lens: Option<String>,
    location: Option<LocationBBoxDTO>,
    tag_name: Option<String>,
    tag_source: Option<String>,
}

/// A condition on the file name.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct FilenameFilterDTO {
    value: Option<String>,
    /// contains (default), matches, starts_with, ends_with.
    operator: Option<String>,
    /// Older name of `operator`.
    mode: Option<String>,
}

/// Days (YYYY-MM-DD, in the viewer's zone) or instants (RFC 3339), inclusive.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct DateRangeDTO {
    from: Option<String>,
    to: Option<String>,
}

/// A box in degrees; west greater than east crosses the date line. Needs all four sides.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct LocationBBoxDTO {
    north: Option<f64>,
    south: Option<f64>,
    east: Option<f64>,
    west: Option<f64>,
}

impl From<AssetFilterDTO> for calotype_core::assets::query::FilterInput {
    fn from(dto: AssetFilterDTO) -> Self {
        let date = dto.date.unwrap_or_default();
        Self {
            repository_id: dto.repository_id,
            album_id: dto.album_id,
            kind: dto.kind,
            kinds: dto.types.unwrap_or_default(),
            owner_id: dto.owner_id,
            raw: dto.raw,
            rating: dto.rating,
            liked: dto.liked,
            filename: dto.filename.and_then(|f| f.value.map(|value| (value, f.operator.or(f.mode)))),
            from: date.from,
            to: date.to,
            is_deleted: dto.is_deleted.unwrap_or(false),
            camera_model: dto.camera_model,
            lens: dto.lens,
            location: dto.location.and_then(|l| Some([l.north?, l.south?, l.east?, l.west?])),
            tag_name: dto.tag_name,
            tag_source: dto.tag_source,
        }
    }
}

/// A part of a list.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
pub struct PaginationDTO {
    /// Outside 1 to 100: 20.
    pub limit: Option<i64>,
    /// Negative: 0.
    pub offset: Option<i64>,
}

/// Several assets without totals.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetListResponseDTO {
    /// Assets in order.
    pub assets: Vec<AssetDTO>,
    /// Limit in force.
    pub limit: i64,
    /// Offset in force.
    pub offset: i64,
}
