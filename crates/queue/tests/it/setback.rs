//! What a job tells its subject when an attempt comes to nothing.

use std::time::Duration;

use calotype_queue::{
    Backoff, Job, JobContext, JobId, Kind, Outcome, Policy, Registry, Setback, State, Stop, Workers, admin,
};
use calotype_store::testing::TestDb;
use calotype_store::{Conn, Db, args, jobs, now, settings as subjects};
use serde::{Deserialize, Serialize};

use crate::toys::{Playroom, look, put, reaches, settings};

calotype_store::on_both_engines![
    a_subject_hears_of_every_failed_attempt,
    a_subject_hears_that_the_worker_died,
    a_subject_hears_that_its_job_was_cancelled_before_it_started,
    a_subject_hears_that_its_job_was_cancelled_while_it_ran,
    a_subject_does_not_hear_of_attempts_that_were_given_back,
    a_setback_that_fails_does_not_hold_the_job_up,
];

/// Fails, or waits when its name says so. What it tells is written where settings are.
#[derive(Serialize, Deserialize)]
struct Errand {
    name: String,
}

const TOLD: &str = "told";

impl Job for Errand {
    type State = Playroom;
    const KIND: &'static str = "errand";

    fn policy() -> Policy {
        Policy { attempts: 2, backoff: Backoff::Fixed(Duration::from_millis(10)), ..Policy::default() }
    }

    async fn setback(
        &self,
        _: &Playroom,
        conn: &mut Conn,
        setback: &Setback<'_>,
    ) -> calotype_store::Result<()> {
        if self.name == "clumsy" {
            conn.exec("INSERT INTO nowhere VALUES (1)", args![]).await?;
        }
        let mut told = told(conn).await;
        told.push(format!("{setback:?}"));
        subjects::put(conn, TOLD, &told, None, now()).await
    }

    async fn run(self, context: JobContext<Playroom>) -> Outcome {
        context.state().note(&self.name);
        if self.name != "waits" {
            return Err(Stop::retry("lost the way"));
        }
        context.token().cancelled().await;
        Err(Stop::Cancelled)
    }
}

async fn told(conn: &mut Conn) -> Vec<String> {
    subjects::get(conn, TOLD).await.unwrap().map(|told| told.value).unwrap_or_default()
}

fn registry() -> Registry<Playroom> {
    Registry::new([Kind::of::<Errand>()]).unwrap()
}

fn start(db: &Db, room: &Playroom) -> Workers {
    Workers::start(db, registry(), room.clone(), settings())
}

async fn errand(db: &Db, name: &str) -> JobId {
    put(db, &Errand { name: name.into() }).await
}

async fn heard(db: &Db) -> Vec<String> {
    told(&mut db.read().await.unwrap()).await
}

async fn a_subject_hears_of_every_failed_attempt(db: TestDb) {
    let id = errand(&db, "lost").await;
    let _workers = start(&db, &Playroom::new());
    reaches(&db, id, State::Failed).await;
    assert_eq!(heard(&db).await, [r#"Retry("lost the way")"#, r#"Failed("lost the way")"#]);
}

async fn a_subject_hears_that_the_worker_died(db: TestDb) {
    let id = errand(&db, "lost").await;
    let mut tx = db.write().await.unwrap();
    let died = "UPDATE jobs SET state = 'running', worker = 'dead', attempt = 2, lease_until = 1";
    tx.exec(died, args![]).await.unwrap();
    tx.commit().await.unwrap();
    let _workers = start(&db, &Playroom::new());
    let job = reaches(&db, id, State::Failed).await;
    assert_eq!(heard(&db).await, [format!("Failed({:?})", job.last_error())]);
    assert_ne!(job.last_error(), "lost the way");
}

async fn cancel(db: &Db, id: JobId) -> Option<jobs::Cancelled> {
    let mut tx = db.write().await.unwrap();
    let answer = admin::cancel(&mut tx, &registry(), &Playroom::new(), id).await.unwrap();
    tx.commit().await.unwrap();
    answer
}

async fn a_subject_hears_that_its_job_was_cancelled_before_it_started(db: TestDb) {
    let id = errand(&db, "lost").await;
    assert_eq!(cancel(&db, id).await, Some(jobs::Cancelled::Now));
    assert_eq!(heard(&db).await, ["Cancelled"]);
    assert_eq!(cancel(&db, id).await, Some(jobs::Cancelled::TooLate(State::Cancelled)));
    assert_eq!(cancel(&db, 404).await, None);
    assert_eq!(heard(&db).await, ["Cancelled"], "once");
}

async fn a_subject_hears_that_its_job_was_cancelled_while_it_ran(db: TestDb) {
    let room = Playroom::new();
    let _workers = start(&db, &room);
    let id = errand(&db, "waits").await;
    room.log_of(1).await;
    assert_eq!(cancel(&db, id).await, Some(jobs::Cancelled::Asked));
    reaches(&db, id, State::Cancelled).await;
    assert_eq!(heard(&db).await, ["Cancelled"]);
}

async fn a_subject_does_not_hear_of_attempts_that_were_given_back(db: TestDb) {
    let room = Playroom::new();
    let workers = start(&db, &room);
    let id = errand(&db, "waits").await;
    room.log_of(1).await;
    workers.shutdown(Duration::ZERO).await;
    assert_eq!(look(&db, id).await.state, State::Queued);
    assert_eq!(heard(&db).await, [""; 0]);
}

async fn a_setback_that_fails_does_not_hold_the_job_up(db: TestDb) {
    let id = errand(&db, "clumsy").await;
    let _workers = start(&db, &Playroom::new());
    let job = reaches(&db, id, State::Failed).await;
    assert_eq!((job.attempt, job.last_error()), (2, "lost the way"));
}
