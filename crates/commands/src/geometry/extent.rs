//! `extent`: shows the picture through a window: what lies outside of the window is cut off, what the window has more
//! is filled.
//!
//! `GET /extent?img=https://…/a.jpg&width=150&height=100&x=-10&y=-5&color=red&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Area, Geometry, Rgba, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{colour, parameters, place, side};

parameters! {
    /// What `extent` takes.
    Extent {
        width: u32 = side(), "Width of the window, pixels.";
        height: u32 = side(), "Height of the window, pixels.";
        x: i64 = place(), "Where in the picture the window's left edge lies, pixels; negative puts the picture to the right.";
        y: i64 = place(), "Where in the picture the window's upper edge lies, pixels; negative puts the picture down.";
        color: Option<Rgba> = colour().optional(), "Around the picture; absent, it is white for JPEG and nothing else.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "extent",
    group: Group::Geometry,
    about: "Shows the picture through a window: what lies outside of the window is cut off, what the window has more is filled.",
    parameters: Extent::SPECS,
    example: "width=150&height=100&x=-10&y=-5&color=red",
    plan: |given| {
        let Extent { width, height, x, y, color } = Extent::read(given)?;
        let colour = color.unwrap_or([255, 255, 255, 0]);
        let area = Area { x, y, width, height };
        Plan::steps(given, vec![Step::Geometry(Geometry::Extent { area, colour })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn the_window_lies_where_imagemagick_lays_it() {
        let query = "width=150&height=100&x=-10&y=-5&color=red";
        like_imagemagick("extent", query, "-background red -extent 150x100-10-5", Near(0.0, 0));
        let query = "width=50&height=40&x=20&y=10&color=red";
        like_imagemagick("extent", query, "-background red -extent 50x40+20+10", Near(0.0, 0));
    }
}
