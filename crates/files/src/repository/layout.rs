//! Making, registering and opening repositories.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

use super::settings::{SETTINGS_FILE, Settings, is_repository};
use super::{OWN_DIRECTORY, Repository};
use crate::durable::{Directories, make_directory, sync_directory};
use crate::error::{Doing, Error, ErrorKind, Result};

/// The documented directories and their permissions, parents first.
const DIRECTORIES: [(&str, u32); 19] = [
    ("inbox", 0o755),
    (".lumilio", 0o755),
    (".lumilio/assets", 0o755),
    (".lumilio/assets/thumbnails", 0o755),
    (".lumilio/assets/thumbnails/small", 0o755),
    (".lumilio/assets/thumbnails/medium", 0o755),
    (".lumilio/assets/thumbnails/large", 0o755),
    (".lumilio/assets/videos", 0o755),
    (".lumilio/assets/videos/web", 0o755),
    (".lumilio/assets/audios", 0o755),
    (".lumilio/assets/audios/web", 0o755),
    (".lumilio/assets/faces", 0o755),
    (".lumilio/sidecars", 0o755),
    (".lumilio/staging", 0o700),
    (".lumilio/staging/incoming", 0o700),
    (".lumilio/staging/failed", 0o700),
    (".lumilio/temp", 0o700),
    (".lumilio/trash", 0o755),
    (".lumilio/logs", 0o755),
];

/// Made empty.
const LOGS: [&str; 3] = ["app.log", "error.log", "operations.log"];

/// Decides where a new repository lies: `folder` (one plain name, see [`super::slug`]) in `root`, where `root` must
/// be one of the `allowed` directories or lie inside one.
///
/// Symbolic links are resolved before anything is compared, so they cannot lead out. The folder need not exist.
///
/// # Errors
///
/// [`ErrorKind::Invalid`] when `root` is missing or outside, when `folder` is more than a plain name, when it exists and is not a
/// directory inside, or when it lies inside another repository.
pub fn place(allowed: &[PathBuf], root: &Path, folder: &str) -> Result<PathBuf> {
    let outside = || Error::invalid("the folder is outside the places that repositories may lie in");
    if !matches!(Path::new(folder).components().collect::<Vec<_>>()[..], [Component::Normal(name)] if name == folder)
    {
        return Err(Error::invalid("the folder of a repository is one plain name"));
    }
    let root = root.canonicalize().map_err(|_| outside())?;
    let allowed: Vec<PathBuf> = allowed.iter().filter_map(|allowed| allowed.canonicalize().ok()).collect();
    let inside = |path: &Path| allowed.iter().any(|allowed| path.starts_with(allowed));
    if !inside(&root) {
        return Err(outside());
    }
    if !root.is_dir() {
        return Err(Error::invalid("there is a file where the repository's root would be"));
    }
    let mut path = root.join(folder);
    if path.symlink_metadata().is_ok() {
        path = path.canonicalize().map_err(|_| outside())?;
        if !inside(&path) {
            return Err(outside());
        }
        if !path.is_dir() {
            return Err(Error::invalid("there is a file where the repository's folder would be"));
        }
    }
    refuse_nesting(&path)?;
    Ok(path)
}

impl Repository {
    /// Makes a repository in `root`, an absolute path as [`place`] answers it. Files that are there already stay and become part
    /// of the workspace. The settings are written last, so an interrupted call leaves a plain folder and can be
    /// repeated.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Exists`] when the folder is a repository already; [`ErrorKind::Invalid`] when it would be nested with
    /// another, or something in the way is not a directory; failures of writing.
    pub fn create(root: &Path, settings: &Settings) -> Result<Self> {
        settings.validate()?;
        if is_repository(root) {
            return Err(Error::with_public(ErrorKind::Exists, "the folder is a repository already"));
        }
        refuse_nesting(root)?;
        let parent =
            root.parent().ok_or_else(|| Error::invalid("a repository cannot be the root directory"))?;
        Directories::new().make(parent, root, 0o755)?;
        refuse_nested_below(root)?;
        let repository = Self::at(root)?;
        repository.restore_structure()?;
        settings.write(root)?;
        Ok(repository)
    }

    /// Takes a folder that is a repository already, as it was made here or elsewhere, with its own settings. Documented
    /// directories that are missing are made.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when it is none; [`ErrorKind::Invalid`] when its settings are damaged, it is nested with
    /// another, or its structure is unsound (a file or symbolic link where a directory belongs); failures of writing.
    pub fn register(root: &Path) -> Result<(Self, Settings)> {
        let settings = Settings::read(root)?;
        refuse_nesting(root)?;
        refuse_nested_below(root)?;
        let repository = Self::at(root)?;
        repository.restore_structure()?;
        Ok((repository, settings))
    }

