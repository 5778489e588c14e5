//! What the commands' tests share: sample pictures, running a command, and ImageMagick to compare with.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::sync::LazyLock;

use calotype_inference::{Availability, Inference, Task};
use calotype_media::craft::{self, Export, Part};
use calotype_media::limits::Limits;
use calotype_media::pixels::Samples;
use calotype_media::{decode, look as looking, ops, probe};
use calotype_testkit::require;
use serde_json::{Map, Value};

use crate::command::{Plan, Work};
use crate::given::{Address, Given};
use crate::refusal::Refusal;
use crate::run::{Outcome, describe, outcome};
use crate::table::{Found, find};

/// A picture as tests look at it.
#[derive(Clone, PartialEq)]
pub(crate) struct Seen {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<[u8; 4]>,
}

/// Without its pixels, which nobody reads.
impl std::fmt::Debug for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}×{} with {} colours, mean {:.2}", self.width, self.height, self.colours(), self.mean(1))
    }
}

impl Seen {
    pub(crate) fn at(&self, x: usize, y: usize) -> [u8; 4] {
        self.pixels[y * self.width + x]
    }

    pub(crate) fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// The same, mirrored top to bottom.
    pub(crate) fn upside_down(mut self) -> Seen {
        self.pixels = self.pixels.chunks(self.width).rev().flatten().copied().collect();
        self
    }

    /// Mean of a channel.
    pub(crate) fn mean(&self, channel: usize) -> f64 {
        let sum: f64 = self.pixels.iter().map(|pixel| f64::from(pixel[channel])).sum();
        sum / self.pixels.len() as f64
    }

    /// How much neighbours in a row differ, on average: falls when a picture is blurred.
    pub(crate) fn detail(&self) -> f64 {
        let apart = self.pixels.windows(2).map(|pair| f64::from(pair[0][1].abs_diff(pair[1][1])));
        apart.sum::<f64>() / self.pixels.len() as f64
    }

    /// How many different colours there are.
    pub(crate) fn colours(&self) -> usize {
        self.pixels.iter().collect::<std::collections::HashSet<_>>().len()
    }
}

/// A photograph of 120 × 80 pixels with the grain of a camera, as PNG: the meadow alone is too smooth to tell effects apart.
pub(crate) static PHOTO: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let meadow: &[u8] = include_bytes!("../../../testdata/meadow.jpg");
    let steps = [
        ("resize", "width=120&height=80"),
        ("convert", "export=png"),
        ("noise", "noise=2"),
        ("blur", "radius=2&sigma=0.7"),
    ];
    steps.iter().fold(meadow.to_vec(), |file, (name, query)| run_on(&[&file], name, query).unwrap().1)
});

/// Shapes with soft edges on nothing, 90 × 60 pixels, as PNG.
pub(crate) static SHAPES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'>
        <rect x='8' y='6' width='40' height='30' fill='#c03020'/>
        <circle cx='55' cy='34' r='20' fill='#2060d0' fill-opacity='.6'/>
        <path d='M5 55L85 20' stroke='#20a040' stroke-width='5'/></svg>";
    let made = run_on(&[drawing.as_bytes()], "resize", "width=90&height=60").unwrap();
    made.1
});

/// Parameters as a query has them.
pub(crate) fn given(query: &str, upload: bool) -> Given {
    let mut values = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap();
        let value = value.replace("%23", "#").replace('+', " ");
        let value =
            if value.starts_with('[') { serde_json::from_str(&value).unwrap() } else { Value::from(value) };
        values.insert(name.to_owned(), value);
    }
    Given::new(values, upload, 7)
}

/// What the command plans.
pub(crate) fn plan(name: &str, query: &str, upload: bool) -> Result<Plan, Refusal> {
    let Found::Enabled(command) = find(name).unwrap() else { panic!("{name} is not enabled") };
    (command.plan)(&given(query, upload))
}

/// Runs a command on files, in this process: the outcome.
pub(crate) fn outcome_of(files: &[&[u8]], name: &str, query: &str) -> Result<Outcome, Refusal> {
    let plan = plan(name, query, !files.is_empty())?;
    assert_eq!(plan.pictures.len(), files.len(), "{name} asks for {:?}", plan.pictures);
    if let Some(first) = plan.pictures.first() {
        assert!(*first == Address::Upload || !matches!(plan.work, Work::Describe), "{first:?}");
    }
    match plan.work {
        Work::Craft { recipe, fields } => {
            let probes = files.iter().map(|file| probe::probe(file, "")).collect::<Result<Vec<_>, _>>()?;
            let parts: Vec<Part<'_>> =
                files.iter().zip(probes).map(|(file, probe)| Part { bytes: file, probe }).collect();
            // The recipe as the child gets it.
            let recipe = serde_json::from_slice(&serde_json::to_vec(&recipe).unwrap()).unwrap();
            Ok(outcome(craft::craft(&parts, &recipe, &mut |_| Ok(()))?, fields))
        }
        Work::Describe => Ok(Outcome::Fields(describe(&probe::probe(files[0], "")?)?)),
        Work::Say(fields) => Ok(Outcome::Fields(fields)),
        Work::Forget(what) => Ok(Outcome::Forget(what)),
        Work::Call(calls) => Ok(Outcome::Calls(calls)),
        Work::Ask(question) => {
            let looked = files.iter().map(|file| {
                looking::look(file, &probe::probe(file, "")?, question.longest, &Limits::default())
            });
            let looked = looked.collect::<Result<Vec<_>, _>>()?;
            (question.answer)(&MODELS, &looked, &question.terms)
        }
        Work::Typeset(_) | Work::Keep => panic!("what is kept needs the sandbox"),
    }
}

