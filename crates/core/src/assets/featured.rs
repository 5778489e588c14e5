//! A varied choice of good photos, the same all day (library specification §17: "weighted_aes_v1").
//!
//! Weighted random sampling without replacement after Efraimidis and Spirakis (2006): each candidate draws
//! `-ln(u) / weight` from a hash of seed and id, the smallest keys win; caps keep the choice varied.

use std::collections::HashMap;

use calotype_store::Micros;
use calotype_store::assets::{self as store, Asset, Kind, Page, Sort};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::assets::query::{self, FilterInput};
use crate::error::Result;

/// What is wanted; ranges are checked by the caller.
#[derive(Debug, Clone)]
pub struct FeaturedInput {
    /// How many.
    pub count: usize,
    /// From how many newest.
    pub candidate_limit: i64,
    /// Not older than so many days; 0: any age.
    pub days: i64,
    /// What makes the choice repeatable; absent: the UTC date.
    pub seed: Option<String>,
    /// Repository.
    pub repository_id: Option<String>,
}

/// The choice.
#[derive(Debug, Clone)]
pub struct Featured {
    /// Photos in order.
    pub assets: Vec<Asset>,
    /// From how many.
    pub candidate_count: usize,
    /// Seed in force.
    pub seed: String,
    /// When it was made.
    pub generated_at: Micros,
}

const DAY: Micros = 86_400_000_000;

/// Chooses.
///
/// # Errors
/// `unauthenticated`, `invalid_repository_id`.
pub async fn featured(app: &App, actor: &Actor, input: &FeaturedInput) -> Result<Featured> {
    access::scope(actor)?;
    let now = app.clock.now();
    let mut conn = app.db.read().await?;
    let narrowed = FilterInput { repository_id: input.repository_id.clone(), ..FilterInput::default() };
    let mut filter = query::filter(&mut conn, actor, &narrowed, None).await?;
    filter.kinds = vec![Kind::Photo];
    filter.from = (input.days > 0).then(|| now - input.days * DAY);
    let page = Page { limit: input.candidate_limit, offset: 0 };
    let candidates = store::list(&mut conn, &filter, Sort::Captured, false, page).await?;
    let seed = input.seed.clone().filter(|s| !s.is_empty()).unwrap_or_else(|| {
        let day = store::day_key(now, 0);
        format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
    });
    let candidate_count = candidates.len();
    let assets = pick(candidates, input.count, &seed, now);
    Ok(Featured { assets, candidate_count, seed, generated_at: now })
}

fn pick(candidates: Vec<Asset>, count: usize, seed: &str, now: Micros) -> Vec<Asset> {
    let mut keyed: Vec<(f64, Asset)> =
        candidates.into_iter().map(|asset| (draw(seed, &asset) / weight(&asset, now), asset)).collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.id.cmp(&b.1.id)));
    let mut seen: HashMap<(u8, String), usize> = HashMap::new();
    let mut chosen = Vec::new();
    let mut rest = Vec::new();
    for (_, asset) in keyed {
        let buckets = buckets(&asset);
        let free = buckets.iter().all(|(key, cap)| seen.get(key).copied().unwrap_or(0) < *cap);
        if chosen.len() < count && free {
            for (key, _) in buckets {
                *seen.entry(key).or_default() += 1;
            }
            chosen.push(asset);
        } else {
            rest.push(asset);
        }
    }
    let missing = count.saturating_sub(chosen.len());
    chosen.extend(rest.into_iter().take(missing));
    chosen
}

/// The buckets an asset falls into with the most each may hold: 2 a day, 3 a camera, 4 a shape.
fn buckets(asset: &Asset) -> Vec<((u8, String), usize)> {
    let mut buckets = vec![((0, (asset.sort_time.div_euclid(DAY)).to_string()), 2)];
    let specific = asset.specific();
    if let Some(camera) = specific.as_ref().and_then(|m| m.get("camera_model")).and_then(Value::as_str)
        && !camera.is_empty()
    {
        buckets.push(((1, camera.to_lowercase()), 3));
    }
    if let (Some(width @ 1..), Some(height @ 1..)) = (asset.width, asset.height) {
        #[allow(clippy::cast_precision_loss)]
        let ratio = width as f64 / height as f64;
        let shape = match ratio {
            r if r >= 1.2 => "landscape",
            r if r <= 0.85 => "portrait",
            _ => "squareish",
        };
        buckets.push(((2, shape.to_owned()), 4));
    }
    buckets
}

/// `-ln(u)` for a uniform `u` made from seed and id.
fn draw(seed: &str, asset: &Asset) -> f64 {
    let digest = Sha256::digest(format!("{seed}:{}", asset.id).as_bytes());
    let mut first = [0_u8; 8];
    first.copy_from_slice(&digest[..8]);
    #[allow(clippy::cast_precision_loss)]
    let u = (u64::from_be_bytes(first) as f64 / u64::MAX as f64).clamp(1e-12, 1.0 - 1e-12);
    -u.ln()
}

#[allow(clippy::cast_precision_loss)]
fn weight(asset: &Asset, now: Micros) -> f64 {
    let days_old = ((now - asset.sort_time).max(0)) as f64 / DAY as f64;
    let recency = (-std::f64::consts::LN_2 * days_old / 120.0).exp();
    let megapixels = asset.width.unwrap_or(0) as f64 * asset.height.unwrap_or(0) as f64 / 1e6;
    let resolution = (megapixels / 24.0).min(1.0);
    let rating = asset.rating.unwrap_or(0) as f64 / 5.0;
    let liked = f64::from(u8::from(asset.liked.unwrap_or(false)));
    let specific = asset.specific();
    let has = |key: &str| {
        specific.as_ref().and_then(|m| m.get(key)).is_some_and(|v| match v {
            Value::String(text) => !text.is_empty(),
            Value::Number(n) => n.as_f64().is_some_and(|n| n > 0.0),
            _ => false,
        })
    };
    let placed = match (asset.gps_latitude, asset.gps_longitude) {
        (Some(lat), Some(lon)) => lat.is_finite() && lon.is_finite() && (lat, lon) != (0.0, 0.0),
        _ => false,
    };
    let flag = |yes: bool, points: f64| if yes { points } else { 0.0 };
    let richness = flag(asset.taken_time.is_some(), 0.20)
        + flag(has("camera_model"), 0.20)
        + flag(has("lens_model"), 0.15)
        + flag(placed, 0.20)
        + flag(has("exposure_time"), 0.10)
        + flag(has("f_number"), 0.15);
    let quality = 0.45 * rating + 0.20 * liked + 0.35 * resolution;
    let score = 0.45 * recency + 0.35 * quality + 0.20 * richness;
    (0.05 + 0.95 * score.clamp(0.0, 1.0)).max(0.05)
}
