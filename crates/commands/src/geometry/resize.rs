//! `resize`: makes the picture exactly this size; its shape is not kept.
//!
//! `GET /resize?img=https://…/a.jpg&width=60&height=40&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, side};
use crate::sides;

parameters! {
    /// What `resize` takes.
    Resize {
        width: Option<u32> = side().optional(), "Width, pixels; absent, it is the height.";
        height: Option<u32> = side().optional(), "Height, pixels; absent, it is the width.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "resize",
    group: Group::Geometry,
    about: "Makes the picture exactly this size; its shape is not kept.",
    parameters: Resize::SPECS,
    example: "width=60&height=40",
    plan: |given| {
        let Resize { width, height } = Resize::read(given)?;
        let (width, height) = sides::equal(width, height)?;
        Plan::steps(given, vec![Step::Geometry(Geometry::Resize { width, height })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::refusal::Refusal;
    use crate::testing::{Near, PHOTO, like_imagemagick, run, run_on};

    #[test]
    fn it_looks_like_imagemagicks_in_linear_light() {
        // Averaging light and not its encoding keeps fine bright detail; ImageMagick does so when it is told to.
        let arguments = "-colorspace RGB -resize 50x30! -colorspace sRGB";
        like_imagemagick("resize", "width=50&height=30", arguments, Near(1.5, 40));
    }

    #[test]
    fn one_side_makes_a_square_and_both_may_grow() {
        assert_eq!(run("resize", "width=33").size(), (33, 33));
        assert_eq!(run("resize", "width=300&height=200").size(), (300, 200));
    }

    #[test]
    fn nobody_gets_a_picture_without_end() {
        let refused = run_on(&[&PHOTO], "resize", "width=100000&height=2");
        assert!(matches!(refused, Err(Refusal::TooLarge(_))), "{refused:?}");
    }
}
