//! JSON as text: checked without building anything from it, and laid out without changing a number or the order of a
//! key. Memory is the text and the result, whatever the text nests.

use std::fs::File;
use std::io::Read as _;

use serde::de::IgnoredAny;
use tokio::sync::Semaphore;

use super::work::Output;
use crate::error::{Error, Result};

/// Texts in memory at the same time, in this process.
static TURNS: Semaphore = Semaphore::const_new(4);

/// Where a text stops being JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Reads a text of at most `limit` bytes and works on it, off the async threads.
///
/// # Errors
/// `input_too_large`, `not_text`, and those of the work.
pub(super) async fn read(
    file: File,
    limit: u64,
    work: impl FnOnce(&str) -> Result<Output> + Send + 'static,
) -> Result<Output> {
    let turn = TURNS.acquire().await.map_err(Error::internal)?;
    let done = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(Error::internal)?;
        if bytes.len() as u64 > limit {
            return Err(Error::too_large("input_too_large", "The text is longer than is worked on here."));
        }
        let text = str::from_utf8(&bytes)
            .map_err(|_| Error::unprocessable("not_text", "The content is not text in UTF-8."))?;
        // Editors put a mark of the byte order in front.
        work(text.strip_prefix('\u{feff}').unwrap_or(text))
    });
    let done = done.await.map_err(Error::internal)?;
    drop(turn);
    done
}

/// Whether a text is JSON.
pub(super) fn check(text: &str) -> Result<(), Fault> {
    serde_json::from_str::<IgnoredAny>(text).map(|_| ()).map_err(|error| {
        let told = error.to_string();
        let message = told.rsplit_once(" at line").map_or(told.as_str(), |(message, _)| message);
        Fault { message: message.to_owned(), line: error.line(), column: error.column() }
    })
}

/// Lays JSON out with `tab` spaces for each level; none: all on one line.
///
/// # Errors
/// `invalid_json`; `result_too_large` when indentation makes more of it than four times `limit`.
pub(super) fn format(text: &str, tab: usize, limit: u64) -> Result<String> {
    check(text)?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX).saturating_mul(4);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim_start();
    let mut depth = 0;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string(rest),
            '{' | '[' | '}' | ']' | ',' | ':' => 1,
            _ => rest.find(|c: char| c.is_ascii_whitespace() || ",]}".contains(c)).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length);
        rest = after.trim_start();
        let empty = matches!((first, rest.chars().next()), ('{', Some('}')) | ('[', Some(']')));
        if matches!(first, '}' | ']') {
            depth -= 1;
            if !out.ends_with(['{', '[']) {
                new_line(&mut out, depth, tab);
            }
        }
        out.push_str(token);
        match first {
            '{' | '[' => {
                depth += 1;
                if !empty {
                    new_line(&mut out, depth, tab);
                }
            }
            ',' => new_line(&mut out, depth, tab),
            ':' if tab > 0 => out.push(' '),
            _ => {}
        }
        if out.len() > most {
            return Err(Error::unprocessable(
                "result_too_large",
                "Laid out like this, it becomes too large.",
            ));
        }
    }
    Ok(out)
}

/// Length of the string a text begins with, quotes included.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn new_line(out: &mut String, depth: usize, tab: usize) {
    if tab > 0 {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', depth * tab));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[test]
    fn numbers_keys_and_escapes_stay_as_they_are() {
        let text = r#" {"b" : 1.0e+05, "a":[ ], "a":{}, "ü\"\\":[true ,null,-0, 12345678901234567890123] } "#;
        let line = r#"{"b":1.0e+05,"a":[],"a":{},"ü\"\\":[true,null,-0,12345678901234567890123]}"#;
        assert_eq!(format(text, 0, 1000).unwrap(), line);
        let lines = "{\n \"b\": 1.0e+05,\n \"a\": [],\n \"a\": {},\n \"ü\\\"\\\\\": [\n  true,\n  null,\n  -0,\n  \
                     12345678901234567890123\n ]\n}";
        assert_eq!(format(text, 1, 1000).unwrap(), lines);
        assert_eq!(format("7", 4, 10).unwrap(), "7");
    }

    #[test]
    fn what_is_not_json_is_refused_with_its_place() {
        assert_eq!(
            check("{\n  \"a\": x}").unwrap_err(),
            Fault { message: "expected value".to_owned(), line: 2, column: 8 }
        );
        for text in ["", "{", "[1,]", "{'a':1}", "1 2", "nul", "\"\u{1}\""] {
            assert!(check(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn deep_nesting_costs_neither_stack_nor_more_than_the_limit() {
        let deep = "[".repeat(200_000) + &"]".repeat(200_000);
        assert!(check(&deep).is_ok());
        assert_eq!(format(&deep, 0, 400_000).unwrap(), deep);
        assert_eq!(format(&deep, 8, 400_000).unwrap_err().code, "result_too_large");
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "\\PC*".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("\\PC*", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_layout_says_the_same_as_the_text(value in any_json(), tab in 0_usize..=8) {
            let laid_out = format(&value.to_string(), tab, 1 << 20).unwrap();
            prop_assert_eq!(serde_json::from_str::<Value>(&laid_out).unwrap(), value.clone());
            if tab == 2 {
                prop_assert_eq!(laid_out, serde_json::to_string_pretty(&value).unwrap());
            }
        }
    }
}
