//! The committed page against the table.

use super::*;

#[test]
fn the_page_in_docs_is_the_one_the_table_makes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/commands.md");
    if std::env::var_os("CALOTYPE_UPDATE_DOCS").is_some() {
        std::fs::write(path, page()).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == page(), "docs/commands.md is stale: CALOTYPE_UPDATE_DOCS=1 writes it");
}

#[test]
fn a_schema_says_what_a_command_takes() {
    let crate::Found::Enabled(blur) = crate::find("blur").unwrap() else { panic!("not enabled") };
    let schema = body(blur);
    assert_eq!(schema["required"], json!(["img"]));
    assert_eq!(schema["properties"]["radius"]["maximum"], json!(100.0));
    assert_eq!(schema["properties"]["channel"]["default"], json!(134_217_727));
    assert_eq!(answer(blur)["status"], json!(200));
}
