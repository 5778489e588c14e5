//! `pdfgen`: sets a text in Markdown on the pages of a PDF.
//!
//! `POST /pdfgen?input=%23+Title&key=…` answers
//! `{"status":200,"link":"https://…/….pdf","ssl_link":"…","id":"….pdf"}`.

use calotype_media::pages::Block;

use crate::command::{Command, Group, Methods, Picture, Plan, Returns, Work};
use crate::parameters::{choice, parameters, text};
use crate::refusal::Refusal;

mod markdown;

parameters! {
    /// What `pdfgen` takes.
    Pdfgen {
        input: String = text(1_000_000), "The text.";
        format: String = choice(&["markdown", "html"]).default("markdown"), "What the text is; of the two, html is not enabled.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "pdfgen",
    group: Group::Format,
    methods: Methods::Post,
    about: "Sets a text in Markdown on the A4 pages of a PDF: headings, paragraphs, lists, code, emphasis; pictures become their descriptions.",
    parameters: Pdfgen::SPECS,
    picture: Picture::None,
    returns: Returns::Fields(&[
        ("link", "\"https://…/….pdf\""),
        ("ssl_link", "\"https://…/….pdf\""),
        ("id", "\"….pdf\""),
    ]),
    example: "input=Hello",
    plan: |given| {
        let Pdfgen { input, format } = Pdfgen::read(given)?;
        if format == "html" {
            return Err(Refusal::Disabled(
                "setting HTML needs a layout engine, which this server does not have",
            ));
        }
        let blocks: Vec<Block> = markdown::blocks(&input);
        Ok(Plan { pictures: Vec::new(), work: Work::Typeset(blocks) })
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use calotype_media::pages::typeset;

    use super::*;
    use crate::testing::{look, plan, run_on};

    fn file(input: &str) -> Vec<u8> {
        let planned = plan("pdfgen", &format!("input={input}"), false).unwrap();
        let Work::Typeset(blocks) = planned.work else { panic!("{planned:?}") };
        typeset(&blocks).unwrap()
    }

    #[test]
    fn the_pages_can_be_read_by_our_own_pdftoimg() {
        let text = "# A title\n\nSome *slanted* and **heavy** words.\n\n- one\n- two\n\n```\ncode\n```\n";
        let page = run_on(&[&file(text)], "pdftoimg", "").unwrap().1;
        let seen = look(&page);
        assert_eq!(seen.size(), (1190, 1684));
        let dark = |from: usize, to: usize| {
            (from..to)
                .flat_map(|y| (0..1190).map(move |x| (x, y)))
                .filter(|(x, y)| seen.at(*x, *y)[0] < 128)
                .count()
        };
        assert!(dark(100, 250) > 500, "{}", dark(100, 250));
        assert_eq!(dark(800, 1684), 0);
    }

    #[test]
    fn html_is_not_enabled_and_says_so() {
        assert!(matches!(plan("pdfgen", "input=a&format=html", false), Err(Refusal::Disabled(_))));
        assert_eq!(plan("pdfgen", "", false), Err(Refusal::Missing("input".to_owned())));
    }
}
