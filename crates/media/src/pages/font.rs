//! The font of the pages: which glyph a letter has, and how wide it is.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

use crate::error::MediaError;

/// The file, as it is embedded.
pub(super) const FILE: &[u8] = include_bytes!("../../assets/Tuffy.ttf");

/// The font, in thousandths of its size.
pub(super) struct Font {
    font: FontRef<'static>,
    scale: f32,
    pub(super) ascent: f32,
    pub(super) descent: f32,
}

impl Font {
    pub(super) fn built_in() -> Result<Font, MediaError> {
        let font =
            FontRef::new(FILE).map_err(|error| MediaError::Io(format!("the built-in font: {error}")))?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let scale = 1000.0 / f32::from(metrics.units_per_em);
        Ok(Font { font, scale, ascent: metrics.ascent * scale, descent: metrics.descent * scale })
    }

    /// The glyph of a letter and its width.
    pub(super) fn glyph(&self, letter: char) -> Option<(u16, f32)> {
        let id = self.font.charmap().map(letter)?;
        let metrics = self.font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let number = u16::try_from(id.to_u32()).ok().filter(|number| *number > 0)?;
        Some((number, metrics.advance_width(id)? * self.scale))
    }
}
