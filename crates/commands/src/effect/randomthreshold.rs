//! `randomthreshold`: makes the picture black and white, by chance between two thresholds.
//!
//! `GET /randomthreshold?img=https://…/a.jpg&low=64&high=192&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Channels, Step, Tone};

use crate::command::{Command, Plan};
use crate::parameters::{channels, parameters, real};

parameters! {
    /// What `randomthreshold` takes.
    Randomthreshold {
        low: f32 = real(0.0, 255.0), "What is darker becomes black; 0 to 255.";
        high: f32 = real(0.0, 255.0), "What is lighter becomes white; 0 to 255.";
        channel: Channels = channels(), "Which channels: 1 red, 2 green, 4 blue, 8 opacity.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "randomthreshold",
    about: "Makes the picture black and white, by chance between two thresholds.",
    parameters: Randomthreshold::SPECS,
    example: "low=64&high=192",
    plan: |given| {
        let Randomthreshold { low, high, channel } = Randomthreshold::read(given)?;
        Plan::steps(
            given,
            vec![Step::Tone(Tone::RandomThreshold { low, high, channels: channel, seed: given.seed() })],
        )
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn the_mean_stays_and_two_colours_are_left() {
        let seen = run("randomthreshold", "low=0&high=255");
        assert_eq!(seen.colours(), 2);
        let grey = run("grayscale", "");
        assert!((seen.mean(0) - grey.mean(0)).abs() < 5.0, "{} {}", seen.mean(0), grey.mean(0));
    }

    #[test]
    fn what_lies_beyond_the_thresholds_is_certain() {
        let (seen, grey) = (run("randomthreshold", "low=90&high=110"), run("grayscale", ""));
        for (one, other) in seen.pixels.iter().zip(&grey.pixels) {
            assert!(other[0] >= 89 || one[0] == 0);
            assert!(other[0] <= 111 || one[0] == 255);
        }
    }
}
