//! `noise`: adds noise of a kind.
//!
//! `GET /noise?img=https://…/a.jpg&noise=2&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Channels, NoiseKind, Step, Tone};

use crate::command::{Command, Plan};
use crate::parameters::{channels, parameters, whole};

parameters! {
    /// What `noise` takes.
    Noise {
        noise: u32 = whole(1, 7), "1 uniform, 2 Gaussian, 3 multiplicative Gaussian, 4 impulse, 5 Laplacian, 6 Poisson, 7 random.";
        channel: Channels = channels(), "Which channels: 1 red, 2 green, 4 blue, 8 opacity.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "noise",
    about: "Adds noise of a kind.",
    parameters: Noise::SPECS,
    example: "noise=2",
    plan: |given| {
        let Noise { noise, channel } = Noise::read(given)?;
        let kind = match noise {
            1 => NoiseKind::Uniform,
            2 => NoiseKind::Gaussian,
            3 => NoiseKind::Multiplicative,
            4 => NoiseKind::Impulse,
            5 => NoiseKind::Laplacian,
            6 => NoiseKind::Poisson,
            _ => NoiseKind::Random,
        };
        Plan::steps(given, vec![Step::Tone(Tone::Noise { kind, channels: channel, seed: given.seed() })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{PHOTO, imagemagick, run};

    /// How far the samples lie from those of the picture, on average.
    fn strength(noisy: &crate::testing::Seen) -> f64 {
        let before = run("convert", "export=png");
        let apart = noisy
            .pixels
            .iter()
            .zip(&before.pixels)
            .flat_map(|(one, other)| (0..3).map(move |c| f64::from(one[c].abs_diff(other[c]))));
        apart.sum::<f64>() / (noisy.pixels.len() * 3) as f64
    }

    #[test]
    fn each_kind_is_as_strong_as_imagemagicks() {
        let kinds = ["Uniform", "Gaussian", "Multiplicative", "Impulse", "Laplacian", "Poisson", "Random"];
        for (number, kind) in (1..).zip(kinds) {
            let ours = strength(&run("noise", &format!("noise={number}")));
            let Some(theirs) = imagemagick(&PHOTO, &format!("+noise {kind}")) else { return };
            let theirs = strength(&theirs);
            assert!(
                (ours / theirs - 1.0).abs() < 0.2,
                "{kind}: {ours:.2}, where ImageMagick has {theirs:.2}"
            );
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_noise() {
        assert_eq!(run("noise", "noise=2"), run("noise", "noise=2"));
    }
}
