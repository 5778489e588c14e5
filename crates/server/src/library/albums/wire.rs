//! Albums on the wire.

use calotype_core::stored::{Member, Membership, Overview};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::library::assets::wire::AssetDTO;
use crate::library::wire::Time;

/// An album with what the caller sees of it at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub struct GetAlbumResponseDTO {
    album_id: i64,
    /// The owner's integer.
    user_id: i64,
    album_name: String,
    created_at: Time,
    updated_at: Time,
    description: Option<String>,
    /// The chosen cover.
    cover_asset_id: Option<String>,
    /// `default` or `bio`.
    album_type: &'static str,
    /// Assets the caller sees in it; always 0 in the list of an asset's albums.
    asset_count: i64,
    /// The chosen cover where the caller sees it, else the first asset they see.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    display_cover_asset_id: Option<String>,
}

impl From<Overview> for GetAlbumResponseDTO {
    fn from(overview: Overview) -> Self {
        let Overview { album, asset_count, display_cover_id } = overview;
        Self {
            album_id: album.number,
            user_id: album.owner_number,
            album_name: album.name,
            created_at: Time(album.created_at),
            updated_at: Time(album.updated_at),
            description: album.description,
            cover_asset_id: album.cover_asset_id.map(|id| id.to_string()),
            album_type: album.album_type.as_str(),
            asset_count,
            display_cover_asset_id: display_cover_id.map(|id| id.to_string()),
        }
    }
}

/// An asset with its place in an album.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlbumAssetDTO {
    #[serde(flatten)]
    asset: AssetDTO,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    position: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    added_time: Option<Time>,
}

impl From<Member> for AlbumAssetDTO {
    fn from(member: Member) -> Self {
        Self {
            asset: member.asset.into(),
            position: member.position,
            added_time: Some(Time(member.added_at)),
        }
    }
}

/// An album with the place of an asset in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetAlbumDTO {
    #[serde(flatten)]
    album: GetAlbumResponseDTO,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    position: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    added_time: Option<Time>,
}

impl From<Membership> for AssetAlbumDTO {
    fn from(membership: Membership) -> Self {
        let Membership { album, position, added_at } = membership;
        Self {
            album: Overview { album, asset_count: 0, display_cover_id: None }.into(),
            position,
            added_time: Some(Time(added_at)),
        }
    }
}

/// Counts and covers of one repository instead of all.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InRepository {
    /// Repository.
    pub(super) repository_id: Option<String>,
}
