//! Carries a recipe out.

use std::time::Duration;

use super::{
    Bounds, Crafted, Finish, Geometry, Made, Recipe, Rgba, Start, Step, bare,
    canvas::{Canvas, over},
    cipher, combine, density, draw,
    film::Film,
    filter, frame, geometry, palette, sketch, spaces, text, tone,
    write::{Export, Writing, write},
};
use crate::{
    decode::{self, Margin, Wanted},
    encode::Chroma,
    error::MediaError,
    format::Format,
    ladder::chroma_for,
    limits::Limits,
    ops,
    pixels::Pixels,
    probe::Probe,
};

/// One of the files a recipe works on.
#[derive(Debug)]
pub struct Part<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// What it is; the answer for the same bytes.
    pub probe: Probe,
}

/// Makes what the recipe says. `reserve` is asked before much memory is taken, with the bytes that are going to be needed.
///
/// # Errors
/// What is wrong with the files; [`MediaError::TooLarge`] above the bounds; [`MediaError::Corrupt`], with the reason, where
/// the order does not fit the picture (a crop outside of it, pictures of different sizes).
pub fn craft(
    parts: &[Part<'_>],
    recipe: &Recipe,
    reserve: &mut dyn FnMut(u64) -> Result<(), MediaError>,
) -> Result<Crafted, MediaError> {
    for part in parts {
        recipe.bounds.input.admit(&part.probe)?;
        let (width, height) = part.probe.upright();
        reserve(part.probe.decoded_bytes.saturating_add(u64::from(width) * u64::from(height) * 12))?;
    }
    let mut work = Work { parts, recipe, overlays: Vec::new(), difference: None };
    let pictures = match &recipe.start {
        Start::Picture => vec![work.picture()?],
        Start::Bare => vec![work.bare()?],
        Start::Flat => vec![work.flat()?],
        Start::Frames { delay } => vec![work.frames(*delay)?],
        Start::Pages { first, count } => work.pages(*first, *count)?,
        Start::Blank { width, height, colour } => {
            reserve(u64::from(*width) * u64::from(*height) * 12)?;
            let blank = Canvas::filled(*width, *height, *colour, &recipe.bounds.output())?.into_pixels()?;
            let pixels = work.steps(blank, &recipe.steps, 0)?;
            vec![work.write(pixels, Export::Png)?]
        }
    };
    Ok(Crafted { pictures, difference: work.difference })
}

/// The work on one recipe.
struct Work<'a> {
    parts: &'a [Part<'a>],
    recipe: &'a Recipe,
    /// Other pictures that were decoded already, by their number.
    overlays: Vec<(usize, Canvas)>,
    difference: Option<f64>,
}

impl<'a> Work<'a> {
    fn part(&self, index: usize) -> Result<&'a Part<'a>, MediaError> {
        self.parts.get(index).ok_or_else(|| MediaError::Io(format!("a recipe without its part {index}")))
    }

