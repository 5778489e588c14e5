//! `drawpoints`: sets single pixels of the picture.
//!
//! `POST /drawpoints?img=https://…/a.jpg&points=[{"x":10,"y":5}]&color=red&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Drawing, Rgba, Step};

use crate::command::{Command, Group, Methods, Plan};
use crate::given::Given;
use crate::parameters::{Entry, colour, list, parameters, place};
use crate::refusal::Refusal;

parameters! {
    /// What `drawpoints` takes.
    Drawpoints {
        points: Vec<Point> = list(64, Point::SPECS), "The pixels.";
        color: Rgba = colour().default("white"), "Where a pixel has none of its own.";
    }
}

parameters! {
    /// One pixel.
    Point {
        x: i64 = place(), "From the left.";
        y: i64 = place(), "From above.";
        color: Option<Rgba> = colour().optional(), "Its colour.";
    }
}

impl Entry for Point {
    fn entry(given: &Given) -> Result<Self, Refusal> {
        Point::read(given)
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "drawpoints",
    group: Group::Drawing,
    methods: Methods::Post,
    about: "Sets single pixels of the picture.",
    parameters: Drawpoints::SPECS,
    example: "points=[{\"x\":10,\"y\":5}]&color=red",
    plan: |given| {
        let Drawpoints { points, color } = Drawpoints::read(given)?;
        let points = points.into_iter().map(|own| (own.x, own.y, own.color.unwrap_or(color)));
        Plan::steps(given, vec![Step::Drawing(Drawing::Points(points.collect()))])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn these_pixels_change_and_no_others() {
        let query = r#"color=red&points=[{"x":10,"y":5},{"x":20,"y":7,"color":"lime"},{"x":500,"y":5}]"#;
        let (seen, before) = (run("drawpoints", query), run("convert", "export=png"));
        assert_eq!(seen.at(10, 5), [255, 0, 0, 255]);
        assert_eq!(seen.at(20, 7), [0, 255, 0, 255]);
        let changed = seen.pixels.iter().zip(&before.pixels).filter(|(one, other)| one != other).count();
        assert_eq!(changed, 2);
    }
}
