//! Jobs to play with, and short ways to put them up and watch them.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use calotype_queue::{
    Backoff, Concurrency, DONE, Job, JobContext, JobId, JobRow, Kind, Outcome, Policy, Registry, Settings,
    State, Stop, Ticket, Unique, Workers,
};
use calotype_store::{Db, jobs};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::Semaphore;

/// How long a story waits for something before it fails; far longer than anything takes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What toys share: a log, and a gate that holds them.
#[derive(Clone)]
pub(crate) struct Playroom {
    log: Arc<Mutex<Vec<String>>>,
    gate: Arc<Semaphore>,
}

impl Playroom {
    pub(crate) fn new() -> Self {
        Self { log: Arc::default(), gate: Arc::new(Semaphore::new(0)) }
    }

    pub(crate) fn note(&self, words: impl Into<String>) {
        self.log.lock().unwrap().push(words.into());
    }

    /// What happened so far, in order.
    pub(crate) fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    /// Waits until so many things have happened.
    pub(crate) async fn log_of(&self, length: usize) -> Vec<String> {
        until(async || self.log().len() >= length).await;
        self.log()
    }

    /// Lets so many waiting toys through.
    pub(crate) fn open_gate(&self, toys: usize) {
        self.gate.add_permits(toys);
    }

    async fn wait_at_gate(&self) {
        self.gate.acquire().await.unwrap().forget();
    }
}

/// What a toy does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Act {
    /// Notes its name.
    Note,
    /// Notes its name, waits at the gate, notes its name again.
    Wait,
    /// Notes its name and waits at the gate, but goes when asked.
    WaitPolitely,
    /// Fails until this attempt, which is done.
    FailUntil(i64),
    /// Gives up at once.
    GiveUp,
    /// Panics.
    Panic,
    /// Says that it is half done, then waits at the gate.
    ReportAndWait,
    /// Comes back after so many milliseconds, once.
    Snooze(u64),
    /// Reports something that PostgreSQL cannot store.
    ReportNul,
}

/// A job of many talents. Four run at a time on a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Toy {
    pub(crate) name: String,
    pub(crate) act: Act,
    #[serde(default)]
    pub(crate) key: Option<String>,
}

impl Toy {
    pub(crate) fn new(name: &str, act: Act) -> Self {
        Self { name: name.into(), act, key: None }
    }
}

impl Job for Toy {
    type State = Playroom;
    const KIND: &'static str = "toy";
    const QUEUE: &'static str = "toys";

    fn policy() -> Policy {
        Policy {
            attempts: 3,
            timeout: Duration::from_secs(60),
            concurrency: Concurrency::per_node(4),
            ..Policy::default()
        }
    }

    fn unique(&self) -> Option<Unique> {
        self.key.as_ref().map(Unique::while_alive)
    }

    async fn run(self, context: JobContext<Playroom>) -> Outcome {
        let room = context.state();
        match self.act {
            Act::Note => room.note(self.name),
            Act::Wait => {
                room.note(&self.name);
                room.wait_at_gate().await;
                room.note(&self.name);
            }
            Act::WaitPolitely => {
                room.note(&self.name);
                tokio::select! {
                    () = room.wait_at_gate() => {}
                    () = context.token().cancelled() => return Err(Stop::Cancelled),
                }
            }
            Act::FailUntil(attempt) if context.attempt() < attempt => {
                room.note(format!("{} {}", self.name, context.is_last_attempt()));
                return Err(Stop::retry(format!("not at attempt {}", context.attempt())));
            }
            Act::FailUntil(_) => return Ok(json!({"attempts": context.attempt()})),
            Act::GiveUp => return Err(Stop::fail("no use")),
            Act::Panic => panic!("out of order"),
            Act::ReportAndWait => {
                context.progress(0.5, "half way");
                room.wait_at_gate().await;
            }
            Act::Snooze(millis) => {
                room.note(format!("{} {}", self.name, context.attempt()));
                if room.log().len() == 1 {
                    return Err(Stop::Snooze(Duration::from_millis(millis)));
                }
            }
            Act::ReportNul => return Ok(json!({"name": "\0"})),
        }
        DONE
    }
}

/// A toy that fails and comes back at once, in a queue of its own where one runs at a time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Impatient {
    pub(crate) name: String,
    pub(crate) act: Act,
}

impl Job for Impatient {
    type State = Playroom;
    const KIND: &'static str = "impatient";

    fn policy() -> Policy {
        Policy {
            attempts: 3,
            timeout: Duration::from_millis(300),
            backoff: Backoff::Fixed(Duration::from_millis(20)),
            ..Policy::default()
        }
    }

    async fn run(self, context: JobContext<Playroom>) -> Outcome {
        Toy { name: self.name, act: self.act, key: None }.run(context).await
    }
}

pub(crate) fn registry() -> Registry<Playroom> {
    Registry::new([Kind::of::<Toy>(), Kind::of::<Impatient>()]).unwrap()
}

/// Short times for quick stories. Nothing is polled, so that only announcements and due times wake anybody.
pub(crate) fn settings() -> Settings {
    Settings {
        lease: Duration::from_secs(2),
        poll: Some(Duration::from_secs(600)),
        progress: Duration::from_millis(20),
        grace: Duration::from_millis(100),
        ..Settings::default()
    }
}

pub(crate) fn start(db: &Db, room: &Playroom) -> Workers {
    Workers::start(db, registry(), room.clone(), settings())
}

/// Enqueues in a transaction of its own.
pub(crate) async fn put<J: Job>(db: &Db, job: &J) -> JobId {
    put_with(db, job, &Ticket::default()).await
}

/// Enqueues with a ticket in a transaction of its own.
pub(crate) async fn put_with<J: Job>(db: &Db, job: &J, ticket: &Ticket) -> JobId {
    let mut tx = db.write().await.unwrap();
    let id = calotype_queue::enqueue_with(&mut tx, job, ticket).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(crate) async fn look(db: &Db, id: JobId) -> JobRow {
    jobs::get(&mut db.read().await.unwrap(), id).await.unwrap().unwrap()
}

/// Waits until a job is in this state.
pub(crate) async fn reaches(db: &Db, id: JobId, state: State) -> JobRow {
    let begun = std::time::Instant::now();
    loop {
        let job = look(db, id).await;
        if job.state == state {
            return job;
        }
        assert!(begun.elapsed() < PATIENCE, "waited for {state:?}, but: {job:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Waits until something holds.
pub(crate) async fn until(mut holds: impl AsyncFnMut() -> bool) {
    let begun = std::time::Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < PATIENCE, "waited in vain");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
