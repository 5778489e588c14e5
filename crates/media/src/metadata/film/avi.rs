//! AVI: a RIFF file whose header list stands first and whose texts may stand anywhere.

use time::{Month, macros::format_description};

use super::{
    super::{bytes, container::riff::chunks, tags::Tags},
    Film, Source,
};

/// Largest list loaded, bytes.
const LIST: u64 = 4 << 20;
/// Most chunks of the top level stepped over.
const TOP: usize = 1_000;

/// Chunks of the `INFO` list.
#[rustfmt::skip]
const TEXTS: &[(&[u8; 4], &str)] = &[
    (b"INAM", "Title"), (b"ICMT", "Comment"), (b"IART", "Artist"), (b"ICOP", "Copyright"), (b"ISFT", "Software"),
    (b"IGNR", "Genre"), (b"ISBJ", "Subject"), (b"IKEY", "Keywords"), (b"ICRD", "DateCreated"),
];

pub(super) fn read(source: &mut Source<'_>, film: &mut Film, tags: &mut Tags) {
    let mut at = 12;
    for _ in 0..TOP {
        let Some(head) = source.read_at(at, 12).filter(|head| head.len() >= 8) else { return };
        let size = u64::from(bytes::le32(&head, 4).unwrap_or(0));
        if head.starts_with(b"LIST") && !head.ends_with(b"movi") && size <= LIST {
            let list = source.read_at(at + 8, size).unwrap_or_default();
            match list.split_first_chunk::<4>() {
                Some((b"hdrl", body)) => headers(body, film, tags),
                Some((b"INFO", body)) => texts(body, tags),
                _ => {}
            }
        }
        at += 8 + size.next_multiple_of(2);
    }
}

fn headers(body: &[u8], film: &mut Film, tags: &mut Tags) {
    for (letters, body) in chunks(body) {
        match (&letters, body.split_first_chunk::<4>()) {
            (b"avih", _) => main_header(body, film, tags),
            (b"IDIT", _) => {
                if let Some(date) = date(&bytes::text(body)) {
                    tags.put("DateTimeOriginal", date);
                }
            }
            (b"LIST", Some((b"strl", body))) => stream(body, tags),
            _ => {}
        }
    }
}

fn main_header(body: &[u8], film: &mut Film, tags: &mut Tags) {
    let number = |at| bytes::le32(body, at).filter(|number| *number > 0);
    if let (Some(width), Some(height)) = (number(32), number(36)) {
        film.size = Some((width, height));
        tags.put("ImageWidth", width);
        tags.put("ImageHeight", height);
    }
    if let (Some(micros), Some(frames)) = (number(0), number(16)) {
        film.duration = Some(f64::from(micros) * f64::from(frames) / 1e6);
        tags.put_number("FrameRate", (1e9 / f64::from(micros)).round() / 1000.0);
    }
}

fn stream(body: &[u8], tags: &mut Tags) {
    let mut kind = [0; 4];
    for (letters, body) in chunks(body) {
        match (&letters, &kind) {
            (b"strh", _) => {
                kind = bytes::array(body, 0).unwrap_or_default();
                if kind == *b"vids"
                    && let Some(codec) = bytes::slice(body, 4, 4)
                {
                    tags.put("VideoCodec", bytes::text(codec));
                }
            }
            (b"strf", b"auds") => {
                let pair = |at| bytes::array(body, at).map(u16::from_le_bytes);
                if let (Some(channels), Some(rate)) = (pair(2), bytes::le32(body, 4)) {
                    tags.put("NumChannels", channels);
                    tags.put("AudioSampleRate", rate);
                }
            }
            _ => {}
        }
    }
}

fn texts(body: &[u8], tags: &mut Tags) {
    for (letters, body) in chunks(body) {
        if let Some(name) = TEXTS.iter().find(|name| *name.0 == letters) {
            tags.put(name.1, bytes::text(body));
        }
    }
}

/// `Mon Mar 10 15:04:43 2003` as `2003:03:10 15:04:43`; a date with colons stays.
fn date(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.trim_matches(|c: char| c.is_whitespace() || c == '\0').split_whitespace().collect();
    let [_, month, day, clock, year] = words[..] else { return Some(words.join(" ")) };
    let month = (1..=12)
        .filter_map(|number| Month::try_from(number).ok())
        .find(|name| name.to_string().get(..3).is_some_and(|start| start.eq_ignore_ascii_case(month)))?;
    let time = time::Time::parse(clock, format_description!("[hour]:[minute]:[second]")).ok()?;
    let (hour, minute, second) = time.as_hms();
    let (day, year): (u8, u16) = (day.parse().ok()?, year.parse().ok()?);
    Some(format!("{year:04}:{:02}:{day:02} {hour:02}:{minute:02}:{second:02}", u8::from(month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_cameras_are_put_in_order() {
        assert_eq!(date("Mon Mar 10 15:04:43 2003\n\0").as_deref(), Some("2003:03:10 15:04:43"));
        assert_eq!(date("2003:03:10 15:04:43").as_deref(), Some("2003:03:10 15:04:43"));
        assert_eq!(date("Mon Foo 10 15:04:43 2003"), None);
    }
}
