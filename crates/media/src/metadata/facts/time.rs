//! When a picture or a film was taken, and in which zone.
//!
//! The rules are the library's documented ones: pairs of a time tag and the offset tags that may go with it are tried in
//! order, and the first time that can be read wins.

use time::{Date, Month, PrimitiveDateTime, Time, UtcDateTime, format_description::well_known::Rfc3339};

use super::super::{record::CaptureTime, tags::Tags};

/// A time tag and the offset tags that may go with it.
type Pair = (&'static str, &'static [&'static str]);

const ORIGINAL: &[&str] = &["OffsetTimeOriginal", "OffsetTime", "TimeZoneOffset"];
const DIGITIZED: &[&str] = &["OffsetTimeDigitized", "OffsetTime", "TimeZoneOffset"];

/// The candidates for a photo.
pub(in super::super) const PHOTO: &[Pair] = &[
    ("DateTimeOriginal", ORIGINAL),
    ("SubSecDateTimeOriginal", ORIGINAL),
    ("CreateDate", DIGITIZED),
    ("DateTime", &["OffsetTime", "TimeZoneOffset"]),
    ("ModifyDate", &[]),
    ("FileModifyDate", &[]),
    ("DateTimeDigitized", &[]),
    ("GPSDateTime", &[]),
];

/// The candidates for a video.
pub(in super::super) const VIDEO: &[Pair] = &[
    ("CreationDate", &["TimeZone", "TimeZoneOffset"]),
    ("DateTimeOriginal", ORIGINAL),
    ("SubSecDateTimeOriginal", ORIGINAL),
    ("CreateDate", DIGITIZED),
    ("MediaCreateDate", &[]),
    ("TrackCreateDate", &[]),
    ("ModifyDate", &[]),
    ("FileModifyDate", &[]),
    ("DateTimeDigitized", &[]),
];

/// Tags that repeat another one with a fraction of a second.
const FINER: &[(&str, &str)] = &[
    ("DateTimeOriginal", "SubSecDateTimeOriginal"),
    ("CreateDate", "SubSecCreateDate"),
    ("ModifyDate", "SubSecModifyDate"),
];

/// The first of the pairs whose time can be read, as an instant.
///
/// A separate offset tag counts when the time has no zone of its own. With neither, the wall time is taken as if it were
/// UTC and no offset is given.
pub(in super::super) fn capture(tags: &Tags, pairs: &[Pair]) -> Option<CaptureTime> {
    pairs.iter().find_map(|(name, offsets)| {
        let mut written = Written::parse(&tags.text(name)?)?;
        written.refine(tags, name);
        let separate = || offsets.iter().find_map(|offset| parse_offset(&tags.text(offset)?));
        let offset_minutes = written.zone.or_else(separate);
        let utc_micros = written.wall_micros - i64::from(offset_minutes.unwrap_or(0)) * 60_000_000;
        Some(CaptureTime { utc_micros, offset_minutes })
    })
}

/// The instant as RFC 3339 in UTC, as the library's clients read it.
pub(in super::super) fn rfc3339(time: CaptureTime) -> Option<String> {
    let nanos = i128::from(time.utc_micros) * 1000;
    UtcDateTime::from_unix_timestamp_nanos(nanos).ok()?.format(&Rfc3339).ok()
}

/// A time as written: what the clock on the wall showed, and the zone if it stands in the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    wall_micros: i64,
    zone: Option<i32>,
}

impl Written {
    /// Reads `2023:05:01 12:00:00[.123456][+02:00]`, the same with dashes, and ISO 8601 (`2023-05-01T12:00Z`, `2023-05-01`).
    fn parse(text: &str) -> Option<Written> {
        let text = text.trim();
        let (date, rest) = text.split_at_checked(10)?;
        let separator = date.as_bytes()[4];
        let mut parts = date.split(char::from(separator));
        if !matches!(separator, b':' | b'-') {
            return None;
        }
        let (year, month, day) =
            (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        let date =
            Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()?;
        // Year 0 is what cameras without a set clock write.
        if year == 0 || parts.next().is_some() {
            return None;
        }
        let (time, zone) = if rest.is_empty() && separator == b'-' {
            (Time::MIDNIGHT, None)
        } else {
            parse_time_of_day(rest.strip_prefix([' ', 'T', 't'])?)?
        };
        let nanos = PrimitiveDateTime::new(date, time).assume_utc().unix_timestamp_nanos();
        Some(Written { wall_micros: i64::try_from(nanos / 1000).ok()?, zone })
    }

    /// Takes the fraction of the second from the tag that has one, if it is about the same second.
    fn refine(&mut self, tags: &Tags, name: &str) {
        const SECOND: i64 = 1_000_000;
        let finer =
            FINER.iter().find(|pair| pair.0 == name).and_then(|pair| Written::parse(&tags.text(pair.1)?));
        if let Some(finer) = finer
            && finer.wall_micros.div_euclid(SECOND) == self.wall_micros.div_euclid(SECOND)
            && self.wall_micros.rem_euclid(SECOND) == 0
        {
            self.wall_micros = finer.wall_micros;
        }
    }
}

/// `12:00`, `12:00:00`, `12:00:00.123`, each with a zone or without.
fn parse_time_of_day(text: &str) -> Option<(Time, Option<i32>)> {
    let zone_at = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(zone_at);
    let (clock, fraction) = clock.trim_end().split_once('.').unwrap_or((clock.trim_end(), ""));
    let mut parts = clock.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let second = parts.next().map_or(Some(0), |second| digits(second, 2))?;
    if parts.next().is_some() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let micros: u32 = format!("{fraction:0<6.6}").parse().ok()?;
    let small = |number: u32| u8::try_from(number).ok();
    let time = Time::from_hms_micro(small(hour)?, small(minute)?, small(second)?, micros).ok()?;
    // A zone that no place on Earth has says nothing; the time before it still does.
    let zone = if matches!(zone, "Z" | "z") { Some(0) } else { parse_offset(zone) };
    Some((time, zone))
}

/// Minutes east of Greenwich out of `±h`, `±hh`, `±hhmm` or `±hh:mm`, within ±840.
fn parse_offset(text: &str) -> Option<i32> {
    let text = text.trim();
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match (rest.split_once(':'), rest.len()) {
        (Some((hours, minutes)), 5) => (digits(hours, 2)?, digits(minutes, 2)?),
        (None, 4) if rest.is_ascii() => (digits(&rest[..2], 2)?, digits(&rest[2..], 2)?),
        (None, length @ (1 | 2)) => (digits(rest, length)?, 0),
        _ => return None,
    };
    let size = i32::try_from(hours * 60 + minutes).ok()?;
    (minutes < 60 && size <= 840).then_some(sign * size)
}

/// A number of exactly so many digits.
fn digits(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    /// 2023-05-01 12:00:00 UTC.
    const NOON: i64 = 1_682_942_400_000_000;
    const HOUR: i64 = 3_600_000_000;

    fn capture_of(pairs: &[Pair], tags: &[(&str, &str)]) -> Option<(i64, Option<i32>)> {
        let mut all = Tags::default();
        for (name, value) in tags {
            all.put(name, *value);
        }
        capture(&all, pairs).map(|time| (time.utc_micros, time.offset_minutes))
    }

    #[test]
    fn a_separate_offset_makes_an_instant() {
        let tags = [("DateTimeOriginal", "2023:05:01 12:00:00"), ("OffsetTimeOriginal", "+02:00")];
        assert_eq!(capture_of(PHOTO, &tags), Some((NOON - 2 * HOUR, Some(120))));
        let tags = [("DateTimeOriginal", "2023:05:01 12:00:00"), ("OffsetTime", "-3")];
        assert_eq!(capture_of(PHOTO, &tags), Some((NOON + 3 * HOUR, Some(-180))));
    }

    #[test]
    fn a_zone_in_the_text_goes_before_a_separate_one() {
        let tags = [("DateTimeOriginal", "2023:05:01 12:00:00+05:30"), ("OffsetTimeOriginal", "+02:00")];
        assert_eq!(capture_of(PHOTO, &tags), Some((NOON - 5 * HOUR - HOUR / 2, Some(330))));
        let tags = [("CreateDate", "2023-05-01T12:00:00Z"), ("OffsetTime", "+02:00")];
        assert_eq!(capture_of(PHOTO, &tags), Some((NOON, Some(0))));
    }

    #[test]
    fn without_any_zone_the_wall_time_is_taken_as_utc() {
        assert_eq!(capture_of(PHOTO, &[("DateTimeOriginal", "2023:05:01 12:00:00")]), Some((NOON, None)));
        let tags = [("DateTimeOriginal", "2023:05:01 12:00:00"), ("OffsetTimeOriginal", "02:00")];
        assert_eq!(capture_of(PHOTO, &tags), Some((NOON, None)), "an offset needs its sign");
    }

    #[test]
    fn the_first_time_that_can_be_read_wins() {
        let tags = [
            ("DateTimeOriginal", "0000:00:00 00:00:00"),
            ("CreateDate", "2023:05:01 12:00:00"),
            ("OffsetTimeDigitized", "+01:00"),
            ("OffsetTimeOriginal", "+09:00"),
            ("ModifyDate", "2001:01:01 00:00:00"),
        ];
        assert_eq!(capture_of(PHOTO, &tags), Some((NOON - HOUR, Some(60))));
        assert_eq!(
            capture_of(PHOTO, &[("ModifyDate", "2023:05:01 12:00:00"), ("OffsetTime", "+01:00")]),
            Some((NOON, None))
        );
        assert_eq!(
            capture_of(PHOTO, &[("DateTime", "2023:05:01 12:00:00"), ("OffsetTime", "+01:00")]),
            Some((NOON - HOUR, Some(60)))
        );
        assert_eq!(capture_of(PHOTO, &[("GPSDateTime", "2023:05:01 12:00:00Z")]), Some((NOON, Some(0))));
    }

    #[test]
    fn a_film_prefers_the_date_with_a_zone_and_has_no_gps_time() {
        let tags = [("CreateDate", "2001:01:01 00:00:00"), ("CreationDate", "2023:05:01 14:00:00+02:00")];
        assert_eq!(capture_of(VIDEO, &tags), Some((NOON, Some(120))));
        assert_eq!(capture_of(VIDEO, &[("GPSDateTime", "2023:05:01 12:00:00Z")]), None);
        assert_eq!(capture_of(VIDEO, &[("TrackCreateDate", "2023:05:01 12:00:00")]), Some((NOON, None)));
        let tags = [("CreationDate", "2023:05:01 14:00:00"), ("TimeZone", "+02:00")];
        assert_eq!(capture_of(VIDEO, &tags), Some((NOON, Some(120))));
    }

    #[test]
    fn fractions_of_a_second_come_from_their_own_tag() {
        let tags = [
            ("DateTimeOriginal", "2023:05:01 12:00:00"),
            ("SubSecDateTimeOriginal", "2023:05:01 12:00:00.25+02:00"),
        ];
        // The zone in the composed tag is the separate offset's, which is not there to be believed.
        assert_eq!(capture_of(PHOTO, &tags), Some((NOON + 250_000, None)));
        let tags = [
            ("DateTimeOriginal", "2023:05:01 12:00:00"),
            ("SubSecDateTimeOriginal", "2023:05:01 12:00:07.25"),
        ];
        assert_eq!(capture_of(PHOTO, &tags), Some((NOON, None)));
    }

    #[test]
    fn times_are_read_in_every_documented_form() {
        for (text, micros, zone) in [
            ("2023:05:01 12:00:00", 0, None),
            ("2023-05-01 12:00:00", 0, None),
            ("2023:05:01 12:00:00.5", 500_000, None),
            ("2023:05:01 12:00:00.123456789", 123_456, None),
            ("2023:05:01 12:00:00.123+02:00", 123_000, Some(120)),
            ("2023-05-01T12:00:00Z", 0, Some(0)),
            ("2023-05-01T12:00+0530", 0, Some(330)),
            ("2023:05:01 12:00:00+15:00", 0, None),
            ("2023:05:01 12:00:00 -03:00", 0, Some(-180)),
        ] {
            assert_eq!(Written::parse(text), Some(Written { wall_micros: NOON + micros, zone }), "{text}");
        }
        assert_eq!(Written::parse("2023-05-01").unwrap().wall_micros, NOON - 12 * HOUR);
        for text in [
            "",
            "0000:00:00 00:00:00",
            "0000:01:01 00:00:00",
            "2023:13:01 00:00:00",
            "2023:02:29 00:00:00",
            "2023:05:01 24:00:00",
            "2023:05:01 12:60:00",
            "2023:05:01",
            "2023:05:01 12",
            "    :  :     :  :  ",
            "2023:05-01 12:00:00",
            "last summer",
            "2023:05:01 12:00:00.x",
            "ääääää",
            "+023:05:01 12:00:00",
        ] {
            assert_eq!(Written::parse(text), None, "{text}");
        }
    }

    #[test]
    fn offsets_need_a_sign_and_a_place_on_earth() {
        for (text, minutes) in [
            ("+2", 120),
            ("-09", -540),
            ("+0530", 330),
            ("-03:30", -210),
            ("+14:00", 840),
            ("-14:00", -840),
            ("+00:00", 0),
        ] {
            assert_eq!(parse_offset(text), Some(minutes), "{text}");
        }
        for text in
            ["", "2", "02:00", "+14:01", "+2:00", "+02:60", "+123", "+02:00:00", "Z", "+ä", "+ä12", "--2"]
        {
            assert_eq!(parse_offset(text), None, "{text}");
        }
    }

    #[test]
    fn instants_are_written_in_utc() {
        let time = |utc_micros| CaptureTime { utc_micros, offset_minutes: Some(120) };
        assert_eq!(rfc3339(time(NOON)).as_deref(), Some("2023-05-01T12:00:00Z"));
        assert_eq!(rfc3339(time(NOON + 250_000)).as_deref(), Some("2023-05-01T12:00:00.25Z"));
        assert_eq!(rfc3339(time(-1)).as_deref(), Some("1969-12-31T23:59:59.999999Z"));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,40}", digits in "[0-9:+. TZ-]{0,40}") {
            let _ = (Written::parse(&text), Written::parse(&digits), parse_offset(&text), parse_offset(&digits));
        }

        #[test]
        fn what_is_written_is_read(seconds in -60_000_000_000_i64..250_000_000_000, offset in -840_i32..=840) {
            let wall = seconds + i64::from(offset) * 60;
            let at = UtcDateTime::from_unix_timestamp(wall).unwrap();
            let (sign, size) = (if offset < 0 { '-' } else { '+' }, offset.abs());
            let text = format!("{:04}:{:02}:{:02} {:02}:{:02}:{:02}", at.year(), u8::from(at.month()), at.day(), at.hour(), at.minute(), at.second());
            let zone = format!("{sign}{:02}:{:02}", size / 60, size % 60);
            let expected = Some((seconds * 1_000_000, Some(offset)));
            prop_assert_eq!(capture_of(PHOTO, &[("DateTimeOriginal", &text), ("OffsetTime", &zone)]), expected);
            prop_assert_eq!(capture_of(PHOTO, &[("DateTimeOriginal", &format!("{text}{zone}"))]), expected);
        }
    }
}
