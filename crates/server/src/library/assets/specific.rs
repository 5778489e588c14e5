//! What `specific_metadata` holds, for the OpenAPI document. The object itself is stored as it was read or sent.

use serde::Serialize;
use utoipa::ToSchema;

/// By the type of the asset; `null` until the file was read. Fields that are not known are absent.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum SpecificMetadata {
    /// Of a photo.
    Photo(PhotoSpecificMetadata),
    /// Of a film.
    Video(VideoSpecificMetadata),
    /// Of a sound.
    Audio(AudioSpecificMetadata),
}

/// Of a photo.
#[derive(Serialize, ToSchema)]
pub struct PhotoSpecificMetadata {
    /// RFC 3339.
    #[schema(nullable = false)]
    taken_time: Option<String>,
    #[schema(nullable = false)]
    capture_offset_minutes: Option<i64>,
    #[schema(nullable = false)]
    camera_model: Option<String>,
    #[schema(nullable = false)]
    lens_model: Option<String>,
    /// Seconds, as a fraction: `1/125`.
    #[schema(nullable = false)]
    exposure_time: Option<String>,
    #[schema(nullable = false)]
    f_number: Option<f64>,
    /// Millimetres.
    #[schema(nullable = false)]
    focal_length: Option<f64>,
    #[schema(nullable = false)]
    iso_speed: Option<i64>,
    /// Exposure compensation, EV.
    exposure: f64,
    /// `4032x3024`.
    #[schema(nullable = false)]
    dimensions: Option<String>,
    #[schema(nullable = false)]
    resolution: Option<String>,
    /// Degrees, north positive.
    #[schema(nullable = false)]
    gps_latitude: Option<f64>,
    /// Degrees, east positive.
    #[schema(nullable = false)]
    gps_longitude: Option<f64>,
    #[schema(nullable = false)]
    description: Option<String>,
    #[schema(nullable = false)]
    is_raw: Option<bool>,
    /// The same in both halves of a live photo.
    #[schema(nullable = false)]
    content_identifier: Option<String>,
}

/// Of a film.
#[derive(Serialize, ToSchema)]
pub struct VideoSpecificMetadata {
    #[schema(nullable = false)]
    codec: Option<String>,
    /// Bits a second.
    #[schema(nullable = false)]
    bitrate: Option<i64>,
    /// Pictures a second.
    #[schema(nullable = false)]
    frame_rate: Option<f64>,
    /// RFC 3339.
    #[schema(nullable = false)]
    recorded_time: Option<String>,
    #[schema(nullable = false)]
    capture_offset_minutes: Option<i64>,
    #[schema(nullable = false)]
    camera_model: Option<String>,
    /// Degrees, north positive.
    #[schema(nullable = false)]
    gps_latitude: Option<f64>,
    /// Degrees, east positive.
    #[schema(nullable = false)]
    gps_longitude: Option<f64>,
    #[schema(nullable = false)]
    description: Option<String>,
    /// The same in both halves of a live photo.
    #[schema(nullable = false)]
    content_identifier: Option<String>,
}

/// Of a sound.
#[derive(Serialize, ToSchema)]
pub struct AudioSpecificMetadata {
    #[schema(nullable = false)]
    codec: Option<String>,
    /// Bits a second.
    #[schema(nullable = false)]
    bitrate: Option<i64>,
    /// Hertz.
    #[schema(nullable = false)]
    sample_rate: Option<i64>,
    #[schema(nullable = false)]
    channels: Option<i64>,
    #[schema(nullable = false)]
    artist: Option<String>,
    #[schema(nullable = false)]
    album: Option<String>,
    #[schema(nullable = false)]
    title: Option<String>,
    #[schema(nullable = false)]
    genre: Option<String>,
    #[schema(nullable = false)]
    year: Option<i64>,
    #[schema(nullable = false)]
    description: Option<String>,
}
