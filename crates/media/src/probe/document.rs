//! Drawings and documents: SVG and PDF, which have a size but no pixels yet.

use quick_xml::{Reader, events::Event};

use crate::{error::MediaError, limits::Limits};

/// Pixels per CSS pixel or point that a drawing is reported, and at most rendered, with: sharp on a dense screen.
pub(crate) const DENSITY: f32 = 2.0;
/// Longest side a drawing is rendered with, pixels.
pub(crate) const MOST_SIDE: u32 = 4096;
/// Depth of nested elements. The renderer walks them recursively; drawings made by people stay below 30.
const MOST_DEPTH: usize = 200;

/// Whether the text is an SVG document: its first element is called `svg`.
pub(crate) fn is_svg(data: &[u8]) -> bool {
    let head = &data[..data.len().min(64 << 10)];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if !head.trim_ascii_start().starts_with(b"<") {
        return false;
    }
    let mut reader = Reader::from_reader(head);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                return element.local_name().as_ref() == b"svg";
            }
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// The size an SVG asks for, in pixels at [`DENSITY`]. Refuses documents nested too deeply for a recursive renderer.
pub(crate) fn svg_size(data: &[u8]) -> Result<(u32, u32), MediaError> {
    let mut reader = Reader::from_reader(data);
    let mut size = None;
    let mut depth = 0usize;
    loop {
        let event = reader.read_event().map_err(|error| MediaError::corrupt(error.to_string()))?;
        if let Event::Start(element) | Event::Empty(element) = &event
            && size.is_none()
        {
            let attribute = |name: &str| {
                let found = element.try_get_attribute(name).ok().flatten()?;
                Some(String::from_utf8_lossy(&found.value).into_owned())
            };
            let view: Vec<f32> = attribute("viewBox")
                .unwrap_or_default()
                .split([' ', ',', '\n', '\t'])
                .filter_map(|number| number.parse().ok())
                .collect();
            let side = |name, index: usize| {
                attribute(name)
                    .and_then(|text| length(&text))
                    .or_else(|| view.get(index).copied())
                    .unwrap_or(100.0)
            };
            size = Some((side("width", 2), side("height", 3)));
        }
        match event {
            Event::Start(_) => {
                depth += 1;
                Limits::check("nesting", depth as u64, MOST_DEPTH as u64)?;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => break,
            _ => {}
        }
    }
    let (width, height) = size.ok_or_else(|| MediaError::corrupt("no root element"))?;
    Ok(drawn_size(width, height))
}

/// A CSS length in pixels; `None` for percentages and nonsense.
fn length(text: &str) -> Option<f32> {
    let text = text.trim();
    let digits =
        text.find(|c: char| !matches!(c, '0'..='9' | '.' | '+' | '-' | 'e' | 'E')).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let per_unit = match unit.trim() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "em" | "rem" => 16.0,
        _ => return None,
    };
    number.parse::<f32>().ok().map(|value| value * per_unit).filter(|value| *value > 0.0)
}

/// The size of a PDF's first page in pixels at [`DENSITY`], and the number of pages.
pub(crate) fn pdf(data: &[u8]) -> Result<(u32, u32, u32), MediaError> {
    let pdf = hayro::hayro_syntax::Pdf::new(data.to_vec()).map_err(|error| match error {
        hayro::hayro_syntax::LoadPdfError::Decryption(_) => MediaError::unsupported("an encrypted PDF"),
        other @ hayro::hayro_syntax::LoadPdfError::Invalid => MediaError::corrupt(format!("{other:?}")),
    })?;
    let first = pdf.pages().first().ok_or_else(|| MediaError::corrupt("a PDF without pages"))?;
    let (width, height) = first.render_dimensions();
    let (width, height) = drawn_size(width, height);
    Ok((width, height, u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX)))
}

/// Brings a size in CSS pixels or points to pixels at [`DENSITY`], no side longer than [`MOST_SIDE`].
fn drawn_size(width: f32, height: f32) -> (u32, u32) {
    let longest = width.max(height).max(1.0);
    let scale = DENSITY.min(MOST_SIDE as f32 / longest);
    let side = |value: f32| (value * scale).round().clamp(1.0, MOST_SIDE as f32) as u32;
    (side(width), side(height))
}
