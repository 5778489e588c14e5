//! Watching the folders of repositories, so that a file shows up seconds after it was put there.
//!
//! The file system tells of single files; after a moment of quiet each is a job of its own. What cannot be told file by
//! file (folders, removals, moves, or more than the queue of events holds) is left to a scan. The inbox and
//! calotype's own directory are not watched: what happens there is our own doing. A file system that cannot tell, or a
//! machine out of watches, costs a line in the log; the clock still scans.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use calotype_files::repository::OWN_DIRECTORY;
use calotype_media::format::Format;
use calotype_queue::enqueue_all;
use calotype_store::repositories::{self, Repository};
use calotype_store::tenants;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::Mode;
use crate::app::App;
use crate::error::Result;
use crate::jobs::discover_asset::DiscoverAsset;
use crate::jobs::scan_repository::ScanRepository;

/// How often repositories that came or went are looked for.
const REFRESH: Duration = Duration::from_secs(30);

/// Single files told of at once; more are a scan.
const SINGLE: usize = 500;

/// The folder that uploads are committed to.
const INBOX: &str = "inbox";

/// A running watcher; it ends with this value.
#[derive(Debug)]
pub struct Watching(JoinHandle<()>);

impl Drop for Watching {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Starts watching, in a process that runs jobs. `None` when it is switched off.
#[must_use]
pub fn start(app: &App) -> Option<Watching> {
    app.config.library.watch.then(|| Watching(tokio::spawn(watch(app.clone()))))
}

/// What was told of one repository since the last quiet moment.
#[derive(Debug, Default)]
struct Told {
    files: BTreeSet<String>,
    scan: bool,
    first: Option<Instant>,
    last: Option<Instant>,
}

struct Watched {
    root: PathBuf,
    /// Ends the watches with it.
    watcher: RecommendedWatcher,
}

async fn watch(app: App) {
    let (sender, mut events) = mpsc::unbounded_channel::<(Uuid, notify::Result<notify::Event>)>();
    let mut watched: HashMap<Uuid, Watched> = HashMap::new();
    let mut told: HashMap<Uuid, Told> = HashMap::new();
    let settle = Duration::from_secs(app.config.library.scan_settle_seconds.max(1));
    let mut tick = tokio::time::interval(settle.min(Duration::from_secs(1)));
    let mut refreshed: Option<Instant> = None;
    loop {
        tokio::select! {
            event = events.recv() => {
                let Some((repository, event)) = event else { return };
                if let Some(place) = watched.get_mut(&repository) {
                    note(place, told.entry(repository).or_default(), event);
                }
            }
            _ = tick.tick() => {
                if refreshed.is_none_or(|at| at.elapsed() >= REFRESH) {
                    refresh(&app, &mut watched, &sender).await;
                    refreshed = Some(Instant::now());
                }
                for (repository, told) in &mut told {
                    if is_quiet(told, settle) {
                        let told = std::mem::take(told);
                        if let Err(error) = act(&app, *repository, told).await {
                            tracing::warn!(%repository, %error, "a change could not be queued; the next scan finds it");
                        }
                    }
                }
            }
        }
    }
}

/// Whether it is time to act: nothing was told for a while, or something was for long.
fn is_quiet(told: &Told, settle: Duration) -> bool {
    let quiet = told.last.is_some_and(|at| at.elapsed() >= settle);
    quiet || told.first.is_some_and(|at| at.elapsed() >= settle * 12)
}

/// Watches new repositories, forgets those that are gone.
async fn refresh(
    app: &App,
    watched: &mut HashMap<Uuid, Watched>,
    sender: &mpsc::UnboundedSender<(Uuid, notify::Result<notify::Event>)>,
) {
    let listed = match app.db.read().await {
        Ok(mut conn) => repositories::list(&mut conn, tenants::HOME).await,
        Err(error) => Err(error),
    };
    let listed = match listed {
        Ok(listed) => listed,
        Err(error) => {
            tracing::warn!(%error, "the repositories to watch could not be listed");
            return;
        }
    };
    watched.retain(|id, place| {
        listed.iter().any(|repository| repository.id == *id && Path::new(&repository.path) == place.root)
    });
    for repository in listed {
        if watched.contains_key(&repository.id) {
            continue;
        }
        let (id, sender) = (repository.id, sender.clone());
        let begun = tokio::task::spawn_blocking(move || begin(&repository, sender)).await;
        match begun {
            Ok(Ok(place)) => {
                watched.insert(id, place);
            }
            // Said once a minute at most, and only while it lasts.
            Ok(Err(error)) => {
                tracing::warn!(repository = %id, %error, "a folder cannot be watched; scanning by the clock goes on");
            }
            Err(error) => tracing::error!(%error, "watching failed"),
        }
    }
}

/// Watches the folder itself and every folder in it that is a person's.
fn begin(
    repository: &Repository,
    sender: mpsc::UnboundedSender<(Uuid, notify::Result<notify::Event>)>,
) -> notify::Result<Watched> {
    let (id, root) = (repository.id, PathBuf::from(&repository.path));
    let watcher = notify::recommended_watcher(move |event| {
        // The other end is gone when the process stops.
        let _ = sender.send((id, event));
    })?;
    let mut place = Watched { root, watcher };
    place.watcher.watch(&place.root, RecursiveMode::NonRecursive)?;
    for entry in std::fs::read_dir(&place.root)?.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && is_workspace(&place.root, &entry.path()) {
            place.watcher.watch(&entry.path(), RecursiveMode::Recursive)?;
        }
    }
    Ok(place)
}

