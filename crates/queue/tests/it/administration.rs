//! What an administrator sees.

use std::time::Duration;

use calotype_queue::{
    DONE, Job, JobContext, Kind, Outcome, Registry, State, Ticket, Workers, admin, enqueue_with,
};
use calotype_store::testing::TestDb;
use calotype_store::{Db, jobs, new_id, now, tenants};
use serde::{Deserialize, Serialize};

use crate::toys::{Act, Impatient, Playroom, Toy, put, put_with, reaches, registry, settings, start};

calotype_store::on_both_engines![
    queues_are_summed_up_with_those_that_ask_for_attention_first,
    a_job_enqueued_by_a_job_carries_its_ticket,
];

async fn queues_are_summed_up_with_those_that_ask_for_attention_first(db: TestDb) {
    let names = async || -> Vec<(String, usize)> {
        let mut conn = db.read().await.unwrap();
        let registry = registry();
        let known = registry.queues().map(|(name, _)| name);
        let summaries = admin::summaries(&mut conn, known, 5).await.unwrap();
        summaries.into_iter().map(|s| (s.figures.queue, s.samples.len())).collect()
    };
    let row = |name: &str, samples| (name.to_owned(), samples);
    assert_eq!(names().await, [row("impatient", 0), row("toys", 0)], "empty queues, by name");

    let workers = start(&db, &Playroom::new());
    let done = put(&db, &Toy::new("t", Act::Note)).await;
    reaches(&db, done, State::Done).await;
    assert_eq!(names().await, [row("toys", 0), row("impatient", 0)], "the one that was active");

    let waits = Ticket { run_at: Some(now() + 3_600_000_000), ..Ticket::default() };
    put_with(&db, &Impatient { name: "i".into(), act: Act::Note }, &waits).await;
    assert_eq!(names().await, [row("impatient", 0), row("toys", 0)], "the one with more left to do");

    let failed = put(&db, &Toy::new("t", Act::GiveUp)).await;
    reaches(&db, failed, State::Failed).await;
    workers.shutdown(Duration::ZERO).await;
    assert_eq!(names().await, [row("toys", 1), row("impatient", 0)], "the one that asks for attention");
}

/// Enqueues a toy in its own name.
#[derive(Serialize, Deserialize)]
struct Parent;

impl Job for Parent {
    type State = Db;
    const KIND: &'static str = "parent";

    async fn run(self, context: JobContext<Db>) -> Outcome {
        let mut tx = context.state().write().await?;
        enqueue_with(&mut tx, &Toy::new("child", Act::Note), &context.ticket()).await?;
        tx.commit().await?;
        DONE
    }
}

async fn a_job_enqueued_by_a_job_carries_its_ticket(db: TestDb) {
    let user = new_id();
    let ticket = Ticket { requested_by: Some(user), tenant_id: Some(tenants::HOME), ..Ticket::default() };
    let id = put_with(&db, &Parent, &ticket).await;
    let _workers =
        Workers::start(&db, Registry::new([Kind::of::<Parent>()]).unwrap(), (*db).clone(), settings());
    reaches(&db, id, State::Done).await;
    let toys = jobs::Filter { kind: Some("toy".into()), ..jobs::Filter::default() };
    let children = jobs::list(&mut db.read().await.unwrap(), &toys, None, 2).await.unwrap();
    let [child] = children.as_slice() else { panic!("{children:?}") };
    assert_eq!((child.parent_id, child.requested_by), (Some(id), Some(user)));
    assert_eq!(child.tenant_id, Some(tenants::HOME));
}
