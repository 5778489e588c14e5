//! Finding lines of text: the model says for each pixel how likely it is text, and what hangs together is one line.

use crate::Work;
use crate::error::{Error, Result};
use crate::picture::{BGR, Norm, Picture};
use crate::resample::resize;
use crate::runtime::{Input, View};

/// From which likelihood on a pixel belongs to text.
const PIXEL: f32 = 0.3;

/// Least average likelihood inside of a line.
const LINE: f32 = 0.5;

/// The model is trained to mark the core of a line only; its frame is this much of `area / length of the outline` further
/// out on each side.
const GROW: f32 = 1.6;

/// Smallest height of a marked core, pixels of the scaled picture.
const THINNEST: f32 = 3.0;

/// Smaller pictures are enlarged to this on their shortest side, so that small print is found.
const SHORTEST: usize = 320;

/// A rectangle, turned: its middle, the direction a line runs in, its length along and across that direction, all in
/// pixels of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Region {
    pub(crate) middle: [f32; 2],
    pub(crate) direction: [f32; 2],
    pub(crate) length: f32,
    pub(crate) height: f32,
}

impl Region {
    /// Upper left, upper right, lower right, lower left.
    pub(crate) fn corners(&self) -> [[f32; 2]; 4] {
        let [dx, dy] = self.direction;
        [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(|(along, across)| {
            let (a, b) = (along * self.length, across * self.height);
            [self.middle[0] + a * dx - b * dy, self.middle[1] + a * dy + b * dx]
        })
    }
}

pub(super) fn regions(
    work: &Work<'_>,
    picture: Picture<'_>,
    longest: usize,
    most: usize,
) -> Result<Vec<Region>> {
    let (shortest_side, longest_side) =
        (picture.width().min(picture.height()), picture.width().max(picture.height()));
    let factor = (SHORTEST as f32 / shortest_side as f32).max(1.0).min(longest as f32 / longest_side as f32);
    // Whole cells of 32; the picture is stretched by less than one, as in the model's own pre-processing.
    let cells = |side: usize| ((side as f32 * factor / 32.0).round() as usize).max(1) * 32;
    let (width, height) = (cells(picture.width()), cells(picture.height()));
    let input = resize(picture, width, height)?.planes(width, height, BGR, &NORM);
    let inputs = [("x", Input::Floats(&[1, 3, height, width], &input))];
    let found = work.look(0, &inputs, "fetch_name_0", |View { values, .. }| {
        (values.len() == width * height).then(|| frames(values, width, height))
    })?;
    let found = found
        .ok_or_else(|| Error::Failed { model: "ppocr-det", why: "another result than expected".into() })?;
    let (across, down) = (picture.width() as f32 / width as f32, picture.height() as f32 / height as f32);
    let mut regions: Vec<Region> = found.into_iter().map(|frame| unscaled(frame, across, down)).collect();
    in_reading_order(&mut regions);
    regions.truncate(most);
    Ok(regions)
}

/// ImageNet's means and deviations by position, although the channels are blue, green and red: so the model was trained.
const NORM: Norm = Norm::IMAGENET;

fn unscaled(frame: Region, across: f32, down: f32) -> Region {
    let [dx, dy] = frame.direction;
    let along = [dx * frame.length * across, dy * frame.length * down];
    let upright = [-dy * frame.height * across, dx * frame.height * down];
    let length = along[0].hypot(along[1]);
    Region {
        middle: [frame.middle[0] * across, frame.middle[1] * down],
        direction: [along[0] / length, along[1] / length],
        length,
        height: upright[0].hypot(upright[1]),
    }
}

/// From above to below; what stands beside each other from left to right.
fn in_reading_order(regions: &mut Vec<Region>) {
    regions.sort_by(|a, b| a.middle[1].total_cmp(&b.middle[1]));
    let mut ordered: Vec<Region> = Vec::with_capacity(regions.len());
    let mut row: Vec<Region> = Vec::new();
    for region in regions.drain(..) {
        if let Some(first) = row.first()
            && region.middle[1] - first.middle[1] > 0.5 * first.height.min(region.height)
        {
            row.sort_by(|a, b| a.middle[0].total_cmp(&b.middle[0]));
            ordered.append(&mut row);
        }
        row.push(region);
    }
    row.sort_by(|a, b| a.middle[0].total_cmp(&b.middle[0]));
    ordered.append(&mut row);
    *regions = ordered;
}

/// The frames of all lines on a map of likelihoods, in pixels of the map.
fn frames(map: &[f32], width: usize, height: usize) -> Vec<Region> {
    let mut seen = vec![false; map.len()];
    let mut frames = Vec::new();
    let mut waiting = Vec::new();
    for start in 0..map.len() {
        if seen[start] || map[start] <= PIXEL {
            continue;
        }
        // Ends of each row that the spot covers: enough to know its hull.
        let mut ends: std::collections::BTreeMap<usize, (usize, usize)> = std::collections::BTreeMap::new();
        seen[start] = true;
        waiting.push(start);
        while let Some(at) = waiting.pop() {
            let (x, y) = (at % width, at / width);
            let row = ends.entry(y).or_insert((x, x));
            *row = (row.0.min(x), row.1.max(x));
            for ny in y.saturating_sub(1)..=(y + 1).min(height - 1) {
                for nx in x.saturating_sub(1)..=(x + 1).min(width - 1) {
                    let next = ny * width + nx;
                    if !seen[next] && map[next] > PIXEL {
                        seen[next] = true;
                        waiting.push(next);
                    }
                }
            }
        }
        let points: Vec<[f32; 2]> = ends
            .iter()
            .flat_map(|(y, (left, right))| {
                [(*left, *y), (*right + 1, *y), (*left, *y + 1), (*right + 1, *y + 1)]
            })
            .map(|(x, y)| [x as f32, y as f32])
            .collect();
        let core = smallest_frame(&hull(points));
        if core.height < THINNEST || likelihood(map, width, height, &core) < LINE {
            continue;
        }
        let further = core.length * core.height * GROW / (2.0 * (core.length + core.height));
        frames.push(Region {
            length: core.length + 2.0 * further,
            height: core.height + 2.0 * further,
            ..core
        });
    }
    frames
}

/// Average likelihood of the pixels inside of a frame.
fn likelihood(map: &[f32], width: usize, height: usize, frame: &Region) -> f32 {
    let corners = frame.corners();
    let range = |axis: usize, most: usize| {
        let values = corners.iter().map(|corner| corner[axis]);
        let low = values.clone().fold(f32::MAX, f32::min).floor().max(0.0) as usize;
        let high = values.fold(f32::MIN, f32::max).ceil().max(0.0) as usize;
        low..high.min(most)
    };
    let [dx, dy] = frame.direction;
    let (mut sum, mut count) = (0.0, 0u32);
    for y in range(1, height) {
        for x in range(0, width) {
            let (from_x, from_y) = (x as f32 + 0.5 - frame.middle[0], y as f32 + 0.5 - frame.middle[1]);
            let (along, across) = (from_x * dx + from_y * dy, from_y * dx - from_x * dy);
            if along.abs() <= frame.length / 2.0 && across.abs() <= frame.height / 2.0 {
                sum += map[y * width + x];
                count += 1;
            }
        }
    }
    if count == 0 { 0.0 } else { sum / count as f32 }
}

/// The convex hull, in order around (Andrew's monotone chain).
fn hull(mut points: Vec<[f32; 2]>) -> Vec<[f32; 2]> {
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    points.dedup();
    let turns =
        |a: [f32; 2], b: [f32; 2], c: [f32; 2]| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    let mut chain: Vec<[f32; 2]> = Vec::new();
    for half in 0..2 {
        let floor = chain.len();
        let order: Box<dyn Iterator<Item = &[f32; 2]>> =
            if half == 0 { Box::new(points.iter()) } else { Box::new(points.iter().rev()) };
        for point in order {
            while chain.len() >= floor + 2
                && turns(chain[chain.len() - 2], chain[chain.len() - 1], *point) <= 0.0
            {
                chain.pop();
            }
            chain.push(*point);
        }
        chain.pop();
    }
    chain
}

/// The smallest rectangle around a convex outline; one of its sides lies on a side of the outline. Its long side is the
/// direction of the line, from left to right, except that a column of letters runs down.
fn smallest_frame(outline: &[[f32; 2]]) -> Region {
    let mut best: Option<(f32, Region)> = None;
    for (index, from) in outline.iter().enumerate() {
        let to = outline[(index + 1) % outline.len()];
        let (x, y) = (to[0] - from[0], to[1] - from[1]);
        let side = x.hypot(y);
        if side < 1e-6 {
            continue;
        }
        let (dx, dy) = (x / side, y / side);
        let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
        for point in outline {
            for (axis, value) in
                [point[0] * dx + point[1] * dy, point[1] * dx - point[0] * dy].into_iter().enumerate()
            {
                low[axis] = low[axis].min(value);
                high[axis] = high[axis].max(value);
            }
        }
        let (length, height) = (high[0] - low[0], high[1] - low[1]);
        let (along, across) = ((low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0);
        let middle = [along * dx - across * dy, along * dy + across * dx];
        let frame = Region { middle, direction: [dx, dy], length, height };
        if best.as_ref().is_none_or(|(area, _)| length * height < *area) {
            best = Some((length * height, frame));
        }
    }
    let flat = Region { middle: [0.0; 2], direction: [1.0, 0.0], length: 0.0, height: 0.0 };
    upright(best.map_or(flat, |(_, frame)| frame))
}

/// The same rectangle, described so that the line in it is read from its left to its right.
fn upright(frame: Region) -> Region {
    let quarter = Region {
        direction: [-frame.direction[1], frame.direction[0]],
        length: frame.height,
        height: frame.length,
        ..frame
    };
    // The side that is closer to level, unless the frame is clearly a column.
    let (level, column) = if frame.direction[0].abs() >= quarter.direction[0].abs() {
        (frame, quarter)
    } else {
        (quarter, frame)
    };
    let mut chosen = if level.height > 1.5 * level.length { column } else { level };
    let backwards = if chosen.direction[0].abs() < chosen.direction[1].abs() {
        // A column of turned letters is usually read from below to above, as on the back of a book the other way round;
        // either is a guess, and this one is the model's makers'.
        chosen.direction[1] > 0.0
    } else {
        chosen.direction[0] < 0.0
    };
    if backwards {
        chosen.direction = [-chosen.direction[0], -chosen.direction[1]];
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilted_bar_is_framed_by_its_own_angle() {
        let (width, height) = (200, 120);
        let (sin, cos) = 0.2f32.sin_cos();
        let map: Vec<f32> = (0..width * height)
            .map(|at| {
                let (x, y) = ((at % width) as f32 - 100.0, (at / width) as f32 - 60.0);
                let (along, across) = (x * cos + y * sin, y * cos - x * sin);
                if along.abs() < 60.0 && across.abs() < 6.0 { 0.9 } else { 0.0 }
            })
            .collect();
        let found = frames(&map, width, height);
        let [frame] = found.as_slice() else { panic!("{found:?}") };
        assert!((frame.direction[1] - sin).abs() < 0.03 && frame.direction[0] > 0.9, "{frame:?}");
        assert!((frame.middle[0] - 100.0).abs() < 1.5 && (frame.middle[1] - 60.0).abs() < 1.5, "{frame:?}");
        // 120 by 12, and 1.6 times the area by the outline further out on each side.
        let further = 120.0 * 12.0 * 1.6 / 264.0;
        assert!((frame.height - 12.0 - 2.0 * further).abs() < 3.0, "{frame:?}");
    }

    #[test]
    fn lines_beside_each_other_are_read_from_left_to_right() {
        let at =
            |x: f32, y: f32| Region { middle: [x, y], direction: [1.0, 0.0], length: 50.0, height: 20.0 };
        let mut regions = vec![at(300.0, 12.0), at(30.0, 60.0), at(30.0, 14.0)];
        in_reading_order(&mut regions);
        assert_eq!(regions.iter().map(|r| r.middle[0]).collect::<Vec<_>>(), [30.0, 300.0, 30.0]);
        assert_eq!(regions[2].middle[1], 60.0);
    }
}
