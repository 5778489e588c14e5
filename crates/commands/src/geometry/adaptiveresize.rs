//! `adaptiveresize`: makes the picture this size, every pixel taken between three of the source, which keeps edges
//! hard.
//!
//! `GET /adaptiveresize?img=https://…/a.jpg&width=60&height=40&bestfit=true&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{flag, parameters, side};
use crate::sides;

parameters! {
    /// What `adaptiveresize` takes.
    Adaptiveresize {
        width: Option<u32> = side().optional(), "Width, pixels; absent, it is the height.";
        height: Option<u32> = side().optional(), "Height, pixels; absent, it is the width.";
        bestfit: bool = flag().default("false"), "Keeps the shape, inside the size.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "adaptiveresize",
    aliases: &["ar"],
    group: Group::Geometry,
    about: "Makes the picture this size, every pixel taken between three of the source, which keeps edges hard.",
    parameters: Adaptiveresize::SPECS,
    example: "width=60&height=40&bestfit=true",
    plan: |given| {
        let Adaptiveresize { width, height, bestfit } = Adaptiveresize::read(given)?;
        let (width, height) = sides::equal(width, height)?;
        Plan::steps(given, vec![Step::Geometry(Geometry::Adaptive { width, height, best_fit: bestfit })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, run};

    #[test]
    fn it_takes_pixels_where_imagemagick_takes_them() {
        like_imagemagick("adaptiveresize", "width=60&height=40", "-adaptive-resize 60x40!", Near(1.0, 60));
        like_imagemagick("ar", "width=200&height=150", "-adaptive-resize 200x150!", Near(1.0, 60));
    }

    #[test]
    fn the_best_fit_keeps_the_shape() {
        assert_eq!(run("adaptiveresize", "width=60&height=60&bestfit=1").size(), (60, 40));
    }
}
