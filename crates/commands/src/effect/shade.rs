//! `shade`: lights the picture from the side as if it were a relief.
//!
//! `GET /shade?img=https://…/a.jpg&gray=true&azimuth=30&elevation=30&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Filter, Step};

use crate::command::{Command, Plan};
use crate::parameters::{flag, parameters, real};

parameters! {
    /// What `shade` takes.
    Shade {
        gray: bool = flag().default("false"), "Shows the light alone.";
        azimuth: f64 = real(-360.0, 360.0), "Direction of the light, degrees.";
        elevation: f64 = real(-360.0, 360.0), "Height of the light above the horizon, degrees.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "shade",
    about: "Lights the picture from the side as if it were a relief.",
    parameters: Shade::SPECS,
    example: "gray=true&azimuth=30&elevation=30",
    plan: |given| {
        let Shade { gray, azimuth, elevation } = Shade::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::Shade { grey: gray, azimuth, elevation })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("shade", "gray=true&azimuth=30&elevation=40", "-shade 30x40", Near(0.8, 4));
    }

    #[test]
    fn colours_can_be_kept() {
        like_imagemagick("shade", "gray=false&azimuth=120&elevation=20", "+shade 120x20", Near(0.8, 4));
    }
}
