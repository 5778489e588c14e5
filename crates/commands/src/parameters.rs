//! What commands take: one declaration gives the struct, the reader and the documentation.

use calotype_media::craft::{Channels, Rgba};
use serde_json::Value;

use crate::colours;
use crate::given::Given;
use crate::refusal::Refusal;

/// One parameter.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// Its documented name.
    pub name: &'static str,
    /// Another spelling that clients use.
    pub also: Option<&'static str>,
    /// What values it takes.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What it is when it is absent, as a request would write it.
    pub default: Option<&'static str>,
    /// What it means.
    pub about: &'static str,
}

/// What values a parameter takes.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A number; beyond the ends it is taken as the end.
    Real(f64, f64),
    /// A whole number; a broken one is rounded, beyond the ends it is taken as the end.
    Whole(i64, i64),
    /// Yes or no.
    Flag,
    /// A colour.
    Colour,
    /// A mask of channels.
    Mask,
    /// Text of at most so many characters.
    Text(usize),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A picture: its address, an id of ours, a `data:` address or base64.
    Picture,
    /// A list of at most so many objects with these parameters.
    List(usize, &'static [Spec]),
}

impl Spec {
    const fn new(kind: Kind) -> Spec {
        Spec { name: "", also: None, kind, required: true, default: None, about: "" }
    }

    /// Another spelling.
    pub(crate) const fn or(self, also: &'static str) -> Spec {
        Spec { also: Some(also), ..self }
    }

    /// It may be absent, and is then this.
    pub(crate) const fn default(self, default: &'static str) -> Spec {
        Spec { default: Some(default), required: false, ..self }
    }

    /// It may be absent.
    pub(crate) const fn optional(self) -> Spec {
        Spec { required: false, ..self }
    }

    pub(crate) const fn named(self, name: &'static str, about: &'static str) -> Spec {
        // A field that is called like a word of the language is written with a mark before it.
        let marked = name.len() > 2 && name.as_bytes()[0] == b'r' && name.as_bytes()[1] == b'#';
        let name = if marked { name.split_at(2).1 } else { name };
        Spec { name, about, ..self }
    }
}

pub(crate) const fn real(least: f64, most: f64) -> Spec {
    Spec::new(Kind::Real(least, most))
}
pub(crate) const fn whole(least: i64, most: i64) -> Spec {
    Spec::new(Kind::Whole(least, most))
}
/// A place in a picture, which may lie outside.
pub(crate) const fn place() -> Spec {
    whole(-1_000_000, 1_000_000)
}
/// A side, pixels.
pub(crate) const fn side() -> Spec {
    whole(0, 1_000_000)
}
pub(crate) const fn flag() -> Spec {
    Spec::new(Kind::Flag)
}
pub(crate) const fn colour() -> Spec {
    Spec::new(Kind::Colour)
}
pub(crate) const fn channels() -> Spec {
    Spec::new(Kind::Mask).default("134217727")
}
pub(crate) const fn text(longest: usize) -> Spec {
    Spec::new(Kind::Text(longest))
}
pub(crate) const fn choice(words: &'static [&'static str]) -> Spec {
    Spec::new(Kind::Choice(words))
}
pub(crate) const fn picture() -> Spec {
    Spec::new(Kind::Picture)
}
pub(crate) const fn list(most: usize, entry: &'static [Spec]) -> Spec {
    Spec::new(Kind::List(most, entry))
}

/// A type a parameter can have.
pub(crate) trait Parameter: Sized {
    /// Reads it out of what was given. `None` when it is absent and has no default.
    fn parse(given: &Given, spec: &Spec) -> Result<Option<Self>, Refusal>;

    /// As [`Self::parse`]; absent is a refusal.
    fn read(given: &Given, spec: &Spec) -> Result<Self, Refusal> {
        Self::parse(given, spec)?.ok_or_else(|| Refusal::Missing(spec.name.to_owned()))
    }
}

