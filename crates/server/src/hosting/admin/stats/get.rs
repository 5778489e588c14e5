//! `GET /admin/stats`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::clients::{self, Day, Stats};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::admin::caller::Portal;
use crate::hosting::admin::clients::wire::ClientTotals;
use crate::hosting::error::{ApiResult, ErrorBody};

/// Statistics over the caller's clients.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AdminStats {
    total_clients: usize,
    #[serde(flatten)]
    totals: ClientTotals,
    last7_days: LastDays,
    /// The last seven days, oldest first, days without anything included.
    daily_chart: Vec<ChartDay>,
    clients: Vec<ClientStats>,
}

/// What came in the last seven days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LastDays {
    new_images: i64,
    new_avatars: i64,
    new_albums: i64,
    new_users: i64,
    /// Bytes.
    new_storage: i64,
}

/// One day, UTC.
#[derive(Debug, Serialize, ToSchema)]
struct ChartDay {
    /// `YYYY-MM-DD`.
    date: String,
    images: i64,
    avatars: i64,
    albums: i64,
}

/// What one client keeps.
#[derive(Debug, Serialize, ToSchema)]
struct ClientStats {
    id: Uuid,
    name: String,
    #[serde(flatten)]
    totals: ClientTotals,
}

impl From<Day> for ChartDay {
    fn from(day: Day) -> Self {
        let text = crate::library::wire::rfc3339(day.start);
        let date = text.get(..10).unwrap_or_default().to_owned();
        Self { date, images: day.images, avatars: day.avatars, albums: day.albums }
    }
}

impl From<Stats> for AdminStats {
    fn from(stats: Stats) -> Self {
        Self {
            total_clients: stats.clients.len(),
            totals: stats.all.into(),
            last7_days: LastDays {
                new_images: stats.fresh.images,
                new_avatars: stats.fresh.avatars,
                new_albums: stats.fresh.albums,
                new_users: stats.fresh.users,
                new_storage: stats.fresh.storage,
            },
            daily_chart: stats.days.into_iter().map(ChartDay::from).collect(),
            clients: stats
                .clients
                .into_iter()
                .map(|(id, name, totals)| ClientStats { id, name, totals: totals.into() })
                .collect(),
        }
    }
}

/// Statistics over the caller's clients, and nobody else's.
#[utoipa::path(get, path = "/stats", tag = "admin statistics", operation_id = "admin_stats",
    responses((status = 200, body = AdminStats), (status = 401, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn get(State(app): State<App>, Portal(actor): Portal) -> ApiResult<Answer<AdminStats>> {
    Ok(Answer(clients::stats(&app, &actor).await?.into()))
}