/// Whether a path is in the part of a repository that is a person's, and not hidden.
fn is_workspace(root: &Path, path: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(root) else { return false };
    let mut parts = inside.components().map(|part| part.as_os_str());
    let first = inside.components().next().map(|part| part.as_os_str().to_owned());
    first.is_some_and(|first| first != INBOX && first != OWN_DIRECTORY)
        && parts.all(|part| !part.as_encoded_bytes().starts_with(b"."))
}

fn note(place: &mut Watched, told: &mut Told, event: notify::Result<notify::Event>) {
    let event = match event {
        Ok(event) => event,
        Err(error) => {
            tracing::warn!(root = %place.root.display(), %error, "the file system told of a problem");
            return touch(told, true);
        }
    };
    if event.need_rescan() {
        return touch(told, true);
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return;
    }
    for path in &event.paths {
        if !is_workspace(&place.root, path) {
            continue;
        }
        let is_new_folder = event.kind.is_create()
            || matches!(event.kind, EventKind::Modify(notify::event::ModifyKind::Name(_)));
        if is_new_folder && path.is_dir() && path.parent() == Some(&place.root) {
            if let Err(error) = place.watcher.watch(path, RecursiveMode::Recursive) {
                tracing::warn!(path = %path.display(), %error, "a new folder cannot be watched");
            }
        }
        match path.strip_prefix(&place.root).ok().and_then(Path::to_str) {
            Some(inside) if path.is_file() => {
                if Format::from_file_name(inside).is_some() {
                    told.files.insert(inside.to_owned());
                    touch(told, matches!(event.kind, EventKind::Modify(notify::event::ModifyKind::Name(_))));
                }
            }
            _ => touch(told, true),
        }
    }
}

fn touch(told: &mut Told, scan: bool) {
    let now = Instant::now();
    told.first.get_or_insert(now);
    told.last = Some(now);
    told.scan |= scan;
}

/// Queues what was told.
async fn act(app: &App, repository: Uuid, told: Told) -> Result<()> {
    let mut conn = app.db.write().await?;
    if told.scan || told.files.len() > SINGLE {
        let job = ScanRepository { repository, mode: Mode::Watch, force: false, requested_by: None };
        calotype_queue::enqueue(&mut conn, &job).await?;
    } else {
        let jobs: Vec<DiscoverAsset> =
            told.files.into_iter().map(|path| DiscoverAsset { repository, path, force: false }).collect();
        enqueue_all(&mut conn, &jobs).await?;
    }
    Ok(conn.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_people_keep_is_watched() {
        let root = Path::new("/srv/photos");
        for (path, watched) in [
            ("/srv/photos/2020/a.jpg", true),
            ("/srv/photos/a.jpg", true),
            ("/srv/photos/inbox/2020/a.jpg", false),
            ("/srv/photos/.lumilio/staging/x", false),
            ("/srv/photos/2020/.hidden/a.jpg", false),
            ("/srv/photos", false),
            ("/srv/elsewhere/a.jpg", false),
        ] {
            assert_eq!(is_workspace(root, Path::new(path)), watched, "{path}");
        }
    }
}
