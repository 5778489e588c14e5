//! Reads files out of packages: wheels, which are zip files, and npm packages, which are compressed tar files.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;

use super::InstallError;

/// One file of a package, of at most `limit` bytes.
pub(super) fn member(package: &Path, name: &str, limit: u64) -> Result<Vec<u8>, InstallError> {
    let (folder, last) = name.rsplit_once('/').unwrap_or(("", name));
    let mut found = members(package, folder, &[last.to_owned()], limit)?;
    found.remove(last).ok_or_else(|| lacks(package, name))
}

/// Files of one folder of a package, by name, of at most `limit` bytes together.
pub(super) fn members(
    package: &Path,
    folder: &str,
    names: &[String],
    limit: u64,
) -> Result<HashMap<String, Vec<u8>>, InstallError> {
    let unreadable = |e: &dyn std::fmt::Display| InstallError::Package(format!("{}: {e}", package.display()));
    let mut file = BufReader::new(File::open(package).map_err(|e| unreadable(&e))?);
    let mut magic = [0; 2];
    file.read_exact(&mut magic).map_err(|e| unreadable(&e))?;
    file.seek(SeekFrom::Start(0)).map_err(|e| unreadable(&e))?;
    let mut found = HashMap::new();
    let mut left = limit;
    if &magic == b"PK" {
        let mut zip = zip::ZipArchive::new(file).map_err(|e| unreadable(&e))?;
        for name in names {
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            let entry = zip.by_name(&path).map_err(|_| lacks(package, &path))?;
            found.insert(name.clone(), limited(entry, &mut left).map_err(|e| unreadable(&e))?);
        }
        return Ok(found);
    }
    let mut tar = tar::Archive::new(flate2::bufread::GzDecoder::new(file));
    for entry in tar.entries().map_err(|e| unreadable(&e))? {
        let entry = entry.map_err(|e| unreadable(&e))?;
        let path = entry.path_bytes().into_owned();
        let path = String::from_utf8_lossy(&path);
        let (place, last) = path.rsplit_once('/').unwrap_or(("", &path));
        if place == folder && names.iter().any(|name| name == last) {
            found.insert(last.to_owned(), limited(entry, &mut left).map_err(|e| unreadable(&e))?);
        }
        if found.len() == names.len() {
            break;
        }
    }
    Ok(found)
}

fn lacks(package: &Path, name: &str) -> InstallError {
    InstallError::Package(format!("{} has no {name}", package.display()))
}

fn limited(entry: impl Read, left: &mut u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = entry.take(*left + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())? as u64;
    *left = left.checked_sub(read).ok_or("a file is larger than it should be")?;
    Ok(bytes)
}
