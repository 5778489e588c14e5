//! `webfit`: makes a thumbnail of 320 × 240 pixels.
//!
//! `GET /webfit?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "webfit",
    group: Group::Geometry,
    about: "Makes a thumbnail of 320 × 240 pixels.",
    plan: |given| Plan::steps(given, vec![Step::Geometry(Geometry::Resize { width: 320, height: 240 })]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn the_size_is_the_documented_one() {
        assert_eq!(run("webfit", "").size(), (320, 240));
    }
}
