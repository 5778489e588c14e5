//! `normalize`: stretches the intensities over the whole range.
//!
//! `GET /normalize?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Channels, Step, Tone};

use crate::command::{Command, Plan};
use crate::parameters::{channels, parameters};

parameters! {
    /// What `normalize` takes.
    Normalize {
        channel: Channels = channels(), "Which channels: 1 red, 2 green, 4 blue, 8 opacity.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "normalize",
    about: "Stretches the intensities over the whole range.",
    parameters: Normalize::SPECS,
    plan: |given| {
        let Normalize { channel } = Normalize::read(given)?;
        Plan::steps(given, vec![Step::Tone(Tone::Normalize { channels: channel })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("normalize", "", "-normalize", Near(0.6, 3));
    }

    #[test]
    fn a_channel_by_itself_too() {
        like_imagemagick("normalize", "channel=4", "-channel B -normalize", Near(0.6, 3));
    }
}
