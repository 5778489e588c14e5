//! From tags to facts: the documented fields of photos, videos and sound, each from the first tag of its list that has a
//! value. The lists are the library's documented ones; names added behind them are marked.

pub(super) mod audio;
pub(super) mod photo;
pub(super) mod place;
pub(super) mod time;
pub(super) mod video;

use serde_json::{Map, Value};

use super::{
    record::{CaptureTime, Gps},
    tags::{Tags, leading_number, number_value},
};

/// The documented object while it grows; absent values are left out of it.
#[derive(Debug, Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.into());
        }
    }

    fn number(&mut self, name: &str, value: Option<f64>) {
        self.put(name, value.and_then(number_value));
    }

    fn place(&mut self, gps: Option<&Gps>) {
        self.put("gps_latitude", gps.map(|gps| gps.latitude));
        self.put("gps_longitude", gps.map(|gps| gps.longitude));
    }

    fn time(&mut self, name: &str, time: Option<CaptureTime>) {
        self.put(name, time.and_then(time::rfc3339));
        self.put("capture_offset_minutes", time.and_then(|time| time.offset_minutes));
    }
}

/// The first of these tags that starts with a number within the range.
fn first_number(tags: &Tags, names: &[&str], range: std::ops::RangeInclusive<f64>) -> Option<f64> {
    names
        .iter()
        .filter_map(|name| tags.text(name))
        .find_map(|text| leading_number(&text).filter(|n| range.contains(n)))
}

/// A rate in its unit as bits per second: `1.2 Mbps`, `128 kbps`, `128000`.
fn bits_per_second(text: &str) -> Option<i64> {
    let number = leading_number(text)?;
    let unit = text
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | ' '))
        .to_ascii_lowercase();
    let factor = match unit.get(..1) {
        Some("g") => 1e9,
        Some("m") => 1e6,
        Some("k") => 1e3,
        _ => 1.0,
    };
    let bits = number * factor;
    (1.0..1e15).contains(&bits).then(|| bits.round() as i64)
}

fn first_bitrate(tags: &Tags, names: &[&str]) -> Option<i64> {
    names.iter().find_map(|name| bits_per_second(&tags.text(name)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_with_their_units() {
        for (text, bits) in [
            ("1.23 Mbps", Some(1_230_000)),
            ("128 kbps", Some(128_000)),
            ("128kbps", Some(128_000)),
            ("192000", Some(192_000)),
            ("0", None),
            ("VBR", None),
            ("-5 kbps", None),
        ] {
            assert_eq!(bits_per_second(text), bits, "{text}");
        }
    }
}