/// Asks a command about files: its fields.
pub(crate) fn answer_of(files: &[&[u8]], name: &str, query: &str) -> Result<Map<String, Value>, Refusal> {
    match outcome_of(files, name, query)? {
        Outcome::Fields(fields) => Ok(fields),
        other => panic!("{name} answers {other:?}"),
    }
}

/// The models of this machine, where `make test` has pulled them to.
static MODELS: LazyLock<Inference> = LazyLock::new(|| {
    Inference::open(calotype_inference::Settings::new(below_cache("CALOTYPE_MODELS__DIR", "models")))
});

fn below_cache(variable: &str, name: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(
        || Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/calotype").join(name),
        PathBuf::from,
    )
}

/// One of the public photographs that `scripts/setup test` fetches; `None`, having said so, where it or the models are missing.
pub(crate) fn photograph(name: &str) -> Option<Vec<u8>> {
    for task in [Task::FaceDetection, Task::FaceRecognition, Task::Mrz, Task::Tags, Task::BackgroundRemoval] {
        if let Availability::Missing(why) = MODELS.available(task) {
            require::skipped(why);
            return None;
        }
    }
    let path = below_cache("CALOTYPE_TOOLS", "tools").join("photographs").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            require::skipped(format!("{}: {error}; `scripts/setup test` fetches it", path.display()));
            None
        }
    }
}

/// Runs a command that makes one picture: its format and bytes.
pub(crate) fn run_on(files: &[&[u8]], name: &str, query: &str) -> Result<(Export, Vec<u8>), Refusal> {
    match outcome_of(files, name, query)? {
        Outcome::Pictures { mut pictures, .. } => {
            let made = pictures.remove(0);
            Ok((made.format, made.bytes))
        }
        other => panic!("{name} makes no picture: {other:?}"),
    }
}

/// Runs a command on the photograph.
pub(crate) fn run(name: &str, query: &str) -> Seen {
    look(&run_on(&[&PHOTO], name, query).unwrap().1)
}

/// What a file shows.
pub(crate) fn look(file: &[u8]) -> Seen {
    let probe = probe::probe(file, "").unwrap();
    let decoded = decode::decode(file, &probe, None, &Limits::default()).unwrap();
    let pixels =
        ops::to_colour(&ops::to_srgb(decoded.pixels, &decoded.colour).unwrap()).unwrap().into_owned();
    let Samples::U8(samples) = &pixels.samples else { panic!("16 bits") };
    let channels = pixels.layout.channels();
    let pixel = |samples: &[u8]| [samples[0], samples[1], samples[2], *samples.get(3).unwrap_or(&255)];
    Seen {
        width: pixels.width as usize,
        height: pixels.height as usize,
        pixels: samples.chunks_exact(channels).map(pixel).collect(),
    }
}

/// How near two pictures have to be: mean and greatest difference of a sample, of 255.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near(pub(crate) f64, pub(crate) u8);

/// Compares what a command makes of the photograph with what ImageMagick makes of it.
#[track_caller]
pub(crate) fn like_imagemagick(name: &str, query: &str, arguments: &str, near: Near) {
    compare(&PHOTO, name, query, arguments, near);
}

/// As [`like_imagemagick`], with a picture that is transparent in parts.
#[track_caller]
pub(crate) fn like_imagemagick_on_shapes(name: &str, query: &str, arguments: &str, near: Near) {
    compare(&SHAPES, name, query, arguments, near);
}

#[track_caller]
fn compare(file: &[u8], name: &str, query: &str, arguments: &str, Near(mean, most): Near) {
    let ours = look(&run_on(&[file], name, query).unwrap().1);
    let Some(theirs) = imagemagick(file, arguments) else { return };
    assert_eq!(ours.size(), theirs.size(), "size of {name}?{query}, which is {arguments}");
    let mut sum = 0.0;
    let mut greatest = 0;
    for (one, other) in ours.pixels.iter().zip(&theirs.pixels) {
        // The colour of what cannot be seen does not matter, and little that of what hardly can.
        let seen = f64::from(one[3].max(other[3])) / 255.0;
        for channel in 0..4 {
            let apart =
                f64::from(one[channel].abs_diff(other[channel])) * if channel < 3 { seen } else { 1.0 };
            sum += apart;
            greatest = greatest.max(apart.round() as u8);
        }
    }
    let found = sum / (ours.pixels.len() * 4) as f64;
    println!("{name}?{query}: mean {found:.3}, most {greatest}");
    assert!(
        found <= mean && greatest <= most,
        "{name}?{query} is not like {arguments}: mean {found:.3} (allowed {mean}), most {greatest} (allowed {most})"
    );
}

/// What Debian's ImageMagick makes of a file.
#[track_caller]
pub(crate) fn imagemagick(file: &[u8], arguments: &str) -> Option<Seen> {
    // The name Debian gives version 6, whose arithmetic the commands follow; 7 counts in other numbers.
    let mut process = Process::new("convert-im6.q16");
    // An underscore is a space inside of an argument.
    process.arg("-").args(arguments.split(' ').map(|argument| argument.replace('_', " "))).args([
        "-depth",
        "8",
        "-define",
        "png:exclude-chunk=all",
        "png32:-",
    ]);
    let Ok(mut child) = process.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
        require::skipped("ImageMagick 6 (Debian's imagemagick) is not installed");
        return None;
    };
    child.stdin.take().unwrap().write_all(file).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "ImageMagick refuses {arguments}");
    Some(look(&output.stdout))
}
