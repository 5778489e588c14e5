//! What a simple command costs above the decoding and encoding that it cannot do without.
//!
//! Both sides run in this process, on one thread, and are measured in its CPU time: the sandbox and HTTP around a command
//! are the same for every command, and not what is claimed here.

use anyhow::{Context as _, Result};
use calotype_commands::{Found, Given, Work, find};
use calotype_media::craft::{Part, craft};
use calotype_media::probe::probe;
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Map, Value};

use crate::floors::jpeg;
use crate::photos::{Photo, Size};
use crate::report::{self, Claim};
use crate::statistics::{median, ratio};

/// Command and parameters; what comes out is not much smaller than what went in, so that little is saved while decoding.
const COMMANDS: [(&str, &[(&str, i64)]); 2] = [
    ("crop", &[("x", 100), ("y", 100), ("width", 3600), ("height", 2600)]),
    ("resize", &[("width", 3000), ("height", 2250)]),
];

/// Quality in which a command writes JPEG when none is asked for.
const QUALITY: f32 = 90.0;

pub(crate) fn run(rounds: usize) -> Result<Vec<Claim>> {
    let photo = Photo::cached(Size::of_megapixels(12)?, 0)?;
    report::title(&format!("Simple commands on a photograph of 12 MP ({rounds} rounds)"));
    let mut claims = Vec::new();
    for (name, parameters) in COMMANDS {
        let (mut ours, mut floor) = (Vec::new(), Vec::new());
        for round in 0..=rounds {
            let before = cpu_seconds();
            let made = command(name, parameters, photo.jpeg())?;
            let between = cpu_seconds();
            let bare = bare(photo.jpeg(), &made)?;
            let after = cpu_seconds();
            // The first round warms caches and tables up.
            if round > 0 {
                ours.push(between - before);
                floor.push(after - between);
            }
            anyhow::ensure!(!bare.is_empty(), "the floor wrote nothing");
        }
        report::figure(&format!("{name}, CPU time"), &format!("{:.0} ms", median(&ours) * 1e3));
        let claim =
            Claim::at_most(format!("{name} to bare decode and encode"), ratio(&ours, &floor), 1.2, "×");
        report::claim(&claim);
        claims.push(claim);
    }
    Ok(claims)
}

/// The command as a child carries it out.
fn command(name: &str, parameters: &[(&str, i64)], file: &[u8]) -> Result<Vec<u8>> {
    let Some(Found::Enabled(command)) = find(name) else { anyhow::bail!("{name} is not enabled") };
    let values: Map<String, Value> =
        parameters.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
    let plan = (command.plan)(&Given::new(values, true, 0))?;
    let Work::Craft { recipe, .. } = plan.work else { anyhow::bail!("{name} makes no picture") };
    let part = Part { bytes: file, probe: probe(file, "")? };
    let mut crafted = craft(&[part], &recipe, &mut |_| Ok(()))?;
    Ok(crafted.pictures.pop().context("no picture")?.bytes)
}

/// Every pixel decoded, and as many written as the command wrote.
fn bare(file: &[u8], made: &[u8]) -> Result<Vec<u8>> {
    let mut pixels = jpeg::decode_whole(file)?;
    let made = probe(made, "")?;
    (pixels.width, pixels.height) = (made.width, made.height);
    pixels.rgb.truncate(made.width as usize * made.height as usize * 3);
    jpeg::encode(&pixels, QUALITY)
}

fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}
