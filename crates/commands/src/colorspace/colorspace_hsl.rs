//! `colorspace_hsl`: shows hue, saturation and lightness in place of red, green and blue.
//!
//! `GET /colorspace_hsl?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Space, Step};

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "colorspace_hsl",
    group: Group::Colorspace,
    about: "Shows hue, saturation and lightness in place of red, green and blue.",
    plan: |given| Plan::steps(given, vec![Step::Space(Space::Hsl)]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn the_channels_are_imagemagicks() {
        like_imagemagick("colorspace_hsl", "", "-colorspace HSL -set colorspace sRGB", Near(0.6, 4));
    }
}
