//! `motionblur`: blurs as a camera does that moves.
//!
//! `GET /motionblur?img=https://…/a.jpg&radius=12&sigma=6&angle=30&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Channels, Filter, Step};

use crate::command::{Command, Plan};
use crate::parameters::{channels, parameters, real};

parameters! {
    /// What `motionblur` takes.
    Motionblur {
        radius: f64 = real(0.0, 100.0), "Reach of the motion, pixels; 0 reaches as far as sigma does.";
        sigma: f64 = real(0.0, 200.0), "Strength of the motion, pixels.";
        angle: f64 = real(-360.0, 360.0), "Where the motion comes from, degrees.";
        channel: Channels = channels(), "Which channels: 1 red, 2 green, 4 blue, 8 opacity.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "motionblur",
    about: "Blurs as a camera does that moves.",
    parameters: Motionblur::SPECS,
    example: "radius=12&sigma=6&angle=30",
    plan: |given| {
        let Motionblur { radius, sigma, angle, channel } = Motionblur::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::Motion { radius, sigma, angle, channels: channel })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, like_imagemagick_on_shapes};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("motionblur", "radius=8&sigma=4&angle=30", "-motion-blur 8x4+30", Near(0.7, 8));
        like_imagemagick_on_shapes(
            "motionblur",
            "radius=8&sigma=4&angle=30",
            "-channel RGBA -motion-blur 8x4+30",
            Near(1.2, 30),
        );
    }
}
