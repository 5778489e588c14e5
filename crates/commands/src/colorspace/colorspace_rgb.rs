//! `colorspace_rgb`: shows the light of each channel without its encoding.
//!
//! `GET /colorspace_rgb?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Space, Step};

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "colorspace_rgb",
    group: Group::Colorspace,
    about: "Shows the light of each channel without its encoding.",
    plan: |given| Plan::steps(given, vec![Step::Space(Space::LinearRgb)]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn the_channels_are_imagemagicks() {
        like_imagemagick("colorspace_rgb", "", "-colorspace RGB -set colorspace sRGB", Near(0.6, 2));
    }
}