    fn bounds(&self) -> &'a Bounds {
        &self.recipe.bounds
    }

    /// The first file without what is no picture.
    fn bare(&mut self) -> Result<Made, MediaError> {
        let part = self.part(0)?;
        match bare::jpeg(part.bytes, &part.probe, self.recipe.finish.density) {
            Some(bytes) => {
                let (width, height) = part.probe.upright();
                Ok(Made { format: Export::Jpeg, width, height, bytes })
            }
            None => self.picture(),
        }
    }

    /// The first picture, frame by frame where it moves and the format can.
    fn picture(&mut self) -> Result<Made, MediaError> {
        let part = self.part(0)?;
        let usual = Export::like(part.probe.format);
        let format = self.recipe.finish.format.unwrap_or(usual);
        let moves = part.probe.animated
            && part.probe.frames <= self.bounds().input.frames
            && matches!(part.probe.format, Format::Gif | Format::Webp | Format::Png);
        if moves && matches!(format, Export::Gif | Export::Webp) {
            return self.animation(part, format);
        }
        let (pixels, steps) = self.begin(part)?;
        let pixels = self.steps(pixels, steps, 0)?;
        self.write(pixels, usual)
    }

    /// Decodes, no larger than the first step needs it; what is left to do.
    fn begin(&self, part: &Part<'_>) -> Result<(Pixels, &'a [Step]), MediaError> {
        let steps = &self.recipe.steps;
        let (width, height) = part.probe.upright();
        let smaller = match steps.first() {
            Some(Step::Geometry(
                first @ (Geometry::Resize { .. } | Geometry::Fit { .. } | Geometry::Scale { .. }),
            )) => first.size(width, height).filter(|(w, h)| *w < width && *h < height),
            _ => None,
        };
        let Some(size) = smaller else {
            return Ok((decoded(part, &self.bounds().input)?, steps));
        };
        self.bounds().output().check_size(size.0, size.1)?;
        let (width, height) = part.probe.orientation.size(size.0, size.1);
        let wanted = Wanted { width, height, margin: Margin::Fine };
        let decoded = decode::decode(part.bytes, &part.probe, Some(wanted), &self.bounds().input)?;
        let (width, height) = decoded.orientation.size(size.0, size.1);
        let pixels = ops::to_srgb(ops::resized(decoded.pixels, width, height)?, &decoded.colour)?;
        Ok((ops::turn(pixels, decoded.orientation), &steps[1..]))
    }

    fn animation(&mut self, part: &'a Part<'a>, format: Export) -> Result<Made, MediaError> {
        let mut film = Film::new(format, self.writing(format), self.bounds().all_pixels);
        let frames = decode::frames(part.bytes, &part.probe, &self.bounds().input)?;
        for (number, frame) in (0..).zip(frames) {
            let frame = frame?;
            let pixels = self.steps(frame.pixels, &self.recipe.steps, number)?;
            film.push(pixels, frame.shown)?;
        }
        film.finish()
    }

    /// All pictures as frames in the size of the first.
    fn frames(&mut self, delay: u32) -> Result<Made, MediaError> {
        let format = self.recipe.finish.format.unwrap_or(Export::Gif);
        let shown = Duration::from_millis(u64::from(delay));
        let mut film = Film::new(format, self.writing(format), self.bounds().all_pixels);
        let mut size = None;
        for (number, part) in (0..).zip(self.parts) {
            let pixels = decoded(part, &self.bounds().input)?;
            let (width, height) = *size.get_or_insert((pixels.width, pixels.height));
            let (fit_width, fit_height) = fit_whole((pixels.width, pixels.height), (width, height));
            let pixels = ops::resized(pixels, fit_width, fit_height)?;
            let pixels = ops::pad(pixels, width, height, None)?;
            let pixels = self.steps(pixels, &self.recipe.steps, number)?;
            film.push(pixels, shown)?;
        }
        film.finish()
    }

    /// Frames laid over each other, on white.
    fn flat(&mut self) -> Result<Made, MediaError> {
        let part = self.part(0)?;
        let moves =
            part.probe.animated && matches!(part.probe.format, Format::Gif | Format::Webp | Format::Png);
        let pixels = if moves && part.probe.frames <= self.bounds().input.frames {
            let mut frames = decode::frames(part.bytes, &part.probe, &self.bounds().input)?;
            let first =
                frames.next().ok_or_else(|| MediaError::corrupt("an animation without a frame"))??;
            let mut below = Canvas::of(first.pixels)?;
            for frame in frames {
                geometry::lay(&mut below, &Canvas::of(frame?.pixels)?, 0, 0);
            }
            below
        } else {
            Canvas::of(decoded(part, &self.bounds().input)?)?
        };
        let flat = pixels.each(|pixel| over(pixel, [255; 4]));
        let pixels = self.steps(flat.into_pixels()?, &self.recipe.steps, 0)?;
        self.write(pixels, Export::Png)
    }

    fn pages(&mut self, first: u32, count: u32) -> Result<Vec<Made>, MediaError> {
        let part = self.part(0)?;
        if part.probe.format != Format::Pdf {
            return Err(MediaError::unsupported(format!(
                "{}, where a PDF was due,",
                part.probe.format.name()
            )));
        }
        let first = first.max(1);
        if first > part.probe.frames {
            return Err(MediaError::corrupt(format!("there are only {} pages", part.probe.frames)));
        }
        let last = first.saturating_add(count.max(1) - 1).min(part.probe.frames);
        let mut all_pixels = 0;
        let mut pictures = Vec::new();
        for page in first..=last {
            let pixels = decode::page(part.bytes, page - 1, &self.bounds().output())?;
            all_pixels += u64::from(pixels.width) * u64::from(pixels.height);
            Limits::check("pixels of all pages", all_pixels, self.bounds().all_pixels)?;
            let pixels = self.steps(pixels, &self.recipe.steps, 0)?;
            pictures.push(self.write(pixels, Export::Png)?);
        }
        Ok(pictures)
    }

    fn steps(&mut self, mut pixels: Pixels, steps: &[Step], frame: u32) -> Result<Pixels, MediaError> {
        for step in steps {
            pixels = self.step(pixels, step, frame)?;
        }
        Ok(pixels)
    }

    fn step(&mut self, pixels: Pixels, step: &Step, number: u32) -> Result<Pixels, MediaError> {
        let limits = self.bounds().output();
        let canvas = match step {
            Step::Geometry(step) => return geometry::apply(step, pixels, &limits),
            Step::Resample { across, down } => {
                let part = self.part(0)?;
                let now = density::read(part.bytes, part.probe.format).unwrap_or((72.0, 72.0));
                let side = |side: u32, wanted: u16, now: f64| {
                    ((f64::from(side) * f64::from(wanted) / now).round() as u32).max(1)
                };
                let (width, height) = (side(pixels.width, *across, now.0), side(pixels.height, *down, now.1));
                return geometry::apply(&Geometry::Resize { width, height }, pixels, &limits);
            }
            Step::Tone(step) => tone::apply(step, Canvas::of(pixels)?),
            Step::Space(space) => spaces::show(*space, Canvas::of(pixels)?),
            Step::Filter(step) => filter::apply(step, Canvas::of(pixels)?),
            Step::Sketch(step) => sketch::apply(step, Canvas::of(pixels)?),
            Step::Palette(step) => palette::apply(step, Canvas::of(pixels)?),
            Step::Frame(step) => frame::apply(step, &Canvas::of(pixels)?, &limits)?,
            Step::Cipher(step) => cipher::apply(step, Canvas::of(pixels)?)?,
            Step::Drawing(step) => {
                let mut canvas = Canvas::of(pixels)?;
                draw::apply(step, &mut canvas)?;
                canvas
            }
            Step::Lettering(step) => {
                let mut canvas = Canvas::of(pixels)?;
                text::apply(step, &mut canvas)?;
                canvas
            }
            Step::Overlay(how) => {
                let mut canvas = Canvas::of(pixels)?;
                if number >= how.from_frame {
                    combine::overlay(&mut canvas, self.other(how.part)?, how);
                }
                canvas
            }
            Step::Difference { part } => {
                let canvas = Canvas::of(pixels)?;
                let (value, shown) = combine::difference(&canvas, self.other(*part)?)?;
                self.difference = Some(value);
                shown
            }
        };
        canvas.into_pixels()
    }

    /// Another of the given pictures, decoded once.
    fn other(&mut self, index: usize) -> Result<&Canvas, MediaError> {
        let known = self.overlays.iter().position(|(known, _)| *known == index);
        let place = match known {
            Some(place) => place,
            None => {
                let canvas = Canvas::of(decoded(self.part(index)?, &self.bounds().input)?)?;
                self.overlays.push((index, canvas));
                self.overlays.len() - 1
            }
        };
        Ok(&self.overlays[place].1)
    }

    fn writing(&self, format: Export) -> Writing {
        let Finish { quality, smallest, lossless, background, keep_alpha, density, .. } = self.recipe.finish;
        let [red, green, blue, _] = background.unwrap_or([255; 4]);
        let chroma = self.parts.first().map_or(Chroma::Full, |part| chroma_for(part.probe.format));
        Writing {
            format,
            quality,
            smallest,
            lossless,
            background: [red, green, blue],
            keep_alpha,
            chroma,
            density,
        }
    }

    /// Writes a still picture; `usual` is the format when none was asked for.
    fn write(&self, pixels: Pixels, usual: Export) -> Result<Made, MediaError> {
        let finish = &self.recipe.finish;
        let (width, height) = (pixels.width, pixels.height);
        if finish.inks {
            let inks = spaces::inks(&Canvas::of(pixels)?)?;
            let bytes = write(inks, &self.writing(Export::Jpeg))?;
            return Ok(Made { format: Export::Jpeg, width, height, bytes });
        }
        let pixels = match finish.background {
            Some(colour) if colour[3] > 0 => behind(pixels, colour)?,
            _ if finish.keep_alpha => Canvas::of(pixels)?.into_pixels()?,
            _ => pixels,
        };
        let transparent = !pixels.is_opaque() || finish.keep_alpha;
        let format = finish.format.unwrap_or(match usual {
            // What the source's format cannot bear goes into the one that can bear everything.
            format if transparent && !format.has_alpha() => Export::Png,
            format if finish.lossless && !matches!(format, Export::Bmp | Export::Tiff) => Export::Png,
            format if finish.density.is_some() && !density::can_be_set(format) => Export::Png,
            format => format,
        });
        let bytes = write(pixels, &self.writing(format))?;
        Ok(Made { format, width, height, bytes })
    }
}

fn behind(pixels: Pixels, colour: Rgba) -> Result<Pixels, MediaError> {
    Canvas::of(pixels)?.each(|pixel| over(pixel, colour)).into_pixels()
}

/// All pixels of a picture: upright, in sRGB, of 8 bits.
fn decoded(part: &Part<'_>, limits: &Limits) -> Result<Pixels, MediaError> {
    let decoded = decode::decode(part.bytes, &part.probe, None, limits)?;
    let pixels = ops::to_srgb(decoded.pixels, &decoded.colour)?;
    Ok(ops::turn(pixels, decoded.orientation))
}

/// The size with the shape of `picture` that just fits `frame`; smaller pictures stay as they are.
fn fit_whole(picture: (u32, u32), frame: (u32, u32)) -> (u32, u32) {
    ops::fit_inside(picture.0, picture.1, frame.0, frame.1)
}
