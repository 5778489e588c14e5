//! `minify`: halves both sides.
//!
//! `GET /minify?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "minify",
    group: Group::Geometry,
    about: "Halves both sides.",
    plan: |given| Plan::steps(given, vec![Step::Geometry(Geometry::Scale { percent: 50.0 })]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, run};

    #[test]
    fn both_sides_are_halved() {
        assert_eq!(run("minify", "").size(), (60, 40));
        like_imagemagick("minify", "", "-colorspace RGB -resize 50% -colorspace sRGB", Near(1.5, 40));
    }
}
