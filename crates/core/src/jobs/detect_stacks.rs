//! Stacks the photos of a repository that are one shot in several files.
//!
//! Safe to repeat: what is in a stack is no candidate.

use std::time::Duration;

use calotype_queue::{Concurrency, Job, JobContext, Outcome, Policy, Ticket, Unique};
use calotype_store::Micros;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::app::App;
use crate::stacks::detect;

/// Files of one shot arrive one after the other, and a stack is never extended: so long the job waits for the rest.
const WAIT: Micros = 30_000_000;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DetectStacks {
    /// Repository.
    pub repository: Uuid,
    /// Around which moment; the whole repository without one.
    pub around: Option<Micros>,
    /// Turns of half a minute: what arrives while the job of a turn runs belongs to another turn.
    pub turn: i64,
}

impl DetectStacks {
    /// For photos that were taken about the same moment.
    #[must_use]
    pub fn new(repository: Uuid, around: Option<Micros>, now: Micros) -> Self {
        let minute = |time: Micros| time.div_euclid(detect::AROUND).saturating_mul(detect::AROUND);
        Self { repository, around: around.map(minute), turn: now.div_euclid(WAIT) }
    }

    /// A ticket that lets the rest of the shot arrive first.
    #[must_use]
    pub fn ticket(&self, ticket: &Ticket) -> Ticket {
        Ticket { run_at: Some((self.turn + 2).saturating_mul(WAIT)), ..*ticket }
    }
}

impl Job for DetectStacks {
    type State = App;
    const KIND: &'static str = "detect_stacks";

    fn policy() -> Policy {
        Policy {
            attempts: 5,
            timeout: Duration::from_secs(1800),
            concurrency: Concurrency::ALONE,
            ..Policy::default()
        }
    }

    fn unique(&self) -> Option<Unique> {
        let around = self.around.map_or_else(|| "all".to_owned(), |time| time.to_string());
        Some(Unique::while_alive(format!("{}:{around}:{}", self.repository, self.turn)))
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let (from, until) = self.around.map_or((Micros::MIN, Micros::MAX), |minute| {
            (minute.saturating_sub(detect::AROUND), minute.saturating_add(2 * detect::AROUND))
        });
        let made = detect::between(context.state(), self.repository, from, until).await?;
        Ok(json!({ "stacks_created": made }))
    }
}
