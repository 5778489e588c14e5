//! Durable jobs: written down in the transaction that causes them, claimed by lease, run, tried again.
//!
//! A [`Job`] is a payload and what to do with it. [`enqueue`] writes it into the caller's transaction, so a committed
//! fact always has its consequences queued and a rolled back one has none. [`Workers`] on any number of nodes claim
//! what is due, most urgent first; a node that dies loses its leases, and its jobs start again elsewhere. So **every
//! job may run more than once** and must be written for that: read the world again, treat "already there" and "it
//! is gone" as done, record the result in one transaction.
//!
//! This crate knows what a job's life is, not what any job does: the handles jobs work with are a type parameter.
//! All SQL is in [`calotype_store::jobs`].
//!
//! ```no_run
//! use calotype_queue::{DONE, Job, JobContext, Kind, Outcome, Policy, Registry, Settings, Workers};
//! use calotype_store::{Db, Location};
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Greet {
//!     name: String,
//! }
//!
//! impl Job for Greet {
//!     type State = Db;
//!     const KIND: &'static str = "greet";
//!
//!     fn policy() -> Policy {
//!         Policy { attempts: 3, ..Policy::default() }
//!     }
//!
//!     async fn run(self, context: JobContext<Db>) -> Outcome {
//!         context.progress(0.5, format!("waving at {}", self.name));
//!         DONE
//!     }
//! }
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let db = Db::open(&Location::Sqlite("calotype.db".into())).await?;
//! let registry = Registry::new([Kind::of::<Greet>()])?;
//! let workers = Workers::start(&db, registry, db.clone(), Settings::default());
//!
//! let mut tx = db.write().await?;
//! calotype_queue::enqueue(&mut tx, &Greet { name: "Ada".into() }).await?;
//! tx.commit().await?;
//!
//! workers.idle().await?;
//! workers.shutdown(std::time::Duration::from_secs(10)).await;
//! # Ok(()) }
//! ```

pub mod admin;
mod backoff;
mod context;
mod enqueue;
mod job;
mod outcome;
mod registry;
mod workers;

pub use backoff::Backoff;
pub use calotype_store::jobs::{JobId, JobRow, State};
pub use context::JobContext;
pub use enqueue::{Ticket, enqueue, enqueue_all, enqueue_all_with, enqueue_with};
pub use job::{Concurrency, Job, Policy, Schedule, Setback, Unique};
pub use outcome::{DONE, Outcome, Stop};
pub use registry::{Kind, Queue, Registry, RegistryError};
pub use tokio_util::sync::CancellationToken;
pub use workers::{Settings, Workers};
