//! The GPS directory: coordinates out of fractions and letters.

use super::{
    super::{facts::place::in_words, tags::Tags, tiff::Value as Entry},
    find,
};

/// Latitude and longitude in degrees, north and east positive, when both are there. Also composes, as exiftool does, the
/// coordinates in words, the altitude and the time.
pub(super) fn read(entries: &[Entry<'_>], tags: &mut Tags) -> Option<(f64, f64)> {
    altitude(entries, tags);
    if let (Some(date), Some(time)) = (tags.text("GPSDateStamp"), tags.text("GPSTimeStamp")) {
        tags.put("GPSDateTime", format!("{date} {time}Z"));
    }
    let latitude = coordinate(entries, 2, 1, b'S')?;
    let longitude = coordinate(entries, 4, 3, b'W')?;
    let (north, east) = (in_words(latitude, 'N', 'S'), in_words(longitude, 'E', 'W'));
    tags.put("GPSPosition", format!("{north}, {east}"));
    tags.put("GPSLatitude", north);
    tags.put("GPSLongitude", east);
    Some((latitude, longitude))
}

/// Degrees, minutes and seconds of one coordinate. Some cameras write the last ones as 0/0.
fn coordinate(entries: &[Entry<'_>], value: u16, reference: u16, negative: u8) -> Option<f64> {
    let parts = find(entries, value)?.numbers();
    let part = |at: usize| parts.get(at).copied().filter(|number| number.is_finite()).unwrap_or(0.0);
    let degrees = parts.first().copied().filter(|number| number.is_finite())?;
    let size = degrees + part(1) / 60.0 + part(2) / 3600.0;
    // Without a letter the number is taken as it is: north and east.
    let letter = find(entries, reference).and_then(|entry| entry.bytes.first().copied());
    Some(if letter.is_some_and(|letter| letter.eq_ignore_ascii_case(&negative)) { -size } else { size })
}

fn altitude(entries: &[Entry<'_>], tags: &mut Tags) {
    let Some(metres) = find(entries, 6).and_then(Entry::number) else { return };
    let below = find(entries, 5).and_then(Entry::unsigned) == Some(1);
    let level = if below { "Below" } else { "Above" };
    tags.put("GPSAltitude", format!("{} m {level} Sea Level", (metres * 10.0).trunc() / 10.0));
}