/// What was given for it, or its default.
fn value(given: &Given, spec: &Spec) -> Option<Value> {
    given.value(spec.name, spec.also).cloned().or_else(|| spec.default.map(Value::from))
}

impl Parameter for f64 {
    fn parse(given: &Given, spec: &Spec) -> Result<Option<Self>, Refusal> {
        let Some(value) = value(given, spec) else { return Ok(None) };
        let wrong = || Refusal::invalid(spec.name, "a number is expected");
        let number = match &value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().trim_end_matches('%').parse().ok(),
            Value::Bool(yes) => Some(f64::from(u8::from(*yes))),
            _ => None,
        };
        let number = number.filter(|number| number.is_finite()).ok_or_else(wrong)?;
        Ok(Some(match spec.kind {
            Kind::Real(least, most) => number.clamp(least, most),
            Kind::Whole(least, most) => number.round().clamp(least as f64, most as f64),
            _ => number,
        }))
    }
}

macro_rules! numbers {
    ($($type:ty)*) => { $(impl Parameter for $type {
        fn parse(given: &Given, spec: &Spec) -> Result<Option<Self>, Refusal> {
            // The cast saturates.
            Ok(f64::parse(given, spec)?.map(|number| number as $type))
        }
    })* };
}
numbers!(f32 i64 u32 u16 u8);

impl Parameter for bool {
    fn parse(given: &Given, spec: &Spec) -> Result<Option<Self>, Refusal> {
        let Some(value) = value(given, spec) else { return Ok(None) };
        truth(&value).map(Some).ok_or_else(|| Refusal::invalid(spec.name, "true or false is expected"))
    }
}

/// Yes or no, as clients in all languages write it.
pub(crate) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(yes) => Some(*yes),
        Value::Number(number) => number.as_f64().map(|number| number != 0.0),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Some(true),
            "false" | "0" | "no" | "off" | "" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

impl Parameter for String {
    fn parse(given: &Given, spec: &Spec) -> Result<Option<Self>, Refusal> {
        let text = match value(given, spec) {
            None => return Ok(None),
            Some(Value::String(text)) => text,
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(yes)) => yes.to_string(),
            Some(_) => return Err(Refusal::invalid(spec.name, "a text is expected")),
        };
        match spec.kind {
            Kind::Text(longest) if text.chars().count() > longest => {
                Err(Refusal::invalid(spec.name, format!("at most {longest} characters")))
            }
            Kind::Choice(words) => {
                let text = text.trim().to_ascii_lowercase();
                if words.contains(&text.as_str()) {
                    Ok(Some(text))
                } else {
                    Err(Refusal::invalid(spec.name, format!("one of {}", words.join(", "))))
                }
            }
            _ => Ok(Some(text)),
        }
    }
}

impl Parameter for Rgba {
    fn parse(given: &Given, spec: &Spec) -> Result<Option<Self>, Refusal> {
        let Some(value) = value(given, spec) else { return Ok(None) };
        let colour = value.as_str().and_then(colours::read);
        let wrong = "a name, #rrggbb, rgb(…) or transparent is expected";
        colour.map(Some).ok_or_else(|| Refusal::invalid(spec.name, wrong))
    }
}

impl Parameter for Channels {
    fn parse(given: &Given, spec: &Spec) -> Result<Option<Self>, Refusal> {
        Ok(u32::parse(given, spec)?.map(Channels::from_mask))
    }
}

impl<T: Parameter> Parameter for Option<T> {
    fn parse(given: &Given, spec: &Spec) -> Result<Option<Self>, Refusal> {
        Ok(Some(T::parse(given, spec)?))
    }
}

/// An object in a list.
pub(crate) trait Entry: Sized {
    /// Reads it.
    fn entry(given: &Given) -> Result<Self, Refusal>;
}

