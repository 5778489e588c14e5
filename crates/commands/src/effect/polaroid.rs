//! `polaroid`: shows the picture as an instant photograph on a table.
//!
//! `GET /polaroid?img=https://…/a.jpg&angle=10&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Frame, Step};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `polaroid` takes.
    Polaroid {
        angle: f64 = real(-360.0, 360.0), "Clockwise, degrees.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "polaroid",
    about: "Shows the picture as an instant photograph on a table.",
    parameters: Polaroid::SPECS,
    example: "angle=10",
    plan: |given| {
        let Polaroid { angle } = Polaroid::read(given)?;
        Plan::steps(given, vec![Step::Frame(Frame::Polaroid { angle })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn there_is_paper_around_it_and_more_below_than_above() {
        let seen = run("polaroid", "angle=0");
        // 4 pixels of paper on three sides and 16 below; the shadow is 4 pixels softer and lies 1 pixel away.
        assert_eq!(seen.size(), (128 + 8, 100 + 8));
        assert_eq!(seen.at(5, 5), [252, 252, 250, 255]);
        assert_eq!(seen.at(60, 92), [252, 252, 250, 255]);
    }

    #[test]
    fn it_lies_askew_with_a_shadow() {
        let seen = run("polaroid", "angle=15");
        assert_eq!(seen.at(0, 0)[3], 0);
        assert!(seen.pixels.iter().any(|pixel| pixel[3] > 0 && pixel[3] < 255 && pixel[0] < 60));
    }
}
