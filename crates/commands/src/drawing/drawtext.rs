//! `drawtext`: writes text over the upper, middle and lower part of the picture, in lines that fit it.
//!
//! `GET /drawtext?img=https://…/a.jpg&top=so+much&bottom=grass&cap=true&strokecolor=black&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Lettering, Rgba, Step};

use super::style;
use crate::command::{Command, Group, Plan};
use crate::parameters::{choice, colour, flag, parameters, real, text};
use crate::refusal::Refusal;

parameters! {
    /// What `drawtext` takes.
    Drawtext {
        top: Option<String> = text(500).optional(), "Above.";
        center: Option<String> = text(500).optional(), "In the middle.";
        bottom: Option<String> = text(500).optional(), "Below.";
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
    name: "drawtext",
    aliases: &["meme"],
    group: Group::Drawing,
    about: "Writes text over the upper, middle and lower part of the picture, in lines that fit it.",
    parameters: Drawtext::SPECS,
    example: "top=so+much&bottom=grass&cap=true&strokecolor=black",
    plan: |given| {
        let Drawtext { top, center, bottom, font, cap, size, color, strokecolor, strokewidth, strokeopacity } =
            Drawtext::read(given)?;
        if top.is_none() && center.is_none() && bottom.is_none() {
            return Err(Refusal::Missing("top".to_owned()));
        }
        let style = style::style(&font, size, color, strokecolor, strokewidth, strokeopacity);
        let [top, centre, bottom] =
            [top, center, bottom].map(|text| text.map(|text| style::cased(text, cap)));
        Plan::steps(given, vec![Step::Lettering(Lettering::Caption { top, centre, bottom, style })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use super::style;
    use crate::refusal::Refusal;
    use crate::testing::{PHOTO, run, run_on};

    /// The rows in which something changed: the first and the last.
    fn changed(query: &str) -> (usize, usize) {
        let (seen, before) = (run("drawtext", query), run("convert", "export=png"));
        let rows: Vec<usize> =
            (0..80).filter(|y| (0..120).any(|x| seen.at(x, *y) != before.at(x, *y))).collect();
        (*rows.first().unwrap(), *rows.last().unwrap())
    }

    #[test]
    fn each_text_stays_in_its_part() {
        assert!(changed("top=so+much").1 < 32);
        assert!(changed("bottom=grass").0 > 48);
        let middle = changed("center=meadow");
        assert!(middle.0 > 24 && middle.1 < 56, "{middle:?}");
    }

    #[test]
    fn a_long_text_is_broken_and_fits() {
        let query = "top=it+was+a+bright+cold+day+in+april+and+the+clocks+were+striking+thirteen";
        let (seen, before) = (run("drawtext", query), run("convert", "export=png"));
        assert!((0..80).all(|y| seen.at(0, y) == before.at(0, y) && seen.at(119, y) == before.at(119, y)));
        assert!(changed(query).1 < 40);
    }

    #[test]
    fn every_font_draws_something_of_its_own() {
        let pictures: Vec<_> =
            style::FONTS.iter().map(|font| run("drawtext", &format!("center=Rg&font={font}"))).collect();
        for (index, picture) in pictures.iter().enumerate() {
            assert!(!pictures[..index].contains(picture), "{}", style::FONTS[index]);
        }
    }

    #[test]
    fn a_text_is_only_a_text() {
        let seen = run("drawtext", "center=<rect width='999' height='999'/>");
        assert!(seen.pixels.iter().filter(|pixel| **pixel == [255; 4]).count() < 3000);
        assert_eq!(run_on(&[&PHOTO], "drawtext", "cap=1"), Err(Refusal::Missing("top".to_owned())));
        assert!(matches!(run_on(&[&PHOTO], "drawtext", "top=a&font=comic"), Err(Refusal::Invalid { .. })));
    }

    #[test]
    fn an_outline_goes_around_the_letters() {
        let seen = run("meme", "center=OO&strokecolor=red&strokeopacity=1&strokewidth=3");
        assert!(seen.pixels.contains(&[255, 0, 0, 255]));
    }
}
