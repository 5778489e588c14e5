//! `crop`: cuts out a rectangle. What of it lies outside of the picture is left out.
//!
//! `GET /crop?img=https://…/a.jpg&width=40&height=30&x=10&y=5&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Area, Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, place, side};
use crate::sides;

parameters! {
    /// What `crop` takes.
    Crop {
        width: Option<u32> = side().optional(), "Width, pixels; absent, it is the height.";
        height: Option<u32> = side().optional(), "Height, pixels; absent, it is the width.";
        x: i64 = place(), "Left edge, pixels.";
        y: i64 = place(), "Upper edge, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "crop",
    aliases: &["smartcrop"],
    group: Group::Geometry,
    about: "Cuts out a rectangle. What of it lies outside of the picture is left out.",
    parameters: Crop::SPECS,
    example: "width=40&height=30&x=10&y=5",
    plan: |given| {
        let Crop { width, height, x, y } = Crop::read(given)?;
        let (width, height) = sides::equal(width, height)?;
        Plan::steps(given, vec![Step::Geometry(Geometry::Crop(Area { x, y, width, height }))])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::refusal::Refusal;
    use crate::testing::{Near, PHOTO, like_imagemagick, run, run_on};

    #[test]
    fn it_cuts_as_imagemagick_does() {
        like_imagemagick("crop", "width=40&height=30&x=10&y=5", "-crop 40x30+10+5 +repage", Near(0.0, 0));
        like_imagemagick("crop", "width=40&x=100&y=60", "-crop 40x40+100+60 +repage", Near(0.0, 0));
    }

    #[test]
    fn a_face_goes_in_as_it_comes_out_of_a_detection() {
        assert_eq!(run("crop", "x=12.5&y=8&width=20.4&height=20.6").size(), (20, 21));
    }

    #[test]
    fn a_rectangle_that_lies_outside_is_refused() {
        let refused = run_on(&[&PHOTO], "crop", "width=10&x=500&y=500");
        assert!(matches!(refused, Err(Refusal::Unfit(_))), "{refused:?}");
    }

    #[test]
    fn a_rectangle_needs_a_side_and_a_place() {
        assert_eq!(run_on(&[&PHOTO], "crop", "x=1&y=1"), Err(Refusal::Missing("width".to_owned())));
        assert_eq!(run_on(&[&PHOTO], "crop", "width=9&y=1"), Err(Refusal::Missing("x".to_owned())));
    }
}
