//! `flip`: mirrors the picture top to bottom.
//!
//! `GET /flip?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};
use calotype_media::ops::Orientation;

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "flip",
    group: Group::Geometry,
    about: "Mirrors the picture top to bottom.",
    plan: |given| Plan::steps(given, vec![Step::Geometry(Geometry::Turn(Orientation::MirroredVertically))]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, like_imagemagick_on_shapes};

    #[test]
    fn every_pixel_lies_where_imagemagick_puts_it() {
        like_imagemagick("flip", "", "-flip", Near(0.0, 0));
        like_imagemagick_on_shapes("flip", "", "-flip", Near(0.0, 0));
    }
}
