//! The loops that make a node work: one claims, one keeps leases, one tends to what is nobody's, and a task per
//! running job.

mod attempt;
mod dispatch;
mod keep;
mod running;
mod tend;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use calotype_store::jobs;
use calotype_store::{Db, Engine, Result, now, signals};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::Registry;
pub(crate) use running::Slot;
use running::{Reason, Running};

/// How a node works. The defaults suit every size of installation; tests shorten the times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How long a node may be silent before others take its jobs. Renewed every third of it.
    pub lease: Duration,
    /// How often to look for work that nobody announced. `None`: every 3 seconds on PostgreSQL, where announcements
    /// can get lost on the way; every minute on SQLite, where they cannot, and only another program that writes into
    /// the file would go unnoticed.
    pub poll: Option<Duration>,
    /// How often at most the progress of running jobs is written.
    pub progress: Duration,
    /// How long a job may take to heed the wish of an administrator before it is dropped. (The end of the process has
    /// its own patience.)
    pub grace: Duration,
    /// How long done and cancelled jobs are kept.
    pub keep_done: Duration,
    /// How long failed jobs are kept.
    pub keep_failed: Duration,
    /// How often old jobs are purged.
    pub purge: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        const DAY: Duration = Duration::from_secs(24 * 60 * 60);
        Self {
            lease: Duration::from_secs(30),
            poll: None,
            progress: Duration::from_secs(1),
            grace: Duration::from_secs(5),
            keep_done: DAY,
            keep_failed: 7 * DAY,
            purge: Duration::from_secs(600),
        }
    }
}

/// The working half of a node. Dropping it is a [`Workers::shutdown`] without patience that nobody waits for.
#[derive(Debug)]
pub struct Workers {
    db: Db,
    running: Arc<Running>,
    queues: Vec<&'static str>,
    kinds: Vec<&'static str>,
    attempts: TaskTracker,
    stops: Stops,
    /// Claims and tends. Ends first.
    takers: JoinSet<()>,
    /// Keeps leases and listens. Ends when nothing runs any more.
    keepers: JoinSet<()>,
}

/// How the loops are told to end, gently first.
#[derive(Debug, Clone)]
struct Stops {
    /// Take no more.
    taking: CancellationToken,
    /// Drop what still runs.
    running: CancellationToken,
}

/// What the loops of a node share.
#[derive(Debug)]
struct Shared<S> {
    db: Db,
    registry: Registry<S>,
    state: S,
    settings: Settings,
    /// The name in the leases.
    name: String,
    running: Arc<Running>,
    attempts: TaskTracker,
    stops: Stops,
}

impl Workers {
    /// Starts to work off what is due. Needs a tokio runtime around it.
    ///
    /// On SQLite every job that another process left running is put back at once: an SQLite database belongs to one
    /// process, which whoever opens it has to make sure. On PostgreSQL others may be alive, and the leases decide.
    pub fn start<S>(db: &Db, registry: Registry<S>, state: S, settings: Settings) -> Self
    where
        S: Clone + Send + Sync + 'static,
    {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        let shared = Arc::new(Shared {
            db: db.clone(),
            state,
            settings,
            name: format!("{}{}", *PROCESS, COUNT.fetch_add(1, Ordering::Relaxed)),
            running: Arc::default(),
            attempts: TaskTracker::new(),
            stops: Stops { taking: CancellationToken::new(), running: CancellationToken::new() },
            registry,
        });
        tracing::info!(worker = shared.name, "working");
        let mut workers = Self {
            db: db.clone(),
            running: Arc::clone(&shared.running),
            queues: shared.registry.queues().map(|(name, _)| name).collect(),
            kinds: shared.registry.kinds().map(|kind| kind.name).collect(),
            attempts: shared.attempts.clone(),
            stops: shared.stops.clone(),
            takers: JoinSet::new(),
            keepers: JoinSet::new(),
        };
        workers.keepers.spawn(keep::keep(Arc::clone(&shared)));
        if db.engine() == Engine::Postgres {
            workers.keepers.spawn(listen(db.clone()));
        }
        workers.takers.spawn(tend::tend(Arc::clone(&shared)));
        workers.takers.spawn(dispatch::dispatch(shared));
        workers
    }

    /// Waits until nothing runs here and nothing this node could run is due. Jobs that wait for a later time do not
    /// count.
    ///
    /// # Errors
    /// Any database failure.
    pub async fn idle(&self) -> Result<()> {
        loop {
            if self.running.is_quiet() {
                let mut conn = self.db.read().await?;
                let due = jobs::queues_with_work(&mut conn, &self.queues, &self.kinds, now()).await?;
                drop(conn);
                if due.is_empty() && self.running.is_quiet() {
                    return Ok(());
                }
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Takes no more jobs, asks those that run to end and waits for them; what still runs after `patience` is dropped
    /// at its next await. Jobs that did not finish are given back at no cost to their attempts.
    pub async fn shutdown(mut self, patience: Duration) {
        self.stops.taking.cancel();
        while self.takers.join_next().await.is_some() {}
        for slot in self.running.all() {
            slot.stop(Reason::Shutdown);
        }
        self.attempts.close();
        if tokio::time::timeout(patience, self.attempts.wait()).await.is_err() {
            tracing::warn!(jobs = self.running.all().len(), "dropping jobs that did not end in time");
            self.stops.running.cancel();
            self.attempts.wait().await;
        }
        self.keepers.shutdown().await;
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.stops.taking.cancel();
        for slot in self.running.all() {
            slot.stop(Reason::Shutdown);
        }
        self.stops.running.cancel();
    }
}

/// Names this process in leases; no two processes share it.
static PROCESS: LazyLock<String> = LazyLock::new(|| {
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    format!("{host}:{}:{:08x}/", std::process::id(), rand::random::<u32>())
});

/// Hears the announcements of other nodes, through every interruption.
async fn listen(db: Db) {
    loop {
        let Err(error) = signals::relay(&db).await;
        tracing::warn!(%error, "not hearing other nodes, looking for work by the clock meanwhile");
        tokio::time::sleep(jitter(Duration::from_secs(5))).await;
    }
}

/// About as long, so that nodes that were started together do not stay in step.
fn jitter(duration: Duration) -> Duration {
    duration.mul_f64(rand::random_range(0.8..1.2))
}
