//! What is photographed: sky, hills, houses, a meadow and a few round things in front, in linear light.

use super::Size;
use super::noise::{fractal, uniform, value};

/// Red, green and blue in linear light, 0 to about 1.
pub(super) type Light = [f32; 3];

/// A scene in coordinates where the picture is one unit high.
pub(super) struct Scene {
    seed: u64,
    /// Pixels of one unit: decides how many octaves of texture the sensor can see.
    pixels: f32,
    horizon: f32,
    sun: (f32, f32),
    hills: Vec<Hill>,
    houses: Vec<House>,
    balls: Vec<Ball>,
}

struct Hill {
    seed: u64,
    base: f32,
    height: f32,
    colour: Light,
    haze: f32,
}

struct House {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    colour: Light,
    window: f32,
}

struct Ball {
    x: f32,
    y: f32,
    radius: f32,
    colour: Light,
}

impl Scene {
    pub(super) fn new(seed: u64, size: Size) -> Self {
        let mut draw = 0;
        let mut random = |low: f32, high: f32| {
            draw += 1;
            low + (high - low) * uniform(seed ^ 0x5CE4E, draw, 0)
        };
        let aspect = size.width as f32 / size.height as f32;
        let horizon = random(0.38, 0.55);
        let hills = (0..4)
            .map(|index| {
                let near = index as f32 / 3.0;
                Hill {
                    seed: seed.wrapping_mul(31).wrapping_add(index),
                    base: horizon + 0.02 + 0.08 * near,
                    height: random(0.10, 0.22) * (1.0 - 0.5 * near),
                    colour: [random(0.05, 0.15), random(0.10, 0.20), random(0.04, 0.10)],
                    haze: 0.75 * (1.0 - near),
                }
            })
            .collect();
        let houses = (0..9)
            .map(|_| {
                let left = random(-0.05, aspect);
                let bottom = random(horizon + 0.10, horizon + 0.22);
                let shade = random(0.15, 0.7);
                House {
                    left,
                    right: left + random(0.06, 0.18),
                    top: bottom - random(0.06, 0.30),
                    bottom,
                    colour: [shade, shade * random(0.8, 1.0), shade * random(0.6, 0.95)],
                    window: random(0.008, 0.02),
                }
            })
            .collect();
        let balls = (0..5)
            .map(|_| Ball {
                x: random(0.0, aspect),
                y: random(0.72, 0.95),
                radius: random(0.03, 0.11),
                colour: [random(0.1, 0.8), random(0.1, 0.6), random(0.05, 0.6)],
            })
            .collect();
        let sun = (random(0.1, aspect - 0.1), random(0.05, 0.3));
        Self { seed, pixels: size.height as f32, horizon, sun, hills, houses, balls }
    }

    /// The light that arrives from one place.
    pub(super) fn light(&self, x: f32, y: f32) -> Light {
        self.ball(x, y)
            .or_else(|| self.house(x, y))
            .or_else(|| (y > self.horizon + 0.13).then(|| self.meadow(x, y)))
            .or_else(|| self.hill(x, y))
            .unwrap_or_else(|| self.sky(x, y))
    }

    /// How many octaves lie between one bump per 1/`frequency` units and the pixels.
    fn octaves(&self, frequency: f32) -> u32 {
        (self.pixels / frequency).log2().max(1.0) as u32 + 1
    }

    /// A gradient with soft clouds: large parts of many photographs, and nearly free to store.
    fn sky(&self, x: f32, y: f32) -> Light {
        let depth = (y / self.horizon).clamp(0.0, 1.0);
        let distance = ((x - self.sun.0).powi(2) + (y - self.sun.1).powi(2)).sqrt();
        let glow = 0.35 / (1.0 + 30.0 * distance * distance);
        let cloud = fractal(self.seed, x * 2.5, y * 5.0, 8, 0.52);
        let cover = (cloud * 1.8 - 0.1).clamp(0.0, 1.0);
        let blue = [0.16 + 0.28 * depth, 0.32 + 0.25 * depth, 0.68 + 0.05 * depth];
        blue.map(|channel| channel * (1.0 - cover) + 0.82 * cover + glow)
    }

