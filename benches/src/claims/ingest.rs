//! What it costs to take in a photograph: from HTTP to the durable commit of everything that ingest makes, all processes
//! counted, against the usual way to make thumbnails and against the bare decode and encodes.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::json;
use tempfile::TempDir;

use crate::cache;
use crate::floors::{Floor, Thumbnails, ThumbnailsDone};
use crate::photos::{self, Photo, Size};
use crate::process::{Daemon, Tree, Watch};
use crate::quality::Reference;
use crate::report::{self, Claim};
use crate::server::{Account, Client, Options, Server};
use crate::statistics::{median, ratio};

/// Different pictures, so that no single one decides.
const PICTURES: u64 = 4;

/// Photographs of one round.
const A_ROUND: u64 = 8;

const SIZES: [&str; 3] = ["small", "medium", "large"];

/// CPU time of each round, ms a photograph.
#[derive(Debug, Default)]
struct Rounds {
    ours: Vec<f64>,
    /// Until the queue was empty, too: what follows an ingest without anybody waiting for it.
    ours_at_rest: Vec<f64>,
    sharp: Vec<f64>,
    floor: Vec<f64>,
}

pub(crate) async fn run(binary: &Path, rounds: usize, megapixels: u32) -> Result<Vec<Claim>> {
    let bench = Bench::prepare(binary, megapixels).await?;
    report::title(&format!(
        "Ingest of {megapixels}-megapixel JPEGs, CPU time a photograph ({rounds} rounds of {A_ROUND})"
    ));
    let (mut contenders, mut measured) = (Contenders::start()?, Rounds::default());
    // The first round warms everything up and is forgotten.
    for round in 0..=rounds {
        let (ours, at_rest) = bench.ours(round as u64).await?;
        let sharp = contenders.sharp(&bench)?;
        let floor = contenders.floor(&bench)?;
        if round > 0 {
            measured.ours.push(ours);
            measured.ours_at_rest.push(at_rest);
            measured.sharp.push(sharp);
            measured.floor.push(floor);
        }
    }
    let memory = bench.peak_memory(rounds as u64 + 1).await?;
    let first_views = bench.first_views(rounds as u64 + 2).await?;
    let quality = bench.quality(&mut contenders, rounds as u64 + 3).await?;
    Ok(tell(megapixels, &measured, memory, first_views, &quality))
}

fn tell(
    megapixels: u32,
    measured: &Rounds,
    memory: u64,
    first_views: f64,
    quality: &[Quality],
) -> Vec<Claim> {
    let cpu = |values: &[f64]| report::milliseconds(Duration::from_secs_f64(median(values) / 1e3));
    report::figure("calotype, until the asset is complete", &cpu(&measured.ours));
    report::figure("calotype, until the queue is empty", &cpu(&measured.ours_at_rest));
    report::figure("calotype, first views of medium and large", &cpu(&[first_views]));
    report::figure("sharp, three sizes by three calls", &cpu(&measured.sharp));
    report::figure("bare shrink-on-load decode and the encodes of the ladder", &cpu(&measured.floor));
    let mut claims = vec![
        Claim::at_most(
            format!("ingest {megapixels} MP / sharp"),
            ratio(&measured.ours, &measured.sharp),
            0.35,
            "×",
        ),
        Claim::at_most(
            format!("ingest {megapixels} MP / bare"),
            ratio(&measured.ours, &measured.floor),
            1.5,
            "×",
        ),
        Claim::at_most(
            format!("peak memory, ingest {megapixels} MP, 2 workers"),
            memory as f64 / 1e6,
            300.0,
            "MB",
        ),
    ];
    for (index, size) in SIZES.iter().enumerate() {
        let ours = median(&quality.iter().map(|picture| picture.ours[index]).collect::<Vec<_>>());
        let sharp = median(&quality.iter().map(|picture| picture.sharp[index]).collect::<Vec<_>>());
        report::figure(&format!("SSIMULACRA2 of sharp's {size}"), &format!("{sharp:.1}"));
        claims.push(Claim::at_least(format!("SSIMULACRA2 of {size}, {megapixels} MP"), ours, sharp, ""));
    }
    claims.iter().for_each(report::claim);
    claims
}

/// SSIMULACRA2 of the three sizes of one picture.
struct Quality {
    ours: [f64; 3],
    sharp: [f64; 3],
}

struct Bench {
    server: Server,
    client: Client,
    photos: Vec<Photo>,
    files: Vec<PathBuf>,
}

impl Bench {
    async fn prepare(binary: &Path, megapixels: u32) -> Result<Self> {
        let size = Size::of_megapixels(megapixels)?;
        let photos = (0..PICTURES).map(|seed| Photo::cached(size, seed)).collect::<Result<Vec<_>>>()?;
        let files = (0..PICTURES).map(|seed| photos::file(size, seed)).collect::<Result<Vec<_>>>()?;
        let server = Server::start(&Options::new(binary).with("MEDIA__WORKERS", "2")).await?;
        let client = server.client().register(Account::ADMIN).await?;
        client.create_primary().await?;
        Ok(Self { server, client, photos, files })
    }

