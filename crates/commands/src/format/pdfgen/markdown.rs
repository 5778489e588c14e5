//! Markdown taken apart into blocks.

use calotype_media::pages::{Block, BlockKind, Run};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The blocks of a text. Raw HTML is dropped; of a link the words stay, of a picture its description.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut builder = Builder::default();
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        builder.take(event);
    }
    builder.close();
    builder.blocks
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    kind: Option<BlockKind>,
    runs: Vec<Run>,
    /// The next number of each list we are in; `None` for one with dots.
    lists: Vec<Option<u64>>,
    quotations: u8,
    marker: Option<String>,
    bold: u32,
    italic: u32,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule => {
                self.close();
                self.push(BlockKind::Rule, Vec::new());
            }
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(*level as u8)),
            Tag::Paragraph => self.open(BlockKind::Paragraph),
            Tag::CodeBlock(_) => self.open(BlockKind::Code),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotations = self.quotations.saturating_add(1);
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.close();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = format!("{number}.");
                        *number += 1;
                        marker
                    }
                    _ => "•".to_owned(),
                });
            }
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Item => self.close(),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotations = self.quotations.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let run = Run { text: text.to_owned(), bold: self.bold > 0, italic: self.italic > 0 };
        self.runs.push(run);
    }

    fn open(&mut self, kind: BlockKind) {
        self.close();
        self.kind = Some(kind);
    }

    /// Ends the block that is open, if it has anything in it.
    fn close(&mut self) {
        let kind = self.kind.take().unwrap_or(BlockKind::Paragraph);
        let runs = std::mem::take(&mut self.runs);
        if !runs.is_empty() {
            self.push(kind, runs);
        }
    }

    fn push(&mut self, kind: BlockKind, runs: Vec<Run>) {
        let depth = (self.lists.len() as u8).saturating_add(self.quotations);
        self.blocks.push(Block { kind, runs, depth, marker: self.marker.take() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<(BlockKind, String, u8, Option<String>)> {
        let words = |block: &Block| block.runs.iter().map(|run| run.text.as_str()).collect::<String>();
        blocks(text).into_iter().map(|block| (block.kind, words(&block), block.depth, block.marker)).collect()
    }

    #[test]
    fn headings_paragraphs_and_code_are_blocks() {
        let text = "## Title\n\none\ntwo\n\n```\na\nb\n```\n---\n";
        let expected = [
            (BlockKind::Heading(2), "Title".to_owned(), 0, None),
            (BlockKind::Paragraph, "one two".to_owned(), 0, None),
            (BlockKind::Code, "a\nb\n".to_owned(), 0, None),
            (BlockKind::Rule, String::new(), 0, None),
        ];
        assert_eq!(shape(text), expected);
    }

    #[test]
    fn lists_have_dots_or_numbers_and_lie_in_each_other() {
        let shape = shape("3. a\n4. b\n   - c\n");
        let markers: Vec<_> = shape.iter().map(|block| (block.3.as_deref(), block.2)).collect();
        assert_eq!(markers, [(Some("3."), 1), (Some("4."), 1), (Some("•"), 2)]);
    }

    #[test]
    fn emphasis_is_kept_and_html_is_not() {
        let blocks = blocks("a **b** *c* <script>alert(1)</script>");
        let runs = &blocks[0].runs;
        assert!(runs.iter().any(|run| run.bold && run.text == "b"));
        assert!(runs.iter().any(|run| run.italic && run.text == "c"));
        assert!(!runs.iter().any(|run| run.text.contains("script")));
    }
}
