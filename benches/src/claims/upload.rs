//! How fast bytes come in, against writing, synchronising and hashing them with nothing around it; and what memory a very
//! large file takes.

use std::convert::Infallible;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};
use reqwest::Body;
use tokio_util::bytes::Bytes;

use crate::floors::{Floor, Write, WriteDone};
use crate::photos::{self, Photo, Size};
use crate::process::Watch;
use crate::report::{self, Claim};
use crate::server::{Account, Client, Options, Server};
use crate::statistics::{median, ratio};

const MEBI: u64 = 1024 * 1024;

/// Large enough that the first and the last byte do not matter.
const LARGE: u64 = 256 * MEBI;

/// Photographs that are sent one after the other, each acknowledged before the next begins.
const MANY: u64 = 40;

/// How much the memory may grow for a file of any size.
const FLAT_MB: f64 = 32.0;

pub(crate) async fn run(binary: &Path, rounds: usize) -> Result<Vec<Claim>> {
    let size = Size::of_megapixels(12)?;
    let (photo, file) = (Photo::cached(size, 0)?, photos::file(size, 0)?);
    // The jobs that follow an upload would compete with the next one; here only the way in is measured.
    let server = Server::start(&Options::new(binary).with("JOBS__IN_SERVER", "false")).await?;
    let client = server.client().register(Account::ADMIN).await?;
    client.create_primary().await?;
    report::title(&format!("Upload against bare write + fsync + BLAKE3 ({rounds} rounds)"));

    let mut floor = Floor::Write.start()?;
    let target = server.data().join("floor.bin");
    let mut bare = |bytes: u64| -> Result<f64> {
        let done: WriteDone = floor.ask(&Write { source: file.clone(), target: target.clone(), bytes })?;
        anyhow::ensure!(done.hash.len() == 64, "the floor did not hash");
        Ok(done.seconds)
    };
    let (mut large, mut many) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
    for round in 0..=rounds as u64 {
        let ours_large = upload_large(&client, &photo, round, LARGE).await?;
        let bare_large = bare(LARGE)?;
        let ours_many = upload_many(&client, &photo, round).await?;
        let bare_many = (0..MANY).map(|_| bare(photo.jpeg().len() as u64)).sum::<Result<f64>>()?;
        // The first round warms everything up and is forgotten.
        if round > 0 {
            large.0.push(ours_large);
            large.1.push(bare_large);
            many.0.push(ours_many);
            many.1.push(bare_many);
        }
    }
    report::figure("256 MiB, calotype", &rate(LARGE, median(&large.0)));
    report::figure("256 MiB, bare", &rate(LARGE, median(&large.1)));
    let bytes = photo.jpeg().len() as u64 * MANY;
    report::figure("photographs one by one, calotype", &rate(bytes, median(&many.0)));
    report::figure("photographs one by one, bare", &rate(bytes, median(&many.1)));

    let idle = server.tree().memory()?;
    let watch = Watch::over(server.tree());
    upload_large(&client, &photo, u64::from(u32::MAX), 2048 * MEBI).await?;
    let growth = watch.peak().saturating_sub(idle) as f64 / 1e6;
    // Throughput is the inverse of time: ours / bare is bare's time over our time.
    let claims = vec![
        Claim::at_least("throughput of a large file / bare", ratio(&large.1, &large.0), 0.8, "×"),
        Claim::at_least("throughput of single photographs / bare", ratio(&many.1, &many.0), 0.8, "×"),
        Claim::at_most("memory that 2 GiB in one upload add", growth, FLAT_MB, "MB"),
    ];
    claims.iter().for_each(report::claim);
    Ok(claims)
}

fn rate(bytes: u64, seconds: f64) -> String {
    format!("{:.0} MB/s", bytes as f64 / 1e6 / seconds)
}

/// Sends a photograph with bytes behind its end, as motion photographs have, until the file has `length` bytes.
async fn upload_large(client: &Client, photo: &Photo, round: u64, length: u64) -> Result<f64> {
    let first = Bytes::from(photo.another(u128::from(round) + 1));
    let padding = Bytes::from(photo.another(0));
    let mut left = usize::try_from(length)?;
    let chunks = std::iter::once(first).chain(std::iter::repeat(padding)).map_while(move |chunk| {
        let chunk = chunk.slice(..chunk.len().min(left));
        left -= chunk.len();
        (!chunk.is_empty()).then_some(Ok::<_, Infallible>(chunk))
    });
    let begun = Instant::now();
    let body = Body::wrap_stream(futures::stream::iter(chunks));
    let answer = client.upload_stream(&format!("large-{round}.jpg"), body, length).await?;
    let seconds = begun.elapsed().as_secs_f64();
    let size = answer["size"].as_u64().context("an upload without a size")?;
    anyhow::ensure!(size == length, "{size} of {length} bytes arrived");
    Ok(seconds)
}

async fn upload_many(client: &Client, photo: &Photo, round: u64) -> Result<f64> {
    let shots: Vec<Vec<u8>> =
        (0..MANY).map(|index| photo.another(u128::from(1_000 + round * MANY + index))).collect();
    let begun = Instant::now();
    for (index, shot) in shots.into_iter().enumerate() {
        client.upload(&format!("many-{round}-{index}.jpg"), shot).await?;
    }
    Ok(begun.elapsed().as_secs_f64())
}
