//! How an attempt ends, and what becomes of the job.

use std::time::Duration;

use calotype_queue::{Settings, State, Workers};
use calotype_store::testing::TestDb;
use calotype_store::{args, jobs, now};
use serde_json::json;

use crate::toys::{Act, Impatient, Playroom, Toy, look, put, reaches, registry, settings, start};

calotype_store::on_both_engines![
    a_done_job_keeps_its_report,
    a_failed_attempt_rests_in_the_database_and_not_in_a_hand,
    a_job_is_tried_again_until_it_is_done,
    the_last_attempt_knows_that_it_is,
    giving_up_is_final,
    a_panic_counts_as_a_failed_attempt,
    an_attempt_that_takes_too_long_is_dropped,
    a_snoozed_attempt_does_not_count,
    a_payload_that_does_not_parse_is_a_failed_attempt,
    progress_is_seen_while_the_job_runs,
    a_waiting_job_is_cancelled_before_it_starts,
    a_running_job_heeds_the_wish_to_end,
    a_running_job_that_does_not_heed_is_dropped,
    a_worker_that_lost_its_lease_is_told_and_writes_nothing,
    a_shutdown_gives_back_what_does_not_end_in_time,
    a_shutdown_does_not_wait_for_those_who_heed_it,
    a_shutdown_waits_for_those_who_are_nearly_done,
];

async fn a_done_job_keeps_its_report(db: TestDb) {
    let _workers = start(&db, &Playroom::new());
    let id = put(&db, &Toy::new("t", Act::FailUntil(1))).await;
    let job = reaches(&db, id, State::Done).await;
    assert_eq!(job.result.unwrap().0, json!({"attempts": 1}));
    assert!(job.finished_at.unwrap() >= job.attempted_at.unwrap());
}

async fn a_failed_attempt_rests_in_the_database_and_not_in_a_hand(db: TestDb) {
    let room = Playroom::new();
    let workers = start(&db, &room);
    let before = now();
    let id = put(&db, &Toy::new("t", Act::FailUntil(2))).await;
    let job = reaches(&db, id, State::Retryable).await;
    assert_eq!((job.attempt, job.last_error()), (1, "not at attempt 1"));
    assert!(job.run_at >= before + 900_000, "about a second after the first failure");
    workers.shutdown(Duration::ZERO).await;

    // Another node carries on when the time has come.
    let _workers = start(&db, &room);
    let job = reaches(&db, id, State::Done).await;
    assert_eq!((job.attempt, job.errors.0.len()), (2, 1));
    assert!(job.attempted_at.unwrap() >= before + 900_000);
}

async fn a_job_is_tried_again_until_it_is_done(db: TestDb) {
    let _workers = start(&db, &Playroom::new());
    let id = put(&db, &Impatient { name: "t".into(), act: Act::FailUntil(3) }).await;
    let job = reaches(&db, id, State::Done).await;
    let history: Vec<_> = job.errors.0.iter().map(|f| (f.attempt, f.error.as_str())).collect();
    assert_eq!(history, [(1, "not at attempt 1"), (2, "not at attempt 2")]);
}

async fn the_last_attempt_knows_that_it_is(db: TestDb) {
    let room = Playroom::new();
    let _workers = start(&db, &room);
    let id = put(&db, &Impatient { name: "last".into(), act: Act::FailUntil(9) }).await;
    let job = reaches(&db, id, State::Failed).await;
    assert_eq!(room.log(), ["last false", "last false", "last true"]);
    assert_eq!((job.attempt, job.errors.0.len()), (3, 3));
}

async fn giving_up_is_final(db: TestDb) {
    let _workers = start(&db, &Playroom::new());
    let id = put(&db, &Toy::new("t", Act::GiveUp)).await;
    let job = reaches(&db, id, State::Failed).await;
    assert_eq!((job.attempt, job.last_error()), (1, "no use"));
    assert!(job.finished_at.is_some());
}

async fn a_panic_counts_as_a_failed_attempt(db: TestDb) {
    let room = Playroom::new();
    let _workers = start(&db, &room);
    let id = put(&db, &Toy::new("t", Act::Panic)).await;
    let job = reaches(&db, id, State::Retryable).await;
    assert_eq!((job.attempt, job.last_error()), (1, "panicked: out of order"));
    put(&db, &Toy::new("the worker lives", Act::Note)).await;
    room.log_of(1).await;
}

async fn an_attempt_that_takes_too_long_is_dropped(db: TestDb) {
    let room = Playroom::new();
    let workers = start(&db, &room);
    let id = put(&db, &Impatient { name: "t".into(), act: Act::Wait }).await;
    let job = reaches(&db, id, State::Failed).await;
    assert_eq!((job.attempt, job.last_error()), (3, "took longer than 300 ms"));
    workers.idle().await.unwrap();
    room.open_gate(3);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(room.log(), ["t"; 3], "nobody came through the gate");
}

async fn a_snoozed_attempt_does_not_count(db: TestDb) {
    let room = Playroom::new();
    let _workers = start(&db, &room);
    let id = put(&db, &Toy::new("t", Act::Snooze(100))).await;
    let job = reaches(&db, id, State::Done).await;
    assert_eq!(room.log(), ["t 1", "t 1"]);
    assert_eq!((job.attempt, job.errors.0.len()), (1, 0));
}

