//! `drawlines`: draws lines over the picture.
//!
//! `POST /drawlines?img=https://…/a.jpg&lines=[{"startx":5,"starty":5,"endx":100,"endy":60}]&color=red&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Drawing, Pen, Rgba, Step};

use crate::command::{Command, Group, Methods, Plan};
use crate::given::Given;
use crate::parameters::{Entry, colour, list, parameters, real};
use crate::refusal::Refusal;

parameters! {
    /// What `drawlines` takes.
    Drawlines {
        lines: Vec<Line> = list(64, Line::SPECS), "The lines.";
        color: Rgba = colour().default("white"), "Where a line has none of its own.";
        strokewidth: f32 = real(0.0, 1000.0).default("2"), "Width of the lines, pixels.";
        strokeopacity: f32 = real(0.0, 1.0).default("0.9"), "Of the lines, 0 to 1.";
    }
}

parameters! {
    /// One line.
    Line {
        startx: f32 = real(-1e6, 1e6), "Where it begins, pixels.";
        starty: f32 = real(-1e6, 1e6), "Where it begins, pixels.";
        endx: f32 = real(-1e6, 1e6), "Where it ends, pixels.";
        endy: f32 = real(-1e6, 1e6), "Where it ends, pixels.";
        color: Option<Rgba> = colour().optional(), "Of the line.";
        strokewidth: Option<f32> = real(0.0, 1000.0).optional(), "Width of the line, pixels.";
        strokeopacity: Option<f32> = real(0.0, 1.0).optional(), "Of the line, 0 to 1.";
    }
}

impl Entry for Line {
    fn entry(given: &Given) -> Result<Self, Refusal> {
        Line::read(given)
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "drawlines",
    group: Group::Drawing,
    methods: Methods::Post,
    about: "Draws lines over the picture.",
    parameters: Drawlines::SPECS,
    example: "lines=[{\"startx\":5,\"starty\":5,\"endx\":100,\"endy\":60}]&color=red",
    plan: |given| {
        let Drawlines { lines, color, strokewidth, strokeopacity } = Drawlines::read(given)?;
        let lines = lines.into_iter().map(|own| {
            let pen = Pen {
                colour: own.color.unwrap_or(color),
                width: own.strokewidth.unwrap_or(strokewidth),
                opacity: own.strokeopacity.unwrap_or(strokeopacity),
            };
            ([own.startx, own.starty, own.endx, own.endy], pen)
        });
        Plan::steps(given, vec![Step::Drawing(Drawing::Lines(lines.collect()))])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn each_is_drawn_like_a_single_one() {
        let two = r#"strokeopacity=1&lines=[{"startx":5,"starty":5,"endx":100,"endy":60,"color":"red"}]"#;
        let one = "startx=5&starty=5&endx=100&endy=60&color=red&strokeopacity=1";
        assert_eq!(run("drawlines", two), run("drawline", one));
    }
}
