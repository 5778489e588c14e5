//! `threshold`: makes the picture black and white.
//!
//! `GET /threshold?img=https://…/a.jpg&th=100&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Step, Tone};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `threshold` takes.
    Threshold {
        th: f32 = real(0.0, 255.0), "What is lighter becomes white; 0 to 255, or, up to 1, a part of that.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "threshold",
    about: "Makes the picture black and white.",
    parameters: Threshold::SPECS,
    example: "th=100",
    plan: |given| {
        let Threshold { th } = Threshold::read(given)?;
        let at = if th <= 1.0 { th * 255.0 } else { th };
        Plan::steps(given, vec![Step::Tone(Tone::Threshold { at })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("threshold", "th=100", "-threshold 39.2157%", Near(0.1, 0));
    }

    #[test]
    fn a_part_is_understood() {
        like_imagemagick("threshold", "th=0.5", "-threshold 50%", Near(0.1, 0));
    }
}
