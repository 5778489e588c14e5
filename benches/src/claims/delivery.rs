//! Hosted images in sizes nobody asked for before, against image servers of others over the same photographs; images that
//! were asked for before, against nginx; many connections; and uploads by presigned forms.

use std::convert::Infallible;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use reqwest::Body;
use tempfile::TempDir;
use tokio_util::bytes::Bytes;

use crate::cache;
use crate::floors::{Floor, Write, WriteDone};
use crate::load;
use crate::peers::{Kind, Peer};
use crate::photos::{self, Photo, Size};
use crate::process::Tree;
use crate::quality::Reference;
use crate::report::{self, Claim};
use crate::server::{Application, Options, Server};
use crate::statistics::{median, ratio};

/// Different pictures, so that no single one decides.
const PICTURES: u64 = 4;

/// Requests of one round; each asks for a size of its own.
const A_ROUND: u32 = 24;

/// The smallest size that is asked for; the others follow it one by one.
const SIDE: u32 = 600;

/// The size at which quality is compared, and that is served from the cache.
const SHOWN: u32 = 720;

/// Never-seen photographs of one round.
const NEW: u64 = 6;

const CONNECTIONS: usize = 32;
const CROWD: usize = 4096;
const LARGE: u64 = 256 * 1024 * 1024;

pub(crate) async fn run(binary: &Path, rounds: usize) -> Result<Vec<Claim>> {
    let bench = Bench::prepare(binary).await?;
    let mut claims = bench.cold(rounds).await?;
    claims.extend(bench.never_seen(rounds).await?);
    claims.extend(bench.cached(rounds).await?);
    claims.extend(bench.presigned(rounds).await?);
    claims.iter().for_each(report::claim);
    Ok(claims)
}

struct Bench {
    server: Server,
    application: Application,
    photos: Vec<Photo>,
    /// Ids of the photographs at ours.
    images: Vec<String>,
    /// The photographs as the peers see them.
    folder: TempDir,
    http: reqwest::Client,
}

impl Bench {
    async fn prepare(binary: &Path) -> Result<Self> {
        let size = Size::of_megapixels(12)?;
        let photos = (0..PICTURES).map(|seed| Photo::cached(size, seed)).collect::<Result<Vec<_>>>()?;
        let options = Options::new(binary)
            .with("RATES__HOSTING_REQUESTS", "0")
            .with("RATES__UPLOAD_PER_MINUTE", "0")
            .with("MEDIA__WORKERS", "2");
        let server = Server::start(&options).await?;
        let application = Application::open(binary, &server).await?;
        let folder = TempDir::new_in(cache::folder("run")?)?;
        let mut images = Vec::new();
        for (index, photo) in photos.iter().enumerate() {
            std::fs::write(folder.path().join(format!("{index}.jpg")), photo.jpeg())?;
            images.push(application.host(photo.jpeg().to_vec()).await?);
        }
        Ok(Self { server, application, photos, images, folder, http: reqwest::Client::new() })
    }

    async fn bytes(&self, url: &str) -> Result<Vec<u8>> {
        Ok(self.http.get(url).send().await?.error_for_status()?.bytes().await?.to_vec())
    }

    /// CPU of some requests, two at a time, ms each.
    async fn cpu(&self, tree: Tree, urls: &[String]) -> Result<f64> {
        let before = tree.cpu()?;
        for pair in urls.chunks(2) {
            let (first, second) = (&pair[0], pair.last().unwrap_or(&pair[0]));
            let (first, second) = tokio::try_join!(self.bytes(first), self.bytes(second))?;
            anyhow::ensure!(first.starts_with(b"RIFF") && second.starts_with(b"RIFF"), "not WebP");
        }
        Ok((tree.cpu()? - before).as_secs_f64() * 1e3 / urls.len() as f64)
    }

