//! `colorspace_srgb`: brings the picture to sRGB, which all pictures here are in.
//!
//! `GET /colorspace_srgb?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "colorspace_srgb",
    group: Group::Colorspace,
    about: "Brings the picture to sRGB, which all pictures here are in.",
    plan: |given| Plan::steps(given, vec![]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn a_picture_in_srgb_stays_as_it_is() {
        assert_eq!(run("colorspace_srgb", ""), run("flip", "").upside_down());
    }
}
