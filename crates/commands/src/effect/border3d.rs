//! `border3d`: lights the edges of the picture as if it were raised.
//!
//! `GET /border3d?img=https://…/a.jpg&width=10&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Frame, Step};

use crate::command::{Command, Plan};
use crate::parameters::{flag, parameters, side};
use crate::sides;

parameters! {
    /// What `border3d` takes.
    Border3d {
        width: Option<u32> = side().optional(), "Of the edge left and right, pixels; absent, as the height, or 6.";
        height: Option<u32> = side().optional(), "Of the edge above and below, pixels; absent, as the width, or 6.";
        raise: bool = flag().default("true"), "Raised; else sunk.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "border3d",
    about: "Lights the edges of the picture as if it were raised.",
    parameters: Border3d::SPECS,
    example: "width=10",
    plan: |given| {
        let Border3d { width, height, raise } = Border3d::read(given)?;
        let (width, height) = sides::equal(width, height).unwrap_or((6, 6));
        Plan::steps(given, vec![Step::Frame(Frame::Raise { width, height, raised: raise })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("border3d", "width=10", "-raise 10x10", Near(0.3, 2));
    }

    #[test]
    fn it_can_be_sunk() {
        like_imagemagick("border3d", "width=8&height=5&raise=false", "+raise 8x5", Near(0.3, 2));
    }
}
