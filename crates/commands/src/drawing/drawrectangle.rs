//! `drawrectangle`: draws a rectangle over the picture.
//!
//! `GET /drawrectangle?img=https://…/a.jpg&x=10&y=5&width=40&height=30&color=red&strokewidth=3&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Area, Drawing, Pen, Rgba, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{colour, parameters, place, real, side};

parameters! {
    /// What `drawrectangle` takes.
    Drawrectangle {
        x: i64 = place(), "Left edge, pixels.";
        y: i64 = place(), "Upper edge, pixels.";
        width: u32 = side(), "Width, pixels.";
        height: u32 = side(), "Height, pixels.";
        color: Rgba = colour().default("white"), "Of the line.";
        fillcolor: Rgba = colour().default("transparent"), "Inside.";
        strokewidth: f32 = real(0.0, 1000.0).default("1.2"), "Width of the lines, pixels.";
        strokeopacity: f32 = real(0.0, 1.0).default("0.9"), "Of the lines, 0 to 1.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "drawrectangle",
    group: Group::Drawing,
    about: "Draws a rectangle over the picture.",
    parameters: Drawrectangle::SPECS,
    example: "x=10&y=5&width=40&height=30&color=red&strokewidth=3",
    plan: |given| {
        let Drawrectangle { x, y, width, height, color, fillcolor, strokewidth, strokeopacity } =
            Drawrectangle::read(given)?;
        let pen = Pen { colour: color, width: strokewidth, opacity: strokeopacity };
        let rectangle = (Area { x, y, width, height }, pen, fillcolor);
        Plan::steps(given, vec![Step::Drawing(Drawing::Rectangles(vec![rectangle]))])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, run};

    #[test]
    fn it_draws_where_imagemagick_draws() {
        let query = "x=10&y=5&width=40&height=30&color=red&fillcolor=blue&strokewidth=3&strokeopacity=1";
        let arguments = "-fill blue -stroke red -strokewidth 3 -draw rectangle_10,5_50,35";
        like_imagemagick("drawrectangle", query, arguments, Near(1.5, 255));
        let seen = run("drawrectangle", query);
        assert_eq!(seen.at(30, 20), [0, 0, 255, 255]);
        assert_eq!(seen.at(10, 20), [255, 0, 0, 255]);
    }

    #[test]
    fn without_a_colour_inside_the_picture_stays_there() {
        let (seen, before) =
            (run("drawrectangle", "x=10&y=5&width=40&height=30"), run("convert", "export=png"));
        assert_eq!(seen.at(30, 20), before.at(30, 20));
        assert!(seen.at(10, 20)[2] > before.at(10, 20)[2]);
    }
}
