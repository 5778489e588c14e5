//! Where drawn photographs and other slow preparations are kept between runs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// `~/.cache/calotype`, where everything is that is fetched, built or drawn.
pub(crate) fn home() -> Result<PathBuf> {
    let home = std::env::var_os("HOME").context("HOME is not set")?;
    Ok(Path::new(&home).join(".cache/calotype"))
}

/// `~/.cache/calotype/bench/NAME`, created.
pub(crate) fn folder(name: &str) -> Result<PathBuf> {
    let folder = home()?.join("bench").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

/// Writes a file that is complete whenever it is there under its name.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let temporary = path.with_extension(format!("{}.new", std::process::id()));
    fs::write(&temporary, bytes)
        .and_then(|()| fs::rename(&temporary, path))
        .with_context(|| format!("{} cannot be written", path.display()))
}
