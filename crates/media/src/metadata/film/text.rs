//! Numbers of film headers in the words exiftool uses, and places in the notation films use.

use time::UtcDateTime;

/// Seconds from 1904, where QuickTime's clock starts, to 1970.
const MAC_EPOCH: i64 = 2_082_844_800;

/// `12.34 s` below half a minute, else `0:01:23`.
pub(in super::super) fn duration(seconds: f64) -> String {
    if seconds < 30.0 {
        return format!("{seconds:.2} s");
    }
    let whole = seconds.round() as u64;
    format!("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
}

/// `1.23 Mbps`, `128 kbps`: three digits.
pub(in super::super) fn bitrate(bits_per_second: f64) -> String {
    let (number, unit) = match bits_per_second {
        b if b >= 1e6 => (b / 1e6, "Mbps"),
        b if b >= 1e3 => (b / 1e3, "kbps"),
        b => (b, "bps"),
    };
    let digits = if number >= 100.0 {
        0
    } else if number >= 10.0 {
        1
    } else {
        2
    };
    let text = format!("{number:.digits$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{text} {unit}")
}

/// Seconds of QuickTime's clock as `2023:05:01 12:00:00`, UTC; 0 is "not set". Some cameras count from 1970.
pub(super) fn mac_time(seconds: u64) -> Option<String> {
    let seconds = i64::try_from(seconds).ok().filter(|seconds| *seconds > 0)?;
    unix_time(if seconds >= MAC_EPOCH { seconds - MAC_EPOCH } else { seconds })
}

/// Seconds since 1970 as `2023:05:01 12:00:00`, UTC.
pub(super) fn unix_time(seconds: i64) -> Option<String> {
    let at = UtcDateTime::from_unix_timestamp(seconds).ok().filter(|at| (1..=9999).contains(&at.year()))?;
    let month = u8::from(at.month());
    Some(format!(
        "{:04}:{month:02}:{:02} {:02}:{:02}:{:02}",
        at.year(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    ))
}

/// Latitude, longitude and altitude out of ISO 6709 (annex H): `+37.7749-122.4194+010.5/`, degrees with or without minutes
/// and seconds.
pub(super) fn iso6709(text: &str) -> Option<(f64, f64, Option<f64>)> {
    let text = text.trim().split(['/', 'C']).next()?;
    let starts: Vec<usize> = text.match_indices(['+', '-']).map(|found| found.0).collect();
    let part = |at: usize| {
        let end = starts.get(at + 1).copied().unwrap_or(text.len());
        text.get(*starts.get(at)?..end)
    };
    if starts.first() != Some(&0) {
        return None;
    }
    let altitude =
        part(2).and_then(|altitude| altitude.parse().ok()).filter(|metres: &f64| metres.is_finite());
    Some((sexagesimal(part(0)?, 2)?, sexagesimal(part(1)?, 3)?, altitude))
}

/// `±DD.D`, `±DDMM.M` or `±DDMMSS.S`, with as many digits of degrees.
fn sexagesimal(text: &str, degree_digits: usize) -> Option<f64> {
    let size: f64 = text.get(1..)?.parse().ok().filter(|size: &f64| size.is_finite())?;
    let digits = text.len() - 1 - text.find('.').map_or(0, |dot| text.len() - dot);
    let degrees = match digits.checked_sub(degree_digits)? {
        2 => (size / 100.0).floor() + size % 100.0 / 60.0,
        4 => (size / 10_000.0).floor() + (size / 100.0).floor() % 100.0 / 60.0 + size % 100.0 / 3600.0,
        _ => size,
    };
    Some(if text.starts_with('-') { -degrees } else { degrees })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn times_rates_and_durations_read_as_exiftool_writes_them() {
        assert_eq!(duration(2.0), "2.00 s");
        assert_eq!(duration(3_671.2), "1:01:11");
        assert_eq!(bitrate(116_000.0), "116 kbps");
        assert_eq!(bitrate(1_234_000.0), "1.23 Mbps");
        assert_eq!(bitrate(10_000_000.0), "10 Mbps");
        assert_eq!(mac_time(0), None);
        assert_eq!(mac_time(3_765_787_200).as_deref(), Some("2023:05:01 12:00:00"));
        assert_eq!(mac_time(1_682_942_400).as_deref(), Some("2023:05:01 12:00:00"));
        assert_eq!(mac_time(u64::MAX), None);
    }

    #[test]
    fn places_of_films_are_read() {
        assert_eq!(iso6709("+37.7749-122.4194+010.500/"), Some((37.7749, -122.4194, Some(10.5))));
        assert_eq!(iso6709("-33.8688+151.2093/"), Some((-33.8688, 151.2093, None)));
        let (latitude, longitude, _) = iso6709("+4030-07330/").unwrap();
        assert!((latitude - 40.5).abs() < 1e-9 && (longitude + 73.5).abs() < 1e-9);
        let (latitude, _, _) = iso6709("+401530.0+0000000.0CRSWGS_84/").unwrap();
        assert!((latitude - 40.258_333_333).abs() < 1e-6);
        for text in ["", "37.7", "+", "++", "+1", "somewhere", "+ä-ö"] {
            assert_eq!(iso6709(text), None, "{text}");
        }
    }
}