impl<T: Entry> Parameter for Vec<T> {
    fn parse(given: &Given, spec: &Spec) -> Result<Option<Self>, Refusal> {
        let Kind::List(most, _) = spec.kind else {
            return Err(Refusal::Failed(format!("'{}' is no list", spec.name)));
        };
        let wrong = || Refusal::invalid(spec.name, "a list of objects is expected");
        // In a form, a list is a text with JSON in it.
        let value = match value(given, spec) {
            None => return Ok(None),
            Some(Value::String(text)) => serde_json::from_str(&text).map_err(|_| wrong())?,
            Some(value) => value,
        };
        let Value::Array(entries) = value else { return Err(wrong()) };
        if entries.len() > most {
            return Err(Refusal::TooLarge(format!(
                "'{}' has {} entries, where {most} are allowed",
                spec.name,
                entries.len()
            )));
        }
        let read = |entry| match entry {
            Value::Object(values) => T::entry(&given.inner(values)),
            _ => Err(wrong()),
        };
        entries.into_iter().map(read).collect::<Result<_, _>>().map(Some)
    }
}

/// Declares what a command takes: a struct, its reader, and what the documentation says of it.
macro_rules! parameters {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty = $spec:expr, $about:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) struct $name {
            $(#[doc = $about] pub(crate) $field: $type,)*
        }

        impl $name {
            /// What the documentation says of them.
            pub(crate) const SPECS: &'static [$crate::parameters::Spec] =
                &[$($spec.named(stringify!($field), $about),)*];

            /// Reads them out of a request.
            pub(crate) fn read(given: &$crate::given::Given) -> Result<Self, $crate::refusal::Refusal> {
                Ok($name {
                    $($field: $crate::parameters::Parameter::read(
                        given,
                        &const { $spec.named(stringify!($field), $about) },
                    )?,)*
                })
            }
        }
    };
}
pub(crate) use parameters;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn given(value: Value) -> Given {
        let mut values = serde_json::Map::new();
        values.insert("it".to_owned(), value);
        Given::new(values, false, 0)
    }

    fn number(spec: Spec, value: Value) -> Result<f64, Refusal> {
        f64::read(&given(value), &spec.named("it", ""))
    }

    #[test]
    fn numbers_may_be_texts_and_are_rounded_and_clamped_where_they_must() {
        assert_eq!(number(real(0.0, 100.0), json!("2.5")), Ok(2.5));
        assert_eq!(number(real(0.0, 100.0), json!(250)), Ok(100.0));
        assert_eq!(number(whole(1, 500), json!("72.5")), Ok(73.0));
        assert_eq!(number(whole(1, 500), json!(-3)), Ok(1.0));
        assert!(matches!(number(whole(1, 500), json!("much")), Err(Refusal::Invalid { .. })));
        assert!(matches!(number(whole(1, 500), json!("NaN")), Err(Refusal::Invalid { .. })));
    }

    #[test]
    fn an_absent_parameter_is_its_default_or_missing() {
        let nothing = Given::new(serde_json::Map::new(), false, 0);
        assert_eq!(f64::read(&nothing, &real(0.0, 9.0).default("2").named("it", "")), Ok(2.0));
        assert_eq!(
            f64::read(&nothing, &real(0.0, 9.0).named("it", "")),
            Err(Refusal::Missing("it".to_owned()))
        );
        assert_eq!(number(real(0.0, 9.0), json!("")), Err(Refusal::Missing("it".to_owned())));
        assert_eq!(number(real(0.0, 9.0), Value::Null), Err(Refusal::Missing("it".to_owned())));
    }

    #[test]
    fn yes_and_no_are_understood_from_python_php_and_javascript() {
        for yes in [json!(true), json!("True"), json!("1"), json!(1), json!("yes")] {
            assert_eq!(truth(&yes), Some(true), "{yes}");
        }
        for no in [json!(false), json!("False"), json!("0"), json!(0), json!("")] {
            assert_eq!(truth(&no), Some(false), "{no}");
        }
        assert_eq!(truth(&json!("perhaps")), None);
    }
}
