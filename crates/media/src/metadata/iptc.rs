//! IPTC-IIM records: captions and keywords from before XMP (IIM 4.2 §1.5 and §6).

use serde_json::Value;

use super::{bytes, tags::Tags};

/// Most records looked at.
const RECORDS: usize = 5_000;
/// Escape sequence by which record 1:90 says UTF-8.
const UTF8: &[u8] = b"\x1b%G";

/// Numbers in record 2 and exiftool's names for them.
#[rustfmt::skip]
const NAMES: &[(u8, &str)] = &[
    (5, "ObjectName"), (10, "Urgency"), (15, "Category"), (20, "SupplementalCategories"), (25, "Keywords"),
    (40, "SpecialInstructions"), (55, "DateCreated"), (60, "TimeCreated"), (62, "DigitalCreationDate"),
    (63, "DigitalCreationTime"), (80, "By-line"), (85, "By-lineTitle"), (90, "City"), (92, "Sub-location"),
    (95, "Province-State"), (100, "Country-PrimaryLocationCode"), (101, "Country-PrimaryLocationName"),
    (105, "Headline"), (110, "Credit"), (115, "Source"), (116, "CopyrightNotice"), (118, "Contact"),
    (120, "Caption-Abstract"), (122, "Writer-Editor"),
];

/// Records that may come more than once.
const LISTS: [u8; 2] = [20, 25];

pub(super) fn read(data: &[u8], tags: &mut Tags) {
    let mut lists: [Vec<Value>; 2] = Default::default();
    let mut utf8 = false;
    for (record, number, value) in (Records { data, at: 0 }).take(RECORDS) {
        if (record, number) == (1, 90) {
            utf8 = value == UTF8;
        }
        if record != 2 {
            continue;
        }
        // Declared or not, most of what is written today is UTF-8; only what is not can be anything else.
        let text = if utf8 { String::from_utf8_lossy(value).into_owned() } else { bytes::text(value) };
        let name = NAMES.iter().find(|name| name.0 == number).map(|name| name.1);
        match (LISTS.iter().position(|list| *list == number), name) {
            (Some(list), _) => lists[list].push(text.into()),
            (None, Some(name @ ("DateCreated" | "DigitalCreationDate"))) => {
                tags.put(name, with_colons(&text, [4, 6]));
            }
            (None, Some(name @ ("TimeCreated" | "DigitalCreationTime"))) => tags.put(name, time(&text)),
            (None, Some(name)) => tags.put(name, text),
            (None, None) => {}
        }
    }
    let [categories, keywords] = lists;
    tags.put("SupplementalCategories", Value::Array(categories));
    tags.put("Keywords", Value::Array(keywords));
}

/// `120000+0200` as `12:00:00+02:00`.
fn time(text: &str) -> String {
    let Some((clock, zone)) = text.split_at_checked(6) else { return text.to_owned() };
    format!("{}{}", with_colons(clock, [2, 4]), with_colons(zone, [3, usize::MAX]))
}

fn with_colons(text: &str, at: [usize; 2]) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for (position, c) in text.char_indices() {
        if at.contains(&position) {
            out.push(':');
        }
        out.push(c);
    }
    out
}

/// Record, number and value of each: a marker, both numbers, and a length of two bytes or, with the high bit set, as many
/// bytes of length as the rest of it says.
struct Records<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = (u8, u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let [0x1c, record, number] = bytes::array(self.data, self.at)? else { return None };
        let short = usize::from(bytes::be16(self.data, self.at + 3)?);
        let (header, length) = if short & 0x8000 == 0 {
            (5, short)
        } else {
            let size = short & 0x7fff;
            (5 + size, usize::try_from(bytes::be_sized(self.data, self.at + 5, size)?).ok()?)
        };
        let value = bytes::slice(self.data, self.at.checked_add(header)?, length)?;
        self.at += header + length;
        Some((record, number, value))
    }
}
