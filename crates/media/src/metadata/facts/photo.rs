//! What is documented of a photo.

use serde_json::Value;

use super::{
    super::{
        record::{CaptureTime, Gps, Metadata},
        tags::{Tags, leading_number, one_line},
    },
    Fields, first_number, place, time,
};

/// What is known about a photo besides its tags.
#[derive(Debug, Default)]
pub(in super::super) struct Known {
    /// Upright width and height, pixels.
    pub(in super::super) upright: Option<(u32, u32)>,
    /// Exact coordinates.
    pub(in super::super) gps: Option<Gps>,
    /// A description that goes before the ones in the tags.
    pub(in super::super) description: Option<String>,
    /// Whether the file name promises camera RAW.
    pub(in super::super) is_raw: bool,
}

/// Fills the typed fields and the documented object of a photo.
pub(in super::super) fn derive(tags: &Tags, known: Known, metadata: &mut Metadata) {
    let taken = time::capture(tags, time::PHOTO);
    let gps = known.gps.or_else(|| place::from_tags(tags));
    let line = |names: &[&str]| names.iter().find_map(|name| one_line(&tags.text(name)?));
    let camera_model = line(&["Model", "CameraModelName", "UniqueCameraModel"]);
    let lens_model = line(&["LensModel", "LensID", "LensInfo", "LensType", "Lens"]);
    // `Caption-Abstract` is exiftool's name for the IPTC caption.
    let description = known.description.or_else(|| {
        tags.first_text(&[
            "ImageDescription",
            "UserComment",
            "XPComment",
            "Caption",
            "Description",
            "Caption-Abstract",
        ])
    });
    let content_identifier = line(&["ContentIdentifier"]);
    let size = known.upright.or_else(|| size(tags));

    let mut fields = Fields::default();
    fields.time("taken_time", taken);
    fields.put("camera_model", camera_model.clone());
    fields.put("lens_model", lens_model.clone());
    fields.put("exposure_time", line(&["ExposureTime", "ShutterSpeedValue", "ShutterSpeed"]));
    fields.number("f_number", first_number(tags, &["FNumber", "Aperture", "ApertureValue"], 0.01..=1e4));
    let focal = ["FocalLength", "FocalLengthIn35mmFilm", "FocalLengthIn35mmFormat"];
    fields.number("focal_length", first_number(tags, &focal, 0.01..=1e6));
    let iso = first_number(tags, &["ISO", "ISOSpeedRatings", "RecommendedExposureIndex"], 1.0..=1e9);
    fields.put("iso_speed", iso.map(|iso| iso as i64));
    fields.number("exposure", Some(bias(tags)));
    fields.put("dimensions", size.map(|(width, height)| format!("{width}x{height}")));
    fields.put("resolution", size.map(|(width, height)| format!("{}MP", megapixels(width, height))));
    fields.place(gps.as_ref());
    fields.put("description", description.clone());
    fields.put("is_raw", known.is_raw.then_some(Value::Bool(true)));
    fields.put("content_identifier", content_identifier.clone());

    fill(metadata, taken, gps, camera_model, size);
    metadata.camera_make = line(&["Make"]);
    metadata.lens_model = lens_model;
    metadata.description = description;
    metadata.content_identifier = content_identifier;
    metadata.is_raw = known.is_raw;
    metadata.specific = fields.0;
}

/// The fields that photos and videos share.
pub(super) fn fill(
    metadata: &mut Metadata,
    taken: Option<CaptureTime>,
    gps: Option<Gps>,
    camera_model: Option<String>,
    size: Option<(u32, u32)>,
) {
    metadata.taken = taken;
    metadata.gps = gps;
    metadata.camera_model = camera_model;
    (metadata.width, metadata.height) = size.unzip();
}

/// The correction of exposure in stops, to hundredths: a number, or a fraction as exiftool prints thirds. 0 when not told.
fn bias(tags: &Tags) -> f64 {
    let Some(text) = tags.text("ExposureCompensation") else { return 0.0 };
    let stops = match text.split_once('/') {
        Some((numerator, denominator)) => {
            leading_number(numerator).zip(leading_number(denominator)).map(|(n, d)| n / d)
        }
        None => leading_number(&text),
    };
    let stops = stops.filter(|stops| stops.is_finite() && stops.abs() < 100.0).unwrap_or(0.0);
    (stops * 100.0).round() / 100.0
}

