//! Asks for a scan when the file system reports a change.
//!
//! Best effort by design: the kernel may run out of watches or lose events, network file systems report nothing of
//! what other machines do. Periodic scanning finds the rest.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use calotype_files::repository::{Found, OWN_DIRECTORY, RelativePath};
use calotype_media::format::Format;
use calotype_queue::{Ticket, enqueue_with};
use calotype_store::repositories::{self as repository_store, Repository};
use calotype_store::{assets as store, tenants};
use notify::event::{AccessKind, AccessMode};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use uuid::Uuid;

use crate::app::App;
use crate::error::Result;
use crate::jobs::scan_repository::ScanRepository;
use crate::scans::Mode;
use crate::scans::compare::is_same;

/// How often the list of repositories is read.
const REFRESH: Duration = Duration::from_secs(10);

/// Paths remembered of a repository; with more of them it is scanned without looking at each.
const REMEMBERED: usize = 500;

/// While files keep changing, a scan comes after so many settle times all the same.
const PATIENCE: u32 = 12;

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watch {
    task: JoinHandle<()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Watches the folders of all repositories; `None` when that is switched off or the system cannot.
#[must_use]
pub fn start(app: &App) -> Option<Watch> {
    if !app.config.library.watch {
        return None;
    }
    let (sender, events) = mpsc::channel(4096);
    let short = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&short);
    let made = notify::recommended_watcher(move |event: notify::Result<Event>| match event {
        Ok(event) if matters(&event) => {
            // When nobody keeps up, the changes that are queued lead to a scan anyway.
            let _ = sender.try_send(event);
        }
        Ok(_) => {}
        Err(error) => complain(&told, &error),
    });
    let watcher = match made {
        Ok(watcher) => watcher,
        Err(error) => {
            complain(&short, &error);
            return None;
        }
    };
    let watching = Watching {
        app: app.clone(),
        watcher: Some(watcher),
        roots: HashMap::new(),
        dirty: HashMap::new(),
        short,
    };
    Some(Watch { task: tokio::spawn(watching.run(events)) })
}

/// Once a process: watches that run out do so for thousands of folders.
fn complain(told: &AtomicBool, error: &notify::Error) {
    if told.swap(true, Ordering::Relaxed) {
        return;
    }
    if matches!(error.kind, ErrorKind::MaxFilesWatch) {
        tracing::warn!(
            "not every folder can be watched (see fs.inotify.max_user_watches); periodic scanning finds the rest"
        );
    } else {
        tracing::warn!(%error, "folders cannot be watched; periodic scanning finds what changes");
    }
}

/// Reading a file is no change, and calotype's own files are nobody's pictures.
fn matters(event: &Event) -> bool {
    let changes = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    };
    let own = |path: &PathBuf| path.components().any(|part| part.as_os_str() == OWN_DIRECTORY);
    event.need_rescan() || (changes && !event.paths.iter().all(own))
}

/// What changed in a repository.
struct Dirty {
    first: Instant,
    last: Instant,
    paths: HashSet<PathBuf>,
    everything: bool,
}

struct Watching {
    app: App,
    /// Absent while another thread adds folders.
    watcher: Option<RecommendedWatcher>,
    /// By folder.
    roots: HashMap<PathBuf, Uuid>,
    dirty: HashMap<Uuid, Dirty>,
    short: Arc<AtomicBool>,
}

