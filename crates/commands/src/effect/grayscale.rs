//! `grayscale`: takes the colour away.
//!
//! `GET /grayscale?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Step, Tone};

use crate::command::{Command, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "grayscale",
    about: "Takes the colour away.",
    plan: |given| Plan::steps(given, vec![Step::Tone(Tone::Grey)]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, like_imagemagick_on_shapes};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("grayscale", "", "-colorspace Gray", Near(0.5, 1));
        like_imagemagick_on_shapes("grayscale", "", "-colorspace Gray", Near(0.5, 2));
    }
}
