//! Places: coordinates out of text, their validity, their cells.

use super::super::{record::Gps, tags::Tags};

/// A place out of two coordinates, if both are finite and on Earth. (0, 0) is a place like any other.
pub(in super::super) fn gps(latitude: f64, longitude: f64) -> Option<Gps> {
    // NaN and the infinities are in no range.
    if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
        return None;
    }
    let geohash5 = geohash(latitude, longitude, 5);
    Some(Gps { latitude, longitude, geohash5, geohash7: geohash(latitude, longitude, 7) })
}

/// The place that tags tell in words, for sources without exact numbers: films, XMP, exiftool.
pub(in super::super) fn from_tags(tags: &Tags) -> Option<Gps> {
    let coordinate = |value: &str, direction: &str| {
        let direction = tags.text(direction).and_then(|text| Direction::find(&text));
        coordinate(&tags.text(value)?, direction)
    };
    let pair = coordinate("GPSLatitude", "GPSLatitudeRef").zip(coordinate("GPSLongitude", "GPSLongitudeRef"));
    let pair = pair
        .or_else(|| ["GPSCoordinates", "GPSPosition"].iter().find_map(|name| position(&tags.text(name)?)));
    pair.and_then(|(latitude, longitude)| gps(latitude, longitude))
}

/// Both coordinates in one text, the first two of which count: `37.77 -122.41 10`, `37 deg 46' 29.64" N, 122 deg …`.
fn position(text: &str) -> Option<(f64, f64)> {
    let mut parts = if text.contains(',') { text.split(',') } else { text.split(' ') };
    Some((coordinate(parts.next()?, None)?, coordinate(parts.next()?, None)?))
}

/// Which half of the Earth a letter or word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Positive,
    Negative,
}

impl Direction {
    fn find(text: &str) -> Option<Direction> {
        match text.trim().chars().next()?.to_ascii_uppercase() {
            'N' | 'E' => Some(Direction::Positive),
            'S' | 'W' => Some(Direction::Negative),
            _ => None,
        }
    }
}

/// One coordinate in degrees: `-122.41`, `122.41 W`, `122 deg 24' 36.00" W`, `122,24.6W` or `122,24,36W` (XMP).
///
/// `direction` is what another tag says; a letter in the text itself goes before it.
fn coordinate(text: &str, direction: Option<Direction>) -> Option<f64> {
    let text = text.trim();
    let own = text.char_indices().next_back().and_then(|(at, _)| Direction::find(&text[at..]));
    let mut numbers = Vec::new();
    for part in text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))) {
        if !part.is_empty() {
            numbers.push(part.parse::<f64>().ok()?);
        }
    }
    let [degrees, rest @ ..] = &numbers[..] else { return None };
    if rest.len() > 2 || rest.iter().any(|part| !(0.0..60.0).contains(part)) {
        return None;
    }
    let size = degrees.abs() + rest.first().unwrap_or(&0.0) / 60.0 + rest.get(1).unwrap_or(&0.0) / 3600.0;
    let negative = match own.or(direction) {
        Some(direction) => direction == Direction::Negative,
        None => degrees.is_sign_negative(),
    };
    Some(if negative { -size } else { size })
}

/// A coordinate as exiftool writes it: `37 deg 46' 29.64" N`.
pub(in super::super) fn in_words(degrees: f64, positive: char, negative: char) -> String {
    // Rounded to hundredths of a second first, so that 59.999 becomes the next minute.
    let hundredths = (degrees.abs() * 360_000.0).round();
    let (whole, rest) = ((hundredths / 360_000.0).floor(), hundredths % 360_000.0);
    let (minutes, seconds) = ((rest / 6000.0).floor(), rest % 6000.0 / 100.0);
    let letter = if degrees < 0.0 { negative } else { positive };
    format!("{whole} deg {minutes}' {seconds:.2}\" {letter}")
}

/// The cell of a place in Niemeyer's geohash: bits of longitude and latitude in turn, five to a letter.
fn geohash(latitude: f64, longitude: f64, letters: usize) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789bcdefghjkmnpqrstuvwxyz";
    let mut ranges = [(-180.0, 180.0), (-90.0, 90.0)];
    let values = [longitude, latitude];
    let mut bits = 0..letters * 5;
    let mut bit = |axis: usize| {
        let (low, high): (f64, f64) = ranges[axis];
        let middle = low.midpoint(high);
        let upper = values[axis] >= middle;
        ranges[axis] = if upper { (middle, high) } else { (low, middle) };
        usize::from(upper)
    };
    (0..letters)
        .map(|_| {
            let letter = bits.by_ref().take(5).fold(0, |letter, position| letter << 1 | bit(position % 2));
            char::from(ALPHABET[letter])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn geohashes_are_those_of_the_reference() {
        // geohash.org: Jutland, the author's example, and San Francisco.
        assert_eq!(geohash(57.64911, 10.40744, 11), "u4pruydqqvj");
        let place = gps(37.7749, -122.4194).unwrap();
        assert_eq!((place.geohash5.as_str(), place.geohash7.as_str()), ("9q8yy", "9q8yyk8"));
        assert_eq!(gps(0.0, 0.0).unwrap().geohash5, "s0000");
        assert_eq!(gps(90.0, 180.0).unwrap().geohash7, "zzzzzzz");
    }

    #[test]
    fn a_place_off_the_earth_is_no_place() {
        for (latitude, longitude) in [(90.1, 0.0), (0.0, -180.5), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(gps(latitude, longitude), None);
        }
    }

    #[test]
    fn coordinates_are_read_in_every_form_they_are_written() {
        let west = Some(Direction::Negative);
        for (text, direction, expected) in [
            ("-122.41", None, -122.41),
            ("122.41 W", None, -122.41),
            ("122.41", west, -122.41),
            ("122 deg 24' 36.00\" W", None, -122.41),
            ("122 deg 24' 36.00\"", west, -122.41),
            ("122,24.6W", None, -122.41),
            ("122,24,36E", west, 122.41),
            ("+122.41", None, 122.41),
            ("0", None, 0.0),
        ] {
            let got = coordinate(text, direction).unwrap();
            assert!((got - expected).abs() < 1e-9, "{text}: {got}");
        }
        for text in ["", "north", "12 34 56 78", "12,75N", "1.2.3"] {
            assert_eq!(coordinate(text, None), None, "{text}");
        }
        assert_eq!(in_words(-122.41, 'E', 'W'), "122 deg 24' 36.00\" W");
        assert_eq!(in_words(9.999_999_9, 'N', 'S'), "10 deg 0' 0.00\" N");
    }

    #[test]
    fn two_coordinates_in_one_text_are_a_place() {
        let mut tags = Tags::default();
        tags.put("GPSCoordinates", "37 deg 46' 29.64\" N, 122 deg 25' 9.84\" W, 10 m Above Sea Level");
        let place = from_tags(&tags).unwrap();
        assert!((place.latitude - 37.7749).abs() < 1e-6 && (place.longitude + 122.4194).abs() < 1e-6);
    }
}
