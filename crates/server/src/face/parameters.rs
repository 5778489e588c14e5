//! The parameters of detect and mask: in the query, or as fields of the form, where the query wins.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use calotype_core::faces::{Mask, Method, Mode, Options, Shape, Wish, Written};

use super::error::{ApiError, Problem};

/// Parameters as they came.
pub(super) struct Given {
    values: HashMap<String, (&'static str, String)>,
    problems: Vec<Problem>,
}

impl Given {
    /// From the query and the fields of a form. Of a name that comes twice the first counts.
    pub(super) fn new(query: &str, form: Vec<(String, String)>) -> Self {
        let mut values = HashMap::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()).into_owned() {
            values.entry(name).or_insert(("query", value));
        }
        for (name, value) in form {
            values.entry(name).or_insert(("body", value));
        }
        Self { values, problems: Vec::new() }
    }

    fn wrong(&mut self, name: &str, msg: impl Into<String>, kind: &'static str) {
        let place = self.values.get(name).map_or("query", |(place, _)| place);
        self.problems.push(Problem::new(place, name, msg, kind));
    }

    fn text(&self, name: &str) -> Option<String> {
        self.values.get(name).map(|(_, value)| value.trim().to_owned())
    }

    /// A number in a range.
    fn number<T>(&mut self, name: &str, default: T, range: RangeInclusive<T>) -> T
    where
        T: std::str::FromStr + PartialOrd + Copy + std::fmt::Display,
    {
        let Some(text) = self.text(name) else { return default };
        match text.parse::<T>() {
            Ok(value) if range.contains(&value) => value,
            Ok(_) => {
                let msg = format!("Input should be between {} and {}", range.start(), range.end());
                self.wrong(name, msg, "value_error");
                default
            }
            Err(_) => {
                self.wrong(name, "Input should be a valid number", "type_error");
                default
            }
        }
    }

    /// One of some words.
    fn word<T: Copy>(&mut self, name: &str, default: T, words: &[(&str, T)]) -> T {
        let Some(text) = self.text(name) else { return default };
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return *value;
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        self.wrong(name, format!("Input should be one of {}", known.join(", ")), "enum");
        default
    }

    fn flag(&mut self, name: &str) -> bool {
        let words = [("true", true), ("1", true), ("false", false), ("0", false), ("", false)];
        self.word(name, false, &words)
    }

    fn options(&mut self) -> Options {
        let usual = Options::default();
        Options {
            confidence: self.number("confidence", usual.confidence, 0.01..=1.0),
            nms_threshold: self.number("nms_threshold", usual.nms_threshold, 0.01..=1.0),
            max_faces: self.number("max_faces", usual.max_faces, 0..=u32::MAX),
        }
    }

    fn mask(&mut self) -> Mask {
        let usual = Mask::default();
        let methods =
            [("gaussian", Method::Gaussian), ("pixelate", Method::Pixelate), ("solid", Method::Solid)];
        let formats = [
            ("auto", Written::Auto),
            ("jpeg", Written::Jpeg),
            ("png", Written::Png),
            ("webp", Written::Webp),
        ];
        Mask {
            method: self.word("method", usual.method, &methods),
            strength: self.number("strength", usual.strength, 1..=100),
            block_size: self.values.contains_key("block_size").then(|| self.number("block_size", 2, 2..=256)),
            color: self.colour(usual.color),
            padding: self.number("padding", usual.padding, 0.0..=2.0),
            shape: self.word("shape", usual.shape, &[("rect", Shape::Rect), ("ellipse", Shape::Ellipse)]),
            faces: self.indexes(),
            format: self.word("format", usual.format, &formats),
            quality: self.number("quality", usual.quality, 1..=100),
            mode: self.word("mode", usual.mode, &[("all", Mode::All), ("all_except", Mode::AllExcept)]),
            verify: self.flag("verify"),
        }
    }

    fn colour(&mut self, default: [u8; 3]) -> [u8; 3] {
        let Some(text) = self.text("color") else { return default };
        let digits = text.strip_prefix('#').unwrap_or(&text);
        let mut colour = [0; 3];
        if digits.len() == 6 && digits.is_ascii() && hex::decode_to_slice(digits, &mut colour).is_ok() {
            return colour;
        }
        self.wrong("color", "Input should be 6 hexadecimal digits", "value_error");
        default
    }

    fn indexes(&mut self) -> Option<Vec<u32>> {
        let text = self.text("faces").filter(|text| !text.is_empty())?;
        let indexes: Result<Vec<u32>, _> = text.split(',').map(|index| index.trim().parse()).collect();
        if indexes.is_err() {
            self.wrong("faces", "Input should be a list of indexes, separated by commas", "value_error");
        }
        indexes.ok()
    }

    fn done<T>(self, value: T) -> Result<T, ApiError> {
        if self.problems.is_empty() { Ok(value) } else { Err(ApiError::Input(self.problems)) }
    }

    /// What detect is asked.
    pub(super) fn detect(mut self) -> Result<Wish, ApiError> {
        let wish = Wish { options: self.options(), mask: None };
        self.done(wish)
    }

    /// What mask is asked, and whether the answer is JSON.
    pub(super) fn masked(mut self) -> Result<(Wish, bool), ApiError> {
        let wish = Wish { options: self.options(), mask: Some(self.mask()) };
        let json = self.word("response", false, &[("image", false), ("json", true)]);
        self.done((wish, json))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn mask(query: &str) -> Result<(Wish, bool), ApiError> {
        Given::new(query, Vec::new()).masked()
    }

    #[test]
    fn what_is_left_out_has_its_default_and_the_query_wins() {
        let form =
            vec![("confidence".to_owned(), "0.9".to_owned()), ("max_faces".to_owned(), "2".to_owned())];
        let wish = Given::new("confidence=0.3", form).detect().unwrap();
        assert_eq!(
            (wish.options.confidence, wish.options.max_faces, wish.options.nms_threshold),
            (0.3, 2, 0.4)
        );
        let (wish, json) = mask("").unwrap();
        assert_eq!((wish.mask.unwrap(), json), (Mask::default(), false));
    }

    #[test]
    fn every_parameter_of_a_mask_is_understood() {
        let (wish, json) = mask(
            "method=pixelate&strength=7&block_size=9&color=%23A0b1C2&padding=0.5&shape=ellipse&faces=0,%202&format=webp\
             &quality=33&response=json&mode=all_except&verify=true",
        )
        .unwrap();
        let expected = Mask {
            method: Method::Pixelate,
            strength: 7,
            block_size: Some(9),
            color: [0xa0, 0xb1, 0xc2],
            padding: 0.5,
            shape: Shape::Ellipse,
            faces: Some(vec![0, 2]),
            format: Written::Webp,
            quality: 33,
            mode: Mode::AllExcept,
            verify: true,
        };
        assert_eq!((wish.mask.unwrap(), json), (expected, true));
    }

    #[test]
    fn every_wrong_parameter_is_named() {
        for (query, count) in [
            ("confidence=0", 1),
            ("confidence=NaN", 1),
            ("nms_threshold=1.5&max_faces=-1", 2),
            ("method=blur&strength=0&strength=5", 2),
            ("block_size=1&color=red&padding=3&shape=star&faces=a&format=gif&quality=0&response=xml", 8),
            ("mode=none&verify=perhaps", 2),
        ] {
            let Err(ApiError::Input(problems)) = mask(query) else { panic!("{query} passed") };
            assert_eq!(problems.len(), count, "{query}: {problems:?}");
        }
    }
}
