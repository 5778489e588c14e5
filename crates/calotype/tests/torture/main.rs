//! The server is killed at random moments of upload and ingest, again and again; then it is proved that nothing
//! acknowledged was lost, nothing is there twice, and nothing was left behind.
//!
//! `make torture` runs thousands of rounds; `TORTURE_ROUNDS` and `TORTURE_SEED` say how many and which.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod client;
mod disk;
mod proof;
mod server;

use std::time::Duration;

use calotype_testkit::postgres;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};

use client::Senders;
use server::{Process, Server};

/// Kills in one test, unless the environment says otherwise.
const ROUNDS: u32 = 70;

/// Kills after which everything is proved, besides at the end.
const PROVED_EVERY: u32 = 35;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

/// Kills in one test.
fn rounds() -> u32 {
    u32::try_from(number("TORTURE_ROUNDS", ROUNDS.into())).unwrap()
}

async fn torture(mut server: Server, rounds: u32) {
    let seed = number("TORTURE_SEED", 20_260_101);
    eprintln!("seed {seed}, {rounds} rounds");
    let mut random = StdRng::seed_from_u64(seed);
    let senders = Senders::new(seed);
    for round in 0..rounds {
        let running = senders.start(&server, 3);
        // From the first bytes on the wire to well into the jobs.
        tokio::time::sleep(Duration::from_millis(random.random_range(5..250))).await;
        let victim = match random.random_range(0..=server.workers()) {
            0 => Process::Server,
            worker => Process::Worker(worker - 1),
        };
        server.kill(victim);
        running.end().await;
        server.restart(victim);
        if (round + 1) % PROVED_EVERY == 0 || round + 1 == rounds {
            // What was cut off is sent again, as a client would; what was stored after all is said to be there.
            senders.send_the_rest(&server).await;
            proof::nothing_is_lost_and_nothing_is_there_twice(&mut server, &senders).await;
            eprintln!("round {}: {} files acknowledged and proved", round + 1, senders.acknowledged());
        }
    }
    assert!(senders.acknowledged() > rounds as usize / 2, "too little was sent to prove anything");
    assert!(rounds < 30 || senders.repeated() > 0, "nothing was sent twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_loses_nothing_on_sqlite() {
    Box::pin(torture(Server::start(None).await, rounds())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_loses_nothing_on_postgres() {
    let Some(database) = postgres::empty_database().await else { return };
    Box::pin(torture(Server::start(Some(database)).await, rounds())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_and_two_workers_that_are_killed_lose_nothing() {
    let Some(database) = postgres::empty_database().await else { return };
    Box::pin(torture(Server::start_with_workers(database, 2).await, rounds())).await;
}
