//! docs/configuration.md lists every setting with its default, and no setting that does not exist.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use calotype_core::config::Config;

const PAGE: &str = include_str!("../../../docs/configuration.md");

#[test]
fn the_page_lists_every_setting_with_its_default() {
    assert_eq!(documented(), defaults());
}

/// The rows `| key | default | … |` of the page; a cell is a list of values in backticks, or empty.
fn documented() -> BTreeMap<String, Vec<String>> {
    let rows = PAGE.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let values = cells[1].split(',').map(|value| value.trim().trim_matches('`').to_owned());
        (cells[0].trim_matches('`').to_owned(), values.filter(|value| !value.is_empty()).collect())
    })
    .collect()
}

/// The settings as the pretty form of `Debug` shows them: a field a line, nested structures indented, lists an entry a
/// line. Nothing else lists the fields of a structure at run time without being asked to by each of them.
fn defaults() -> BTreeMap<String, Vec<String>> {
    let text = format!("{:#?}", Config::default());
    let (mut sections, mut settings, mut list) = (Vec::new(), BTreeMap::new(), None::<String>);
    for line in text.lines().skip(1).map(str::trim) {
        let value = |text: &str| text.trim_end_matches(',').trim_matches('"').to_owned();
        if let Some(key) = &list {
            match line {
                "]," => list = None,
                entry => settings.entry(key.clone()).or_insert_with(Vec::new).push(value(entry)),
            }
        } else if let Some((name, rest)) = line.split_once(": ") {
            let key = [sections.join(".").as_str(), name].join(".").trim_start_matches('.').to_owned();
            match rest {
                "[" => list = Some(key),
                "[]," | "None," | "\"\"," => drop(settings.insert(key, Vec::new())),
                section if section.ends_with('{') => sections.push(name.to_owned()),
                plain => drop(settings.insert(key, vec![value(plain)])),
            }
        } else if line == "}," {
            sections.pop();
        }
    }
    settings
}
