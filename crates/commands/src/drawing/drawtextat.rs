//! `drawtextat`: writes one line of text from a place on.
//!
//! `GET /drawtextat?img=https://…/a.jpg&text=grass&x=10&y=40&font=arial&color=yellow&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Lettering, Rgba, Step};

use super::style;
use crate::command::{Command, Group, Plan};
use crate::parameters::{choice, colour, flag, parameters, real, text};

parameters! {
    /// What `drawtextat` takes.
    Drawtextat {
        text: String = text(500), "What.";
        x: f32 = real(-1e5, 1e5), "Left edge of the text, pixels.";
        y: f32 = real(-1e5, 1e5), "Base line of the text, pixels.";
        font: String = choice(style::FONTS).default("impact"), "Which letters.";
        cap: bool = flag().default("false"), "In capitals.";
        size: Option<f32> = real(4.0, 2000.0).optional(), "Of the letters, pixels; absent, as large as fits.";
        color: Rgba = colour().default("white"), "Of the letters.";
        strokecolor: Option<Rgba> = colour().optional(), "Of an outline; absent, there is none.";
        strokewidth: f32 = real(0.0, 100.0).default("2"), "Of the outline, pixels.";
        strokeopacity: f32 = real(0.0, 1.0).default("0.9"), "Of the outline, 0 to 1.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "drawtextat",
    aliases: &["annotate"],
    group: Group::Drawing,
    about: "Writes one line of text from a place on.",
    parameters: Drawtextat::SPECS,
    example: "text=grass&x=10&y=40&font=arial&color=yellow",
    plan: |given| {
        let Drawtextat { text, x, y, font, cap, size, color, strokecolor, strokewidth, strokeopacity } =
            Drawtextat::read(given)?;
        let style = style::style(&font, size, color, strokecolor, strokewidth, strokeopacity);
        let text = style::cased(text, cap);
        Plan::steps(given, vec![Step::Lettering(Lettering::At { text, x, y, style })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn it_begins_at_the_place_and_stands_on_the_line() {
        let (seen, before) =
            (run("drawtextat", "text=HH&x=20&y=50&size=30&color=red"), run("convert", "export=png"));
        let differs = |x: usize, y: usize| seen.at(x, y) != before.at(x, y);
        assert!((0..120).all(|x| (51..80).all(|y| !differs(x, y))));
        assert!((0..20).all(|x| (0..80).all(|y| !differs(x, y))));
        assert!((20..26).any(|x| differs(x, 45)));
    }

    #[test]
    fn capitals_are_made_when_asked_for() {
        assert_eq!(run("annotate", "text=ab&x=5&y=50&cap=1"), run("drawtextat", "text=AB&x=5&y=50"));
    }
}
