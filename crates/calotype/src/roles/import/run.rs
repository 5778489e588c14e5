//! The way of all files: hashed in groups, asked for, sent side by side, then what belongs to them.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::{StreamExt as _, stream};

use super::attach::{self, Albums};
use super::client::{Client, Trouble};
use super::find::{Found, Item};
use super::hash;
use super::report::{Note, Report};
use super::send::{self, Hashed, Sent};
use super::show::Progress;
use crate::cli::ImportArgs;

/// Files of one question to the server, and bytes after which a group ends: the first upload should not wait for long.
const GROUP: (usize, u64) = (200, 256 * 1024 * 1024);

/// One import.
pub(super) struct Run {
    client: Client,
    args: ImportArgs,
    progress: Progress,
    albums: Albums,
    seen: Mutex<Seen>,
    report: Mutex<Report>,
    /// Nothing new is begun once this is set.
    pub(super) stop: Arc<AtomicBool>,
}

/// Contents of this run.
#[derive(Default)]
struct Seen {
    hashes: HashSet<String>,
    /// Content and asset of what is there.
    assets: HashMap<String, String>,
    /// Files with the content of another.
    duplicates: Vec<(Item, String)>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Counters and lists are whole after every statement; a panic elsewhere does not spoil them.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Run {
    pub(super) fn new(client: Client, args: ImportArgs, found: &Found) -> anyhow::Result<Self> {
        let progress = Progress::new(found.items.iter().map(|item| item.size).sum())?;
        let report = Report {
            files: found.items.len() as u64,
            dry_run: args.dry_run,
            skipped: found.skipped.clone(),
            failed: found.unreadable.clone(),
            ..Report::default()
        };
        Ok(Self {
            client,
            args,
            progress,
            albums: Albums::default(),
            seen: Mutex::default(),
            report: Mutex::new(report),
            stop: Arc::default(),
        })
    }

    /// Takes the display away and answers what became of everything.
    pub(super) fn end(&self, interrupted: bool) -> Report {
        self.progress.end();
        let mut report = std::mem::take(&mut *lock(&self.report));
        report.interrupted = interrupted;
        report
    }

    /// Brings what was found.
    pub(super) async fn bring(&self, found: Found) {
        let jobs = self.args.jobs;
        // Before anything is read: a wrong password or repository is told at once.
        if let Err(trouble) = send::known(&self.client, self.repository(), &[]).await {
            return self.give_up(trouble.text());
        }
        stream::iter(groups(found.items))
            .map(|group| self.hash(group))
            .buffered(2)
            .then(|group| self.ask(group))
            .flat_map(stream::iter)
            .for_each_concurrent(jobs, |(file, asset)| self.take(file, asset))
            .await;
        let (duplicates, assets) = {
            let mut seen = lock(&self.seen);
            (std::mem::take(&mut seen.duplicates), std::mem::take(&mut seen.assets))
        };
        for (item, hash) in duplicates {
            lock(&self.report).duplicates += 1;
            if let Some(asset) = assets.get(&hash) {
                // The sidecar of the first one counts; two that differ would take turns at every run.
                self.attach(&Item { sidecar: None, ..item }, asset).await;
            }
        }
    }

    fn repository(&self) -> Option<&str> {
        self.args.repository.as_deref()
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn give_up(&self, reason: &str) {
        self.stop.store(true, Ordering::Relaxed);
        lock(&self.report).stopped_by.get_or_insert_with(|| reason.to_owned());
    }

    fn failed(&self, item: &Item, trouble: &Trouble) {
        match trouble {
            Trouble::Fatal(reason) => self.give_up(reason),
            other => lock(&self.report).failed.push(Note::new(&item.path, other.text())),
        }
    }

    /// Hashes a group, some files at the same time. A content that was seen before is set aside.
    async fn hash(&self, group: Vec<Item>) -> Vec<Hashed> {
        let hashed = stream::iter(group)
            .map(|item| async {
                if self.stopped() {
                    return None;
                }
                match hash::hash(item.path.clone(), self.stop.clone()).await {
                    Ok((hash, size)) if size > 0 => Some(Hashed { item, hash, size }),
                    Ok(_) => {
                        lock(&self.report).skipped.push(Note::new(&item.path, "empty"));
                        None
                    }
                    Err(_) if self.stopped() => None,
                    Err(error) => {
                        self.progress.advance(item.size);
                        self.failed(&item, &Trouble::refused(format!("unreadable: {error}")));
                        None
                    }
                }
            })
            .buffered(self.args.jobs)
            .filter_map(std::future::ready)
            .collect::<Vec<_>>()
            .await;
        let mut seen = lock(&self.seen);
        let mut first = Vec::new();
        for file in hashed {
            if seen.hashes.insert(file.hash.clone()) {
                first.push(file);
            } else {
                self.progress.advance(file.item.size);
                seen.duplicates.push((file.item, file.hash));
            }
        }
        first
    }

    /// Asks which of a group are there; answers each with its asset, if it is.
    async fn ask(&self, group: Vec<Hashed>) -> Vec<(Hashed, Option<String>)> {
        if group.is_empty() || self.stopped() {
            return Vec::new();
        }
        let hashes: Vec<&str> = group.iter().map(|file| file.hash.as_str()).collect();
        match send::known(&self.client, self.repository(), &hashes).await {
            Ok(known) => {
                let mut known: HashMap<String, String> = known.into_iter().collect();
                group.into_iter().map(|file| (known.remove(&file.hash), file)).map(|(k, f)| (f, k)).collect()
            }
            Err(trouble) => {
                self.give_up(trouble.text());
                Vec::new()
            }
        }
    }

    /// Sends one file unless it is there, then what belongs to it.
    async fn take(&self, file: Hashed, asset: Option<String>) {
        if self.stopped() {
            return;
        }
        let asset = match asset {
            Some(asset) => {
                self.progress.advance(file.item.size);
                lock(&self.report).known += 1;
                asset
            }
            None if self.args.dry_run => {
                self.progress.advance(file.item.size);
                let mut report = lock(&self.report);
                report.sent += 1;
                report.sent_bytes += file.size;
                return;
            }
            None => {
                match Box::pin(send::send(&self.client, self.repository(), &file, &self.progress)).await {
                    Ok((sent, bytes)) => {
                        let mut report = lock(&self.report);
                        report.sent_bytes += bytes;
                        match sent {
                            Sent::New(asset) => {
                                report.sent += 1;
                                asset
                            }
                            Sent::There(asset) => {
                                report.known += 1;
                                asset
                            }
                        }
                    }
                    Err(trouble) => return self.failed(&file.item, &trouble),
                }
            }
        };
        self.attach(&file.item, &asset).await;
        lock(&self.seen).assets.insert(file.hash, asset);
    }

    async fn attach(&self, item: &Item, asset: &str) {
        if self.args.dry_run || self.stopped() {
            return;
        }
        if let Some(path) = &item.sidecar {
            match attach::sidecar(&self.client, asset, path).await {
                Ok(sent) => lock(&self.report).sidecars += u64::from(sent),
                Err(trouble) => self.failed(item, &trouble),
            }
        }
        if let Some(folder) = item.folder.as_deref().filter(|_| self.args.albums) {
            match self.albums.add(&self.client, folder, asset).await {
                Ok(added) => lock(&self.report).album_entries += u64::from(added),
                Err(trouble) => self.failed(item, &trouble),
            }
        }
    }
}

/// The files in groups for one question each.
fn groups(items: Vec<Item>) -> Vec<Vec<Item>> {
    let mut groups = vec![Vec::new()];
    let mut bytes = 0;
    for item in items {
        let full = groups.last().is_some_and(|group: &Vec<Item>| group.len() >= GROUP.0 || bytes >= GROUP.1);
        if full {
            groups.push(Vec::new());
            bytes = 0;
        }
        bytes += item.size;
        if let Some(group) = groups.last_mut() {
            group.push(item);
        }
    }
    groups
}
