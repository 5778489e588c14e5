//! Pictures changed to order: what the command API does, as a list of steps that a sandboxed child carries out.
//!
//! A [`Recipe`] crosses the socket; the foreign files are decoded, changed and encoded on the other side, so that nothing
//! foreign is ever decoded in the process that serves. A step is one variant in the file of its family ([`Geometry`],
//! [`Tone`], [`Filter`] …), which also has the function that does it. Everything works on 8 bits of sRGB and opacity.
//!
//! Where ImageMagick 6 has the effect, its arithmetic is followed: kernels, weights, thresholds, numbering. The tests of
//! the commands compare with it.

mod bare;
mod canvas;
mod chance;
mod channels;
mod cipher;
mod combine;
mod convolve;
mod density;
mod draw;
mod film;
mod filter;
mod frame;
mod geometry;
mod hue;
mod palette;
mod run;
mod sketch;
mod spaces;
mod text;
mod tone;
mod write;

use serde::{Deserialize, Serialize};

pub use channels::Channels;
pub use cipher::Cipher;
pub use combine::Overlay;
pub use draw::{Drawing, Pen};
pub use filter::Filter;
pub use frame::Frame;
pub use geometry::{Area, Geometry};
pub use palette::{Dither, Palette};
pub use run::{Part, craft};
pub use sketch::Sketch;
pub use spaces::Space;
pub use text::{Font, Lettering, Style};
pub use tone::{NoiseKind, Tone};
pub use write::Export;

use crate::limits::Limits;

/// Red, green, blue and opacity, 0..=255; opacity is not multiplied in.
pub type Rgba = [u8; 4];

/// What is to be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// What the steps begin with.
    pub start: Start,
    /// What is done, in this order; to every frame, where the picture moves and the format can.
    pub steps: Vec<Step>,
    /// How it is written.
    pub finish: Finish,
    /// What it may cost.
    pub bounds: Bounds,
}

/// What the steps begin with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// The first picture.
    Picture,
    /// The first picture, with pixels that nothing touches where that can be: what is no picture is left out of the file.
    /// Else as [`Start::Picture`].
    Bare,
    /// The frames of the first picture laid over each other, on white.
    Flat,
    /// All pictures as the frames of an animation; they are fitted to the first.
    Frames {
        /// How long each is shown, milliseconds.
        delay: u32,
    },
    /// Pages of the first file, a picture each.
    Pages {
        /// Counted from 1.
        first: u32,
        /// How many, as far as there are so many.
        count: u32,
    },
    /// One colour.
    Blank {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// All over.
        colour: Rgba,
    },
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Where pixels lie.
    Geometry(Geometry),
    /// Each pixel by itself.
    Tone(Tone),
    /// The channels of another space, shown as colours.
    Space(Space),
    /// Neighbours.
    Filter(Filter),
    /// A drawing by pencil.
    Sketch(Sketch),
    /// Few colours.
    Palette(Palette),
    /// Around it.
    Frame(Frame),
    /// Over it.
    Drawing(Drawing),
    /// Letters over it.
    Lettering(Lettering),
    /// To noise and back.
    Cipher(Cipher),
    /// Another picture over it.
    Overlay(Overlay),
    /// The difference to another of the given pictures, in its place.
    Difference {
        /// Which.
        part: usize,
    },
    /// As many pixels as another density asks for; what the file does not say is taken to be 72 pixels per inch.
    Resample {
        /// Pixels per inch.
        across: u16,
        /// Pixels per inch.
        down: u16,
    },
}

/// How the result is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Finish {
    /// The format. Absent: that of the first picture, and PNG where a JPEG has become transparent.
    pub format: Option<Export>,
    /// 1..=100.
    pub quality: Option<u8>,
    /// Takes more time for fewer bytes.
    pub smallest: bool,
    /// Every sample comes out as it is.
    pub lossless: bool,
    /// Behind what is transparent, in formats that have no transparency, or where it is named. Absent: white there.
    pub background: Option<Rgba>,
    /// Keeps the opacity channel also where everything is opaque.
    pub keep_alpha: bool,
    /// Separates into four inks, as JPEG.
    pub inks: bool,
    /// Pixels per inch, across and down.
    pub density: Option<(u16, u16)>,
}

/// What a recipe may cost. All of it is checked before anything is allocated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// Of each file that comes in.
    pub input: Limits,
    /// Longest side that comes out, pixels.
    pub side: u32,
    /// Pixels that come out, of one frame.
    pub pixels: u64,
    /// Pixels of all frames together.
    pub all_pixels: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds {
            input: Limits {
                bytes: 32 << 20,
                pixels: 50_000_000,
                frames: 200,
                decoded_bytes: 512 << 20,
                ..Limits::default()
            },
            side: 8192,
            pixels: 50_000_000,
            all_pixels: 200_000_000,
        }
    }
}

impl Bounds {
    /// The limits of what comes out.
    fn output(&self) -> Limits {
        Limits { side: self.side, pixels: self.pixels, ..self.input.clone() }
    }
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Crafted {
    /// One picture; of several pages several.
    pub pictures: Vec<Made>,
    /// Of [`Step::Difference`]: the mean square, 0..=1.
    pub difference: Option<f64>,
}

/// One file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What it is.
    pub format: Export,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}
