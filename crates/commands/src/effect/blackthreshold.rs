//! `blackthreshold`: makes every channel black that is below the colour's.
//!
//! `GET /blackthreshold?img=https://…/a.jpg&color=%23808080&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Rgba, Step, Tone};

use crate::command::{Command, Plan};
use crate::parameters::{colour, parameters};

parameters! {
    /// What `blackthreshold` takes.
    Blackthreshold {
        color: Rgba = colour(), "The least of each channel.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "blackthreshold",
    aliases: &["bth"],
    about: "Makes every channel black that is below the colour's.",
    parameters: Blackthreshold::SPECS,
    example: "color=%23808080",
    plan: |given| {
        let Blackthreshold { color } = Blackthreshold::read(given)?;
        Plan::steps(given, vec![Step::Tone(Tone::BlackThreshold { colour: color })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("blackthreshold", "color=%23808080", "-black-threshold 50.196%", Near(0.1, 1));
    }

    #[test]
    fn each_channel_has_its_own() {
        like_imagemagick(
            "bth",
            "color=rgb(200,100,50)",
            "-black-threshold 78.235%,39.02%,19.412%",
            Near(0.1, 1),
        );
    }
}
