//! `GET /capabilities`: what this server can do right now. Public, and never gated.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::capabilities::{self, Capabilities, Task};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::error::ApiResult;
use crate::site;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get))
}

/// What is possible.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CapabilitiesResponseDTO)]
struct CapabilitiesResponse {
    ml: MlCapabilities,
    llm: LlmCapabilities,
    /// Not in the documented answer: our web app has to find the portal.
    hosting: HostingCapabilities,
}

/// The hosting API.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HostingCapabilitiesDTO)]
struct HostingCapabilities {
    /// The first part of its paths, without slashes at its ends; empty where they begin at the root.
    prefix: String,
}

/// Models that look at photos.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MLCapabilitiesDTO)]
struct MlCapabilities {
    /// Processes that run models.
    discovered_node_count: usize,
    active_node_count: usize,
    tasks: MlTaskSet,
}

/// The tasks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MLTaskSetDTO)]
struct MlTaskSet {
    semantic_image_embed: MlTaskCapability,
    semantic_text_embed: MlTaskCapability,
    bioclip_classify: MlTaskCapability,
    ocr: MlTaskCapability,
    face_recognition: MlTaskCapability,
}

/// One task.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MLTaskCapabilityDTO)]
struct MlTaskCapability {
    /// An administrator allows it.
    enabled: bool,
    /// There is a model for it that works.
    available: bool,
}

/// The language model of the agent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LLMCapabilitiesDTO)]
struct LlmCapabilities {
    agent_enabled: bool,
    /// A model is chosen, and what is needed to reach it is stored.
    configured: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    provider: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    model_name: Option<String>,
}

impl CapabilitiesResponse {
    fn new(can: &Capabilities, prefix: &str) -> Self {
        let task = |enabled, task| MlTaskCapability { enabled, available: can.available(task) };
        Self {
            ml: MlCapabilities {
                discovered_node_count: can.nodes,
                active_node_count: can.nodes,
                tasks: MlTaskSet {
                    semantic_image_embed: task(can.enabled.semantic, Task::SemanticImageEmbed),
                    semantic_text_embed: task(can.enabled.semantic, Task::SemanticTextEmbed),
                    bioclip_classify: task(can.enabled.bioclip, Task::BioclipClassify),
                    ocr: task(can.enabled.ocr, Task::Ocr),
                    face_recognition: task(can.enabled.face, Task::FaceRecognition),
                },
            },
            llm: LlmCapabilities {
                agent_enabled: can.llm.agent_enabled,
                configured: can.llm.is_configured(),
                provider: can.llm.is_configured().then(|| can.llm.provider.as_str()),
                model_name: can.llm.is_configured().then(|| can.llm.model_name.clone()),
            },
            hosting: HostingCapabilities { prefix: prefix.to_owned() },
        }
    }
}

/// What clients ask before they show a feature.
#[utoipa::path(get, path = "/capabilities", tag = "settings", responses((status = 200, body = CapabilitiesResponse)))]
async fn get(State(app): State<App>) -> ApiResult<Answer<CapabilitiesResponse>> {
    let can = capabilities::capabilities(&app).await?;
    Ok(Answer(CapabilitiesResponse::new(&can, site::prefix(&app))))
}
