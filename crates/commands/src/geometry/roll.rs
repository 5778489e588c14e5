//! `roll`: rolls the picture round: what leaves on one side comes in on the other.
//!
//! `GET /roll?img=https://…/a.jpg&x=10&y=5&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, place};

parameters! {
    /// What `roll` takes.
    Roll {
        x: i64 = place(), "To the right, pixels.";
        y: i64 = place(), "Down, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "roll",
    group: Group::Geometry,
    about: "Rolls the picture round: what leaves on one side comes in on the other.",
    parameters: Roll::SPECS,
    example: "x=10&y=5",
    plan: |given| {
        let Roll { x, y } = Roll::read(given)?;
        Plan::steps(given, vec![Step::Geometry(Geometry::Roll { x, y })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_rolls_as_imagemagick_does() {
        like_imagemagick("roll", "x=10&y=-5", "-roll +10-5", Near(0.0, 0));
        like_imagemagick("roll", "x=250&y=0", "-roll +10+0", Near(0.0, 0));
    }
}
