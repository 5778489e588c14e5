//! The settings on the wire.

use calotype_core::settings::{LlmPatch, MlPatch, Patch, View};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::library::wire::Time;

/// All settings.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SystemSettingsDTO)]
pub(super) struct SystemSettings {
    llm: LlmSettings,
    ml: MlSettings,
    library: LibrarySettings,
    updated_at: Time,
    /// Who changed them last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    updated_by: Option<i64>,
}

/// The language model of the agent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LLMSettingsDTO)]
struct LlmSettings {
    agent_enabled: bool,
    /// `ark`, `openai`, `deepseek` or `ollama`.
    provider: &'static str,
    model_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    base_url: Option<String>,
    /// Whether a key is stored. The key itself is never shown.
    api_key_configured: bool,
}

/// Which models may look at photos.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MLSettingsDTO)]
struct MlSettings {
    semantic_enabled: bool,
    bioclip_enabled: bool,
    ocr_enabled: bool,
    face_enabled: bool,
}

/// The library itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LibrarySettingsDTO)]
struct LibrarySettings {
    /// Days a deleted asset stays in the trash before its file is removed.
    trash_retention_days: u32,
}

impl From<View> for SystemSettings {
    fn from(view: View) -> Self {
        let system = view.system;
        Self {
            llm: LlmSettings {
                agent_enabled: system.llm.agent_enabled,
                provider: system.llm.provider.as_str(),
                api_key_configured: system.llm.has_api_key(),
                model_name: system.llm.model_name,
                base_url: system.llm.base_url,
            },
            ml: MlSettings {
                semantic_enabled: system.ml.semantic,
                bioclip_enabled: system.ml.bioclip,
                ocr_enabled: system.ml.ocr,
                face_enabled: system.ml.face,
            },
            library: LibrarySettings { trash_retention_days: system.trash_retention_days },
            updated_at: Time(view.updated_at),
            updated_by: view.updated_by,
        }
    }
}

/// What to change; what is left out stays, at every depth.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = UpdateSystemSettingsDTO)]
pub(super) struct UpdateSystemSettings {
    llm: Option<UpdateLlmSettings>,
    ml: Option<UpdateMlSettings>,
    library: Option<UpdateLibrarySettings>,
}

/// Changes of the language model.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = UpdateLLMSettingsDTO)]
struct UpdateLlmSettings {
    agent_enabled: Option<bool>,
    /// `ark`, `openai`, `deepseek` or `ollama`.
    provider: Option<String>,
    model_name: Option<String>,
    /// Empty: the provider's own address.
    base_url: Option<String>,
    /// Stored encrypted and never shown again; empty removes it.
    #[schema(write_only)]
    api_key: Option<String>,
}

/// Changes of the models that look at photos.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = UpdateMLSettingsDTO)]
struct UpdateMlSettings {
    semantic_enabled: Option<bool>,
    bioclip_enabled: Option<bool>,
    ocr_enabled: Option<bool>,
    face_enabled: Option<bool>,
}

/// Changes of the library.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = UpdateLibrarySettingsDTO)]
struct UpdateLibrarySettings {
    #[schema(minimum = 1, maximum = 3650)]
    trash_retention_days: Option<u32>,
}

impl From<UpdateSystemSettings> for Patch {
    fn from(update: UpdateSystemSettings) -> Self {
        let llm = update.llm.unwrap_or_default();
        let ml = update.ml.unwrap_or_default();
        Self {
            llm: LlmPatch {
                agent_enabled: llm.agent_enabled,
                provider: llm.provider,
                model_name: llm.model_name,
                base_url: llm.base_url,
                api_key: llm.api_key,
            },
            ml: MlPatch {
                semantic: ml.semantic_enabled,
                bioclip: ml.bioclip_enabled,
                ocr: ml.ocr_enabled,
                face: ml.face_enabled,
            },
            trash_retention_days: update.library.and_then(|library| library.trash_retention_days),
        }
    }
}
