//! `gamma`: lightens or darkens the middle, and leaves black and white.
//!
//! `GET /gamma?img=https://…/a.jpg&gamma=1.8&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Channels, Step, Tone};

use crate::command::{Command, Plan};
use crate::parameters::{channels, parameters, real};

parameters! {
    /// What `gamma` takes.
    Gamma {
        gamma: f32 = real(0.0, 10.0), "Above 1 lightens, below 1 darkens.";
        channel: Channels = channels(), "Which channels: 1 red, 2 green, 4 blue, 8 opacity.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "gamma",
    about: "Lightens or darkens the middle, and leaves black and white.",
    parameters: Gamma::SPECS,
    example: "gamma=1.8",
    plan: |given| {
        let Gamma { gamma, channel } = Gamma::read(given)?;
        Plan::steps(given, vec![Step::Tone(Tone::Gamma { gamma, channels: channel })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("gamma", "gamma=1.8", "-gamma 1.8", Near(0.4, 2));
    }
}
