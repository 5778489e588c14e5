//! Pages of a PDF through hayro, which is safe Rust.

use hayro::{
    PixmapSettings, RenderCache, RenderSettings,
    hayro_interpret::InterpreterSettings,
    hayro_syntax::{Pdf, page::Page},
    vello_cpu::{color::palette::css::WHITE, peniko::ImageAlphaType},
};

use super::Wanted;
use crate::{
    error::MediaError,
    limits::Limits,
    pixels::{Layout, Pixels},
    probe::Probe,
};

/// Renders the page on white, in the size the probe announced or, if that is less, in twice the wanted size.
pub(super) fn decode(data: &[u8], probe: &Probe, wanted: Option<Wanted>) -> Result<Pixels, MediaError> {
    let pdf = Pdf::new(data.to_vec()).map_err(|error| MediaError::corrupt(format!("{error:?}")))?;
    let page = pdf.pages().first().ok_or_else(|| MediaError::corrupt("a PDF without pages"))?;
    draw(page, drawing_size(probe, wanted))
}

/// Dots per inch of a page that is drawn for itself.
const DPI: f32 = 144.0;

/// Draws any page, counted from 0, at 144 dots per inch on white.
pub(crate) fn page(data: &[u8], number: u32, limits: &Limits) -> Result<Pixels, MediaError> {
    let pdf = Pdf::new(data.to_vec()).map_err(|error| MediaError::corrupt(format!("{error:?}")))?;
    let page = pdf
        .pages()
        .get(number as usize)
        .ok_or_else(|| MediaError::corrupt(format!("there is no page {}", number + 1)))?;
    let (width, height) = page.render_dimensions();
    let side = |points: f32| (points * DPI / 72.0).round().max(1.0) as u32;
    let size = (side(width), side(height));
    limits.check_size(size.0, size.1)?;
    draw(page, size)
}

fn draw(page: &Page<'_>, (width, height): (u32, u32)) -> Result<Pixels, MediaError> {
    let (page_width, page_height) = page.render_dimensions();
    // The renderer rounds down; a hair more than the exact scale makes it arrive at the size.
    let scale = |side: u32, page: f32| (side as f32 + 0.5) / page.max(f32::MIN_POSITIVE);
    let settings = PixmapSettings {
        x_scale: scale(width, page_width),
        y_scale: scale(height, page_height),
        bg_color: WHITE,
    };
    let drawn = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let samples = drawn.take_rgba8(ImageAlphaType::AlphaPremultiplied);
    Ok(Pixels::from_u8(width, height, Layout::Rgba, samples)?.without_alpha())
}

/// The size to draw something in that has no pixels of its own: twice what is wanted, so that resampling smooths what the
/// rasteriser leaves jagged, but no more than the probe announced.
pub(super) fn drawing_size(probe: &Probe, wanted: Option<Wanted>) -> (u32, u32) {
    let full = (probe.width, probe.height);
    let Some(wanted) = wanted else { return full };
    let (width, height) = (wanted.width.saturating_mul(2), wanted.height.saturating_mul(2));
    if width >= probe.width || height >= probe.height { full } else { (width, height) }
}
