//! How drawn text looks: what the commands for text have in common.

use calotype_media::craft::{Font, Pen, Rgba, Style};

/// The documented names of the fonts.
pub(crate) const FONTS: &[&str] = &[
    "impact", "college", "bold", "square", "arial", "mario", "vera", "owl", "wolf", "gym", "dotty", "meth",
    "puppy",
];

/// Puts the documented parameters together. There is an outline where it has a colour.
pub(crate) fn style(
    font: &str,
    size: Option<f32>,
    color: Rgba,
    strokecolor: Option<Rgba>,
    strokewidth: f32,
    strokeopacity: f32,
) -> Style {
    let known = Font::ALL.into_iter().find(|(name, _)| *name == font);
    Style {
        font: known.map_or(Font::Impact, |(_, font)| font),
        size,
        colour: color,
        outline: strokecolor.map(|colour| Pen { colour, width: strokewidth, opacity: strokeopacity }),
    }
}

/// The text as it is drawn.
pub(crate) fn cased(text: String, capitals: bool) -> String {
    if capitals { text.to_uppercase() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_font_is_there() {
        assert_eq!(Font::ALL.map(|(name, _)| name), FONTS);
    }
}
