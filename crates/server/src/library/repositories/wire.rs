//! Repositories on the wire.

use calotype_core::stored::Repository;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A registered repository.
#[derive(Debug, Serialize, ToSchema)]
pub struct RepositoryDTO {
    id: String,
    name: String,
    path: String,
    /// `primary` or `regular`.
    role: String,
    is_primary: bool,
    /// Owner of what appears without an uploader.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    default_owner_id: Option<i64>,
    /// `date`, `cas` or `flat`.
    storage_strategy: String,
    local_settings: RepositoryLocalSettings,
}

/// What may differ between places where a folder is used.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct RepositoryLocalSettings {
    /// `rename`, `uuid` or `overwrite`.
    pub(super) handle_duplicate_filenames: Option<String>,
}

impl From<Repository> for RepositoryDTO {
    fn from(repository: Repository) -> Self {
        Self {
            id: repository.id.to_string(),
            is_primary: repository.is_primary(),
            name: repository.name,
            path: repository.path,
            role: repository.role,
            default_owner_id: repository.default_owner_number,
            storage_strategy: repository.storage_strategy,
            local_settings: RepositoryLocalSettings {
                handle_duplicate_filenames: Some(repository.duplicate_handling),
            },
        }
    }
}