    /// Opens a repository that is known: `root` and `id` are what the database says.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unavailable`] when the folder is not there or is not that repository, as when its disk is not mounted: then
    /// nothing may be concluded from what is missing in it.
    pub fn open(root: &Path, id: Uuid) -> Result<Self> {
        let repository = Self::at(root).map_err(|error| absent(&error))?;
        repository.verify(id)?;
        Ok(repository)
    }

    /// Asks whether this is still the repository `id`; see [`Self::open`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unavailable`] when not.
    pub fn verify(&self, id: Uuid) -> Result<()> {
        let settings = Settings::read(&self.root).map_err(|error| absent(&error))?;
        if settings.id != id {
            let detail = format!("{} holds repository {} instead of {id}", self.root.display(), settings.id);
            return Err(absent(&Error::new(ErrorKind::Unavailable, detail)));
        }
        Ok(())
    }

    /// Asks whether there is a repository at all, whichever: the quick form of [`Self::verify`].
    pub(super) fn be_there(&self) -> Result<()> {
        let settings = self.root.join(SETTINGS_FILE);
        settings.symlink_metadata().doing("stat", &settings).map(drop).map_err(|error| absent(&error))
    }

    fn at(root: &Path) -> Result<Self> {
        let root = root.canonicalize().doing("resolve", root)?;
        Ok(Self { root: root.into(), directories: Arc::new(Directories::new()) })
    }

    /// Makes the documented directories that are missing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] naming what is in the way; failures of writing.
    pub fn restore_structure(&self) -> Result<()> {
        for (directory, mode) in DIRECTORIES {
            make_directory(&self.root.join(directory), mode).map_err(|error| match error.kind() {
                ErrorKind::Invalid => Error::invalid(format!("{directory} in the folder is not a directory")),
                _ => error,
            })?;
        }
        let logs = self.root.join(OWN_DIRECTORY).join("logs");
        for log in LOGS {
            let path = logs.join(log);
            OpenOptions::new().append(true).create(true).open(&path).doing("create", &path)?;
        }
        // Each directory once, after everything in it has its name.
        let parents: BTreeSet<_> =
            DIRECTORIES.iter().filter_map(|(path, _)| Path::new(path).parent()).collect();
        parents.into_iter().try_for_each(|parent| sync_directory(&self.root.join(parent)))?;
        sync_directory(&logs)
    }
}

fn absent(error: &Error) -> Error {
    Error::with_detail(
        ErrorKind::Unavailable,
        "the repository's folder is not there; is its disk mounted?",
        error.detail(),
    )
}

fn refuse_nesting(root: &Path) -> Result<()> {
    match root.ancestors().skip(1).any(is_repository) {
        true => Err(Error::invalid("the folder lies inside another repository")),
        false => Ok(()),
    }
}

