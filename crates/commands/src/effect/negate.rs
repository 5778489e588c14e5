//! `negate`: shows the complement of every colour.
//!
//! `GET /negate?img=https://…/a.jpg&gray=false&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Channels, Step, Tone};

use crate::command::{Command, Plan};
use crate::parameters::{channels, flag, parameters};

parameters! {
    /// What `negate` takes.
    Negate {
        gray: bool = flag().default("false"), "Only of pixels that are grey.";
        channel: Channels = channels(), "Which channels: 1 red, 2 green, 4 blue, 8 opacity.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "negate",
    about: "Shows the complement of every colour.",
    parameters: Negate::SPECS,
    example: "gray=false",
    plan: |given| {
        let Negate { gray, channel } = Negate::read(given)?;
        Plan::steps(given, vec![Step::Tone(Tone::Negate { only_grey: gray, channels: channel })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, like_imagemagick_on_shapes};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("negate", "gray=false", "-negate", Near(0.0, 0));
        like_imagemagick_on_shapes("negate", "gray=false", "-negate", Near(0.3, 2));
    }

    #[test]
    fn grey_alone_is_turned_when_asked() {
        like_imagemagick("negate", "gray=true", "+negate", Near(0.0, 0));
    }

    #[test]
    fn a_channel_by_itself_too() {
        like_imagemagick("negate", "gray=0&channel=1", "-channel R -negate", Near(0.0, 0));
    }
}
