//! `POST /assets/stacks`, and the stack of an asset: `GET` and `DELETE /assets/{id}/stack`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::App;
use calotype_core::stacks::{self, Member, Stack};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Viewer;
use crate::extract::{Json, Path};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::MessageResponse;

/// What to stack, the top one first.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateManualStackRequestDTO {
    /// 2 to 500 different assets.
    #[serde(default)]
    asset_ids: Vec<Uuid>,
}

/// A stack.
#[derive(Debug, Serialize, ToSchema)]
pub struct StackDTO {
    stack_id: String,
    /// `raw_jpeg`, `live_photo` or `manual`.
    stack_kind: String,
    member_count: usize,
    members: Vec<StackMemberDTO>,
}

/// A member of a stack.
#[derive(Debug, Serialize, ToSchema)]
pub struct StackMemberDTO {
    asset_id: String,
    /// `raw_original`, `jpeg_original`, `edited_version`, `alternative`, `live_photo_still` or `live_photo_video`.
    relation: String,
    position: i64,
}

/// The stack of an asset.
#[derive(Debug, Serialize, ToSchema)]
pub struct StackByAssetResponseDTO {
    asset_id: String,
    stack: StackDTO,
}

impl From<Stack> for StackDTO {
    fn from(stack: Stack) -> Self {
        let member = |member: Member| StackMemberDTO {
            asset_id: member.asset_id.to_string(),
            relation: member.relation,
            position: member.position,
        };
        Self {
            stack_id: stack.id.to_string(),
            stack_kind: stack.kind,
            member_count: stack.members.len(),
            members: stack.members.into_iter().map(member).collect(),
        }
    }
}

/// Stacks assets by hand.
#[utoipa::path(post, path = "/assets/stacks", tag = "assets", request_body = CreateManualStackRequestDTO,
    responses((status = 201, body = StackDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn create(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Json(request): Json<CreateManualStackRequestDTO>,
) -> ApiResult<(StatusCode, Answer<StackDTO>)> {
    let stack = stacks::create(&app, &actor, &request.asset_ids).await?;
    Ok((StatusCode::CREATED, Answer(stack.into())))
}

/// The stack an asset is in, with all its members, those in the trash as well.
#[utoipa::path(get, path = "/assets/{id}/stack", tag = "assets", params(("id" = Uuid, Path)),
    responses((status = 200, body = StackByAssetResponseDTO), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<StackByAssetResponseDTO>> {
    let stack = stacks::of_asset(&app, &actor, id).await?;
    Ok(Answer(StackByAssetResponseDTO { asset_id: id.to_string(), stack: stack.into() }))
}

/// Takes an asset out of its stack. The others stay.
#[utoipa::path(delete, path = "/assets/{id}/stack", tag = "assets", params(("id" = Uuid, Path)),
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn leave(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<MessageResponse>> {
    stacks::leave(&app, &actor, id).await?;
    Ok(MessageResponse::new("Out of the stack."))
}
