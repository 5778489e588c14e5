//! Few colours in place of many: a fixed palette, groups found in the picture, and a table for every colour.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Rgba,
    canvas::{Canvas, over, to_byte},
    channels::Channels,
    spaces::{self, Space},
};

/// One change of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Palette {
    /// The nearest of the 216 colours every old display had: six values a channel.
    WebSafe(Dither),
    /// Looks every colour up in a table that is built in: deeper shadows, warm light, as on colour film.
    Film(Channels),
    /// Groups of like colours, each shown by its mean.
    Segment {
        /// Groups with fewer pixels are none, percent.
        least: f64,
        /// In which space colours are alike.
        space: Space,
        /// How much the counts of values are smoothed before groups are looked for.
        smoothing: f64,
    },
}

/// What happens to the difference between a colour and the one it gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dither {
    /// It is lost.
    None,
    /// It goes along a curve that fills the plane (Riemersma).
    Riemersma,
    /// It goes to the neighbours that follow (Floyd and Steinberg).
    FloydSteinberg,
}

/// Does it.
pub(super) fn apply(step: &Palette, canvas: Canvas) -> Canvas {
    match *step {
        Palette::WebSafe(Dither::None) => {
            canvas.each(|pixel| nearest([0, 1, 2].map(|channel| f32::from(pixel[channel])), pixel[3]))
        }
        Palette::WebSafe(Dither::Riemersma) => along_a_curve(canvas),
        Palette::WebSafe(Dither::FloydSteinberg) => to_neighbours(canvas),
        Palette::Film(channels) => canvas.each(|pixel| {
            let graded = film(pixel);
            std::array::from_fn(
                |channel| {
                    if channels.colours(channel) { graded[channel] } else { pixel[channel] }
                },
            )
        }),
        Palette::Segment { least, space, smoothing } => segment(canvas, least, space, smoothing),
    }
}

/// The steps of the web-safe palette.
const STEP: f32 = 51.0;

fn nearest(colour: [f32; 3], opacity: u8) -> Rgba {
    let [red, green, blue] = colour.map(|value| to_byte((value.clamp(0.0, 255.0) / STEP).round() * STEP));
    [red, green, blue, opacity]
}

fn to_neighbours(mut canvas: Canvas) -> Canvas {
    let width = canvas.width;
    // What each pixel of this row and the next owes, with a place to spare on both sides.
    let mut now = vec![[0.0_f32; 3]; width + 2];
    let mut next = now.clone();
    for y in 0..canvas.height {
        for (x, pixel) in canvas.row_mut(y).iter_mut().enumerate() {
            let wanted: [f32; 3] =
                std::array::from_fn(|channel| f32::from(pixel[channel]) + now[x + 1][channel]);
            let got = nearest(wanted, pixel[3]);
            for channel in 0..3 {
                let owed = (wanted[channel].clamp(0.0, 255.0) - f32::from(got[channel])) / 16.0;
                now[x + 2][channel] += owed * 7.0;
                next[x][channel] += owed * 3.0;
                next[x + 1][channel] += owed * 5.0;
                next[x + 2][channel] += owed;
            }
            *pixel = got;
        }
        std::mem::swap(&mut now, &mut next);
        next.fill([0.0; 3]);
    }
    canvas
}

/// Pixels of the curve over which a difference is spread, the last one bearing a sixteenth of the first one's share.
const MEMORY: usize = 16;

fn along_a_curve(mut canvas: Canvas) -> Canvas {
    let side = canvas.width.max(canvas.height).next_power_of_two();
    let shares: [f32; MEMORY] =
        std::array::from_fn(|age| (1.0 / MEMORY as f32).powf(age as f32 / (MEMORY - 1) as f32));
    let whole: f32 = shares.iter().sum();
    let mut owed = [[0.0_f32; 3]; MEMORY];
    let mut newest = 0;
    for step in 0..side * side {
        let (x, y) = on_hilbert_curve(side, step);
        if x >= canvas.width || y >= canvas.height {
            continue;
        }
        let pixel = &mut canvas.row_mut(y)[x];
        let wanted: [f32; 3] = std::array::from_fn(|channel| {
            let debt: f32 =
                (0..MEMORY).map(|age| owed[(newest + age) % MEMORY][channel] * shares[age] / whole).sum();
            f32::from(pixel[channel]) + debt
        });
        let got = nearest(wanted, pixel[3]);
        newest = (newest + MEMORY - 1) % MEMORY;
        owed[newest] =
            std::array::from_fn(|channel| wanted[channel].clamp(0.0, 255.0) - f32::from(got[channel]));
        *pixel = got;
    }
    canvas
}

/// The place of the step on Hilbert's curve through a square whose side is a power of two.
fn on_hilbert_curve(side: usize, step: usize) -> (usize, usize) {
    let (mut x, mut y, mut rest, mut square) = (0, 0, step, 1);
    while square < side {
        let right = 1 & (rest / 2);
        let down = 1 & (rest ^ right);
        if down == 0 {
            if right == 1 {
                (x, y) = (square - 1 - x, square - 1 - y);
            }
            (x, y) = (y, x);
        }
        x += square * right;
        y += square * down;
        rest /= 4;
        square *= 2;
    }
    (x, y)
}

