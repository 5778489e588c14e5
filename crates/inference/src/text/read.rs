//! Reading lines of text: each is straightened to 48 pixels of height, and read from left to right.

use super::{Line, Region};
use crate::Work;
use crate::error::{Error, Result};
use crate::faces::Affine;
use crate::picture::{BGR, Norm, Picture, Raster};
use crate::resample::warp;
use crate::runtime::{Input, View};

/// Height of a line as the model wants it, pixels.
const HEIGHT: usize = 48;

/// Shorter lines are padded to this width.
const NARROWEST: usize = 320;

/// Longer lines are squeezed to this width: the result has 18,710 floats for each eighth pixel.
const WIDEST: usize = 2400;

/// Which characters may come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// All the model knows.
    All,
    /// Those of machine-readable lines: `A` to `Z`, `0` to `9` and `<`.
    MachineReadable,
}

pub(crate) fn read(
    work: &Work<'_>,
    picture: Picture<'_>,
    regions: &[Region],
    alphabet: Alphabet,
) -> Result<Vec<Line>> {
    let characters = work.lines(1, "characters.txt")?;
    // 0 is for nothing between two letters; behind the listed characters comes the space.
    let name = |class: usize| match class {
        0 => "",
        _ => characters.get(class - 1).map_or(" ", String::as_str),
    };
    let allowed: Option<Vec<usize>> = (alphabet == Alphabet::MachineReadable).then(|| {
        let fits = |text: &str| matches!(text.as_bytes(), [b'A'..=b'Z' | b'0'..=b'9' | b'<']);
        std::iter::once(0).chain((1..=characters.len()).filter(|class| fits(name(*class)))).collect()
    });
    let mut read = Vec::with_capacity(regions.len());
    // One after the other, each in its own width: eight of one width together were measured to take 1.04 times the time on
    // one core, and lines of different widths would be padded as well.
    for region in regions {
        let line = straightened(picture, region)?;
        let width = line.width.next_multiple_of(8).max(NARROWEST);
        let input = planes(&line, width);
        let inputs = [("x", Input::Floats(&[1, 3, HEIGHT, width], &input))];
        let found = work.look(1, &inputs, "fetch_name_0", |View { dims, values }| {
            let &[1, steps, classes] = dims else { return None };
            let (steps, classes) = (steps as usize, classes as usize);
            let fits = classes == characters.len() + 2 && values.len() == steps * classes;
            fits.then(|| likeliest_text(values, classes, allowed.as_deref(), &name))
        })?;
        let (text, confidence) = found.ok_or_else(|| Error::Failed {
            model: "ppocr-rec",
            why: "another result than expected".into(),
        })?;
        read.push(Line { text, confidence, corners: region.corners() });
    }
    Ok(read)
}

/// The line as a level picture, 48 pixels high.
fn straightened(picture: Picture<'_>, region: &Region) -> Result<Raster> {
    let scale = region.height / HEIGHT as f32;
    let width = ((region.length / scale).round() as usize).clamp(1, WIDEST);
    // A line that is too long is first seen in full length, and then squeezed.
    let full = ((region.length / scale).round() as usize).clamp(1, 4 * WIDEST);
    let [corner, ..] = region.corners();
    let [dx, dy] = region.direction;
    let step = if full > width { region.length / full as f32 } else { scale };
    let window = Affine {
        a: dx * step,
        b: dy * step,
        x: corner[0] + (dx - dy) * step / 2.0 - 0.5,
        y: corner[1] + (dx + dy) * step / 2.0 - 0.5,
    };
    if full == width {
        return Ok(warp(picture, &window, width, HEIGHT));
    }
    let height = ((region.height / step).round() as usize).clamp(1, 4 * HEIGHT);
    let long = warp(picture, &window, full, height);
    crate::resample::resize(long.as_picture(), width, HEIGHT)
}

/// Blue, green and red from -1 to 1; to the right of the line is grey, which is what the model knows as nothing.
fn planes(line: &Raster, width: usize) -> Vec<f32> {
    let norm = Norm::SYMMETRIC;
    let mut input = Vec::with_capacity(3 * HEIGHT * width);
    for (position, channel) in BGR.into_iter().enumerate() {
        for row in line.rgb.chunks_exact(line.width * 3) {
            let values = row.chunks_exact(3);
            input.extend(
                values.map(|pixel| (f32::from(pixel[channel]) - norm.mean[position]) * norm.scale[position]),
            );
            input.extend(std::iter::repeat_n(0.0, width - line.width));
        }
    }
    input
}

/// The likeliest character of each step; repetitions are one, unless there is nothing between them.
fn likeliest_text<'a>(
    values: &[f32],
    classes: usize,
    allowed: Option<&[usize]>,
    name: &impl Fn(usize) -> &'a str,
) -> (String, f32) {
    let likelier =
        |best: (usize, f32), (class, share): (usize, f32)| if share > best.1 { (class, share) } else { best };
    let (mut text, mut sum, mut count, mut last) = (String::new(), 0.0, 0u32, 0);
    for shares in values.chunks_exact(classes) {
        let (class, share) = match allowed {
            Some(allowed) => {
                allowed.iter().map(|class| (*class, shares[*class])).fold((0, f32::MIN), likelier)
            }
            None => shares.iter().copied().enumerate().fold((0, f32::MIN), likelier),
        };
        if class != 0 && class != last {
            text.push_str(name(class));
            sum += share;
            count += 1;
        }
        last = class;
    }
    (text, if count == 0 { 0.0 } else { sum / count as f32 })
}
