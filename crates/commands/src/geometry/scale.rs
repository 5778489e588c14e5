//! `scale`: makes the picture larger or smaller by percent of itself: 50 halves both sides.
//!
//! `GET /scale?img=https://…/a.jpg&scale=50&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `scale` takes.
    Scale {
        scale: f64 = real(1.0, 500.0), "Percent; 100 changes nothing.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "scale",
    group: Group::Geometry,
    about: "Makes the picture larger or smaller by percent of itself: 50 halves both sides.",
    parameters: Scale::SPECS,
    example: "scale=50",
    plan: |given| {
        let Scale { scale } = Scale::read(given)?;
        Plan::steps(given, vec![Step::Geometry(Geometry::Scale { percent: scale })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn percent_are_of_the_sides() {
        assert_eq!(run("scale", "scale=50").size(), (60, 40));
        assert_eq!(run("scale", "scale=250").size(), (300, 200));
        assert_eq!(run("scale", "scale=0").size(), (1, 1));
        assert_eq!(run("scale", "scale=100"), run("flip", "").upside_down());
    }
}
