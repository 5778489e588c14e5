//! The table against the documented list.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::command::{Methods, Picture, Returns, Work};
use crate::parameters::{Kind, Spec};
use crate::refusal::Refusal;
use crate::testing::{given, outcome_of, run_on};

/// Name, group, methods, parameters with their spellings.
struct Row {
    name: &'static str,
    group: &'static str,
    post_only: bool,
    parameters: Vec<Vec<&'static str>>,
}

fn documented() -> Vec<Row> {
    let lines = include_str!("documented.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let parameters = columns[3].split(';').filter(|name| !name.is_empty());
        Row {
            name: columns[0],
            group: columns[1],
            post_only: columns[2] == "POST",
            parameters: parameters.map(|names| names.split('|').collect()).collect(),
        }
    };
    lines.map(row).collect()
}

/// Every name that is known, with its group.
fn known() -> Vec<(&'static str, &'static str)> {
    let enabled = TABLE.iter().flat_map(|command| {
        std::iter::once(&command.name).chain(command.aliases).map(|name| (*name, command.group.name()))
    });
    enabled.chain(DISABLED.iter().map(|command| (command.name, command.group.name()))).collect()
}

#[test]
fn every_documented_command_is_in_the_table_or_disabled_with_a_reason_and_nothing_else_is() {
    let documented: BTreeMap<&str, &str> =
        documented().into_iter().map(|row| (row.name, row.group)).collect();
    let known = known();
    let names: BTreeSet<&str> = known.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), known.len(), "a name twice");
    assert_eq!(names, documented.keys().copied().collect());
    for (name, group) in known {
        assert_eq!(documented[name], group, "group of {name}");
    }
    assert!(DISABLED.iter().all(|command| command.reason.len() > 10));
}

#[test]
fn every_documented_parameter_of_an_enabled_command_is_read() {
    for row in documented() {
        let Some(Found::Enabled(command)) = find(row.name) else { continue };
        let mut names: BTreeSet<&str> = command
            .parameters
            .iter()
            .flat_map(|spec: &Spec| [Some(spec.name), spec.also])
            .flatten()
            .collect();
        names.extend(match command.picture {
            Picture::None => None,
            Picture::In(name) => Some(name),
            Picture::Upload => Some("file"),
        });
        if command.returns.has_blob() {
            names.insert("blob");
        }
        for spellings in &row.parameters {
            let found = spellings.iter().filter(|name| names.contains(*name)).count();
            assert_eq!(found, spellings.len(), "{}: {spellings:?} among {names:?}", row.name);
        }
        assert!(!row.post_only || command.methods == Methods::Post, "methods of {}", row.name);
    }
}

#[test]
fn names_are_found_in_any_case_and_strangers_are_not() {
    assert!(matches!(find("CROP"), Some(Found::Enabled(command)) if command.name == "crop"));
    assert!(matches!(find("SmartCrop"), Some(Found::Enabled(command)) if command.name == "crop"));
    assert!(matches!(find("facegenerate"), Some(Found::Disabled(_))));
    assert!(find("pixelate").is_none());
}

#[test]
fn every_example_is_a_request_that_the_command_takes() {
    for command in TABLE {
        let upload = command.picture != Picture::None;
        let taken = (command.plan)(&given(command.example, upload));
        assert!(taken.is_ok(), "{}?{}: {taken:?}", command.name, command.example);
    }
}

#[test]
fn defaults_are_values_that_their_parameter_takes() {
    for command in TABLE {
        for spec in command.parameters {
            let Some(default) = spec.default else { continue };
            assert!(!spec.required, "{} of {}", spec.name, command.name);
            if let Kind::Choice(words) = spec.kind {
                assert!(words.contains(&default), "{} of {}", spec.name, command.name);
            }
            if let Kind::Real(least, most) = spec.kind {
                let value: f64 = default.parse().unwrap();
                assert!((least..=most).contains(&value), "{} of {}", spec.name, command.name);
            }
        }
    }
}

#[test]
fn a_command_that_makes_pictures_or_says_something_documents_its_answer() {
    for command in TABLE {
        assert!(command.about.ends_with('.'), "{}", command.name);
        if let Returns::Fields(fields) | Returns::PictureAnd(fields) = command.returns {
            for (name, example) in fields {
                let value: Result<serde_json::Value, _> = serde_json::from_str(example);
                assert!(value.is_ok(), "{} of {}: {example}", name, command.name);
            }
        }
    }
}

#[test]
fn no_command_can_be_made_to_panic_by_what_it_is_given() {
    let values = [
        "", "0", "-1", "1e308", "NaN", "72.5", "true", "[]", "[{}]", "[1]", "null", "🦀", "none", "http://a",
    ];
    for command in TABLE {
        for value in values {
            let query: Vec<String> = command
                .parameters
                .iter()
                .flat_map(|spec| [Some(spec.name), spec.also])
                .flatten()
                .map(|name| format!("{name}={value}"))
                .collect();
            // Any answer is right here, but for a failure of our own.
            for upload in [true, false] {
                let planned = (command.plan)(&given(&query.join("&"), upload));
                assert!(!matches!(planned, Err(Refusal::Failed(_))), "{}: {planned:?}", command.name);
            }
        }
    }
}

#[test]
fn every_command_takes_the_smallest_and_the_narrowest_picture() {
    let made = |size: &str| run_on(&[], "newimage", &format!("{size}&color=rgba(200,100,50,0.5)")).unwrap().1;
    for picture in [made("width=1&height=1"), made("width=1&height=37"), made("width=41&height=2")] {
        for command in TABLE {
            let planned = (command.plan)(&given(command.example, command.picture != Picture::None)).unwrap();
            if !matches!(planned.work, Work::Craft { .. }) {
                continue;
            }
            let files = vec![picture.as_slice(); planned.pictures.len()];
            let answer = outcome_of(&files, command.name, command.example);
            // A crop may lie outside of it, and a photograph is no document; nothing else goes wrong.
            let fine = matches!(answer, Ok(_) | Err(Refusal::Unfit(_) | Refusal::Unsupported(_)));
            assert!(fine, "{}: {answer:?}", command.name);
        }
    }
}
