//! Values in the words people know: `1/125`, `50.0 mm`, `Rotate 90 CW`.
//!
//! The forms are exiftool's, because the library's clients were written against them.

use serde_json::Value;

use super::super::{bytes, tags::number_value, tiff::Value as Entry};

/// Forms of a value.
#[derive(Clone, Copy)]
pub(super) enum Print {
    /// As it stands.
    Text,
    /// Windows' UTF-16 texts in bytes.
    Utf16,
    /// Eight bytes that name the encoding, then text.
    Comment,
    /// One number.
    Number,
    /// All numbers, separated by spaces.
    Numbers,
    /// Numbers joined by dots.
    Dotted,
    /// Four digits of ASCII, `0232`.
    Version,
    /// A time of day out of three fractions, `09:30:05`.
    TimeOfDay,
    /// An exposure time, `1/125` or `2.5`.
    Seconds,
    /// An exposure time given as −log₂.
    ApexSeconds,
    /// An f-number, `2.8`.
    FNumber,
    /// An f-number given as 2·log₂.
    ApexFNumber,
    /// A correction in stops, `+1/3`.
    Fraction,
    /// `50.0 mm`.
    Millimetres,
    /// `75 mm`.
    WholeMillimetres,
    /// `3.2 m`.
    Metres,
    /// Focal and f-number ranges of a lens, `24-70mm f/2.8`.
    Lens,
    /// A number with a meaning.
    Words(&'static [(u32, &'static str)]),
    /// A letter with a meaning.
    Letter(&'static [(&'static str, &'static str)]),
}

impl Print {
    /// The value as it is shown; `None` when there is nothing sensible to show.
    pub(super) fn show(self, entry: &Entry<'_>) -> Option<Value> {
        match self {
            Print::Text if entry.is_text() => Some(entry.text().into()),
            Print::Text => Some(comment_text(entry).into()),
            Print::Utf16 => Some(first_line(&bytes::utf16(entry.start(), true)).into()),
            Print::Comment => Some(comment_text(entry).into()),
            Print::Number => number_value(entry.number()?),
            Print::Numbers => joined(entry, " "),
            Print::Dotted => joined(entry, "."),
            Print::Version => Some(bytes::text(bytes::slice(entry.bytes, 0, 4)?).into()),
            Print::TimeOfDay => time_of_day(entry),
            Print::Seconds => Some(seconds(entry.number().filter(|n| *n >= 0.0)?)),
            // Beyond 100 stops the power is a number without meaning.
            Print::ApexSeconds => Some(seconds((-entry.number().filter(|n| n.abs() < 100.0)?).exp2())),
            Print::FNumber => f_number(entry.number()?),
            Print::ApexFNumber => {
                number_value(rounded((entry.number().filter(|n| n.abs() < 100.0)? / 2.0).exp2(), 1))
            }
            Print::Fraction => Some(fraction(entry.number()?)),
            Print::Millimetres => Some(format!("{:.1} mm", entry.number()?).into()),
            Print::WholeMillimetres => Some(format!("{} mm", entry.number()?.round()).into()),
            Print::Metres => Some(format!("{} m", number_value(entry.number()?)?).into()),
            Print::Lens => lens(&entry.numbers()).map(Value::from),
            Print::Words(words) => {
                let number = entry.unsigned()?;
                let word = words.iter().find(|word| word.0 == number);
                Some(word.map_or_else(|| format!("Unknown ({number})"), |word| word.1.to_owned()).into())
            }
            Print::Letter(words) => {
                let letter = entry.text();
                let word = words.iter().find(|word| word.0 == letter.trim());
                word.map(|word| word.1.into())
            }
        }
    }
}

fn joined(entry: &Entry<'_>, between: &str) -> Option<Value> {
    let numbers = entry.numbers();
    if let [number] = numbers[..] {
        return number_value(number);
    }
    let numbers: Option<Vec<String>> =
        numbers.iter().take(64).map(|number| number_value(*number).map(|n| n.to_string())).collect();
    Some(numbers?.join(between).into())
}

/// EXIF 3.0 §4.6.6: `ASCII`, `UNICODE` or `JIS` in eight bytes, or eight zeros and anything.
fn comment_text(entry: &Entry<'_>) -> String {
    let all = entry.start();
    let Some((code, rest)) = all.split_at_checked(8) else { return bytes::text(all) };
    match code {
        b"UNICODE\0" => {
            // In the byte order of the file, but many write the other one. Latin text tells by its zeros.
            let zeros =
                |offset: usize| rest.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
            let little_endian = match zeros(1).cmp(&zeros(0)) {
                std::cmp::Ordering::Greater => true,
                std::cmp::Ordering::Less => false,
                std::cmp::Ordering::Equal => entry.little,
            };
            bytes::utf16(rest, little_endian)
        }
        b"ASCII\0\0\0" | b"\0\0\0\0\0\0\0\0" => bytes::text(bytes::before_nul(rest)),
        // Shift JIS and JIS are left out: a wrong text is worse than none.
        b"JIS\0\0\0\0\0" => String::new(),
        _ => bytes::text(bytes::before_nul(all)),
    }
}

