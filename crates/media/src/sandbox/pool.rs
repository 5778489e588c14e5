//! The pool of sandboxed children: who waits, who works, and how much memory is promised to whom.

use std::collections::VecDeque;
use std::fs::File;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::child::{Answer, Child};
use super::keep::keep;
use super::{Allowance, SandboxReport, SandboxSettings, Urgency};
use crate::MediaError;

/// How often somebody who waits for memory looks whether the answer is still wanted.
const LOOK_UP_EVERY: Duration = Duration::from_millis(250);
/// A retry is not suggested later than this, seconds.
const LATEST_RETRY: u64 = 60;
/// Before the first task has been timed, a task is taken to last this long.
const FIRST_GUESS: Duration = Duration::from_millis(200);

/// A cheap handle on the pool. Tasks go in as bytes and come out as bytes; [`crate::Media`] gives them types.
///
/// Nothing is started before the first task. When the last handle is dropped the children end.
#[derive(Clone)]
pub struct Pool {
    owner: Arc<Owner>,
}

/// What the pool has done and is doing, for metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PoolStats {
    /// Children running now.
    pub children: usize,
    /// Tasks being worked on now.
    pub working: usize,
    /// Tasks waiting for a child.
    pub waiting: usize,
    /// Memory promised to running tasks, bytes.
    pub reserved: u64,
    /// The most memory that one child had resident, of those that lived to tell, bytes.
    pub peak: u64,
    /// Tasks answered since the start, by an answer or by an error about the file.
    pub answered: u64,
    /// Children started since the start.
    pub started: u64,
    /// Children that died of a task.
    pub crashed: u64,
    /// Tasks that took too long.
    pub timed_out: u64,
    /// Tasks refused because too many were waiting.
    pub refused: u64,
}

/// A task on its way.
pub(super) struct Order {
    pub(super) task: Vec<u8>,
    pub(super) input: Arc<File>,
    pub(super) allowance: Allowance,
    pub(super) reply: oneshot::Sender<Result<Answer, MediaError>>,
}

/// What a keeper does next.
pub(super) enum Next {
    Order(Order),
    Leave,
}

pub(super) struct Shared {
    pub(super) settings: SandboxSettings,
    state: Mutex<State>,
    /// An order came, or the pool closes.
    work: Condvar,
    /// Memory was given back, or somebody stopped waiting for some.
    memory: Condvar,
}

#[derive(Default)]
struct State {
    urgent: VecDeque<Order>,
    patient: VecDeque<Order>,
    /// Threads that keep a child, or will.
    keepers: usize,
    closing: bool,
    /// Who waits for memory, in the order of asking: a large wish is not overtaken by small ones for ever.
    memory_queue: VecDeque<u64>,
    next_ticket: u64,
    /// Running average of how long a task takes.
    typical: Option<Duration>,
    report: Option<SandboxReport>,
    stats: PoolStats,
}

struct Owner(Arc<Shared>);

impl Drop for Owner {
    fn drop(&mut self) {
        self.0.lock().closing = true;
        self.0.work.notify_all();
        self.0.memory.notify_all();
    }
}

impl Pool {
    /// A pool that has not started anything yet.
    pub fn new(settings: SandboxSettings) -> Self {
        let shared =
            Shared { settings, state: Mutex::default(), work: Condvar::new(), memory: Condvar::new() };
        Pool { owner: Arc::new(Owner(Arc::new(shared))) }
    }

    /// Lets a child work on `input` and returns the answer with its attachments.
    ///
    /// Dropping the future gives the task up: it leaves the queue, or its child is killed. A file that kills
    /// its child is tried on one more, fresh child.
    ///
    /// # Errors
    /// What the task's handler said; [`MediaError::Busy`] when too many tasks wait; [`MediaError::TimedOut`];
    /// [`MediaError::Crashed`]; [`MediaError::Io`] when no child can be started.
    pub async fn run(
        &self,
        task: Vec<u8>,
        input: Arc<File>,
        allowance: Allowance,
    ) -> Result<(Vec<u8>, Vec<Vec<u8>>), MediaError> {
        let (reply, answer) = oneshot::channel();
        self.owner.0.enqueue(Order { task, input, allowance, reply })?;
        match answer.await {
            Ok(outcome) => outcome.map(|answer| (answer.value, answer.attachments)),
            Err(_) => Err(MediaError::Io("the sandbox was closed".to_owned())),
        }
    }

    /// What protects the children on this system; starts one to find out if none was started so far.
    ///
    /// # Errors
    /// [`MediaError::Io`] when no child can be started.
    pub async fn report(&self) -> Result<SandboxReport, MediaError> {
        let shared = Arc::clone(&self.owner.0);
        if let Some(report) = &shared.lock().report {
            return Ok(report.clone());
        }
        let started = tokio::task::spawn_blocking(move || {
            // It ends here, before the thread that it depends on does.
            let (_child, report) = Child::start(&shared.settings)?;
            shared.lock().report = Some(report.clone());
            Ok(report)
        });
        started.await.unwrap_or_else(|error| Err(MediaError::Io(error.to_string())))
    }

