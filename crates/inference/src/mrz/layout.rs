//! Where the fields are in each form of the lines, and what may stand in them.

use std::ops::Range;

use super::digits::{as_digit, as_letter, is_right, mended};
use super::{Mrz, MrzFormat, Sex};

/// A field: its line and its columns there.
type Place = (usize, Range<usize>);

/// The places of one form.
struct Layout {
    format: MrzFormat,
    lines: usize,
    length: usize,
    issuer: Place,
    names: Place,
    number: Place,
    nationality: Place,
    birth: Place,
    sex: Place,
    expiry: Place,
    /// What the issuer added, and whether its check digit follows it.
    optional: &'static [Place],
    optional_checked: bool,
    /// The check digit over several fields, and the fields.
    composite: Option<(Place, &'static [Place])>,
}

/// A passport; what else has two lines has the same fields at the same places.
const TD3: Layout = Layout {
    format: MrzFormat::Td3,
    lines: 2,
    length: 44,
    issuer: (0, 2..5),
    names: (0, 5..44),
    number: (1, 0..9),
    nationality: (1, 10..13),
    birth: (1, 13..19),
    sex: (1, 20..21),
    expiry: (1, 21..27),
    optional: &[(1, 28..42)],
    optional_checked: true,
    composite: Some(((1, 43..44), &[(1, 0..10), (1, 13..20), (1, 21..43)])),
};

const LAYOUTS: [Layout; 5] = [
    TD3,
    Layout {
        format: MrzFormat::MrvA,
        optional: &[(1, 28..44)],
        optional_checked: false,
        composite: None,
        ..TD3
    },
    Layout {
        format: MrzFormat::Td2,
        length: 36,
        names: (0, 5..36),
        optional: &[(1, 28..35)],
        optional_checked: false,
        composite: Some(((1, 35..36), &[(1, 0..10), (1, 13..20), (1, 21..35)])),
        ..TD3
    },
    Layout {
        format: MrzFormat::MrvB,
        length: 36,
        names: (0, 5..36),
        optional: &[(1, 28..36)],
        optional_checked: false,
        composite: None,
        ..TD3
    },
    Layout {
        format: MrzFormat::Td1,
        lines: 3,
        length: 30,
        issuer: (0, 2..5),
        names: (2, 0..30),
        number: (0, 5..14),
        nationality: (1, 15..18),
        birth: (1, 0..6),
        sex: (1, 7..8),
        expiry: (1, 8..14),
        optional: &[(0, 15..30), (1, 18..29)],
        optional_checked: false,
        composite: Some(((1, 29..30), &[(0, 5..30), (1, 0..7), (1, 8..15), (1, 18..29)])),
    },
];

/// How many characters a line may lack or have too many: fillers at an end are hard to count.
const MISCOUNTED: usize = 4;

/// What lines of text say, if some of them, one below the other, are machine-readable. Of several readings the one with
/// fewest wrong check digits is taken.
#[must_use]
pub fn read_lines(texts: &[&str]) -> Option<Mrz> {
    let cleaned: Vec<String> = texts.iter().map(|text| clean(text)).collect();
    let mut best: Option<Mrz> = None;
    for layout in &LAYOUTS {
        for window in cleaned.windows(layout.lines) {
            let Some(lines) = fitted(window, layout) else { continue };
            let Some(read) = fields(&lines, layout) else { continue };
            if best.as_ref().is_none_or(|best| read.wrong.len() < best.wrong.len()) {
                best = Some(read);
            }
        }
    }
    best
}

fn clean(text: &str) -> String {
    let fold = |c: char| match c {
        '«' | '‹' | '≪' | '《' => '<',
        c => c.to_ascii_uppercase(),
    };
    text.chars().map(fold).filter(|c| matches!(c, 'A'..='Z' | '0'..='9' | '<')).collect()
}

/// The lines in their right length, where they can be of this form at all.
fn fitted(texts: &[String], layout: &Layout) -> Option<Vec<Vec<char>>> {
    let mut lines = Vec::with_capacity(layout.lines);
    for (number, text) in texts.iter().enumerate() {
        if text.len().abs_diff(layout.length) > MISCOUNTED {
            return None;
        }
        let mut line: Vec<char> = text.chars().collect();
        // What is in the middle of a line is counted right, or the check digits will tell; only the fillers at the end of the
        // names may be too few or too many, and those between the last field and its check digit.
        let is_names = layout.names.0 == number;
        let run_end = if is_names {
            line.len()
        } else {
            line.iter().rposition(|c| *c == '<').map_or(line.len(), |at| at + 1)
        };
        if line.len() < layout.length {
            let missing = layout.length - line.len();
            line.splice(run_end..run_end, std::iter::repeat_n('<', missing));
        } else {
            let surplus = line.len() - layout.length;
            let from = run_end.checked_sub(surplus)?;
            if line[from..run_end].iter().any(|c| *c != '<') {
                return None;
            }
            line.drain(from..run_end);
        }
        lines.push(line);
    }
    let code = lines[0][0];
    let fits = match layout.format {
        MrzFormat::Td3 => code == 'P',
        MrzFormat::MrvA | MrzFormat::MrvB => code == 'V',
        MrzFormat::Td1 | MrzFormat::Td2 => matches!(code, 'A' | 'C' | 'I'),
    };
    // A line of print that is as long has spaces where these have fillers; one without any is none of them.
    let filled = lines[layout.names.0].contains(&'<');
    (fits && filled).then_some(lines)
}

fn fields(lines: &[Vec<char>], layout: &Layout) -> Option<Mrz> {
    let mut lines = lines.to_vec();
    for place in [&layout.issuer, &layout.names, &layout.nationality] {
        change(&mut lines, place, as_letter);
    }
    for (line, columns) in [&layout.birth, &layout.expiry] {
        change(&mut lines, &(*line, columns.start..columns.end + 1), as_digit);
    }
    let after = |place: &Place| (place.0, place.1.end..place.1.end + 1);
    let mut wrong = Vec::new();

    change(&mut lines, &after(&layout.number), as_digit);
    let digit = text(&lines, &after(&layout.number)).chars().next()?;
    // A number too long for its field goes on in the optional one, with its digit behind it (a filler stands here).
    let long_number = layout.format == MrzFormat::Td1 && digit == '<';
    let mut number = text(&lines, &layout.number);
    if long_number {
        let rest = text(&lines, &layout.optional[0]);
        let rest = rest.trim_end_matches('<');
        let (more, digit) = rest.split_at_checked(rest.len().saturating_sub(1))?;
        number.push_str(more);
        let digit = digit.chars().next().map(as_digit);
        if !digit.is_some_and(|digit| is_right(&number, digit)) {
            wrong.push("number");
        }
    } else if let Some(mended) = mended(&number, digit) {
        put(&mut lines, &layout.number, &mended);
        number = mended;
    } else {
        wrong.push("number");
    }
    for (name, place) in [("birth_date", &layout.birth), ("expiry_date", &layout.expiry)] {
        if !checked(&lines, place, &after(place)) {
            wrong.push(name);
        }
    }
    if layout.optional_checked {
        let place = &layout.optional[0];
        let digit = after(place);
        change(&mut lines, &digit, as_digit);
        if !checked(&lines, place, &digit) {
            match mended(&text(&lines, place), text(&lines, &digit).chars().next()?) {
                Some(mended) => put(&mut lines, place, &mended),
                None => wrong.push("optional"),
            }
        }
    }
    if let Some((digit, places)) = &layout.composite {
        change(&mut lines, digit, as_digit);
        let whole: String = places.iter().map(|place| text(&lines, place)).collect();
        if !text(&lines, digit).chars().next().is_some_and(|digit| is_right(&whole, digit)) {
            wrong.push("composite");
        }
    }
    let names = text(&lines, &layout.names);
    let (surname, given) = names.split_once("<<").unwrap_or((&names, ""));
    let optional: Vec<String> = match long_number {
        true => layout.optional[1..].iter().map(|place| words(&text(&lines, place))).collect(),
        false => layout.optional.iter().map(|place| words(&text(&lines, place))).collect(),
    };
    // Nobody's name is empty, and no document is without its dates: this is print that only looked alike.
    if words(surname).is_empty() || wrong.len() >= 4 {
        return None;
    }
    Some(Mrz {
        format: layout.format,
        document_code: words(&text(&lines, &(0, 0..2))),
        issuer: words(&text(&lines, &layout.issuer)),
        surname: words(surname),
        given_names: words(given),
        number: number.trim_end_matches('<').to_owned(),
        nationality: words(&text(&lines, &layout.nationality)),
        birth_date: text(&lines, &layout.birth),
        sex: match text(&lines, &layout.sex).as_str() {
            "F" => Sex::Female,
            "M" | "H" => Sex::Male,
            _ => Sex::Unspecified,
        },
        expiry_date: text(&lines, &layout.expiry),
        optional: optional.join(" ").trim().to_owned(),
        lines: lines.iter().map(|line| line.iter().collect()).collect(),
        valid: wrong.is_empty(),
        wrong,
    })
}

fn change(lines: &mut [Vec<char>], (line, columns): &Place, map: fn(char) -> char) {
    for c in &mut lines[*line][columns.clone()] {
        *c = map(*c);
    }
}

fn text(lines: &[Vec<char>], (line, columns): &Place) -> String {
    lines[*line][columns.clone()].iter().collect()
}

fn put(lines: &mut [Vec<char>], (line, columns): &Place, value: &str) {
    for (place, c) in lines[*line][columns.clone()].iter_mut().zip(value.chars()) {
        *place = c;
    }
}

fn checked(lines: &[Vec<char>], place: &Place, digit: &Place) -> bool {
    text(lines, digit).chars().next().is_some_and(|digit| is_right(&text(lines, place), digit))
}

/// A field with its fillers as spaces between words.
fn words(field: &str) -> String {
    field.split('<').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
