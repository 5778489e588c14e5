//! Many jobs, many hands.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use calotype_queue::{
    Concurrency, DONE, Job, JobContext, JobId, Kind, Outcome, Policy, Registry, Settings, Workers,
    enqueue_all,
};
use calotype_store::testing::TestDb;
use calotype_store::{Engine, jobs};
use serde::{Deserialize, Serialize};

use crate::toys::settings;

calotype_store::on_both_engines![ten_thousand_jobs_run_once_each];

#[derive(Clone, Default)]
struct Tally(Arc<Mutex<BTreeMap<JobId, u32>>>);

#[derive(Serialize, Deserialize)]
struct Grain {
    number: u32,
}

impl Job for Grain {
    type State = Tally;
    const KIND: &'static str = "grain";

    fn policy() -> Policy {
        Policy { concurrency: Concurrency::per_node(50), ..Policy::default() }
    }

    async fn run(self, context: JobContext<Tally>) -> Outcome {
        *context.state().0.lock().unwrap().entry(context.job_id()).or_default() += 1;
        DONE
    }
}

async fn ten_thousand_jobs_run_once_each(db: TestDb) {
    const JOBS: usize = 10_000;
    let tally = Tally::default();
    let grains: Vec<Grain> = (0..JOBS as u32).map(|number| Grain { number }).collect();
    let mut tx = db.write().await.unwrap();
    assert_eq!(enqueue_all(&mut tx, &grains).await.unwrap(), JOBS as u64);
    tx.commit().await.unwrap();

    // Two nodes with connections of their own; on SQLite a process has one handle.
    let other = match db.engine() {
        Engine::Sqlite => (*db).clone(),
        Engine::Postgres => db.open_again().await,
    };
    let settings = Settings { lease: Duration::from_secs(60), ..settings() };
    let nodes = [&*db, &other].map(|db| {
        Workers::start(db, Registry::new([Kind::of::<Grain>()]).unwrap(), tally.clone(), settings.clone())
    });
    for node in &nodes {
        node.idle().await.unwrap();
    }
    let runs = tally.0.lock().unwrap().clone();
    assert_eq!((runs.len(), runs.values().filter(|runs| **runs != 1).count()), (JOBS, 0));
    let counts = jobs::count_by_state(&mut db.read().await.unwrap()).await.unwrap();
    assert_eq!(counts.done, JOBS as i64);
}
