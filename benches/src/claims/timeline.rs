//! The timeline that the web app scrolls through: how long a month of a million assets takes, and how many bytes an asset
//! costs on the wire, asked for as a browser asks.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};

use super::list::ASSETS;
use crate::library::{Engine, Library};
use crate::report::{self, Claim};
use crate::server::{Account, Options, Server};
use crate::statistics::percentile;

/// How often each month is asked for.
const TIMES: usize = 3;

pub(crate) async fn run(binary: &Path, engine: Engine) -> Result<Vec<Claim>> {
    let library = Library::prepare(binary, engine, ASSETS).await?;
    let server = Server::start(&library.options(Options::new(binary))).await?;
    let client = server.client().log_in(Account::MIA).await?;
    let buckets: serde_json::Value = serde_json::from_slice(&client.bytes("/timeline/buckets").await?)?;
    let months = buckets["buckets"].as_array().context("a timeline without months")?;
    let (mut times, mut sizes, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TIMES {
        for bucket in months {
            let month = bucket["month"].as_str().context("a month without a name")?;
            let count = bucket["count"].as_u64().context("a month without a count")? as f64;
            let begun = Instant::now();
            let bytes = client.bytes_as_a_browser(&format!("/timeline/buckets/{month}")).await?;
            times.push(begun.elapsed().as_secs_f64() * 1e3);
            sizes.push(bytes.len() as f64 / count);
            counts.push(count);
        }
    }
    report::title(&format!("The timeline of {ASSETS} assets, {} months, {engine}", months.len()));
    report::figure("assets of a month, median", &format!("{:.0}", percentile(&counts, 50.0)));
    report::figure("time of a month, median", &format!("{:.1} ms", percentile(&times, 50.0)));
    let claims = vec![
        Claim::at_most(
            format!("a month of the timeline, p95, {engine}"),
            percentile(&times, 95.0),
            15.0,
            "ms",
        ),
        Claim::at_most(format!("an asset on the wire, p95, {engine}"), percentile(&sizes, 95.0), 60.0, "B"),
    ];
    claims.iter().for_each(report::claim);
    Ok(claims)
}
