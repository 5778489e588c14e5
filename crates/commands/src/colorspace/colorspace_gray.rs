//! `colorspace_gray`: shows the luma of the picture.
//!
//! `GET /colorspace_gray?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Space, Step};

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "colorspace_gray",
    group: Group::Colorspace,
    about: "Shows the luma of the picture.",
    plan: |given| Plan::steps(given, vec![Step::Space(Space::Grey)]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn the_channels_are_imagemagicks() {
        like_imagemagick("colorspace_gray", "", "-colorspace Gray -set colorspace sRGB", Near(0.5, 1));
    }
}