    async fn cold(&self, rounds: usize) -> Result<Vec<Claim>> {
        report::title(&format!(
            "Sizes nobody asked for before, 12-MP JPEG to WebP q80, CPU a request ({rounds} rounds of {A_ROUND})"
        ));
        let peers = Peer::start_all(&Kind::IMAGES, self.folder.path()).await?;
        anyhow::ensure!(!peers.is_empty(), "no image server to compare with is installed");
        let (mut ours, mut best) = (Vec::new(), Vec::new());
        let mut theirs = vec![Vec::new(); peers.len()];
        for round in 0..=u32::try_from(rounds)? {
            let sides: Vec<u32> = (0..A_ROUND).map(|index| SIDE + round * A_ROUND + index).collect();
            let picture = |side: &u32| *side as usize % PICTURES as usize;
            let urls: Vec<_> =
                sides.iter().map(|side| self.application.url(&self.images[picture(side)], *side)).collect();
            let one = self.cpu(self.server.tree(), &urls).await?;
            let mut others = Vec::new();
            for peer in &peers {
                let urls: Vec<_> =
                    sides.iter().map(|side| peer.url(&format!("{}.jpg", picture(side)), *side)).collect();
                others.push(self.cpu(peer.tree(), &urls).await?);
            }
            // The first round warms everything up and is forgotten.
            if round > 0 {
                ours.push(one);
                best.push(others.iter().copied().fold(f64::INFINITY, f64::min));
                others.iter().zip(&mut theirs).for_each(|(one, all)| all.push(*one));
            }
        }
        let reference = Reference::of(self.photos[0].jpeg())?;
        let score = reference.score(&self.bytes(&self.application.url(&self.images[0], SHOWN)).await?)?;
        tell("calotype", median(&ours), score);
        for (peer, all) in peers.iter().zip(&theirs) {
            let score = reference.score(&self.bytes(&peer.url("0.jpg", SHOWN)).await?)?;
            tell(peer.kind.name(), median(all), score);
        }
        Ok(vec![Claim::at_most(
            "a size nobody asked for before / best peer",
            ratio(&ours, &best),
            1.0 / 3.0,
            "×",
        )])
    }