/// Looks through all folders below; some seconds for some hundred thousand, once in a repository's life.
fn refuse_nested_below(root: &Path) -> Result<()> {
    let mut waiting = vec![root.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            // A folder that cannot be looked into cannot be scanned either.
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => continue,
            Err(error) => return Err(Error::io("read directory", &folder, &error)),
        };
        for entry in entries {
            let entry = entry.doing("read directory", &folder)?;
            if folder != root && entry.file_name() == SETTINGS_FILE {
                return Err(Error::invalid("another repository lies inside the folder"));
            }
            if entry.file_type().doing("stat", &folder)?.is_dir() {
                waiting.push(entry.path());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::os::unix::fs::{PermissionsExt, symlink};

    use calotype_testkit::tmp::data_dir;
    use proptest::prelude::*;
    use time::OffsetDateTime;

    use super::*;
    use crate::repository::{fixture, slug};

    fn settings() -> Settings {
        Settings::new(Uuid::from_u128(7), "Family", OffsetDateTime::UNIX_EPOCH)
    }

    #[test]
    fn a_new_repository_has_the_documented_tree() {
        let f = fixture::repository();
        for (directory, mode) in DIRECTORIES {
            let metadata = f.root.join(directory).symlink_metadata().unwrap();
            assert!(metadata.is_dir(), "{directory}");
            assert_eq!(metadata.permissions().mode() & 0o700, 0o700, "{directory}");
            if mode == 0o700 {
                assert_eq!(metadata.permissions().mode() & 0o777, 0o700, "{directory}");
            }
        }
        assert_eq!(f.names(".lumilio/logs"), ["app.log", "error.log", "operations.log"]);
        assert_eq!(f.names(""), [".lumilio", ".lumiliorepo", "inbox"]);
    }

    #[test]
    fn files_that_were_there_stay_and_a_second_creation_is_refused() {
        let place = data_dir();
        let root = place.join("photos");
        std::fs::create_dir_all(root.join("2003")).unwrap();
        std::fs::write(root.join("2003/a.jpg"), "old").unwrap();
        Repository::create(&root, &settings()).unwrap();
        assert_eq!(std::fs::read_to_string(root.join("2003/a.jpg")).unwrap(), "old");
        assert_eq!(Repository::create(&root, &settings()).unwrap_err().kind(), ErrorKind::Exists);
    }

    #[test]
    fn an_interrupted_creation_can_be_repeated() {
        let place = data_dir();
        let root = place.join("photos");
        std::fs::create_dir_all(root.join(".lumilio/assets/thumbnails")).unwrap();
        Repository::create(&root, &settings()).unwrap();
        Repository::open(&root, settings().id).unwrap();
    }

    #[test]
    fn a_registered_repository_keeps_its_settings_and_gets_what_is_missing() {
        let f = fixture::repository();
        std::fs::remove_dir_all(f.root.join(".lumilio/trash")).unwrap();
        let before = Settings::read(&f.root).unwrap();
        let (_, settings) = Repository::register(&f.root).unwrap();
        assert_eq!(settings, before);
        assert!(f.root.join(".lumilio/trash").is_dir());
    }

    #[test]
    fn an_unsound_structure_is_refused() {
        let elsewhere = data_dir();
        for directory in ["inbox", ".lumilio/staging"] {
            let f = fixture::repository();
            let path = f.root.join(directory);
            std::fs::remove_dir_all(&path).unwrap();
            symlink(&*elsewhere, &path).unwrap();
            let error = Repository::register(&f.root).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Invalid);
            assert!(error.to_string().contains(directory), "{error}");
        }
        assert_eq!(std::fs::read_dir(&*elsewhere).unwrap().count(), 0);
    }

    #[test]
    fn repositories_do_not_nest_in_either_direction() {
        let f = fixture::repository();
        let inner = f.root.join("inbox/inner");
        assert_eq!(Repository::create(&inner, &settings()).unwrap_err().kind(), ErrorKind::Invalid);
        assert!(!inner.exists());
        let outer = f.root.parent().unwrap();
        assert_eq!(Repository::create(outer, &settings()).unwrap_err().kind(), ErrorKind::Invalid);
        assert!(!is_repository(outer));
        assert!(place(&[outer.to_path_buf()], &f.root, "inner").is_err());
    }

    #[test]
    fn an_unmounted_disk_is_unavailable_and_not_an_empty_repository() {
        let f = fixture::repository();
        let id = Settings::read(&f.root).unwrap().id;
        let repository = Repository::open(&f.root, id).unwrap();
        assert_eq!(Repository::open(&f.root, Uuid::from_u128(9)).unwrap_err().kind(), ErrorKind::Unavailable);
        // What remains of a mounted folder is its mount point.
        std::fs::remove_dir_all(&f.root).unwrap();
        std::fs::create_dir(&f.root).unwrap();
        assert_eq!(repository.verify(id).unwrap_err().kind(), ErrorKind::Unavailable);
        std::fs::remove_dir(&f.root).unwrap();
        assert_eq!(Repository::open(&f.root, id).unwrap_err().kind(), ErrorKind::Unavailable);
    }

    #[test]
    fn a_place_is_inside_what_is_allowed_or_refused() {
        let (allowed, elsewhere) = (data_dir(), data_dir());
        let allowed_real = allowed.canonicalize().unwrap();
        std::fs::create_dir(allowed.join("sub")).unwrap();
        symlink(&*elsewhere, allowed.join("out")).unwrap();
        std::fs::write(allowed.join("file"), "").unwrap();
        let place_in = |root: &Path, folder: &str| place(&[allowed.to_path_buf()], root, folder);

        assert_eq!(place_in(&allowed, "family").unwrap(), allowed_real.join("family"));
        assert_eq!(place_in(&allowed.join("sub"), "family").unwrap(), allowed_real.join("sub/family"));
        for (root, folder) in [
            (elsewhere.to_path_buf(), "family"),
            (allowed.join("sub/../.."), "family"),
            (allowed.join("out"), "family"),
            (allowed.join("missing"), "family"),
            (allowed.join("file"), "family"),
            (PathBuf::from("/"), "etc"),
            (allowed.to_path_buf(), "out"),
            (allowed.to_path_buf(), "file"),
            (allowed.to_path_buf(), ".."),
            (allowed.to_path_buf(), "a/b"),
            (allowed.to_path_buf(), "/etc"),
            (allowed.to_path_buf(), ""),
        ] {
            let error = place_in(&root, folder).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Invalid, "{root:?} {folder:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_name_leads_a_repository_out_of_its_root(name in any::<String>(), folder in "[a./\\\\\0-]{0,8}") {
            let allowed = data_dir();
            let root = allowed.canonicalize().unwrap();
            for folder in slug(&name).into_iter().chain([folder]) {
                if let Ok(path) = place(std::slice::from_ref(&root), &root, &folder) {
                    prop_assert_eq!(path.parent(), Some(&*root));
                }
            }
        }
    }
}