    /// Ridges one behind the other, wooded, bluer with distance.
    fn hill(&self, x: f32, y: f32) -> Option<Light> {
        self.hills.iter().rev().find_map(|hill| {
            let ridge = hill.base - hill.height * (0.5 + 0.5 * fractal(hill.seed, x * 1.7, 0.5, 9, 0.5));
            (y > ridge).then(|| {
                let frequency = 60.0;
                let trees = fractal(hill.seed, x * frequency, y * frequency, self.octaves(frequency), 1.2);
                let lit = (0.55 + 0.6 * trees).max(0.05);
                let air = [0.45, 0.55, 0.72];
                mix(hill.colour.map(|channel| channel * lit), air, hill.haze)
            })
        })
    }

    /// Straight edges, rows of windows, plaster.
    fn house(&self, x: f32, y: f32) -> Option<Light> {
        let house =
            self.houses.iter().rev().find(|house| {
                (house.left..house.right).contains(&x) && (house.top..house.bottom).contains(&y)
            })?;
        let (u, v) = ((x - house.left) / house.window, (y - house.top) / (house.window * 1.6));
        let is_window = u.fract() > 0.35 && u.fract() < 0.8 && v.fract() > 0.3 && v.fract() < 0.8;
        if is_window {
            let reflection = 0.03 + 0.25 * value(self.seed, u.floor() * 3.1, v.floor() * 1.7).max(0.0);
            return Some([reflection * 0.8, reflection * 0.9, reflection]);
        }
        let frequency = 250.0;
        let plaster = fractal(self.seed ^ 7, x * frequency, y * frequency, self.octaves(frequency), 1.1);
        Some(house.colour.map(|channel| channel * (1.0 + 0.14 * plaster)))
    }

    /// Grass: fine detail at every scale down to the pixel, stronger where it is near.
    fn meadow(&self, x: f32, y: f32) -> Light {
        let near = ((y - self.horizon) / (1.0 - self.horizon)).clamp(0.0, 1.0);
        let frequency = 60.0;
        let blades =
            fractal(self.seed ^ 99, x * frequency * 1.6, y * frequency, self.octaves(frequency), 1.2);
        let patches = fractal(self.seed ^ 55, x * 3.0, y * 6.0, 4, 0.5);
        let lit = (0.42 + (0.2 + 0.3 * near) * blades).max(0.02);
        mix([0.17, 0.26, 0.06], [0.40, 0.34, 0.16], (0.4 + 0.6 * patches).clamp(0.0, 1.0))
            .map(|c| c * lit * 1.3)
    }

    /// Smooth shading with a soft texture, as skin and fruit have.
    fn ball(&self, x: f32, y: f32) -> Option<Light> {
        let ball = self
            .balls
            .iter()
            .rev()
            .find(|ball| (x - ball.x).powi(2) + (y - ball.y).powi(2) < ball.radius * ball.radius)?;
        let (u, v) = ((x - ball.x) / ball.radius, (y - ball.y) / ball.radius);
        let z = (1.0 - u * u - v * v).max(0.0).sqrt();
        let lit = (0.3 * -u + 0.5 * -v + 0.8 * z).max(0.0) * 0.9 + 0.08;
        let gloss = (0.25 * -u + 0.45 * -v + 0.86 * z).max(0.0).powi(40) * 0.5;
        let skin = 1.0 + 0.06 * fractal(self.seed ^ 3, x * 120.0, y * 120.0, self.octaves(120.0), 0.8);
        Some(ball.colour.map(|channel| channel * lit * skin + gloss))
    }
}

fn mix(a: Light, b: Light, share: f32) -> Light {
    [0, 1, 2].map(|channel| a[channel] * (1.0 - share) + b[channel] * share)
}
