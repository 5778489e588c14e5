//! What calotype takes while nobody asks it for anything, and how soon it answers after a start.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::library::{Engine, Library};
use crate::report::{self, Claim};
use crate::server::{Options, Server};
use crate::statistics::median;

/// Assets of an ordinary library.
const ASSETS: u64 = 10_000;

/// After a start there is work; then there is rest.
const REST: Duration = Duration::from_secs(10);

pub(crate) async fn run(binary: &Path, rounds: usize) -> Result<Vec<Claim>> {
    let library = Library::prepare(binary, Engine::Sqlite, ASSETS).await?;
    report::title(&format!("At rest, over a library of {ASSETS} photographs ({rounds} starts)"));
    let options = library.options(Options::new(binary));
    let mut ready = Vec::new();
    // The first start warms the file cache and is forgotten: a restart is what happens to people.
    for round in 0..=rounds {
        let server = Server::start(&options).await?;
        if round > 0 {
            ready.push(server.ready_after().as_secs_f64() * 1e3);
        }
        server.stop().await?;
    }
    let server = Server::start(&options).await?;
    tokio::time::sleep(REST).await;
    let idle = server.tree().memory()?;
    let size = std::fs::metadata(binary)?.len();
    let claims = vec![
        Claim::at_most("memory at rest, all processes", idle as f64 / 1e6, 80.0, "MB"),
        Claim::at_most("from start to first answer", median(&ready), 300.0, "ms"),
        Claim::at_most("size of the binary", size as f64 / 1e6, 80.0, "MB"),
    ];
    claims.iter().for_each(report::claim);
    Ok(claims)
}
