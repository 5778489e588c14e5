//! `GET /timeline/buckets` and `GET /timeline/buckets/{month}`: the compact timeline of our web app.
//!
//! A month is sent as columns: ids as 16 bytes and ThumbHashes back to back, both base64url, so that an asset costs
//! less than 60 bytes before compression.

use axum::Json as Answer;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calotype_core::App;
use calotype_core::assets::query::FilterInput;
use calotype_core::assets::timeline;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::auth::Viewer;
use crate::extract::{Path, Query};
use crate::library::error::{ApiResult, ErrorBody};

/// What narrows the timeline.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Narrowed {
    /// Repository.
    repository_id: Option<String>,
    /// Album by its integer.
    album_id: Option<i64>,
    /// PHOTO, VIDEO, AUDIO or DOCUMENT.
    #[serde(rename = "type")]
    kind: Option<String>,
    /// Favourites only.
    liked: Option<bool>,
    /// The trash instead of the library.
    is_deleted: Option<bool>,
}

impl From<Narrowed> for FilterInput {
    fn from(narrowed: Narrowed) -> Self {
        Self {
            repository_id: narrowed.repository_id,
            album_id: narrowed.album_id,
            kind: narrowed.kind,
            liked: narrowed.liked,
            is_deleted: narrowed.is_deleted.unwrap_or(false),
            ..Self::default()
        }
    }
}

/// A month with something in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineBucketDTO {
    /// YYYY-MM, where the pictures were taken.
    month: String,
    /// Items; a stack is one.
    count: i64,
}

/// All months.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineBucketsDTO {
    /// Items in all months.
    total: i64,
    /// Newest first.
    buckets: Vec<TimelineBucketDTO>,
}

/// One month as columns, newest first. Every column has one entry an asset.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineMonthDTO {
    /// YYYY-MM.
    month: String,
    /// Base64url of the ids, 16 bytes each.
    ids: String,
    /// Runs of days: day of the month, then how many assets in a row it has.
    days: Vec<(u8, u32)>,
    /// Width over height in hundredths; 0: unknown.
    ratios: Vec<u32>,
    /// First letters of the kinds.
    kinds: String,
    /// Assets with flags, by place: 1 liked, 2 live photo, 4 processing, 8 failed, 16 another stack.
    flags: std::collections::BTreeMap<usize, u8>,
    /// Base64url of the ThumbHashes, each preceded by its length in one byte.
    thumbhashes: String,
    /// Seconds of films and sounds, by place.
    durations: std::collections::BTreeMap<usize, u32>,
}

/// Lists the months that have something.
#[utoipa::path(get, path = "/timeline/buckets", tag = "timeline", params(Narrowed),
    responses((status = 200, body = TimelineBucketsDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn buckets(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Query(narrowed): Query<Narrowed>,
) -> ApiResult<Answer<TimelineBucketsDTO>> {
    let months = timeline::months(&app, &actor, &narrowed.into()).await?;
    Ok(Answer(TimelineBucketsDTO {
        total: months.iter().map(|m| m.count).sum(),
        buckets: months
            .into_iter()
            .map(|m| TimelineBucketDTO {
                month: format!("{:04}-{:02}", m.month / 100, m.month % 100),
                count: m.count,
            })
            .collect(),
    }))
}

/// One month.
#[utoipa::path(get, path = "/timeline/buckets/{month}", tag = "timeline", params(("month" = String, Path), Narrowed),
    responses((status = 200, body = TimelineMonthDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn bucket(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(month): Path<String>,
    Query(narrowed): Query<Narrowed>,
) -> ApiResult<Answer<TimelineMonthDTO>> {
    let columns = timeline::month(&app, &actor, &month, &narrowed.into()).await?;
    let ids: Vec<u8> = columns.ids.iter().flat_map(|id| *id.as_bytes()).collect();
    let mut hashes = Vec::with_capacity(columns.thumbhashes.len() * 26);
    for hash in &columns.thumbhashes {
        hashes.push(u8::try_from(hash.len()).unwrap_or(0));
        hashes.extend_from_slice(if hash.len() < 256 { hash } else { &[] });
    }
    let mut days: Vec<(u8, u32)> = Vec::new();
    for day in columns.days {
        match days.last_mut() {
            Some((last, run)) if *last == day => *run += 1,
            _ => days.push((day, 1)),
        }
    }
    Ok(Answer(TimelineMonthDTO {
        month,
        ids: URL_SAFE_NO_PAD.encode(ids),
        days,
        ratios: columns.ratios,
        kinds: columns.kinds,
        flags: columns.flags.into_iter().enumerate().filter(|(_, f)| *f != 0).collect(),
        thumbhashes: URL_SAFE_NO_PAD.encode(hashes),
        durations: columns.seconds.into_iter().enumerate().filter(|(_, s)| *s != 0).collect(),
    }))
}
