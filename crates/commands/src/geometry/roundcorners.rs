//! `roundcorners`: cuts the corners round, along an ellipse.
//!
//! `GET /roundcorners?img=https://…/a.jpg&x=15&y=15&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `roundcorners` takes.
    Roundcorners {
        x: f64 = real(0.0, 10000.0), "Half axis of the ellipse across, pixels.";
        y: f64 = real(0.0, 10000.0), "Half axis of the ellipse down, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "roundcorners",
    group: Group::Geometry,
    about: "Cuts the corners round, along an ellipse.",
    parameters: Roundcorners::SPECS,
    example: "x=15&y=15",
    plan: |given| {
        let Roundcorners { x, y } = Roundcorners::read(given)?;
        Plan::steps(given, vec![Step::Geometry(Geometry::RoundCorners { x, y })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn the_corners_are_gone_and_the_rest_is_as_it_was() {
        let (round, before) = (run("roundcorners", "x=20&y=10"), run("convert", "export=png"));
        for (x, y) in [(0, 0), (119, 0), (0, 79), (119, 79)] {
            assert_eq!(round.at(x, y)[3], 0);
        }
        assert_eq!(round.at(20, 0)[3], 255);
        assert_eq!(round.at(0, 10)[3], 255);
        assert_eq!(round.at(60, 40), before.at(60, 40));
    }
}