    /// A photograph that has just come in, and its first picture.
    async fn never_seen(&self, rounds: usize) -> Result<Vec<Claim>> {
        report::title(&format!("A photograph never seen before, CPU ({rounds} rounds of {NEW})"));
        let Some(peer) = Peer::start_all(&[Kind::Oximg], self.folder.path()).await?.pop() else {
            return Ok(Vec::new());
        };
        let (mut ours, mut whole, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
        let (mut our_scores, mut their_scores) = (Vec::new(), Vec::new());
        for round in 0..=rounds as u64 {
            let tree = self.server.tree();
            let (mut taken_in, mut shown, mut peers) = (0.0, 0.0, 0.0);
            for index in 0..NEW {
                let number = round * NEW + index;
                let photo = &self.photos[(index % PICTURES) as usize];
                let jpeg = photo.another(u128::from(number) + 1);
                let file = format!("new-{number}.jpg");
                std::fs::write(self.folder.path().join(&file), &jpeg)?;
                let before = tree.cpu()?;
                let image = self.application.host(jpeg).await?;
                taken_in += (tree.cpu()? - before).as_secs_f64() * 1e3;
                let ours = vec![self.application.url(&image, SHOWN)];
                shown += self.cpu(tree, &ours).await?;
                let theirs = vec![peer.url(&file, SHOWN)];
                peers += self.cpu(peer.tree(), &theirs).await?;
                if round == 0 && index < PICTURES {
                    let reference = Reference::of(photo.jpeg())?;
                    our_scores.push(reference.score(&self.bytes(&ours[0]).await?)?);
                    their_scores.push(reference.score(&self.bytes(&theirs[0]).await?)?);
                }
            }
            if round > 0 {
                let each = |sum: f64| sum / NEW as f64;
                ours.push(each(shown));
                whole.push(each(taken_in + shown));
                theirs.push(each(peers));
            }
        }
        tell("calotype, first picture", median(&ours), median(&our_scores));
        tell("calotype, taking it in and its first picture", median(&whole), median(&our_scores));
        tell("oximg", median(&theirs), median(&their_scores));
        Ok(vec![
            Claim::at_most(
                "a photograph never seen before, with its upload / oximg",
                ratio(&whole, &theirs),
                1.0,
                "×",
            ),
            Claim::at_least(
                "SSIMULACRA2 of its first picture",
                median(&our_scores),
                median(&their_scores),
                "",
            ),
        ])
    }

    async fn cached(&self, rounds: usize) -> Result<Vec<Claim>> {
        report::title(&format!(
            "An image that was asked for before, {CONNECTIONS} connections ({rounds} rounds)"
        ));
        let url = self.application.url(&self.images[0], SHOWN);
        let picture = self.bytes(&url).await?;
        std::fs::write(self.folder.path().join("cached.webp"), &picture)?;
        report::figure("size of the picture", &format!("{} bytes", picture.len()));
        let peer = Peer::start(Kind::Nginx, self.folder.path()).await?;
        let theirs_url = peer.url("cached.webp", SHOWN);
        let time = Duration::from_secs(3);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let (mut ours_cpu, mut theirs_cpu) = (Vec::new(), Vec::new());
        for round in 0..=rounds {
            let one = measured(self.server.tree(), &url, time).await?;
            let other = measured(peer.tree(), &theirs_url, time).await?;
            if round > 0 {
                ours.push(one.0);
                theirs.push(other.0);
                ours_cpu.push(one.1);
                theirs_cpu.push(other.1);
            }
        }
        let rate = |all: &[f64]| format!("{:.0} a second", median(all));
        report::figure("calotype", &rate(&ours));
        report::figure("nginx", &rate(&theirs));
        report::figure("calotype, CPU a request", &format!("{:.0} µs", median(&ours_cpu)));
        report::figure("nginx, CPU a request", &format!("{:.0} µs", median(&theirs_cpu)));
        let failed = load::crowd(&url, CROWD).await?;
        Ok(vec![
            Claim::at_least("requests a second of a cached image / nginx", ratio(&ours, &theirs), 0.5, "×"),
            Claim::at_most(format!("failures over {CROWD} open connections"), failed as f64, 0.0, ""),
        ])
    }

    async fn presigned(&self, rounds: usize) -> Result<Vec<Claim>> {
        report::title(&format!(
            "Presigned upload of 256 MiB against bare write + fsync + BLAKE3 ({rounds} rounds)"
        ));
        let file = photos::file(Size::of_megapixels(12)?, 0)?;
        let target = self.server.data().join("floor.bin");
        let mut floor = Floor::Write.start()?;
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for round in 0..=rounds {
            let promise = self.application.promise(&format!("large-{round}.jpg"), "image/jpeg").await?;
            let (body, begun) = (self.large(), Instant::now());
            self.application.post(&promise, body, LARGE).await?;
            let seconds = begun.elapsed().as_secs_f64();
            let done: WriteDone =
                floor.ask(&Write { source: file.clone(), target: target.clone(), bytes: LARGE })?;
            anyhow::ensure!(done.hash.len() == 64, "the floor did not hash");
            if round > 0 {
                ours.push(seconds);
                bare.push(done.seconds);
            }
        }
        let rate = |all: &[f64]| format!("{:.0} MB/s", LARGE as f64 / 1e6 / median(all));
        report::figure("calotype", &rate(&ours));
        report::figure("bare", &rate(&bare));
        // Throughput is the inverse of time: ours / bare is bare's time over our time.
        Ok(vec![Claim::at_least("throughput of a presigned upload / bare", ratio(&bare, &ours), 0.8, "×")])
    }

    /// A photograph with bytes behind its end, as motion photographs have.
    fn large(&self) -> Body {
        let chunk = Bytes::copy_from_slice(self.photos[0].jpeg());
        let mut left = usize::try_from(LARGE).unwrap_or(usize::MAX);
        let chunks = std::iter::repeat(chunk).map_while(move |chunk| {
            let chunk = chunk.slice(..chunk.len().min(left));
            left -= chunk.len();
            (!chunk.is_empty()).then_some(Ok::<_, Infallible>(chunk))
        });
        Body::wrap_stream(futures::stream::iter(chunks))
    }
}

/// Requests a second, and CPU microseconds a request.
async fn measured(tree: Tree, url: &str, time: Duration) -> Result<(f64, f64)> {
    let before = tree.cpu()?;
    let answers = load::steady(url, CONNECTIONS, time).await? as f64;
    let cpu = (tree.cpu()? - before).as_secs_f64() * 1e6;
    Ok((answers / time.as_secs_f64(), cpu / answers))
}

fn tell(who: &str, cpu: f64, score: f64) {
    report::figure(who, &format!("{cpu:.1} ms, {score:.1}"));
}
