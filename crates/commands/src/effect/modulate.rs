//! `modulate`: changes lightness, saturation and hue; 100 leaves each as it is.
//!
//! `GET /modulate?img=https://…/a.jpg&brightness=110&saturation=130&hue=120&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Step, Tone};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `modulate` takes.
    Modulate {
        brightness: f32 = real(0.0, 500.0), "Percent.";
        saturation: f32 = real(0.0, 500.0), "Percent.";
        hue: f32 = real(0.0, 360.0), "Percent of a half turn: 150 turns by 90 degrees.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "modulate",
    about: "Changes lightness, saturation and hue; 100 leaves each as it is.",
    parameters: Modulate::SPECS,
    example: "brightness=110&saturation=130&hue=120",
    plan: |given| {
        let Modulate { brightness, saturation, hue } = Modulate::read(given)?;
        Plan::steps(given, vec![Step::Tone(Tone::Modulate { brightness, saturation, hue })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, run};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick(
            "modulate",
            "brightness=110&saturation=130&hue=120",
            "-modulate 110,130,120",
            Near(0.5, 4),
        );
    }

    #[test]
    fn a_hundred_changes_nothing() {
        let (seen, before) =
            (run("modulate", "brightness=100&saturation=100&hue=100"), run("convert", "export=png"));
        for (one, other) in seen.pixels.iter().zip(&before.pixels) {
            assert!((0..3).all(|channel| one[channel].abs_diff(other[channel]) <= 1), "{one:?} {other:?}");
        }
    }
}