fn first_line(text: &str) -> &str {
    text.split('\0').next().unwrap_or_default()
}

fn time_of_day(entry: &Entry<'_>) -> Option<Value> {
    let [hours, minutes, seconds] = entry.numbers().try_into().ok()?;
    if !((0.0..24.0).contains(&hours) && (0.0..60.0).contains(&minutes) && (0.0..60.0).contains(&seconds)) {
        return None;
    }
    // Some write fractions of a minute; seconds carry them all, whole where they are whole.
    let total = hours * 3600.0 + minutes * 60.0 + seconds;
    let (hours, rest) = ((total / 3600.0).floor(), total % 3600.0);
    let (minutes, seconds) = ((rest / 60.0).floor(), rest % 60.0);
    let seconds =
        if seconds.fract() == 0.0 { format!("{seconds:02}") } else { trimmed(&format!("{seconds:09.6}")) };
    Some(format!("{hours:02}:{minutes:02}:{seconds}").into())
}

fn trimmed(decimal: &str) -> String {
    decimal.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn rounded(number: f64, digits: usize) -> f64 {
    format!("{number:.digits$}").parse().unwrap_or(number)
}

/// `1/125` when at most a quarter of a second, else seconds with one digit.
fn seconds(seconds: f64) -> Value {
    if seconds > 0.0 && seconds < 0.25001 {
        return format!("1/{}", (1.0 / seconds).round()).into();
    }
    number_value(rounded(seconds, 1)).unwrap_or(Value::Null)
}

fn f_number(number: f64) -> Option<Value> {
    number_value(rounded(number, if number < 1.0 { 2 } else { 1 }))
}

/// Stops in thirds and halves where they are such: `+1/3`, `-1/2`, `+2`, `0`.
fn fraction(stops: f64) -> Value {
    let sign = if stops < 0.0 { '-' } else { '+' };
    let size = stops.abs();
    for denominator in [1.0, 2.0, 3.0] {
        let numerator = (size * denominator).round();
        // A third is stored as 0.33 or 33/100 by many; a hundredth of a stop is nothing.
        if (size * denominator - numerator).abs() < 0.02 {
            return match (numerator, denominator) {
                (0.0, _) => Value::from(0),
                (_, 1.0) if sign == '-' => Value::from(-(numerator as i64)),
                (_, 1.0) => format!("+{numerator}").into(),
                _ => format!("{sign}{numerator}/{denominator}").into(),
            };
        }
    }
    trimmed(&format!("{stops:+.2}")).into()
}

/// `24-70mm f/2.8-4`; parts the lens does not tell are left out.
fn lens(numbers: &[f64]) -> Option<String> {
    let [short, long, wide, tele] = *numbers.first_chunk::<4>()?;
    let plain = |number: f64| number_value(number).map(|number| number.to_string());
    let range =
        |from: f64, to: f64| match (plain(from).filter(|_| from > 0.0), plain(to).filter(|_| to > 0.0)) {
            (Some(from), Some(to)) if from != to => Some(format!("{from}-{to}")),
            (Some(one), _) | (None, Some(one)) => Some(one),
            (None, None) => None,
        };
    let focal = range(short, long).map(|range| format!("{range}mm"));
    let aperture = range(wide, tele).map(|range| format!("f/{range}"));
    let parts: Vec<String> = focal.into_iter().chain(aperture).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exposures_read_as_photographers_write_them() {
        assert_eq!(seconds(0.008), "1/125");
        assert_eq!(seconds(0.25), "1/4");
        assert_eq!(seconds(0.3), 0.3);
        assert_eq!(seconds(2.0), 2);
        assert_eq!(seconds(0.0), 0);
        assert_eq!(fraction(0.333), "+1/3");
        assert_eq!(fraction(-0.5), "-1/2");
        assert_eq!(fraction(-0.0), 0);
        assert_eq!(fraction(2.0), "+2");
        assert_eq!(fraction(-1.0), -1);
        assert_eq!(fraction(0.7), "+0.7");
    }

    #[test]
    fn a_lens_tells_what_it_knows() {
        assert_eq!(lens(&[24.0, 70.0, 2.8, 2.8]).as_deref(), Some("24-70mm f/2.8"));
        assert_eq!(lens(&[18.0, 55.0, 3.5, 5.6]).as_deref(), Some("18-55mm f/3.5-5.6"));
        assert_eq!(lens(&[50.0, 50.0, f64::NAN, f64::NAN]).as_deref(), Some("50mm"));
        assert_eq!(lens(&[f64::NAN; 4]), None);
        assert_eq!(lens(&[1.0]), None);
    }
}
