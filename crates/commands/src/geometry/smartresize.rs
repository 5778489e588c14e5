//! `smartresize`: makes the picture as large as fits into the size, keeping its shape. A side that is missing or 0
//! follows from the other.
//!
//! `GET /smartresize?img=https://…/a.jpg&width=60&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, side};
use crate::sides;

parameters! {
    /// What `smartresize` takes.
    Smartresize {
        width: Option<u32> = side().optional(), "Width of the box, pixels; 0 or absent, it is open.";
        height: Option<u32> = side().optional(), "Height of the box, pixels; 0 or absent, it is open.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "smartresize",
    group: Group::Geometry,
    about: "Makes the picture as large as fits into the size, keeping its shape. A side that is missing or 0 follows from the other.",
    parameters: Smartresize::SPECS,
    example: "width=60",
    plan: |given| {
        let Smartresize { width, height } = Smartresize::read(given)?;
        let (width, height) = sides::open(width, height)?;
        Plan::steps(given, vec![Step::Geometry(Geometry::Fit { width, height })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn the_shape_is_kept_inside_the_box() {
        assert_eq!(run("smartresize", "width=60&height=60").size(), (60, 40));
        assert_eq!(run("smartresize", "width=60").size(), (60, 40));
        assert_eq!(run("smartresize", "width=0&height=20").size(), (30, 20));
        assert_eq!(run("smartresize", "width=240").size(), (240, 160));
    }
}