    /// One round of ours: CPU a photograph until all are complete, and until the server is at rest.
    async fn ours(&self, round: u64) -> Result<(f64, f64)> {
        let tree = self.server.tree();
        self.client.quiet().await?;
        let before = tree.cpu()?;
        self.upload_round(round).await?;
        self.client.ingested(A_ROUND as usize).await?;
        let complete = tree.cpu()?;
        self.client.quiet().await?;
        let each = |until: Duration| (until - before).as_secs_f64() * 1e3 / A_ROUND as f64;
        Ok((each(complete), each(tree.cpu()?)))
    }

    /// Two uploads at a time, as a browser does it.
    async fn upload_round(&self, round: u64) -> Result<()> {
        for pair in 0..A_ROUND / 2 {
            let (first, second) = (self.shot(round, pair * 2), self.shot(round, pair * 2 + 1));
            tokio::try_join!(self.client.upload(&first.0, first.1), self.client.upload(&second.0, second.1))?;
        }
        Ok(())
    }

    /// A shot that no round before has uploaded.
    fn shot(&self, round: u64, index: u64) -> (String, Vec<u8>) {
        let number = round * A_ROUND + index;
        let photo = &self.photos[(index % PICTURES) as usize];
        (format!("IMG_{number:04}.jpg"), photo.another(u128::from(number) + 1))
    }

    async fn peak_memory(&self, round: u64) -> Result<u64> {
        let watch = Watch::over(self.server.tree());
        self.ours(round).await?;
        Ok(watch.peak())
    }

    /// CPU a photograph when somebody looks at it for the first time in each size.
    async fn first_views(&self, round: u64) -> Result<f64> {
        self.upload_round(round).await?;
        let assets = self.client.ingested(A_ROUND as usize).await?;
        self.client.quiet().await?;
        let before = self.server.tree().cpu()?;
        for asset in &assets {
            for size in ["medium", "large"] {
                self.thumbnail(&asset.id, size).await?;
            }
        }
        Ok((self.server.tree().cpu()? - before).as_secs_f64() * 1e3 / assets.len() as f64)
    }

    async fn thumbnail(&self, asset: &str, size: &str) -> Result<Vec<u8>> {
        self.client.bytes(&format!("/assets/{asset}/thumbnail?size={size}")).await
    }

    async fn quality(&self, contenders: &mut Contenders, round: u64) -> Result<Vec<Quality>> {
        let mut scores = Vec::new();
        for (index, photo) in self.photos.iter().enumerate() {
            let reference = Reference::of(photo.jpeg())?;
            let (name, bytes) = self.shot(round, index as u64);
            self.client.upload(&name, bytes).await?;
            let asset = self.client.ingested(1).await?.pop().context("an upload that is not listed")?;
            let sharp_files = contenders.sharp_files(&self.files[index])?;
            let mut score = Quality { ours: [0.0; 3], sharp: [0.0; 3] };
            for (place, size) in SIZES.iter().enumerate() {
                score.ours[place] = reference.score(&self.thumbnail(&asset.id, size).await?)?;
                score.sharp[place] = reference.score(&std::fs::read(&sharp_files[place])?)?;
            }
            scores.push(score);
        }
        Ok(scores)
    }
}

/// The peer and the floor, each a process that does one photograph for each line it reads.
struct Contenders {
    sharp: Daemon,
    floor: Daemon,
    folder: TempDir,
}

#[derive(Deserialize)]
struct SharpDone {
    files: Vec<PathBuf>,
}

impl Contenders {
    fn start() -> Result<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/sharp.mjs");
        let sharp = Daemon::start("sharp", Command::new("node").arg(script))?;
        Ok(Self { sharp, floor: Floor::Thumbnails.start()?, folder: TempDir::new_in(cache::folder("run")?)? })
    }

    fn sharp(&mut self, bench: &Bench) -> Result<f64> {
        let tree = self.sharp.tree();
        round_of(bench, tree, |file| self.sharp_files(file).map(drop))
    }

    fn sharp_files(&mut self, source: &Path) -> Result<Vec<PathBuf>> {
        let done: SharpDone = self.sharp.ask(&json!({"source": source, "folder": self.folder.path()}))?;
        Ok(done.files)
    }

    fn floor(&mut self, bench: &Bench) -> Result<f64> {
        let tree = self.floor.tree();
        round_of(bench, tree, |file| {
            let done: ThumbnailsDone = self.floor.ask(&Thumbnails { source: file.to_owned() })?;
            anyhow::ensure!(done.mezzanine > 0 && done.small > 0, "the floor made nothing");
            Ok(())
        })
    }
}

/// CPU a photograph, ms, of the same photographs as a round of ours.
fn round_of(bench: &Bench, tree: Tree, mut one: impl FnMut(&Path) -> Result<()>) -> Result<f64> {
    let before = tree.cpu()?;
    for index in 0..A_ROUND {
        one(&bench.files[(index % PICTURES) as usize])?;
    }
    Ok((tree.cpu()? - before).as_secs_f64() * 1e3 / A_ROUND as f64)
}
