//! Text set on pages: a PDF of headings, paragraphs, lists and code.
//!
//! Nothing foreign is decoded here; what comes in is text that was taken apart already, and what comes out is ours. Set in
//! one built-in font, letter by letter from left to right, without shaping: scripts that need it are refused, as is every
//! letter that the font lacks.

mod file;
mod font;
mod set;

use crate::error::MediaError;

/// A piece of a text, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// What stands in it.
    pub runs: Vec<Run>,
    /// How deep it lies in lists and quotations.
    pub depth: u8,
    /// What stands before it: a dot or a number.
    pub marker: Option<String>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Of a level, 1..=6.
    Heading(u8),
    /// Text.
    Paragraph,
    /// Lines that stay as they are.
    Code,
    /// A line across.
    Rule,
}

/// Letters of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The letters; a line feed ends a line.
    pub text: String,
    /// Heavier.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
}

/// Pages of one document.
const MOST_PAGES: usize = 500;

/// Sets the text on A4 pages and writes them as PDF.
///
/// # Errors
/// [`MediaError::Unsupported`] for letters the font lacks, with the first of them; [`MediaError::TooLarge`] for more than 500
/// pages.
pub fn typeset(blocks: &[Block]) -> Result<Vec<u8>, MediaError> {
    let font = font::Font::built_in()?;
    let pages = set::set(blocks, &font)?;
    file::write(&pages, &font)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decode, limits::Limits, pixels::Samples, probe::probe};

    fn paragraph(text: &str) -> Block {
        let run = Run { text: text.to_owned(), bold: false, italic: false };
        Block { kind: BlockKind::Paragraph, runs: vec![run], depth: 0, marker: None }
    }

    #[test]
    fn a_page_shows_its_text_and_nothing_beside_it() {
        let file = typeset(&[paragraph("The quick brown fox. Größe, œuvre, ελλάδα, цвет")]).unwrap();
        let probe = probe(&file, "").unwrap();
        assert_eq!(probe.frames, 1);
        let shown = decode::page(&file, 0, &Limits::default()).unwrap();
        assert_eq!((shown.width, shown.height), (1190, 1684));
        let Samples::U8(samples) = &shown.samples else { panic!("16 bits") };
        let dark = |rows: std::ops::Range<usize>| {
            let row = shown.width as usize * 3;
            samples[rows.start * row..rows.end * row].iter().filter(|sample| **sample < 100).count()
        };
        assert!(dark(100..160) > 1000, "{}", dark(100..160));
        assert_eq!(dark(300..1600), 0);
    }

    #[test]
    fn a_long_text_goes_over_several_pages() {
        let text = "word ".repeat(3000);
        let file = typeset(&[paragraph(&text)]).unwrap();
        assert!(probe(&file, "").unwrap().frames > 3);
    }

    #[test]
    fn a_text_without_end_is_refused() {
        let text = "a\n".repeat(60_000);
        assert!(matches!(typeset(&[paragraph(&text)]), Err(MediaError::TooLarge { .. })));
    }

    #[test]
    fn letters_that_are_not_there_are_refused_and_not_left_out() {
        let refused = typeset(&[paragraph("日本")]);
        assert!(matches!(refused, Err(MediaError::Unsupported { .. })), "{refused:?}");
    }
}
