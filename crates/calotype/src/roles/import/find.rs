//! What is in the folders: files to bring, with their sidecars, and what is left out and why.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use calotype_media::format::Format;
use walkdir::{DirEntry, WalkDir};

use super::report::Note;

/// Longest sidecar the server keeps, bytes.
const LONGEST_SIDECAR: u64 = calotype_core::assets::sidecar::LONGEST as u64;

/// The folder in which a server keeps what is its own.
const OWN_DIRECTORY: &str = ".lumilio";

/// Longest name of an album, characters.
const LONGEST_ALBUM: usize = 100;

/// A file to bring.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Bytes when it was found.
    pub(super) size: u64,
    /// Name of the folder it lies in.
    pub(super) folder: Option<String>,
    /// Its XMP sidecar.
    pub(super) sidecar: Option<PathBuf>,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files to bring, in the order of their names.
    pub(super) items: Vec<Item>,
    /// Everything that is left out.
    pub(super) skipped: Vec<Note>,
    /// What could not be looked at; unlike what is left out on purpose, it makes the run fail.
    pub(super) unreadable: Vec<Note>,
}

/// Looks through the trees. Symbolic links are not followed; what cannot be read is noted and does not stop the rest.
pub(super) fn find(roots: &[PathBuf], hidden: bool) -> Found {
    let mut found = Found::default();
    let mut sidecars = HashMap::new();
    for root in roots {
        let mut walk = WalkDir::new(root).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Err(error) => {
                    let path = error.path().unwrap_or(root).to_owned();
                    let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    found.unreadable.push(Note::new(&path, format!("unreadable: {cause}")));
                }
                Ok(entry) if entry.depth() > 0 && is_left_out(entry.file_name(), hidden) => {
                    found.skipped.push(Note::new(entry.path(), "hidden"));
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => look_at(&entry, &mut found, &mut sidecars),
            }
        }
    }
    join(&mut found, &sidecars);
    found
}

fn is_left_out(name: &OsStr, hidden: bool) -> bool {
    name == OWN_DIRECTORY || (!hidden && name.as_bytes().starts_with(b"."))
}

fn look_at(entry: &DirEntry, found: &mut Found, sidecars: &mut HashMap<Vec<u8>, PathBuf>) {
    let path = entry.path();
    let mut skip = |reason: &str| found.skipped.push(Note::new(path, reason));
    if entry.file_type().is_symlink() {
        return skip("symbolic link");
    }
    if !entry.file_type().is_file() {
        return skip("not a file");
    }
    let name = entry.file_name().to_string_lossy();
    let is_sidecar = key(path).ends_with(b".xmp");
    if !is_sidecar && Format::from_file_name(&name).is_none() {
        return skip("unsupported type");
    }
    let size = match entry.metadata() {
        Ok(metadata) => metadata.len(),
        Err(error) => return found.unreadable.push(Note::new(path, format!("unreadable: {error}"))),
    };
    match size {
        0 => skip("empty"),
        _ if is_sidecar && size > LONGEST_SIDECAR => skip("sidecar too large"),
        _ if is_sidecar => {
            sidecars.insert(key(path), path.to_owned());
        }
        _ => {
            let folder = folder_name(path);
            found.items.push(Item { path: path.to_owned(), size, folder, sidecar: None });
        }
    }
}

/// A path by which a sidecar is found: names differ in case between the programs that write them.
fn key(path: &Path) -> Vec<u8> {
    path.as_os_str().as_bytes().to_ascii_lowercase()
}

/// Gives the sidecars to their files: `IMG_1.JPG.xmp` before `IMG_1.xmp`, which belongs to every file of that stem.
fn join(found: &mut Found, sidecars: &HashMap<Vec<u8>, PathBuf>) {
    let mut unused: HashMap<Vec<u8>, PathBuf> = sidecars.clone();
    for item in &mut found.items {
        for name in [key(&item.path), key(&item.path.with_extension(""))] {
            let name = [name.as_slice(), b".xmp"].concat();
            if let Some(path) = sidecars.get(&name) {
                item.sidecar = Some(path.clone());
                unused.remove(&name);
                break;
            }
        }
    }
    let mut alone: Vec<PathBuf> = unused.into_values().collect();
    alone.sort();
    found.skipped.extend(alone.iter().map(|path| Note::new(path, "sidecar without its photo")));
}

fn folder_name(path: &Path) -> Option<String> {
    let folder = std::path::absolute(path).ok()?;
    let name = folder.parent()?.file_name()?.to_string_lossy().into_owned();
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(LONGEST_ALBUM).collect();
    let name = name.trim().to_owned();
    (!name.is_empty()).then_some(name)
}
