use std::collections::HashSet;

use super::*;

#[test]
fn every_entry_is_pinned_and_says_what_it_is() {
    let mut names = HashSet::new();
    for model in all() {
        assert!(names.insert(model.name), "{} is there twice", model.name);
        assert!(!model.files.is_empty() && model.at_once > 0, "{}", model.name);
        for text in [model.version, model.title, model.licence, model.by, model.input, model.accuracy] {
            assert!(!text.is_empty(), "{}", model.name);
        }
        for file in model.files {
            for sum in [file.source_sha256, file.sha256] {
                let is_hash =
                    sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
                assert!(is_hash, "{} {}: {sum:?}", model.name, file.name);
            }
            assert_eq!(file.form == Form::AsIs, file.source_sha256 == file.sha256, "{}", file.name);
            assert!(file.source_bytes > 0 && !file.name.contains('/'), "{}", file.name);
        }
    }
}

#[test]
fn every_task_names_entries_that_exist() {
    for task in Task::ALL {
        for name in task.models().iter().copied().flatten() {
            assert!(named(name).is_some(), "{task:?} wants {name}");
        }
    }
}

/// The table of `docs/models.md` is this catalogue.
#[test]
fn the_documentation_lists_every_entry() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/models.md")).unwrap();
    for model in all() {
        let threshold = model.threshold.map_or(String::new(), |value| value.to_string());
        let line = format!(
            "| `{}` {} | {} | {} | {} | {} | {} | {} |",
            model.name,
            model.version,
            model.title,
            model.licence,
            model.by,
            model.input,
            threshold,
            model.accuracy
        );
        assert!(page.contains(&line), "docs/models.md lacks the line\n{line}");
    }
}
