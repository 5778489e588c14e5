//! Who gets which job, and when.

use std::time::Duration;

use calotype_queue::{Settings, State, Ticket, Workers, enqueue, enqueue_all};
use calotype_store::testing::TestDb;
use calotype_store::{args, now};

use crate::toys::{Act, Impatient, Playroom, Toy, look, put, put_with, reaches, registry, settings, start};

calotype_store::on_both_engines![
    a_job_runs_when_its_transaction_commits,
    a_rolled_back_job_never_runs,
    the_most_urgent_job_runs_first,
    a_unique_job_is_there_once,
    a_running_job_is_not_started_again,
    a_queue_runs_so_many_at_a_time,
    a_job_waits_for_its_time,
    a_kind_nobody_knows_waits_and_is_reported,
    work_that_nobody_announced_is_found_by_the_clock,
];

async fn a_job_runs_when_its_transaction_commits(db: TestDb) {
    let room = Playroom::new();
    let workers = start(&db, &room);
    let mut tx = db.write().await.unwrap();
    enqueue(&mut tx, &Toy::new("one", Act::Note)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(room.log(), [""; 0]);
    tx.commit().await.unwrap();
    assert_eq!(room.log_of(1).await, ["one"]);
    workers.idle().await.unwrap();
}

async fn a_rolled_back_job_never_runs(db: TestDb) {
    let room = Playroom::new();
    let workers = start(&db, &room);
    let mut tx = db.write().await.unwrap();
    enqueue(&mut tx, &Toy::new("never", Act::Note)).await.unwrap();
    drop(tx);
    put(&db, &Toy::new("after", Act::Note)).await;
    room.log_of(1).await;
    workers.idle().await.unwrap();
    assert_eq!(room.log(), ["after"]);
}

async fn the_most_urgent_job_runs_first(db: TestDb) {
    let room = Playroom::new();
    for (name, priority) in [("c", None), ("b", Some(7)), ("d", None), ("a", Some(1))] {
        let ticket = Ticket { priority, ..Ticket::default() };
        put_with(&db, &Impatient { name: name.into(), act: Act::Note }, &ticket).await;
    }
    let workers = start(&db, &room);
    assert_eq!(room.log_of(4).await, ["a", "b", "c", "d"]);
    workers.idle().await.unwrap();
}

async fn a_unique_job_is_there_once(db: TestDb) {
    let toy = Toy { key: Some("k".into()), ..Toy::new("only", Act::Wait) };
    let first = put(&db, &toy).await;
    assert_eq!(put(&db, &toy).await, first);
    let room = Playroom::new();
    let _workers = start(&db, &room);
    room.log_of(1).await;
    assert_eq!(put(&db, &toy).await, first, "while it runs");
    room.open_gate(1);
    reaches(&db, first, State::Done).await;
    assert_ne!(put(&db, &toy).await, first, "after it is done");
}

async fn a_running_job_is_not_started_again(db: TestDb) {
    let room = Playroom::new();
    let (one, two) = (start(&db, &room), start(&db, &room));
    let id = put(&db, &Toy::new("t", Act::Wait)).await;
    room.log_of(1).await;
    // Everybody looks again because of this one.
    put(&db, &Toy::new("other", Act::Note)).await;
    room.log_of(2).await;
    room.open_gate(1);
    reaches(&db, id, State::Done).await;
    one.idle().await.unwrap();
    two.idle().await.unwrap();
    assert_eq!(room.log(), ["t", "other", "t"]);
}

async fn a_queue_runs_so_many_at_a_time(db: TestDb) {
    let room = Playroom::new();
    let toys: Vec<Toy> = (0..7).map(|n| Toy::new(&n.to_string(), Act::Wait)).collect();
    let mut tx = db.write().await.unwrap();
    assert_eq!(enqueue_all(&mut tx, &toys).await.unwrap(), 7);
    tx.commit().await.unwrap();
    let workers = start(&db, &room);
    room.log_of(4).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut begun = room.log();
    begun.sort();
    assert_eq!(begun, ["0", "1", "2", "3"]);
    room.open_gate(1);
    // One goes and one comes.
    assert_eq!(room.log_of(6).await[5], "4");
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(room.log().len(), 6);
    room.open_gate(6);
    room.log_of(14).await;
    workers.idle().await.unwrap();
}

async fn a_job_waits_for_its_time(db: TestDb) {
    let room = Playroom::new();
    let workers = start(&db, &room);
    workers.idle().await.unwrap();
    let run_at = now() + 400_000;
    let id =
        put_with(&db, &Toy::new("later", Act::Note), &Ticket { run_at: Some(run_at), ..Ticket::default() })
            .await;
    assert_eq!(look(&db, id).await.state, State::Scheduled);
    let job = reaches(&db, id, State::Done).await;
    assert!(job.attempted_at.unwrap() >= run_at);
}

async fn a_kind_nobody_knows_waits_and_is_reported(db: TestDb) {
    let id = put(&db, &Toy::new("t", Act::Note)).await;
    let mut tx = db.write().await.unwrap();
    tx.exec("UPDATE jobs SET kind = 'of the future'", args![]).await.unwrap();
    tx.commit().await.unwrap();
    let room = Playroom::new();
    let workers = start(&db, &room);
    put(&db, &Toy::new("known", Act::Note)).await;
    room.log_of(1).await;
    workers.idle().await.unwrap();
    assert_eq!(look(&db, id).await.state, State::Queued);
    let strangers = registry().strangers(&mut db.read().await.unwrap()).await.unwrap();
    assert_eq!(strangers, [("of the future".to_owned(), 1)]);
}

async fn work_that_nobody_announced_is_found_by_the_clock(db: TestDb) {
    let room = Playroom::new();
    let id = put(&db, &Toy::new("t", Act::Note)).await;
    let mut tx = db.write().await.unwrap();
    tx.exec("UPDATE jobs SET state = 'done' WHERE id = $1", args![id]).await.unwrap();
    tx.commit().await.unwrap();
    let settings = Settings { poll: Some(Duration::from_millis(50)), ..settings() };
    let _workers = Workers::start(&db, registry(), room.clone(), settings);
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut tx = db.write().await.unwrap();
    tx.exec("UPDATE jobs SET state = 'queued' WHERE id = $1", args![id]).await.unwrap();
    tx.commit().await.unwrap();
    room.log_of(1).await;
}
