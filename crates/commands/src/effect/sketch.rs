//! `sketch`: draws the picture with a pencil.
//!
//! `GET /sketch?img=https://…/a.jpg&radius=0&sigma=10&angle=45&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{self, Step};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `sketch` takes.
    Sketch {
        radius: f64 = real(0.0, 30.0), "Length of the strokes, pixels; 0 takes what sigma needs.";
        sigma: f64 = real(0.0, 100.0), "How the strokes fade, pixels.";
        angle: f64 = real(-360.0, 360.0), "Direction of the strokes, degrees.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "sketch",
    about: "Draws the picture with a pencil.",
    parameters: Sketch::SPECS,
    example: "radius=0&sigma=10&angle=45",
    plan: |given| {
        let Sketch { radius, sigma, angle } = Sketch::read(given)?;
        Plan::steps(given, vec![Step::Sketch(craft::Sketch { radius, sigma, angle, seed: given.seed() })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{PHOTO, imagemagick, run};

    #[test]
    fn it_lightens_as_much_as_imagemagicks_and_keeps_the_picture() {
        let (seen, before) = (run("sketch", "radius=0&sigma=10&angle=45"), run("convert", "export=png"));
        let Some(theirs) = imagemagick(&PHOTO, "-sketch 0x10+45") else { return };
        assert!((seen.mean(1) - theirs.mean(1)).abs() < 6.0, "{} {}", seen.mean(1), theirs.mean(1));
        assert!(seen.mean(1) > before.mean(1));
        assert_eq!(seen.size(), before.size());
    }
}
