//! The list of tags while it is being read: bounded, cleaned, first one wins.

use serde_json::{Map, Number, Value};

/// Longest text kept, bytes. The longest real descriptions and lyrics are shorter.
const TEXT: usize = 16 << 10;
/// Most tags kept of one file.
const TAGS: usize = 2_000;
/// Most items kept of one list.
const ITEMS: usize = 1_000;
/// All texts of a file together, bytes.
const TOTAL: usize = 1 << 20;

/// Tags by exiftool's name, in the order found.
#[derive(Debug, Default)]
pub(super) struct Tags {
    map: Map<String, Value>,
    total: usize,
}

impl Tags {
    /// Adds a tag unless one of that name is there, so that sources are read in the order of their rank.
    pub(super) fn put(&mut self, name: &str, value: impl Into<Value>) {
        if name.is_empty() || self.map.len() >= TAGS || self.map.contains_key(name) {
            return;
        }
        if let Some(value) = self.clean(value.into()) {
            self.map.insert(name.to_owned(), value);
        }
    }

    /// Adds a tag in the place of any other of that name.
    pub(super) fn replace(&mut self, name: &str, value: impl Into<Value>) {
        self.map.shift_remove(name);
        self.put(name, value);
    }

    /// Adds a number, unless it is not finite.
    pub(super) fn put_number(&mut self, name: &str, number: f64) {
        if let Some(number) = number_value(number) {
            self.put(name, number);
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// The tag as text; a number is written out, a list joined with commas as exiftool does.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        as_text(self.map.get(name)?)
    }

    /// The first tag of these that is there and has a text.
    pub(super) fn first_text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    /// The items of a list; a single text is a list of one.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        match self.map.get(name) {
            Some(Value::Array(items)) => items.iter().filter_map(as_text).collect(),
            Some(value) => as_text(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The list as it is shown to people.
    pub(super) fn into_map(self) -> Map<String, Value> {
        self.map
    }

    /// Tags that another program has read.
    pub(super) fn from_map(map: &Map<String, Value>) -> Self {
        let mut tags = Tags::default();
        for (name, value) in map {
            tags.put(name, value.clone());
        }
        tags
    }

    fn clean(&mut self, value: Value) -> Option<Value> {
        match value {
            Value::String(text) => {
                let text = clean_text(&text)?;
                self.total += text.len();
                (self.total <= TOTAL).then_some(Value::String(text))
            }
            Value::Array(items) => {
                let mut items: Vec<Value> =
                    items.into_iter().take(ITEMS).filter_map(|item| self.clean(item)).collect();
                // A list of one is shown as its item, as exiftool shows it.
                if items.len() == 1 {
                    items.pop()
                } else {
                    (!items.is_empty()).then_some(Value::Array(items))
                }
            }
            Value::Number(_) | Value::Bool(_) => Some(value),
            Value::Null | Value::Object(_) => None,
        }
    }
}

/// A text as it may be stored: without NULs and other control characters, trimmed, not endless, and not one of the words
/// that programs write for "nothing". Line breaks and tabs stay.
pub(super) fn clean_text(text: &str) -> Option<String> {
    let mut clean = String::with_capacity(text.len().min(TEXT));
    for c in text.trim_matches(|c: char| c.is_whitespace() || c == '\0').chars() {
        if clean.len() + c.len_utf8() > TEXT {
            break;
        }
        if !c.is_control() || matches!(c, '\n' | '\t') {
            clean.push(c);
        }
    }
    let clean = clean.trim();
    (!matches!(clean, "" | "null" | "undefined")).then(|| clean.to_owned())
}

/// A text that stands on one line, such as the name of a camera.
pub(super) fn one_line(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().take(256).collect();
    clean_text(&line)
}

/// A number as JSON: whole ones without a fraction, others with at most ten digits, as exiftool prints them.
pub(super) fn number_value(number: f64) -> Option<Value> {
    if !number.is_finite() {
        return None;
    }
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return Some(Value::from(number as i64));
    }
    let rounded: f64 = format!("{number:.9e}").parse().ok()?;
    Number::from_f64(rounded).map(Value::Number)
}

/// The number a text starts with: `50.0 mm` is 50. `None` when it starts otherwise, or is not finite.
pub(super) fn leading_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text
        .char_indices()
        .find(|(at, c)| !(c.is_ascii_digit() || *c == '.' || (*at == 0 && matches!(c, '-' | '+'))))
        .map_or(text.len(), |(at, _)| at);
    text[..end].parse().ok().filter(|number: &f64| number.is_finite())
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(as_text).collect();
            (!items.is_empty()).then(|| items.join(", "))
        }
        Value::Bool(_) | Value::Null | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_mean_nothing_are_dropped() {
        for nothing in ["", "  ", "\0\0", "null", " undefined \0", "\u{7}"] {
            assert_eq!(clean_text(nothing), None, "{nothing:?}");
        }
        assert_eq!(clean_text(" a\0b\r\n<b>\u{1b}[0m "), Some("ab\n<b>[0m".into()));
    }

    #[test]
    fn endless_text_ends_between_two_characters() {
        let text = clean_text(&"ä".repeat(TEXT)).unwrap_or_default();
        assert_eq!(text.len(), TEXT);
        assert!((250..=256).contains(&one_line(&"x\ny".repeat(1000)).unwrap_or_default().len()));
    }

    #[test]
    fn the_first_tag_of_a_name_wins_and_the_list_is_bounded() {
        let mut tags = Tags::default();
        tags.put("Model", "first");
        tags.put("Model", "second");
        assert_eq!(tags.text("Model").as_deref(), Some("first"));
        tags.replace("Model", "third");
        assert_eq!(tags.text("Model").as_deref(), Some("third"));
        for number in 0..10_000 {
            tags.put(&format!("Tag{number}"), "x".repeat(1000));
        }
        assert!(tags.map.len() <= TAGS);
        assert!(tags.map.values().map(|value| value.to_string().len()).sum::<usize>() <= TOTAL + 4 * TAGS);
    }

    #[test]
    fn numbers_are_written_as_exiftool_writes_them() {
        assert_eq!(number_value(50.0), Some(Value::from(50)));
        assert_eq!(number_value(1.0 / 3.0), Some(Value::from(0.333_333_333_3)));
        assert_eq!(number_value(f64::NAN), None);
        assert_eq!(leading_number("50.0 mm"), Some(50.0));
        assert_eq!(leading_number("-0.33"), Some(-0.33));
        assert_eq!(leading_number("about 5"), None);
        assert_eq!(leading_number("1.2.3"), None);
    }
}