/// The table, as the function it tabulates: an S on each channel, shadows towards teal, light towards amber.
fn film(pixel: Rgba) -> Rgba {
    let [red, green, blue] = [0, 1, 2].map(|channel| f32::from(pixel[channel]) / 255.0);
    let contrast = |value: f32| value + 0.12 * (value * value * (3.0 - 2.0 * value) - value);
    let luma = 0.212_656 * red + 0.715_158 * green + 0.072_186 * blue;
    let warmth = (luma - 0.5) * 0.06;
    [
        to_byte(255.0 * (contrast(red) + warmth).clamp(0.0, 1.0)),
        to_byte(255.0 * (contrast(green) + warmth * 0.2).clamp(0.0, 1.0)),
        to_byte(255.0 * (contrast(blue) - warmth).clamp(0.0, 1.0)),
        pixel[3],
    ]
}

/// Sums over the pixels of a group.
#[derive(Default, Clone, Copy)]
struct Group {
    count: u64,
    place: [u64; 3],
    colour: [u64; 3],
}

impl Group {
    fn add(&mut self, place: Rgba, colour: Rgba) {
        self.count += 1;
        for channel in 0..3 {
            self.place[channel] += u64::from(place[channel]);
            self.colour[channel] += u64::from(colour[channel]);
        }
    }

    fn mean(sums: [u64; 3], count: u64) -> [u8; 3] {
        sums.map(|sum| ((sum + count / 2) / count.max(1)) as u8)
    }
}

/// Most groups that are told apart.
const MOST_GROUPS: usize = 256;

/// Counts values in each channel, smooths the counts, and cuts them where they bend upwards; pixels that lie between the
/// same cuts in all three channels are a group, and every pixel gets the mean of the nearest group that is large enough.
fn segment(canvas: Canvas, least: f64, space: Space, smoothing: f64) -> Canvas {
    let places = spaces::show(space, canvas.clone());
    let cuts: [[u8; 256]; 3] = std::array::from_fn(|channel| hills(&places, channel, smoothing));
    let mut groups: HashMap<[u8; 3], Group> = HashMap::new();
    for (place, colour) in places.pixels().iter().zip(canvas.pixels()) {
        let key = [0, 1, 2].map(|channel| cuts[channel][usize::from(place[channel])]);
        groups.entry(key).or_default().add(*place, over(*colour, [255; 4]));
    }
    let total = (canvas.width * canvas.height) as f64;
    let mut large: Vec<Group> = groups.values().copied().collect();
    large.sort_by_key(|group| (std::cmp::Reverse(group.count), group.place));
    let enough = large.iter().take_while(|group| group.count as f64 >= total * least / 100.0).count();
    large.truncate(enough.clamp(1, MOST_GROUPS));
    let centres: Vec<([u8; 3], [u8; 3])> = large
        .iter()
        .map(|group| (Group::mean(group.place, group.count), Group::mean(group.colour, group.count)))
        .collect();
    let mut known: HashMap<[u8; 3], [u8; 3]> = HashMap::new();
    let mut places = places.pixels().iter();
    canvas.each(|pixel| {
        let place = places.next().map_or([0; 3], |place| [place[0], place[1], place[2]]);
        let [red, green, blue] = *known.entry(place).or_insert_with(|| nearest_centre(place, &centres));
        [red, green, blue, pixel[3]]
    })
}

fn nearest_centre(place: [u8; 3], centres: &[([u8; 3], [u8; 3])]) -> [u8; 3] {
    let distance = |centre: &[u8; 3]| -> u32 {
        centre.iter().zip(place).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    centres.iter().min_by_key(|(centre, _)| distance(centre)).map_or([0; 3], |(_, colour)| *colour)
}

/// For each value of a channel, the number of the hill of the smoothed counts it belongs to.
fn hills(canvas: &Canvas, channel: usize, smoothing: f64) -> [u8; 256] {
    let mut counts = [0.0_f64; 256];
    for pixel in canvas.pixels() {
        counts[usize::from(pixel[channel])] += 1.0;
    }
    let tau = (2.0 * smoothing).clamp(1.0, 64.0);
    let reach = (3.0 * tau).ceil() as i32;
    let smooth: Vec<f64> = (0..256)
        .map(|value: i32| {
            (-reach..=reach)
                .filter(|step| (0..256).contains(&(value + step)))
                .map(|step| {
                    let weight = (-f64::from(step * step) / (2.0 * tau * tau)).exp();
                    counts[(value + step) as usize] * weight
                })
                .sum()
        })
        .collect();
    // A valley ends a hill: where the counts stop falling and begin to rise.
    let mut hill = 0;
    let mut falling = false;
    let mut numbers = [0; 256];
    for value in 0..256 {
        if value > 0 {
            let rise = smooth[value] - smooth[value - 1];
            if rise < 0.0 {
                falling = true;
            } else if rise > 0.0 && falling {
                hill += 1;
                falling = false;
            }
        }
        numbers[value] = hill;
    }
    numbers
}
