//! `transpose`: mirrors the picture along the diagonal from the upper left corner.
//!
//! `GET /transpose?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};
use calotype_media::ops::Orientation;

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "transpose",
    group: Group::Geometry,
    about: "Mirrors the picture along the diagonal from the upper left corner.",
    plan: |given| Plan::steps(given, vec![Step::Geometry(Geometry::Turn(Orientation::Transposed))]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, like_imagemagick_on_shapes};

    #[test]
    fn every_pixel_lies_where_imagemagick_puts_it() {
        like_imagemagick("transpose", "", "-transpose", Near(0.0, 0));
        like_imagemagick_on_shapes("transpose", "", "-transpose", Near(0.0, 0));
    }
}
