//! `magnify`: doubles both sides.
//!
//! `GET /magnify?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "magnify",
    group: Group::Geometry,
    about: "Doubles both sides.",
    plan: |given| Plan::steps(given, vec![Step::Geometry(Geometry::Scale { percent: 200.0 })]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn both_sides_are_doubled() {
        assert_eq!(run("magnify", "").size(), (240, 160));
    }
}
