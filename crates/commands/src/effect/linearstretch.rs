//! `linearstretch`: stretches the intensities over the whole range, leaving out so many of the darkest and counting
//! so many of the lightest pixels.
//!
//! `GET /linearstretch?img=https://…/a.jpg&blackpoint=100&whitepoint=200&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Step, Tone};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `linearstretch` takes.
    Linearstretch {
        blackpoint: f64 = real(0.0, 1e9), "Pixels.";
        whitepoint: f64 = real(0.0, 1e9), "Pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "linearstretch",
    aliases: &["ls"],
    about: "Stretches the intensities over the whole range, leaving out so many of the darkest and counting so many of the lightest pixels.",
    parameters: Linearstretch::SPECS,
    example: "blackpoint=100&whitepoint=200",
    plan: |given| {
        let Linearstretch { blackpoint, whitepoint } = Linearstretch::read(given)?;
        Plan::steps(given, vec![Step::Tone(Tone::LinearStretch { black: blackpoint, white: whitepoint })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, run};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick(
            "linearstretch",
            "blackpoint=100&whitepoint=200",
            "-linear-stretch 100x200",
            Near(0.6, 3),
        );
    }

    #[test]
    fn it_has_a_short_name() {
        assert_eq!(
            run("ls", "blackpoint=50&whitepoint=50"),
            run("linearstretch", "blackpoint=50&whitepoint=50")
        );
    }
}
