//! A process that is killed while it works.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use calotype_queue::{Settings, State, Workers};
use calotype_store::testing::TestDb;
use calotype_store::{Db, Location};

use crate::toys::{Act, Playroom, Toy, look, put, reaches, registry, settings};

calotype_store::on_both_engines![
    a_job_whose_process_was_killed_starts_again,
    a_job_that_kills_its_process_every_time_is_given_up,
];

/// Where the child finds its database; set in no other process.
const DATABASE: &str = "CALOTYPE_QUEUE_TEST_CHILD";

/// The lease of the child. On PostgreSQL the others wait for it to run out; on SQLite there are no others.
const LEASE: Duration = Duration::from_millis(1_500);

/// Starts a worker in a process of its own, waits until it has started a toy, and kills it.
async fn kill_a_worker_at_work(db: &TestDb) {
    let database = match db.location() {
        Location::Sqlite(path) => path.display().to_string(),
        Location::Postgres(url) => url.clone(),
    };
    tokio::task::spawn_blocking(move || {
        let mut child: Child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::the_child", "--nocapture"])
            .env(DATABASE, database)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().ends_with("at work")), "the child ended early");
        child.kill().unwrap();
        child.wait().unwrap();
    })
    .await
    .unwrap();
}

/// The other half of these stories. On its own it has nothing to say.
#[tokio::test]
async fn the_child() {
    let Ok(database) = std::env::var(DATABASE) else { return };
    let location = match database.split_once("://") {
        Some(_) => Location::Postgres(database),
        None => Location::Sqlite(database.into()),
    };
    let db = Db::open(&location).await.unwrap();
    let room = Playroom::new();
    let _workers = Workers::start(&db, registry(), room.clone(), Settings { lease: LEASE, ..settings() });
    room.log_of(1).await;
    println!("at work");
    std::future::pending::<()>().await;
}

async fn a_job_whose_process_was_killed_starts_again(db: TestDb) {
    let id = put(&db, &Toy::new("t", Act::Wait)).await;
    kill_a_worker_at_work(&db).await;
    let left = look(&db, id).await;
    assert_eq!((left.state, left.attempt), (State::Running, 1));

    let room = Playroom::new();
    room.open_gate(1);
    let _workers = Workers::start(&db, registry(), room, settings());
    let job = reaches(&db, id, State::Done).await;
    assert_eq!((job.attempt, job.errors.0.len()), (2, 1));
    assert_ne!(job.worker, left.worker);
}

/// Three attempts are all a toy has, and a crash costs one, so that a poisonous job does not take the house down
/// for ever.
async fn a_job_that_kills_its_process_every_time_is_given_up(db: TestDb) {
    let id = put(&db, &Toy::new("t", Act::Wait)).await;
    let mut tx = db.write().await.unwrap();
    tx.exec("UPDATE jobs SET max_attempts = 1", calotype_store::args![]).await.unwrap();
    tx.commit().await.unwrap();
    kill_a_worker_at_work(&db).await;
    let _workers = Workers::start(&db, registry(), Playroom::new(), settings());
    let job = reaches(&db, id, State::Failed).await;
    assert_eq!((job.attempt, job.errors.0.len()), (1, 1));
}
