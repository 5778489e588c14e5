//! `drawrectangles`: draws rectangles over the picture.
//!
//! `POST /drawrectangles?img=https://…/a.jpg&cord=[{"x":10,"y":5,"width":40,"height":30}]&color=red&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Area, Drawing, Pen, Rgba, Step};

use crate::command::{Command, Group, Methods, Plan};
use crate::given::Given;
use crate::parameters::{Entry, colour, list, parameters, place, real, side};
use crate::refusal::Refusal;

parameters! {
    /// What `drawrectangles` takes.
    Drawrectangles {
        cord: Vec<Rectangle> = list(64, Rectangle::SPECS), "The rectangles; what facedetect answers goes in as it is.";
        color: Rgba = colour().default("white"), "Of the lines, where a rectangle has none of its own.";
        fillcolor: Rgba = colour().default("none"), "Inside, where a rectangle has none of its own.";
        strokewidth: f32 = real(0.0, 1000.0).default("1.2"), "Width of the lines, pixels.";
        strokeopacity: f32 = real(0.0, 1.0).default("0.9"), "Of the lines, 0 to 1.";
    }
}

parameters! {
    /// One rectangle.
    Rectangle {
        x: i64 = place().or("left"), "Left edge, pixels.";
        y: i64 = place().or("top"), "Upper edge, pixels.";
        width: u32 = side(), "Width, pixels.";
        height: u32 = side(), "Height, pixels.";
        color: Option<Rgba> = colour().optional(), "Of the line.";
        fillcolor: Option<Rgba> = colour().optional(), "Inside.";
        strokewidth: Option<f32> = real(0.0, 1000.0).optional(), "Width of the line, pixels.";
        strokeopacity: Option<f32> = real(0.0, 1.0).optional(), "Of the line, 0 to 1.";
    }
}

impl Entry for Rectangle {
    fn entry(given: &Given) -> Result<Self, Refusal> {
        Rectangle::read(given)
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "drawrectangles",
    group: Group::Drawing,
    methods: Methods::Post,
    about: "Draws rectangles over the picture.",
    parameters: Drawrectangles::SPECS,
    example: "cord=[{\"x\":10,\"y\":5,\"width\":40,\"height\":30}]&color=red",
    plan: |given| {
        let Drawrectangles { cord, color, fillcolor, strokewidth, strokeopacity } =
            Drawrectangles::read(given)?;
        let rectangles = cord.into_iter().map(|own| {
            let pen = Pen {
                colour: own.color.unwrap_or(color),
                width: own.strokewidth.unwrap_or(strokewidth),
                opacity: own.strokeopacity.unwrap_or(strokeopacity),
            };
            let area = Area { x: own.x, y: own.y, width: own.width, height: own.height };
            (area, pen, own.fillcolor.unwrap_or(fillcolor))
        });
        Plan::steps(given, vec![Step::Drawing(Drawing::Rectangles(rectangles.collect()))])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn each_has_its_own_colour_or_the_common_one() {
        let query = r#"color=red&strokeopacity=1&strokewidth=2&cord=[{"face_id":0,"left":10,"top":5,"width":40,"height":30},{"x":60,"y":40,"width":20,"height":20,"color":"lime","fillcolor":"blue"}]"#;
        let seen = run("drawrectangles", query);
        assert_eq!(seen.at(10, 20), [255, 0, 0, 255]);
        assert_eq!(seen.at(60, 50), [0, 255, 0, 255]);
        assert_eq!(seen.at(70, 50), [0, 0, 255, 255]);
    }
}