impl Watching {
    async fn run(mut self, mut events: mpsc::Receiver<Event>) {
        let mut refresh = tokio::time::interval(REFRESH);
        let mut look = tokio::time::interval(Duration::from_millis(250));
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                event = events.recv() => match event {
                    Some(event) => self.note(&event),
                    None => return,
                },
                _ = refresh.tick() => {
                    if let Err(error) = self.refresh().await {
                        tracing::warn!(%error, "the watcher could not read the list of repositories");
                    }
                }
                _ = look.tick() => self.fire().await,
            }
        }
    }

    /// Follows the list of repositories.
    async fn refresh(&mut self) -> Result<()> {
        let all = repository_store::list(&mut self.app.db.read().await?, tenants::HOME).await?;
        let wanted: HashMap<PathBuf, Uuid> = all.iter().map(|r| (PathBuf::from(&r.path), r.id)).collect();
        let gone: Vec<PathBuf> =
            self.roots.keys().filter(|path| !wanted.contains_key(*path)).cloned().collect();
        let new: Vec<(PathBuf, Uuid)> =
            wanted.into_iter().filter(|(path, _)| !self.roots.contains_key(path)).collect();
        let Some(mut watcher) = self.watcher.take() else { return Ok(()) };
        let short = Arc::clone(&self.short);
        // Adding a tree visits every folder in it.
        let done = tokio::task::spawn_blocking(move || {
            for path in &gone {
                let _ = watcher.unwatch(path);
            }
            let mut added = Vec::new();
            for (path, id) in new {
                match watcher.watch(&path, RecursiveMode::Recursive) {
                    Ok(()) => added.push((path, id)),
                    // A disk that is not there is asked for again at the next turn.
                    Err(_) if !path.is_dir() => {}
                    Err(error) => {
                        complain(&short, &error);
                        added.push((path, id));
                    }
                }
            }
            (watcher, gone, added)
        })
        .await;
        let (watcher, gone, added) = done.map_err(crate::Error::internal)?;
        self.watcher = Some(watcher);
        for path in gone {
            self.roots.remove(&path);
        }
        for (path, id) in added {
            // What was put there before the watch was laid, nobody told of.
            self.touch(id).everything = true;
            self.roots.insert(path, id);
        }
        Ok(())
    }

    /// Notes that something changed in a repository just now.
    fn touch(&mut self, id: Uuid) -> &mut Dirty {
        let now = Instant::now();
        let fresh = || Dirty { first: now, last: now, paths: HashSet::new(), everything: false };
        let dirty = self.dirty.entry(id).or_insert_with(fresh);
        dirty.last = now;
        dirty
    }

    fn note(&mut self, event: &Event) {
        let hit = |root: &Path| event.need_rescan() || event.paths.iter().any(|p| p.starts_with(root));
        let hits: Vec<(PathBuf, Uuid)> =
            self.roots.iter().filter(|(root, _)| hit(root)).map(|(root, id)| (root.clone(), *id)).collect();
        for (root, id) in hits {
            let dirty = self.touch(id);
            dirty.everything |= event.need_rescan() || dirty.paths.len() >= REMEMBERED;
            if !dirty.everything {
                dirty.paths.extend(event.paths.iter().filter(|p| p.starts_with(&root)).cloned());
            }
        }
    }

    /// Asks for the scans whose changes have settled.
    async fn fire(&mut self) {
        let settle = settle(&self.app);
        let due: Vec<Uuid> = self
            .dirty
            .iter()
            .filter(|(_, d)| d.last.elapsed() >= settle || d.first.elapsed() >= settle * PATIENCE)
            .map(|(id, _)| *id)
            .collect();
        for id in due {
            let Some(dirty) = self.dirty.remove(&id) else { continue };
            if let Err(error) = ask(&self.app, id, dirty).await {
                tracing::warn!(repository = %id, %error, "a change was seen, but no scan could be asked for");
            }
        }
    }
}

/// How long nothing may change before a scan is asked for: a little longer than a scan takes for still being written.
fn settle(app: &App) -> Duration {
    Duration::from_secs(app.config.library.scan_settle_seconds) + Duration::from_millis(200)
}

/// Asks for a scan unless everything that changed is known: calotype's own uploads come through here, too.
async fn ask(app: &App, id: Uuid, dirty: Dirty) -> Result<()> {
    let found = repository_store::get(&mut app.db.read().await?, tenants::HOME, id).await?;
    let Some(repository) = found else { return Ok(()) };
    if !dirty.everything && is_known(app, &repository, dirty.paths).await? {
        return Ok(());
    }
    // No longer than the time a change waits: a change after the last scan was asked for falls into another turn.
    let turn_length = i64::try_from(settle(app).as_micros()).unwrap_or(i64::MAX);
    let job = ScanRepository {
        repository: id,
        mode: Mode::Watch,
        force: false,
        requested_by: None,
        // Nodes that saw the same change ask for the same scan; a change during a scan asks for another one.
        turn: calotype_store::now() / turn_length,
    };
    let mut conn = app.db.write().await?;
    let ticket = Ticket { tenant_id: Some(repository.tenant_id), ..Ticket::default() };
    enqueue_with(&mut conn, &job, &ticket).await?;
    Ok(conn.commit().await?)
}

/// Whether each of these paths is a file as the database has it, or nothing a library keeps.
async fn is_known(app: &App, repository: &Repository, paths: HashSet<PathBuf>) -> Result<bool> {
    let root = PathBuf::from(&repository.path);
    let looked = calotype_files::blocking(move || Ok(look_at(&root, paths))).await?;
    let Some(files) = looked else { return Ok(false) };
    let wanted: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let known = store::at_places(&mut app.db.read().await?, repository.id, &wanted).await?;
    let known: HashMap<&str, _> = known.iter().map(|p| (p.storage_path.as_str(), p)).collect();
    Ok(files.iter().all(|file| known.get(file.path.as_str()).is_some_and(|p| is_same(file, p))))
}

/// The files among these paths that a library keeps; `None` when one is a folder, a sidecar or gone.
fn look_at(root: &Path, paths: HashSet<PathBuf>) -> Option<Vec<Found>> {
    use std::os::unix::fs::MetadataExt as _;
    let mut files = Vec::new();
    for path in paths {
        let relative = path.strip_prefix(root).ok().and_then(Path::to_str).map(str::to_owned);
        let Some(Ok(relative)) = relative.map(RelativePath::new) else { continue };
        if relative.is_own() {
            continue;
        }
        if matches!(relative.as_str().rsplit_once('.'), Some((_, "xmp" | "XMP"))) {
            return None;
        }
        let is_ours = Format::from_file_name(relative.file_name()).is_some();
        match std::fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() && is_ours => files.push(Found {
                path: relative,
                size: metadata.len(),
                modified: metadata.mtime() * 1_000_000 + metadata.mtime_nsec() / 1000,
                inode: metadata.ino(),
                sidecar: None,
            }),
            Ok(metadata) if metadata.is_dir() => return None,
            Ok(_) => {}
            Err(_) => return None,
        }
    }
    Some(files)
}
