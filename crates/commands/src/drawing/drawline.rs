//! `drawline`: draws a line over the picture.
//!
//! `GET /drawline?img=https://…/a.jpg&startx=5&starty=5&endx=100&endy=60&color=red&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Drawing, Pen, Rgba, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{colour, parameters, real};

parameters! {
    /// What `drawline` takes.
    Drawline {
        startx: f32 = real(-1e6, 1e6), "Where it begins, pixels.";
        starty: f32 = real(-1e6, 1e6), "Where it begins, pixels.";
        endx: f32 = real(-1e6, 1e6), "Where it ends, pixels.";
        endy: f32 = real(-1e6, 1e6), "Where it ends, pixels.";
        color: Rgba = colour().default("white"), "Of the line.";
        strokewidth: f32 = real(0.0, 1000.0).default("2"), "Width of the lines, pixels.";
        strokeopacity: f32 = real(0.0, 1.0).default("0.9"), "Of the lines, 0 to 1.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "drawline",
    group: Group::Drawing,
    about: "Draws a line over the picture.",
    parameters: Drawline::SPECS,
    example: "startx=5&starty=5&endx=100&endy=60&color=red",
    plan: |given| {
        let Drawline { startx, starty, endx, endy, color, strokewidth, strokeopacity } =
            Drawline::read(given)?;
        let pen = Pen { colour: color, width: strokewidth, opacity: strokeopacity };
        let line = ([startx, starty, endx, endy], pen);
        Plan::steps(given, vec![Step::Drawing(Drawing::Lines(vec![line]))])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_draws_where_imagemagick_draws() {
        let query = "startx=5&starty=5&endx=100&endy=60&color=red&strokewidth=4&strokeopacity=1";
        let arguments = "-stroke red -strokewidth 4 -draw line_5,5_100,60";
        like_imagemagick("drawline", query, arguments, Near(1.0, 255));
    }
}
