//! XMP properties under the names and in the forms exiftool shows them.

use serde_json::Value;

use super::{
    super::tags::{Tags, leading_number, number_value},
    Xmp,
    parse::Node,
};

/// Names that differ from the property's own.
#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("exif:ExposureBiasValue", "ExposureCompensation"),
    ("exif:ISOSpeedRatings", "ISO"),
    ("exifEX:PhotographicSensitivity", "ISO"),
    ("exif:PixelXDimension", "ExifImageWidth"),
    ("exif:PixelYDimension", "ExifImageHeight"),
    ("exif:FocalLengthIn35mmFilm", "FocalLengthIn35mmFormat"),
    ("exif:GPSTimeStamp", "GPSDateTime"),
    ("tiff:ImageLength", "ImageHeight"),
    ("exifEX:BodySerialNumber", "SerialNumber"),
    ("exifEX:CameraOwnerName", "OwnerName"),
    ("exifEX:LensSpecification", "LensInfo"),
    ("Iptc4xmpCore:CountryCode", "CountryCode"),
    ("mwg-rs:Regions", "Region"),
    ("MP:RegionInfo", "RegionInfoMP"),
];

/// Properties too long and too technical to be shown: the history and settings of editors.
const LEFT_OUT: &[&str] =
    &["xmpMM:", "crs:", "photoshop:DocumentAncestors", "darktable:", "GCamera:hdrp", "GCamera:shot_log_data"];

/// Adds every property to `tags`, below what is there already.
pub(in super::super) fn show(xmp: &Xmp, tags: &mut Tags) {
    for property in &xmp.properties {
        if LEFT_OUT.iter().any(|prefix| property.name.starts_with(prefix)) {
            continue;
        }
        let known = NAMES.iter().find(|name| name.0 == property.name);
        let name = known.map_or_else(|| plain_name(&property.name), |name| name.1.to_owned());
        put(&name, &property.name, property, tags, 0);
    }
}

fn put(name: &str, property: &str, node: &Node, tags: &mut Tags, depth: usize) {
    let items = node.items();
    if node.is_alternative() || (items.is_empty() && node.fields().is_empty()) {
        if let Some(text) = node.as_text() {
            tags.put(name, value(property, &text));
        }
    } else if items.iter().any(|item| !item.fields().is_empty()) {
        // A list of structures becomes a list for each field, as exiftool flattens it.
        if depth < 4 {
            columns(name, items, tags, depth);
        }
    } else if !items.is_empty() {
        let texts = node.texts();
        // One item of a sequence such as ISO is that item.
        let shown = match (&texts[..], property) {
            ([one], "exif:ISOSpeedRatings" | "exifEX:PhotographicSensitivity") => value(property, one),
            _ => Value::from(texts),
        };
        tags.put(name, shown);
    } else if depth < 4 {
        for field in node.fields() {
            put(&format!("{name}{}", plain_name(&field.name)), &field.name, field, tags, depth + 1);
        }
    }
}

fn columns(name: &str, items: &[Node], tags: &mut Tags, depth: usize) {
    let mut columns: Vec<(String, Vec<Value>)> = Vec::new();
    for field in items.iter().take(200).flat_map(Node::fields) {
        let name = format!("{name}{}", plain_name(&field.name));
        if !field.fields().is_empty() && field.items().is_empty() {
            for inner in field.fields() {
                push(&mut columns, format!("{name}{}", plain_name(&inner.name)), inner);
            }
        } else if field.items().is_empty() {
            push(&mut columns, name, field);
        } else {
            put(&name, &field.name, field, tags, depth + 1);
        }
    }
    for (name, values) in columns {
        tags.put(&name, Value::Array(values));
    }
}

fn push(columns: &mut Vec<(String, Vec<Value>)>, name: String, node: &Node) {
    let Some(text) = node.as_text() else { return };
    let value = value(&node.name, &text);
    if let Some(column) = columns.iter_mut().find(|column| column.0 == name) {
        column.1.push(value);
    } else if columns.len() < 100 {
        columns.push((name, vec![value]));
    }
}

/// `dc:title` as `Title`.
fn plain_name(name: &str) -> String {
    let local = name.rsplit(':').next().unwrap_or_default();
    let mut letters = local.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// A text in the form exiftool prints: dates with colons, fractions as numbers, numbers as such.
fn value(property: &str, text: &str) -> Value {
    let text = text.trim();
    if let Some(date) = date(text) {
        return date.into();
    }
    let photographic =
        property.starts_with("exif") || property.starts_with("tiff:") || property.starts_with("aux:");
    if photographic && let Some(value) = photographic_value(property, text) {
        return value;
    }
    match leading_number(text) {
        // Only what is written back the same is a number; "007" and "1e3" are texts.
        Some(number) if number_value(number).is_some_and(|value| value.to_string().as_str() == text) => {
            number_value(number).unwrap_or_default()
        }
        _ => text.into(),
    }
}

fn photographic_value(property: &str, text: &str) -> Option<Value> {
    let (numerator, denominator) = text.split_once('/')?;
    let (numerator, denominator) = (numerator.parse::<f64>().ok()?, denominator.parse::<f64>().ok()?);
    if denominator == 0.0 {
        return None;
    }
    let number = numerator / denominator;
    match property {
        "exif:ExposureTime" if number > 0.0 && number < 0.25001 => {
            Some(format!("1/{}", (1.0 / number).round()).into())
        }
        "exif:FocalLength" => Some(format!("{number:.1} mm").into()),
        "exif:ApertureValue" | "exif:MaxApertureValue" if number.abs() < 100.0 => {
            number_value(((number / 2.0).exp2() * 10.0).round() / 10.0)
        }
        "exif:ShutterSpeedValue" if number.abs() < 100.0 => {
            let seconds = (-number).exp2();
            if seconds < 0.25001 {
                Some(format!("1/{}", (1.0 / seconds).round()).into())
            } else {
                number_value(seconds)
            }
        }
        _ => number_value(number),
    }
}

/// `2023-05-01T12:00:00+02:00` as `2023:05:01 12:00:00+02:00`.
fn date(text: &str) -> Option<String> {
    let (date, time) = text.split_once('T')?;
    let parts: Vec<&str> = date.split('-').collect();
    let numeric = parts.len() == 3 && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    (numeric && parts[0].len() == 4 && time.contains(':')).then(|| format!("{} {time}", parts.join(":")))
}
