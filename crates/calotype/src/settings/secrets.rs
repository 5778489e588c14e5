//! Secrets by file: every secret `x` has a twin `x_file`, for orchestrators that mount secrets.

use std::path::Path;

use anyhow::{Context as _, ensure};
use calotype_core::config::Config;
use secrecy::SecretString;

/// Replaces each named file by what it holds.
///
/// # Errors
/// A file that cannot be read or is empty, and a secret given both ways.
pub(super) fn read_files(config: &mut Config) -> anyhow::Result<()> {
    let Config { database, objects, auth, portal, .. } = config;
    for (name, value, file) in [
        ("database.url", &mut database.url, &database.url_file),
        ("objects.s3_secret_key", &mut objects.s3_secret_key, &objects.s3_secret_key_file),
        ("portal.default_password", &mut portal.default_password, &portal.default_password_file),
        ("auth.root_secret", &mut auth.root_secret, &auth.root_secret_file),
    ] {
        if let Some(file) = file {
            ensure!(value.is_none(), "{name} and {name}_file are both set; keep one");
            *value = Some(read(name, file)?);
        }
    }
    Ok(())
}

fn read(name: &str, file: &Path) -> anyhow::Result<SecretString> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{name}_file: {} cannot be read", file.display()))?;
    // Editors and `echo` end files with a line break that belongs to no secret.
    let text = text.trim_end_matches(['\r', '\n']);
    ensure!(!text.is_empty(), "{name}_file: {} is empty", file.display());
    Ok(SecretString::from(text))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn a_secret_comes_from_its_file_without_the_line_break() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("key");
        std::fs::write(&file, "postgres://u@h/db\n").unwrap();
        let mut config = Config::default();
        config.database.url_file = Some(file);
        read_files(&mut config).unwrap();
        assert_eq!(config.database.url.unwrap().expose_secret(), "postgres://u@h/db");
    }

    #[test]
    fn missing_empty_and_doubled_secrets_are_errors() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("key");
        let mut config = Config::default();
        config.auth.root_secret_file = Some(file.clone());
        assert!(read_files(&mut config).unwrap_err().to_string().contains("auth.root_secret_file"));
        std::fs::write(&file, "\n").unwrap();
        assert!(read_files(&mut config).is_err());
        std::fs::write(&file, "ab").unwrap();
        config.auth.root_secret = Some(SecretString::from("cd"));
        assert!(read_files(&mut config).unwrap_err().to_string().contains("both"));
    }
}
