//! What recurs by itself.

use std::time::Duration;

use calotype_queue::{
    DONE, Job, JobContext, Kind, Outcome, Registry, Schedule, Settings, State, Unique, Workers,
};
use calotype_store::testing::TestDb;
use calotype_store::{args, jobs, now};
use serde::{Deserialize, Serialize};

use crate::toys::{Act, Playroom, Toy, put, reaches, registry, settings, until};

calotype_store::on_both_engines![
    a_schedule_fires_once_a_period_however_many_nodes_there_are,
    finished_jobs_are_purged_when_they_are_old_enough,
];

#[derive(Serialize, Deserialize)]
struct Tick;

const PERIOD: Duration = Duration::from_millis(300);

impl Job for Tick {
    type State = Playroom;
    const KIND: &'static str = "tick";

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive("tick"))
    }

    fn schedule(_: &Playroom) -> Option<Schedule<Self>> {
        Some(Schedule { every: PERIOD, at_start: false, job: Self })
    }

    async fn run(self, context: JobContext<Playroom>) -> Outcome {
        context.state().note("tick");
        DONE
    }
}

async fn a_schedule_fires_once_a_period_however_many_nodes_there_are(db: TestDb) {
    let room = Playroom::new();
    let start =
        || Workers::start(&db, Registry::new([Kind::of::<Tick>()]).unwrap(), room.clone(), settings());
    let begun = std::time::Instant::now();
    let nodes = [start(), start(), start()];
    room.log_of(4).await;
    let elapsed = begun.elapsed();
    let periods = elapsed.as_millis() / PERIOD.as_millis();
    let ticks = room.log().len() as u128;
    assert!((3..=periods).contains(&(ticks - 1)), "{ticks} ticks in {periods} periods");
    drop(nodes);
}

async fn finished_jobs_are_purged_when_they_are_old_enough(db: TestDb) {
    let room = Playroom::new();
    let workers = crate::toys::start(&db, &room);
    let done = put(&db, &Toy::new("t", Act::Note)).await;
    let failed = put(&db, &Toy::new("t", Act::GiveUp)).await;
    let fresh = put(&db, &Toy::new("t", Act::Note)).await;
    for (id, state) in [(done, State::Done), (failed, State::Failed), (fresh, State::Done)] {
        reaches(&db, id, state).await;
    }
    workers.shutdown(Duration::ZERO).await;
    let mut tx = db.write().await.unwrap();
    let two_days_ago = now() - 2 * 24 * 3_600 * 1_000_000;
    let age = "UPDATE jobs SET finished_at = $1 WHERE id IN ($2, $3)";
    tx.exec(age, args![two_days_ago, done, failed]).await.unwrap();
    tx.exec("UPDATE job_schedules SET next_at = 0", args![]).await.unwrap();
    tx.commit().await.unwrap();

    let _workers =
        Workers::start(&db, registry(), room, Settings { purge: Duration::from_secs(1), ..settings() });
    until(async || jobs::get(&mut db.read().await.unwrap(), done).await.unwrap().is_none()).await;
    for kept in [failed, fresh] {
        assert!(jobs::get(&mut db.read().await.unwrap(), kept).await.unwrap().is_some());
    }
}
