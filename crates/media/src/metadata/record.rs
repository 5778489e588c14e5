//! The answer: what a file says about itself.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::format::Kind;

/// What a file says about itself, in typed fields and as the complete list of its tags.
///
/// Every text in it was written by a stranger: it is trimmed, free of control characters other than line breaks
/// and tabs, and bounded ([`super::tags`]), but it may well contain markup and must be escaped where it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// Photo, video or audio; decides the shape of `specific`.
    pub kind: Kind,
    /// When it was taken. Sound has no such time.
    pub taken: Option<CaptureTime>,
    /// Width, pixels: of a photo when upright, of a video as coded.
    pub width: Option<u32>,
    /// Height, pixels; see `width`.
    pub height: Option<u32>,
    /// Playing time of video and audio, seconds.
    pub duration: Option<f64>,
    /// Maker of the camera.
    pub camera_make: Option<String>,
    /// Model of the camera.
    pub camera_model: Option<String>,
    /// Model of the lens.
    pub lens_model: Option<String>,
    /// Where it was taken.
    pub gps: Option<Gps>,
    /// Title, from the sidecar if there is one.
    pub title: Option<String>,
    /// Description, from the sidecar if there is one.
    pub description: Option<String>,
    /// Stars, 1 to 5, from the sidecar if there is one. `None` for unrated and rejected.
    pub rating: Option<u8>,
    /// Keywords in the order found, no two alike, from the sidecar if there is one.
    pub tags: Vec<String>,
    /// What the still and the film of a live photo share.
    pub content_identifier: Option<String>,
    /// Whether the file name's extension is one of camera RAW.
    pub is_raw: bool,
    /// The film inside a motion photo.
    pub motion: Option<Motion>,
    /// Regions that somebody, or some program, has marked as faces.
    pub faces: Vec<FaceRegion>,
    /// The projection of a panorama, e.g. `equirectangular`.
    pub projection: Option<String>,
    /// The fields of the library's documented photo, video or audio metadata, absent ones left out.
    pub specific: Map<String, Value>,
    /// Every tag read, under exiftool's names and in its words.
    pub raw: Map<String, Value>,
    /// What could not be read, for the log; the rest was.
    pub notes: Vec<String>,
}

/// An instant, and the zone of the clock that recorded it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureTime {
    /// Microseconds since the Unix epoch, UTC. Without an offset it is the wall time taken as if it were UTC.
    pub utc_micros: i64,
    /// Minutes east of Greenwich, within ±840; `None` when the file does not say.
    pub offset_minutes: Option<i32>,
}

/// A place on Earth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gps {
    /// Degrees north, −90 to 90.
    pub latitude: f64,
    /// Degrees east, −180 to 180.
    pub longitude: f64,
    /// The cell of about 4.9 km it is in.
    pub geohash5: String,
    /// The cell of about 150 m it is in.
    pub geohash7: String,
}

/// The film appended to, or boxed in, a motion photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motion {
    /// Where its MP4 starts in the file, bytes.
    pub offset: u64,
    /// Its length, bytes.
    pub length: u64,
}

/// A marked region, in fractions of the picture's width and height as its writer saw it.
///
/// Writers disagree about whether that is before or after orientation; `applied_to` tells, where given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FaceRegion {
    /// The person, if named.
    pub name: Option<String>,
    /// Left edge, 0 to 1.
    pub x: f64,
    /// Top edge, 0 to 1.
    pub y: f64,
    /// Width, 0 to 1.
    pub width: f64,
    /// Height, 0 to 1.
    pub height: f64,
    /// Width and height of the picture the writer marked, pixels.
    pub applied_to: Option<(u32, u32)>,
}
