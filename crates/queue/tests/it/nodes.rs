//! Several nodes over one database.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use calotype_queue::{
    Concurrency, DONE, Job, JobContext, Kind, Outcome, Policy, Registry, Settings, State, Workers,
    enqueue_all,
};
use calotype_store::testing::TestDb;
use calotype_store::{jobs, now};
use serde::{Deserialize, Serialize};

use crate::toys::{Act, PATIENCE, Playroom, Toy, put, reaches, registry, settings, start};

calotype_store::on_both_engines![what_must_not_overlap_does_not, a_long_job_keeps_its_short_lease];

/// Counts how many of it are running.
#[derive(Serialize, Deserialize)]
struct Loner;

#[derive(Clone, Default)]
struct Census {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Job for Loner {
    type State = Census;
    const KIND: &'static str = "loner";

    fn policy() -> Policy {
        Policy { concurrency: Concurrency::ALONE, ..Policy::default() }
    }

    async fn run(self, context: JobContext<Census>) -> Outcome {
        let census = context.state();
        let now = census.now.fetch_add(1, Ordering::SeqCst) + 1;
        census.most.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(5)).await;
        census.now.fetch_sub(1, Ordering::SeqCst);
        DONE
    }
}

async fn what_must_not_overlap_does_not(db: TestDb) {
    let census = Census::default();
    let nodes: Vec<Workers> = (0..3)
        .map(|_| {
            let registry = Registry::new([Kind::of::<Loner>()]).unwrap();
            Workers::start(&db, registry, census.clone(), settings())
        })
        .collect();
    let loners: Vec<Loner> = (0..20).map(|_| Loner).collect();
    let mut tx = db.write().await.unwrap();
    enqueue_all(&mut tx, &loners).await.unwrap();
    tx.commit().await.unwrap();
    for node in &nodes {
        tokio::time::timeout(PATIENCE, node.idle()).await.unwrap().unwrap();
    }
    let counts = jobs::count_by_state(&mut db.read().await.unwrap()).await.unwrap();
    assert_eq!((counts.done, census.most.load(Ordering::SeqCst)), (20, 1));
}

/// Others look for leases that ran out twice in the length of one.
async fn a_long_job_keeps_its_short_lease(db: TestDb) {
    let room = Playroom::new();
    let hasty = || Settings { lease: Duration::from_millis(600), ..settings() };
    let nodes = [(); 2].map(|()| Workers::start(&db, registry(), room.clone(), hasty()));
    let id = put(&db, &Toy::new("long", Act::Wait)).await;
    room.log_of(1).await;
    tokio::time::sleep(Duration::from_millis(1_800)).await;
    room.open_gate(1);
    let job = reaches(&db, id, State::Done).await;
    assert_eq!((job.attempt, job.errors.0.len()), (1, 0));
    assert_eq!(room.log(), ["long"; 2]);
    drop(nodes);
}

/// Nobody polls here, and the leases are long: only what PostgreSQL carries from node to node can wake anybody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_on_postgres_hear_each_other() {
    let Some(db) = TestDb::postgres().await else { return };
    let room = Playroom::new();
    let far = db.open_again().await;
    let deaf = Settings { lease: Duration::from_secs(3_600), ..settings() };
    let _workers = Workers::start(&far, registry(), room.clone(), deaf);
    // The first one is found by looking around at the start, at the latest when the ears are up.
    put(&db, &Toy::new("first", Act::Note)).await;
    room.log_of(1).await;

    let id = put(&db, &Toy::new("second", Act::WaitPolitely)).await;
    room.log_of(2).await;
    let mut tx = db.write().await.unwrap();
    jobs::cancel(&mut tx, id, now()).await.unwrap();
    tx.commit().await.unwrap();
    reaches(&db, id, State::Cancelled).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_on_postgres_that_lost_its_ears_gets_them_back() {
    let Some(db) = TestDb::postgres().await else { return };
    let room = Playroom::new();
    let far = db.open_again().await;
    let _workers = start(&far, &room);
    put(&db, &Toy::new("first", Act::Note)).await;
    room.log_of(1).await;

    let mut conn = db.read().await.unwrap();
    let deafen = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    let ears: i64 = conn.scalar(deafen, calotype_store::args![]).await.unwrap();
    assert_eq!(ears, 1);
    put(&db, &Toy::new("second", Act::Note)).await;
    room.log_of(2).await;
}
