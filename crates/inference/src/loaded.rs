//! The models that are in memory: loaded by the first who needs them, dropped when nobody does any more.

use std::any::Any;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

use crate::catalogue::Model;
use crate::install;
use crate::runtime::{self, Runtime, Session};

/// What is in memory, and how it gets there and away.
#[derive(Debug)]
pub(crate) struct Loaded {
    directory: PathBuf,
    library: Option<PathBuf>,
    /// After how long without a call a model is dropped.
    idle: Duration,
    /// The opened library; opening it fails once and for all.
    runtime: OnceLock<Result<Runtime, String>>,
    slots: Mutex<Slots>,
    returned: Condvar,
}

#[derive(Debug, Default)]
struct Slots {
    models: HashMap<&'static str, Slot>,
    /// Tables beside the models, by name.
    tables: HashMap<&'static str, (Instant, Arc<dyn Any + Send + Sync>)>,
    /// Whether a thread looks for what is idle.
    swept: bool,
}

#[derive(Debug)]
struct Slot {
    ready: Vec<Session>,
    /// Loaded ones that are in use, and those that are being loaded.
    lent: usize,
    used: Instant,
}

impl Loaded {
    pub(crate) fn new(directory: PathBuf, library: Option<PathBuf>, idle: Duration) -> Self {
        Self {
            directory,
            library,
            idle,
            runtime: OnceLock::new(),
            slots: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    pub(crate) fn directory(&self) -> &std::path::Path {
        &self.directory
    }

    /// Why nothing can be run, if so; opens nothing.
    pub(crate) fn runtime_missing(&self) -> Option<String> {
        match self.runtime.get() {
            Some(opened) => opened.as_ref().err().cloned(),
            None => runtime::find(self.library.as_deref(), &self.directory).err(),
        }
    }

    /// Names of the models in memory.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.lock().models.keys().copied().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Slots> {
        // A panic while the lock is held cannot leave the counters wrong: nothing in between can panic.
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` with a session of the model, loading it where none is free and another one may be.
    pub(crate) fn with<T>(
        self: &Arc<Self>,
        model: &'static Model,
        work: impl FnOnce(&mut Session) -> Result<T, String>,
    ) -> Result<T, String> {
        let mut lent = self.lend(model)?;
        let session = lent.session.as_mut().ok_or("no session")?;
        work(session)
    }

    fn lend(self: &Arc<Self>, model: &'static Model) -> Result<Lent<'_>, String> {
        let mut slots = self.lock();
        loop {
            let slot = slots.models.entry(model.name).or_insert_with(|| Slot {
                ready: Vec::new(),
                lent: 0,
                used: Instant::now(),
            });
            if let Some(session) = slot.ready.pop() {
                slot.lent += 1;
                return Ok(Lent { loaded: self, name: model.name, session: Some(session) });
            }
            if slot.lent < model.at_once {
                slot.lent += 1;
                break;
            }
            slots = self.returned.wait(slots).unwrap_or_else(PoisonError::into_inner);
        }
        drop(slots);
        // From here on the place is given back, whatever happens.
        let mut lent = Lent { loaded: self, name: model.name, session: None };
        lent.session = Some(self.load(model)?);
        self.watch();
        Ok(lent)
    }

    fn load(&self, model: &'static Model) -> Result<Session, String> {
        let runtime = self
            .runtime
            .get_or_init(|| Runtime::open(&runtime::find(self.library.as_deref(), &self.directory)?))
            .as_ref()
            .map_err(Clone::clone)?;
        let file = model.files_here().next().ok_or("no file")?;
        let started = Instant::now();
        let session = runtime.load(&install::path_of(&self.directory, model, file))?;
        tracing::info!(
            model = model.name,
            version = model.version,
            milliseconds = started.elapsed().as_millis() as u64,
            "model loaded"
        );
        Ok(session)
    }

    /// The lines of a text file of a model.
    pub(crate) fn lines(
        self: &Arc<Self>,
        model: &'static Model,
        file: &'static str,
    ) -> Result<Arc<Vec<String>>, String> {
        self.table(file, || {
            let path = self.directory.join(model.folder()).join(file);
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            Ok(text.lines().map(str::to_owned).collect())
        })
    }

    /// A table that is kept as long as somebody asks for it.
    pub(crate) fn table<T: Any + Send + Sync>(
        self: &Arc<Self>,
        name: &'static str,
        make: impl FnOnce() -> Result<T, String>,
    ) -> Result<Arc<T>, String> {
        if let Some((used, table)) = self.lock().tables.get_mut(name) {
            *used = Instant::now();
            if let Ok(table) = Arc::clone(table).downcast::<T>() {
                return Ok(table);
            }
        }
        let table = Arc::new(make()?);
        self.lock().tables.insert(name, (Instant::now(), Arc::clone(&table) as Arc<dyn Any + Send + Sync>));
        self.watch();
        Ok(table)
    }

    /// Starts the thread that drops what is idle; it ends when nothing is in memory.
    fn watch(self: &Arc<Self>) {
        let mut slots = self.lock();
        if slots.swept {
            return;
        }
        let pause = (self.idle / 4).clamp(Duration::from_millis(20), Duration::from_secs(15));
        let loaded = Arc::downgrade(self);
        let started = std::thread::Builder::new()
            .name("idle-models".into())
            .spawn(move || sweep_until_empty(&loaded, pause));
        // Without the thread, models stay; the next load tries again.
        slots.swept = started.is_ok();
    }

    /// Drops what nobody used for a while; whether anything is left.
    fn sweep(&self) -> bool {
        let mut slots = self.lock();
        let now = Instant::now();
        let mut dropped = Vec::new();
        slots.models.retain(|name, slot| {
            let keep = slot.lent > 0 || now.duration_since(slot.used) < self.idle;
            if !keep {
                dropped.push((*name, std::mem::take(&mut slot.ready)));
            }
            keep
        });
        slots.tables.retain(|_, (used, _)| now.duration_since(*used) < self.idle);
        slots.swept = !(slots.models.is_empty() && slots.tables.is_empty());
        let left = slots.swept;
        drop(slots);
        for (model, sessions) in dropped {
            drop(sessions);
            tracing::info!(model, "model unloaded, nobody used it");
        }
        left
    }
}

fn sweep_until_empty(loaded: &Weak<Loaded>, pause: Duration) {
    loop {
        std::thread::sleep(pause);
        match loaded.upgrade() {
            Some(loaded) if loaded.sweep() => {}
            _ => return,
        }
    }
}

/// A session that goes back when this value is dropped.
struct Lent<'a> {
    loaded: &'a Loaded,
    name: &'static str,
    session: Option<Session>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut slots = self.loaded.lock();
        if let Some(slot) = slots.models.get_mut(self.name) {
            slot.lent -= 1;
            slot.used = Instant::now();
            // What was in the middle of a run when it panicked is not used again.
            slot.ready.extend(self.session.take().filter(|_| !std::thread::panicking()));
        }
        drop(slots);
        self.loaded.returned.notify_all();
    }
}
