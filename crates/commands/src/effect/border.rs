//! `border`: puts a border around the picture, which also lies behind what is transparent.
//!
//! `GET /border?img=https://…/a.jpg&width=7&height=4&color=red&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Frame, Rgba, Step};

use crate::command::{Command, Plan};
use crate::parameters::{colour, parameters, whole};
use crate::sides;

parameters! {
    /// What `border` takes.
    Border {
        width: Option<u32> = whole(0, 300).optional(), "Left and right, pixels; absent, it is the height.";
        height: Option<u32> = whole(0, 300).optional(), "Above and below, pixels; absent, it is the width.";
        color: Rgba = colour().default("gray"), "Of the border.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "border",
    about: "Puts a border around the picture, which also lies behind what is transparent.",
    parameters: Border::SPECS,
    example: "width=7&height=4&color=red",
    plan: |given| {
        let Border { width, height, color } = Border::read(given)?;
        let (width, height) = sides::equal(width, height)?;
        Plan::steps(given, vec![Step::Frame(Frame::Border { width, height, colour: color })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, like_imagemagick_on_shapes, run};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick(
            "border",
            "width=7&height=4&color=red",
            "-bordercolor red -border 7x4",
            Near(0.0, 0),
        );
        like_imagemagick_on_shapes(
            "border",
            "width=7&height=4&color=red",
            "-bordercolor red -border 7x4",
            Near(0.5, 2),
        );
    }

    #[test]
    fn it_is_at_most_three_hundred_pixels_wide() {
        assert_eq!(run("border", "width=999&height=1").size(), (720, 82));
    }
}
