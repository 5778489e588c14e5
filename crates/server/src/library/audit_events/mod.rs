//! `GET /admin/audit-events`: the record of events, for administrators.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, events};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::Admin;
use crate::extract::Query;
use crate::library::error::{ApiResult, ErrorBody};
use crate::upload::events::list::{EventFilter, EventPage};

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// What people, programs and calotype itself did, newest first.
#[utoipa::path(get, path = "/admin/audit-events", tag = "audit", operation_id = "list_audit_events",
    params(EventFilter),
    responses((status = 200, body = EventPage), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)),
    security(("bearer" = [])))]
async fn list(
    State(app): State<App>,
    Admin(actor): Admin,
    Query(filter): Query<EventFilter>,
) -> ApiResult<Answer<EventPage>> {
    let page = events::list(&app, &actor, filter.wanted()?).await?;
    Ok(Answer(EventPage::new(page, actor.request_id)))
}
