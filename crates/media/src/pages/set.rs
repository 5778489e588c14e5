//! Lines and pages: where each letter stands.

use super::{Block, BlockKind, MOST_PAGES, Run, font::Font};
use crate::error::MediaError;
use crate::limits::Limits;

/// A4, points.
pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 56.0;
/// Of text, points.
const SIZE: f32 = 11.0;
/// From one base line to the next, in sizes.
const LEADING: f32 = 1.4;
/// Of a list in a list, points.
const INDENT: f32 = 18.0;

/// What is drawn on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// Glyphs from a place on, with their letters.
    Text { x: f32, y: f32, size: f32, bold: bool, italic: bool, glyphs: Vec<(u16, char)> },
    /// A filled rectangle: left, lower edge, width, height, and its grey.
    Box { x: f32, y: f32, width: f32, height: f32, grey: f32 },
}

/// One page.
pub(super) type Page = Vec<Mark>;

/// A word with what follows it.
struct Word {
    glyphs: Vec<(u16, char)>,
    width: f32,
    bold: bool,
    italic: bool,
    /// Whether a space stands before it.
    spaced: bool,
    /// Whether a line ends before it.
    broken: bool,
}

pub(super) fn set(blocks: &[Block], font: &Font) -> Result<Vec<Page>, MediaError> {
    let mut setter = Setter { font, pages: vec![Vec::new()], y: HEIGHT - MARGIN };
    for block in blocks {
        setter.block(block)?;
    }
    Ok(setter.pages)
}

struct Setter<'a> {
    font: &'a Font,
    pages: Vec<Page>,
    /// Upper edge of what comes next, points from below.
    y: f32,
}

impl Setter<'_> {
    fn block(&mut self, block: &Block) -> Result<(), MediaError> {
        let (size, bold, before) = match block.kind {
            BlockKind::Heading(level) => {
                let size = [24.0, 18.0, 14.0, 12.0, 11.0, 11.0][usize::from(level.clamp(1, 6)) - 1];
                (size, true, size * 0.7)
            }
            BlockKind::Paragraph | BlockKind::Rule => (SIZE, false, SIZE * 0.4),
            BlockKind::Code => (SIZE * 0.9, false, SIZE * 0.4),
        };
        self.down(before)?;
        let left = MARGIN + f32::from(block.depth.min(12)) * INDENT;
        if block.kind == BlockKind::Rule {
            self.down(SIZE * 0.5)?;
            let mark = Mark::Box { x: left, y: self.y, width: WIDTH - MARGIN - left, height: 0.7, grey: 0.6 };
            self.put(mark);
            return self.down(SIZE * 0.5);
        }
        let code = block.kind == BlockKind::Code;
        let words = self.words(&block.runs, size, bold, code)?;
        let right = WIDTH - MARGIN;
        let mut line: Vec<Word> = Vec::new();
        let mut width = 0.0;
        let mut first = true;
        let space = self.space(size);
        for word in words {
            let more = if word.spaced && !line.is_empty() { space + word.width } else { word.width };
            if !line.is_empty() && (word.broken || left + width + more > right) {
                self.line(&line, left, size, code, first.then_some(block.marker.as_deref()).flatten())?;
                first = false;
                line.clear();
                width = 0.0;
            }
            width += if line.is_empty() { word.width } else { more };
            line.push(word);
        }
        if !line.is_empty() {
            self.line(&line, left, size, code, first.then_some(block.marker.as_deref()).flatten())?;
        }
        self.down(size * 0.3)
    }

    fn space(&self, size: f32) -> f32 {
        self.font.glyph(' ').map_or(0.3, |(_, width)| width / 1000.0) * size
    }

    /// Takes the text apart where lines may end. In code every line is one word.
    fn words(&self, runs: &[Run], size: f32, bold: bool, code: bool) -> Result<Vec<Word>, MediaError> {
        let mut words: Vec<Word> = Vec::new();
        let (mut spaced, mut broken, mut open) = (false, false, false);
        for run in runs {
            for letter in run.text.chars() {
                let letter = if letter == '\t' { ' ' } else { letter };
                if letter == '\n' {
                    // An empty line is a line as well.
                    if broken {
                        words.push(Word {
                            glyphs: Vec::new(),
                            width: 0.0,
                            bold,
                            italic: false,
                            spaced: false,
                            broken,
                        });
                    }
                    (broken, open, spaced) = (true, false, false);
                    continue;
                }
                if letter == ' ' && !code {
                    (spaced, open) = (true, false);
                    continue;
                }
                let (glyph, advance) = self.font.glyph(letter).ok_or_else(|| {
                    MediaError::unsupported(format!(
                        "the letter {letter:?} (U+{:04X}), in this font,",
                        u32::from(letter)
                    ))
                })?;
                let advance = advance / 1000.0 * size;
                let heavy = bold || run.bold;
                let fits = |word: &Word| word.bold == heavy && word.italic == run.italic;
                // What is longer than a line is cut where the line ends.
                let room = WIDTH - 2.0 * MARGIN - f32::from(12_u8) * INDENT;
                match words.last_mut() {
                    Some(word) if open && fits(word) && (word.width + advance <= room || code) => {
                        word.glyphs.push((glyph, letter));
                        word.width += advance;
                    }
                    _ => {
                        words.push(Word {
                            glyphs: vec![(glyph, letter)],
                            width: advance,
                            bold: heavy,
                            italic: run.italic,
                            spaced,
                            broken,
                        });
                        (spaced, broken, open) = (false, false, true);
                    }
                }
            }
        }
        Ok(words)
    }

    fn line(
        &mut self,
        words: &[Word],
        left: f32,
        size: f32,
        code: bool,
        marker: Option<&str>,
    ) -> Result<(), MediaError> {
        self.down(size * LEADING)?;
        let y = self.y + size * (LEADING - 1.0);
        if code {
            let (width, height) = (WIDTH - MARGIN - left + 8.0, size * LEADING);
            self.put(Mark::Box { x: left - 4.0, y: self.y, width, height, grey: 0.94 });
        }
        if let Some(marker) = marker {
            let glyphs: Vec<(u16, char)> =
                marker.chars().filter_map(|letter| Some((self.font.glyph(letter)?.0, letter))).collect();
            self.put(Mark::Text { x: left - INDENT * 0.8, y, size, bold: false, italic: false, glyphs });
        }
        let space = self.space(size);
        let mut x = left;
        for (index, word) in words.iter().enumerate() {
            if word.spaced && index > 0 {
                x += space;
            }
            let glyphs = word.glyphs.clone();
            self.put(Mark::Text { x, y, size, bold: word.bold, italic: word.italic, glyphs });
            x += word.width;
        }
        Ok(())
    }

    /// Goes down, to the next page where this one ends.
    fn down(&mut self, by: f32) -> Result<(), MediaError> {
        self.y -= by;
        if self.y < MARGIN {
            Limits::check("pages", self.pages.len() as u64 + 1, MOST_PAGES as u64)?;
            self.pages.push(Vec::new());
            self.y = HEIGHT - MARGIN - by;
        }
        Ok(())
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }
}
