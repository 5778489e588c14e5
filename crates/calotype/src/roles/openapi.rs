//! `calotype openapi`: the documents of `openapi/`, generated from the routing table.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;

/// Prints or writes every document.
#[allow(clippy::print_stdout)]
pub(crate) fn run(write: Option<&Path>) -> anyhow::Result<ExitCode> {
    for (name, document) in calotype_server::openapi() {
        let text = format!("{}\n", document.to_pretty_json()?);
        match write {
            Some(folder) => {
                let path = folder.join(format!("{name}.json"));
                std::fs::write(&path, text)
                    .with_context(|| format!("{} cannot be written", path.display()))?;
            }
            None => print!("{text}"),
        }
    }
    Ok(ExitCode::SUCCESS)
}
