//! `colorspace_ycbcr`: shows luma and the two differences of colour in place of red, green and blue.
//!
//! `GET /colorspace_ycbcr?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Space, Step};

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "colorspace_ycbcr",
    group: Group::Colorspace,
    about: "Shows luma and the two differences of colour in place of red, green and blue.",
    plan: |given| Plan::steps(given, vec![Step::Space(Space::Ycbcr)]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn the_channels_are_imagemagicks() {
        like_imagemagick("colorspace_ycbcr", "", "-colorspace YCbCr -set colorspace sRGB", Near(0.6, 2));
    }
}