    /// What the pool is doing.
    pub fn stats(&self) -> PoolStats {
        let state = self.owner.0.lock();
        PoolStats { waiting: state.urgent.len() + state.patient.len(), ..state.stats }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nobody panics with the lock held; if somebody did, the numbers inside would still be usable.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enqueue(self: &Arc<Self>, order: Order) -> Result<(), MediaError> {
        let mut state = self.lock();
        state.forget_abandoned();
        let waiting = state.urgent.len() + state.patient.len();
        // Keepers without an order take one each at once, so those do not wait.
        let free = state.keepers - state.stats.working;
        if waiting >= self.settings.waiting + free && state.keepers >= self.settings.children {
            state.stats.refused += 1;
            return Err(MediaError::Busy { retry_after: state.retry_after(waiting, self.settings.children) });
        }
        if waiting >= free && state.keepers < self.settings.children {
            let shared = Arc::clone(self);
            let thread = std::thread::Builder::new().name("sandbox-keeper".to_owned()).stack_size(256 << 10);
            thread
                .spawn(move || keep(&shared))
                .map_err(|error| MediaError::Io(format!("no thread for the sandbox: {error}")))?;
            state.keepers += 1;
        }
        match order.allowance.urgency {
            Urgency::Now => state.urgent.push_back(order),
            Urgency::Background => state.patient.push_back(order),
        }
        drop(state);
        self.work.notify_one();
        Ok(())
    }

    /// Waits for the next order; tells the keeper to leave when the pool closes or nothing came for long.
    pub(super) fn next_order(&self) -> Next {
        let mut state = self.lock();
        let deadline = Instant::now() + self.settings.idle;
        loop {
            let waiting = if state.closing { None } else { state.next() };
            if let Some(order) = waiting {
                state.stats.working += 1;
                return Next::Order(order);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if state.closing || left.is_zero() {
                state.keepers -= 1;
                return Next::Leave;
            }
            state = self.work.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    pub(super) fn start_child(&self) -> Result<Child, MediaError> {
        let (child, report) = Child::start(&self.settings)?;
        let mut state = self.lock();
        state.stats.children += 1;
        state.stats.started += 1;
        if state.report.is_none() {
            for missing in report.missing() {
                tracing::warn!(
                    protection = missing.name,
                    why = missing.detail,
                    "a sandbox protection is off"
                );
            }
        }
        state.report = Some(report);
        Ok(child)
    }

    pub(super) fn child_ended(&self) {
        self.lock().stats.children -= 1;
    }

    pub(super) fn child_crashed(&self) {
        self.lock().stats.crashed += 1;
    }

    /// Books a finished task.
    pub(super) fn finished(&self, took: Duration, outcome: &Result<Answer, MediaError>, peak: u64) {
        let mut state = self.lock();
        state.stats.peak = state.stats.peak.max(peak);
        state.stats.working -= 1;
        match outcome {
            Err(MediaError::TimedOut) => state.stats.timed_out += 1,
            Err(MediaError::Crashed { .. } | MediaError::Io(_)) => {}
            _ => state.stats.answered += 1,
        }
        state.typical = Some(state.typical.map_or(took, |typical| (typical * 7 + took) / 8));
    }

    pub(super) fn is_closing(&self) -> bool {
        self.lock().closing
    }

    /// Blocks until `bytes` fit next to what the others have, or nobody else has anything; `false` when given
    /// up.
    pub(super) fn reserve_memory(&self, bytes: u64, abandoned: impl Fn() -> bool) -> bool {
        let mut state = self.lock();
        let ticket = state.next_ticket;
        state.next_ticket += 1;
        state.memory_queue.push_back(ticket);
        let granted = loop {
            if state.closing || abandoned() {
                break false;
            }
            let reserved = state.stats.reserved;
            let fits = reserved == 0 || reserved.saturating_add(bytes) <= self.settings.memory;
            if fits && state.memory_queue.front() == Some(&ticket) {
                state.stats.reserved += bytes;
                break true;
            }
            state = self.memory.wait_timeout(state, LOOK_UP_EVERY).unwrap_or_else(PoisonError::into_inner).0;
        };
        state.memory_queue.retain(|waiting| *waiting != ticket);
        drop(state);
        self.memory.notify_all();
        granted
    }

    pub(super) fn release_memory(&self, bytes: u64) {
        if bytes > 0 {
            self.lock().stats.reserved -= bytes;
            self.memory.notify_all();
        }
    }
}

impl State {
    /// The next order that somebody still waits for.
    fn next(&mut self) -> Option<Order> {
        loop {
            let order = self.urgent.pop_front().or_else(|| self.patient.pop_front())?;
            if !order.reply.is_closed() {
                return Some(order);
            }
        }
    }

    /// Orders whose callers went away must not keep others out.
    fn forget_abandoned(&mut self) {
        self.urgent.retain(|order| !order.reply.is_closed());
        self.patient.retain(|order| !order.reply.is_closed());
    }

    /// When a place in the queue is likely to be free, seconds.
    fn retry_after(&self, waiting: usize, children: usize) -> u64 {
        let typical = self.typical.unwrap_or(FIRST_GUESS).as_secs_f64();
        let seconds = typical * (waiting + 1) as f64 / children.max(1) as f64;
        (seconds.ceil() as u64).clamp(1, LATEST_RETRY)
    }
}
