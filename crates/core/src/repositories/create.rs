//! Registering a folder as a repository, making it first where there is none.

use std::path::{Component, Path, PathBuf};

use calotype_files::repository::{
    DuplicateNames, Repository as Folder, SETTINGS_FILE, Settings, StorageStrategy, place, slug,
};
use calotype_store::repositories::{self as store, Repository};
use calotype_store::users;
use time::OffsetDateTime;

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

/// A repository to be.
#[derive(Debug, Clone, Default)]
pub struct NewRepository {
    /// Name people give it.
    pub name: String,
    /// `primary` or `regular` (default).
    pub role: Option<String>,
    /// Folder it is made in; default: the library root.
    pub root: Option<String>,
    /// `date`, `cas` or `flat`.
    pub storage_strategy: Option<String>,
    /// `rename`, `uuid` or `overwrite`.
    pub duplicate_handling: Option<String>,
}

/// Makes the folder, or takes the repository that is in it already, and registers it. One that was registered before
/// comes back with its assets.
///
/// # Errors
/// `unauthenticated`, `admin_required`; `invalid_*` for the input; `primary_exists`, `primary_first` (409) for
/// the order; `invalid_file` for a place outside the allowed roots or nested in another repository;
/// `path_taken`, `id_taken`.
pub async fn create(app: &App, actor: &Actor, input: &NewRepository) -> Result<Repository> {
    access::admin(actor)?;
    let name = checked_name(&input.name)?;
    let primary = match input.role.as_deref().filter(|r| !r.is_empty()) {
        None | Some("regular") => false,
        Some("primary") => true,
        Some(_) => return Err(Error::invalid("invalid_role", "role must be primary or regular.")),
    };
    let strategy: StorageStrategy = word(input.storage_strategy.as_deref())?;
    let duplicates: DuplicateNames = word(input.duplicate_handling.as_deref())?;
    let mut conn = app.db.read().await?;
    let existing = store::primary(&mut conn, actor.tenant).await?;
    check_order(primary, existing.is_some())?;
    drop(conn);

    let folder = if primary { "primary".to_owned() } else { slug(&name)? };
    let root = match input.root.as_deref().filter(|r| !r.is_empty()) {
        Some(root) => checked_root(root)?,
        None => app.config.library_root(),
    };
    let library_root = app.config.library_root();
    let mut allowed = app.config.library.allowed_roots.clone();
    allowed.push(library_root.clone());
    let now = app.clock.now();
    let mut wanted = Settings::new(calotype_store::new_id(), &name, moment(now));
    wanted.storage_strategy = strategy;
    wanted.local_settings.handle_duplicate_filenames = duplicates;
    let (path, settings) = calotype_files::blocking(move || {
        std::fs::create_dir_all(&library_root)
            .map_err(|e| calotype_files::Error::io("create", &library_root, &e))?;
        let path = place(&allowed, &root, &folder)?;
        let settings = make_or_take(&path, wanted)?;
        Ok((path, settings))
    })
    .await?;
    let path = path
        .to_str()
        .ok_or_else(|| Error::invalid("invalid_file", "The path of the folder is not valid UTF-8."))?
        .to_owned();

    let mut conn = app.db.write().await?;
    // Looked at again, in the transaction: somebody may have been quicker.
    check_order(primary, store::primary(&mut conn, actor.tenant).await?.is_some())?;
    let owner = match actor.user_id() {
        Some(id) => users::get(&mut conn, id).await?,
        None => None,
    };
    let repository = Repository {
        id: settings.id,
        tenant_id: actor.tenant,
        name: settings.name.clone(),
        path,
        role: if primary { "primary" } else { "regular" }.to_owned(),
        default_owner_id: owner.as_ref().map(|o| o.id),
        default_owner_number: owner.as_ref().map(|o| o.number),
        storage_strategy: settings.storage_strategy.as_str().to_owned(),
        duplicate_handling: settings.local_settings.handle_duplicate_filenames.as_str().to_owned(),
        last_sync_at: None,
    };
    if store::list(&mut conn, actor.tenant).await?.iter().any(|known| known.path == repository.path) {
        return Err(path_taken());
    }
    match store::attach(&mut conn, &repository, now).await {
        Ok(()) => {}
        Err(e) if e.is_unique("path") => {
            return Err(path_taken().because(e));
        }
        Err(e) if e.is_unique("primary") || e.is_unique("tenant_id") => {
            return Err(primary_exists().because(e));
        }
        Err(e) if matches!(e, calotype_store::Error::Unique(_)) => {
            return Err(Error::invalid(
                "id_taken",
                "A repository with the id of that folder is registered elsewhere.",
            )
            .because(e));
        }
        Err(e) => return Err(e.into()),
    }
    conn.commit().await?;
    Ok(repository)
}

/// The name people give it, without what no terminal and no database wants to see.
pub(super) fn checked_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 255 || name.chars().any(char::is_control) {
        return Err(Error::invalid(
            "invalid_name",
            "A repository needs a name of at most 255 characters, none of them a control character.",
        ));
    }
    Ok(name.to_owned())
}

/// A relative path would depend on where the server was started, and one with `..` says something else than it means.
fn checked_root(root: &str) -> Result<PathBuf> {
    let root = PathBuf::from(root);
    if !root.is_absolute() || root.components().any(|part| part == Component::ParentDir) {
        return Err(Error::invalid("invalid_file", "root must be an absolute path without `..`."));
    }
    Ok(root)
}

fn path_taken() -> Error {
    Error::invalid("path_taken", "A repository in that folder is registered already.")
}

fn primary_exists() -> Error {
    Error::conflict("primary_exists", "There is a primary repository already.")
}

/// First the primary repository, and only one.
fn check_order(primary: bool, exists: bool) -> Result<()> {
    match (primary, exists) {
        (true, true) => Err(primary_exists()),
        (false, false) => Err(Error::conflict("primary_first", "Create the primary repository first.")),
        _ => Ok(()),
    }
}

fn word<T: Default + std::str::FromStr<Err = calotype_files::Error>>(word: Option<&str>) -> Result<T> {
    match word.filter(|w| !w.is_empty()) {
        None => Ok(T::default()),
        Some(word) => Ok(word.parse::<T>()?),
    }
}

/// A repository in `path` with its settings: the one that is there, or a new one.
fn make_or_take(path: &Path, wanted: Settings) -> calotype_files::Result<Settings> {
    if path.join(SETTINGS_FILE).exists() {
        return Ok(Folder::register(path)?.1);
    }
    Folder::create(path, &wanted)?;
    Ok(wanted)
}

/// A stored time as the calendar knows it.
pub(crate) fn moment(at: calotype_store::Micros) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