/// Upright size out of the tags, for formats whose pixels nobody here can measure.
fn size(tags: &Tags) -> Option<(u32, u32)> {
    let side = |name| first_number(tags, &[name], 1.0..=1e6).map(|side| side as u32);
    let pair = |width, height| side(width).zip(side(height));
    let (width, height) =
        pair("ImageWidth", "ImageHeight").or_else(|| pair("ExifImageWidth", "ExifImageHeight"))?;
    let turned = tags.text("Orientation").is_some_and(|words| {
        words.contains("90") || words.contains("270") || matches!(words.trim(), "5" | "6" | "7" | "8")
    });
    Some(if turned { (height, width) } else { (width, height) })
}

fn megapixels(width: u32, height: u32) -> u64 {
    (u64::from(width) * u64::from(height) + 500_000) / 1_000_000
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn derived(tags: &[(&str, Value)], known: Known) -> Metadata {
        let mut all = Tags::default();
        for (name, value) in tags {
            all.put(name, value.clone());
        }
        let mut metadata = Metadata::empty(crate::format::Kind::Photo);
        derive(&all, known, &mut metadata);
        metadata
    }

    #[test]
    fn a_photo_that_says_nothing_still_has_an_exposure() {
        assert_eq!(Value::Object(derived(&[], Known::default()).specific), json!({"exposure": 0}));
    }

    #[test]
    fn every_documented_field_comes_from_its_first_tag() {
        let tags = [
            ("DateTimeOriginal", json!("2023:05:01 12:00:00")),
            ("OffsetTimeOriginal", json!("+02:00")),
            ("Model", json!(" X\n100V ")),
            ("LensInfo", json!("23mm f/2")),
            ("ShutterSpeedValue", json!("1/125")),
            ("ApertureValue", json!(2.8)),
            ("ISO", json!("400 800")),
            ("FocalLengthIn35mmFormat", json!("35 mm")),
            ("ExposureCompensation", json!("-1/3")),
            ("XPComment", json!("<b>x</b>")),
            ("Description", json!("later")),
            ("ContentIdentifier", json!("ABC\0")),
        ];
        let known = Known {
            upright: Some((4000, 6000)),
            gps: place::gps(1.5, -2.5),
            is_raw: true,
            description: None,
        };
        assert_eq!(
            Value::Object(derived(&tags, known).specific),
            json!({
                "taken_time": "2023-05-01T10:00:00Z", "capture_offset_minutes": 120, "camera_model": "X 100V",
                "lens_model": "23mm f/2", "exposure_time": "1/125", "f_number": 2.8, "focal_length": 35, "iso_speed": 400,
                "exposure": -0.33, "dimensions": "4000x6000", "resolution": "24MP", "gps_latitude": 1.5,
                "gps_longitude": -2.5, "description": "<b>x</b>", "is_raw": true, "content_identifier": "ABC"
            })
        );
    }

    #[test]
    fn an_exposure_that_is_no_number_is_zero() {
        for (text, stops) in
            [("+2", 2.0), ("+1/3", 0.33), ("1/0", 0.0), ("n/a", 0.0), ("1e9", 1.0), ("-0.67", -0.67)]
        {
            let metadata = derived(&[("ExposureCompensation", json!(text))], Known::default());
            assert_eq!(metadata.specific["exposure"].as_f64(), Some(stops), "{text}");
        }
    }

    #[test]
    fn a_picture_nobody_measured_is_turned_by_its_tags() {
        let tags = [
            ("ImageWidth", json!(6000)),
            ("ImageHeight", json!(4000)),
            ("Orientation", json!("Rotate 90 CW")),
        ];
        let metadata = derived(&tags, Known::default());
        assert_eq!((metadata.width, metadata.height), (Some(4000), Some(6000)));
        assert_eq!(metadata.specific["resolution"], "24MP");
    }
}
