//! What a person changes on an asset: rating, favourite, description, metadata, trash.

use calotype_store::assets::{self as store, Placement, Trashed};
use chrono::DateTime;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::actor::Actor;
use crate::app::App;
use crate::assets::{readable, unknown, writable};
use crate::error::{Error, Result};

/// Sets the rating.
///
/// # Errors
/// `invalid_rating` before anything else; the owner rule; `asset_not_found`.
pub async fn rate(app: &App, actor: &Actor, id: Uuid, rating: i64) -> Result<()> {
    crate::access::scope(actor)?;
    check_rating(rating)?;
    let mut conn = app.db.write().await?;
    let asset = writable(&mut conn, actor, id).await?;
    store::put_rating(&mut conn, asset.id, rating, app.clock.now()).await?;
    Ok(conn.commit().await?)
}

/// Sets or clears the favourite mark.
///
/// # Errors
/// The owner rule; `asset_not_found`.
pub async fn like(app: &App, actor: &Actor, id: Uuid, liked: bool) -> Result<()> {
    let mut conn = app.db.write().await?;
    let asset = writable(&mut conn, actor, id).await?;
    store::put_liked(&mut conn, asset.id, liked, app.clock.now()).await?;
    Ok(conn.commit().await?)
}

/// Sets rating and favourite mark together.
///
/// # Errors
/// As [`rate`].
pub async fn rate_and_like(app: &App, actor: &Actor, id: Uuid, rating: i64, liked: bool) -> Result<()> {
    crate::access::scope(actor)?;
    check_rating(rating)?;
    let mut conn = app.db.write().await?;
    let asset = writable(&mut conn, actor, id).await?;
    store::put_rating(&mut conn, asset.id, rating, app.clock.now()).await?;
    store::put_liked(&mut conn, asset.id, liked, app.clock.now()).await?;
    Ok(conn.commit().await?)
}

fn check_rating(rating: i64) -> Result<()> {
    if (0..=5).contains(&rating) {
        return Ok(());
    }
    Err(Error::invalid("invalid_rating", "rating must be 0 to 5."))
}

/// Sets the description; empty is a description, too.
///
/// # Errors
/// The owner rule; `asset_not_found`; `description_too_long` past 10,000 characters.
pub async fn describe(app: &App, actor: &Actor, id: Uuid, description: &str) -> Result<()> {
    crate::access::scope(actor)?;
    if description.chars().count() > 10_000 {
        return Err(Error::invalid("description_too_long", "A description has at most 10,000 characters."));
    }
    let mut conn = app.db.write().await?;
    let asset = writable(&mut conn, actor, id).await?;
    let mut specific = asset.specific().unwrap_or_default();
    specific.insert("description".to_owned(), json!(description));
    let place = placement(&specific, asset.is_raw);
    store::put_specific(&mut conn, id, &Value::Object(specific), &place, app.clock.now()).await?;
    Ok(conn.commit().await?)
}

/// Replaces what the file says about itself, and derives time and place again from it.
///
/// # Errors
/// The owner rule; `asset_not_found`; `invalid_metadata` unless it is an object of at most 256 KiB.
pub async fn replace_metadata(app: &App, actor: &Actor, id: Uuid, specific: Value) -> Result<()> {
    crate::access::scope(actor)?;
    let Value::Object(map) = &specific else {
        return Err(Error::invalid("invalid_metadata", "specific_metadata must be an object."));
    };
    if specific.to_string().len() > 256 * 1024 {
        return Err(Error::invalid("invalid_metadata", "specific_metadata is larger than 256 KiB."));
    }
    let mut conn = app.db.write().await?;
    let asset = writable(&mut conn, actor, id).await?;
    let place = placement(map, asset.is_raw);
    store::put_specific(&mut conn, id, &specific, &place, app.clock.now()).await?;
    Ok(conn.commit().await?)
}

/// The searchable columns a metadata object stands for.
pub(crate) fn placement(map: &Map<String, Value>, was_raw: bool) -> Placement {
    let text = |key: &str| map.get(key).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_owned);
    let number = |key: &str| map.get(key).and_then(Value::as_f64);
    let taken = text("taken_time").or_else(|| text("recorded_time"));
    let position = match (number("gps_latitude"), number("gps_longitude")) {
        (Some(lat), Some(lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => Some((lat, lon)),
        _ => None,
    };
    Placement {
        taken_time: taken.and_then(|t| DateTime::parse_from_rfc3339(&t).ok()).map(|t| t.timestamp_micros()),
        capture_offset_minutes: map
            .get("capture_offset_minutes")
            .and_then(Value::as_i64)
            .filter(|m| (-840..=840).contains(m)),
        camera_model: text("camera_model"),
        lens_model: text("lens_model"),
        focal_length: number("focal_length").filter(|f| *f > 0.0),
        gps_latitude: position.map(|p| p.0),
        gps_longitude: position.map(|p| p.1),
        geohash5: position.map(|(lat, lon)| calotype_media::geohash::geohash(lat, lon, 5)),
        geohash7: position.map(|(lat, lon)| calotype_media::geohash::geohash(lat, lon, 7)),
        content_identifier: text("content_identifier"),
        is_raw: map.get("is_raw").and_then(Value::as_bool).unwrap_or(was_raw),
    }
}

/// Moves an asset to the trash; its file stays where it is.
///
/// # Errors
/// The owner rule; `asset_not_found`, also for what is in the trash already.
pub async fn trash(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    let mut conn = app.db.write().await?;
    let asset = writable(&mut conn, actor, id).await?;
    if store::trash(&mut conn, asset.id, app.clock.now()).await? == Trashed::NotListed {
        return Err(unknown());
    }
    Ok(conn.commit().await?)
}

/// Takes an asset out of the trash; harmless for one that is not there.
///
/// # Errors
/// The owner rule; `asset_not_found`.
pub async fn restore(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    let mut conn = app.db.write().await?;
    let asset = readable(&mut conn, actor, id).await?;
    store::restore(&mut conn, asset.id, app.clock.now()).await?;
    Ok(conn.commit().await?)
}