async fn a_payload_that_does_not_parse_is_a_failed_attempt(db: TestDb) {
    let id = put(&db, &Toy::new("t", Act::Note)).await;
    let mut tx = db.write().await.unwrap();
    tx.exec("UPDATE jobs SET payload = $1", args![json!({"nonsense": true})]).await.unwrap();
    tx.commit().await.unwrap();
    let _workers = start(&db, &Playroom::new());
    let job = reaches(&db, id, State::Retryable).await;
    assert!(
        job.last_error().starts_with("the payload does not parse: missing field"),
        "{}",
        job.last_error()
    );
}

async fn progress_is_seen_while_the_job_runs(db: TestDb) {
    let room = Playroom::new();
    let _workers = start(&db, &room);
    let id = put(&db, &Toy::new("t", Act::ReportAndWait)).await;
    crate::toys::until(async || look(&db, id).await.progress == Some(0.5)).await;
    let job = look(&db, id).await;
    assert_eq!((job.state, job.progress_message.as_deref()), (State::Running, Some("half way")));
    room.open_gate(1);
    reaches(&db, id, State::Done).await;
}

async fn cancel(db: &TestDb, id: calotype_queue::JobId) -> jobs::Cancelled {
    let mut tx = db.write().await.unwrap();
    let answer = jobs::cancel(&mut tx, id, now()).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    answer
}

async fn a_waiting_job_is_cancelled_before_it_starts(db: TestDb) {
    let id = put(&db, &Toy::new("t", Act::Note)).await;
    assert_eq!(cancel(&db, id).await, jobs::Cancelled::Now);
    let room = Playroom::new();
    let workers = start(&db, &room);
    workers.idle().await.unwrap();
    assert_eq!(room.log(), [""; 0]);
    assert_eq!(look(&db, id).await.state, State::Cancelled);
}

async fn a_running_job_heeds_the_wish_to_end(db: TestDb) {
    let room = Playroom::new();
    let patient = Settings { grace: Duration::from_secs(600), lease: Duration::from_secs(600), ..settings() };
    let _workers = Workers::start(&db, registry(), room.clone(), patient);
    let id = put(&db, &Toy::new("t", Act::WaitPolitely)).await;
    room.log_of(1).await;
    assert_eq!(cancel(&db, id).await, jobs::Cancelled::Asked);
    let job = reaches(&db, id, State::Cancelled).await;
    assert!(job.finished_at.is_some() && job.errors.0.is_empty());
}

async fn a_running_job_that_does_not_heed_is_dropped(db: TestDb) {
    let room = Playroom::new();
    let workers = start(&db, &room);
    let id = put(&db, &Toy::new("t", Act::Wait)).await;
    room.log_of(1).await;
    cancel(&db, id).await;
    reaches(&db, id, State::Cancelled).await;
    workers.idle().await.unwrap();
    room.open_gate(1);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(room.log(), ["t"]);
}

async fn a_worker_that_lost_its_lease_is_told_and_writes_nothing(db: TestDb) {
    let room = Playroom::new();
    let workers = start(&db, &room);
    let id = put(&db, &Toy::new("t", Act::WaitPolitely)).await;
    room.log_of(1).await;
    let mut tx = db.write().await.unwrap();
    let stolen = "UPDATE jobs SET worker = 'thief', attempt = 2, lease_until = $1 WHERE id = $2";
    tx.exec(stolen, args![now() + 600_000_000, id]).await.unwrap();
    tx.commit().await.unwrap();
    // It notices at the next renewal, and is idle then.
    workers.idle().await.unwrap();
    let job = look(&db, id).await;
    assert_eq!((job.state, job.attempt, job.worker.as_deref()), (State::Running, 2, Some("thief")));
}

async fn a_shutdown_gives_back_what_does_not_end_in_time(db: TestDb) {
    let room = Playroom::new();
    let workers = start(&db, &room);
    let id = put(&db, &Toy::new("t", Act::Wait)).await;
    room.log_of(1).await;
    workers.shutdown(Duration::from_millis(50)).await;
    let job = look(&db, id).await;
    assert_eq!((job.state, job.attempt, job.errors.0.len()), (State::Queued, 0, 0));

    room.open_gate(1);
    let _workers = start(&db, &room);
    assert_eq!(reaches(&db, id, State::Done).await.attempt, 1);
    assert_eq!(room.log(), ["t"; 3]);
}

async fn a_shutdown_does_not_wait_for_those_who_heed_it(db: TestDb) {
    let room = Playroom::new();
    let workers = start(&db, &room);
    let id = put(&db, &Toy::new("t", Act::WaitPolitely)).await;
    room.log_of(1).await;
    let patience = Duration::from_secs(3_600);
    tokio::time::timeout(crate::toys::PATIENCE, workers.shutdown(patience)).await.unwrap();
    assert_eq!(look(&db, id).await.state, State::Queued);
}

async fn a_shutdown_waits_for_those_who_are_nearly_done(db: TestDb) {
    let room = Playroom::new();
    let workers = start(&db, &room);
    let id = put(&db, &Toy::new("t", Act::Wait)).await;
    room.log_of(1).await;
    let gate = room.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        gate.open_gate(1);
    });
    workers.shutdown(crate::toys::PATIENCE).await;
    assert_eq!(look(&db, id).await.state, State::Done);
}

/// PostgreSQL stores no U+0000; without an answer to that the job would run until its attempts are used up by
/// leases that run out.
#[tokio::test]
async fn a_report_that_cannot_be_stored_is_a_failed_attempt_on_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    let _workers = start(&db, &Playroom::new());
    let id = put(&db, &Toy::new("t", Act::ReportNul)).await;
    let job = reaches(&db, id, State::Retryable).await;
    assert!(job.last_error().starts_with("its report cannot be stored"), "{}", job.last_error());
}
