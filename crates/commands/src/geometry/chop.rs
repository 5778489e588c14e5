//! `chop`: takes a rectangle's columns and rows out of the picture and closes the gap.
//!
//! `GET /chop?img=https://…/a.jpg&width=20&height=10&x=15&y=8&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Area, Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, place, side};
use crate::sides;

parameters! {
    /// What `chop` takes.
    Chop {
        width: Option<u32> = side().optional(), "Width, pixels; absent, it is the height.";
        height: Option<u32> = side().optional(), "Height, pixels; absent, it is the width.";
        x: i64 = place(), "Left edge, pixels.";
        y: i64 = place(), "Upper edge, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "chop",
    group: Group::Geometry,
    about: "Takes a rectangle's columns and rows out of the picture and closes the gap.",
    parameters: Chop::SPECS,
    example: "width=20&height=10&x=15&y=8",
    plan: |given| {
        let Chop { width, height, x, y } = Chop::read(given)?;
        let (width, height) = sides::equal(width, height)?;
        Plan::steps(given, vec![Step::Geometry(Geometry::Chop(Area { x, y, width, height }))])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::refusal::Refusal;
    use crate::testing::{Near, PHOTO, like_imagemagick, run_on};

    #[test]
    fn it_chops_as_imagemagick_does() {
        like_imagemagick("chop", "width=20&height=10&x=15&y=8", "-chop 20x10+15+8", Near(0.0, 0));
    }

    #[test]
    fn something_has_to_be_left() {
        assert!(matches!(run_on(&[&PHOTO], "chop", "width=900&x=0&y=0"), Err(Refusal::Unfit(_))));
    }
}
