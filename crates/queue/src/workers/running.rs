//! What this node runs at this moment, as the loops of a worker share it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use calotype_store::jobs::{Beat, Claimed, JobId};
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Why a running job should end. The first reason counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// An administrator's wish.
    Wish,
    /// Another node may have it by now.
    LeaseLost,
    /// This process is about to end.
    Shutdown,
    /// It took too long.
    Timeout,
}

/// One running attempt.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) id: JobId,
    pub(crate) attempt: i64,
    queue: String,
    token: CancellationToken,
    reason: OnceLock<Reason>,
    news: Mutex<News>,
    /// Wakes the keeper.
    reported: Arc<Notify>,
}

/// What the keeper has not written yet, and until when what it wrote holds.
#[derive(Debug)]
struct News {
    progress: Option<f64>,
    message: Option<String>,
    leased_until: Instant,
}

impl Slot {
    pub(crate) fn token(&self) -> &CancellationToken {
        &self.token
    }

    /// Asks the job to end.
    pub(crate) fn stop(&self, reason: Reason) {
        // Set before the token fires, so that whoever sees the token finds the reason.
        let _first_reason_counts = self.reason.set(reason);
        self.token.cancel();
    }

    pub(crate) fn reason(&self) -> Option<Reason> {
        self.reason.get().copied()
    }

    pub(crate) fn report(&self, fraction: f64, message: String) {
        let mut news = lock(&self.news);
        if !fraction.is_nan() {
            news.progress = Some(fraction.clamp(0.0, 1.0));
        }
        news.message = Some(message);
        drop(news);
        self.reported.notify_one();
    }

    /// A sign of life with the news since the last one.
    pub(crate) fn beat(&self) -> Beat {
        let mut news = lock(&self.news);
        Beat {
            id: self.id,
            attempt: self.attempt,
            progress: news.progress.take(),
            message: news.message.take(),
        }
    }

    /// Takes back the news of a beat that could not be written, unless there is newer.
    pub(crate) fn unsent(&self, beat: Beat) {
        let mut news = lock(&self.news);
        news.progress = news.progress.or(beat.progress);
        news.message = news.message.take().or(beat.message);
    }

    pub(crate) fn leased_until(&self) -> Instant {
        lock(&self.news).leased_until
    }

    pub(crate) fn renewed(&self, until: Instant) {
        lock(&self.news).leased_until = until;
    }
}

/// All running attempts of a node.
#[derive(Debug, Default)]
pub(crate) struct Running {
    slots: Mutex<HashMap<(JobId, i64), Arc<Slot>>>,
    /// Jobs may have been claimed that are not among the slots yet.
    claiming: AtomicBool,
    /// There is an attempt to keep, where there was none before. For the keeper.
    pub(crate) first: Notify,
    /// Some job has news. For the keeper.
    pub(crate) reported: Arc<Notify>,
    /// A hand is free again. For the dispatcher.
    pub(crate) freed: Notify,
}

impl Running {
    /// Notes a claimed job as running until the returned guard is dropped.
    pub(crate) fn enter(self: &Arc<Self>, job: &Claimed, leased_until: Instant) -> Occupied {
        let slot = Arc::new(Slot {
            id: job.id,
            attempt: job.attempt,
            queue: job.queue.clone(),
            token: CancellationToken::new(),
            reason: OnceLock::new(),
            news: Mutex::new(News { progress: None, message: None, leased_until }),
            reported: Arc::clone(&self.reported),
        });
        let mut slots = lock(&self.slots);
        slots.insert((slot.id, slot.attempt), Arc::clone(&slot));
        if slots.len() == 1 {
            self.first.notify_one();
        }
        drop(slots);
        Occupied { running: Arc::clone(self), slot }
    }

    pub(crate) fn all(&self) -> Vec<Arc<Slot>> {
        lock(&self.slots).values().cloned().collect()
    }

    /// Nothing runs and nothing is about to.
    pub(crate) fn is_quiet(&self) -> bool {
        !self.claiming.load(Ordering::SeqCst) && self.is_empty()
    }

    /// Not quiet until the returned guard is dropped.
    pub(crate) fn claiming(&self) -> impl Drop {
        self.claiming.store(true, Ordering::SeqCst);
        Claiming(&self.claiming)
    }

    pub(crate) fn is_empty(&self) -> bool {
        lock(&self.slots).is_empty()
    }

    pub(crate) fn holds(&self, id: JobId, attempt: i64) -> bool {
        lock(&self.slots).contains_key(&(id, attempt))
    }

    pub(crate) fn count(&self, queue: &str) -> usize {
        lock(&self.slots).values().filter(|slot| slot.queue == queue).count()
    }
}

struct Claiming<'a>(&'a AtomicBool);

impl Drop for Claiming<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// A place among the running, given up on drop.
#[derive(Debug)]
pub(crate) struct Occupied {
    running: Arc<Running>,
    pub(crate) slot: Arc<Slot>,
}

impl Drop for Occupied {
    fn drop(&mut self) {
        lock(&self.running.slots).remove(&(self.slot.id, self.slot.attempt));
        self.running.freed.notify_one();
    }
}

/// Nothing here panics while it holds a lock, so what a poisoned one guards is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
