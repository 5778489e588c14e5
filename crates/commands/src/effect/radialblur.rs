//! `radialblur`: blurs as a camera does that turns around the middle.
//!
//! `GET /radialblur?img=https://…/a.jpg&angle=10&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Channels, Filter, Step};

use crate::command::{Command, Plan};
use crate::parameters::{channels, parameters, real};

parameters! {
    /// What `radialblur` takes.
    Radialblur {
        angle: f64 = real(-180.0, 180.0), "How far it turns, degrees.";
        channel: Channels = channels(), "Which channels: 1 red, 2 green, 4 blue, 8 opacity.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "radialblur",
    about: "Blurs as a camera does that turns around the middle.",
    parameters: Radialblur::SPECS,
    example: "angle=10",
    plan: |given| {
        let Radialblur { angle, channel } = Radialblur::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::Radial { angle, channels: channel })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, like_imagemagick_on_shapes};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("radialblur", "angle=12", "-radial-blur 12", Near(0.8, 12));
        like_imagemagick_on_shapes("radialblur", "angle=12", "-channel RGBA -radial-blur 12", Near(1.2, 30));
    }
}
