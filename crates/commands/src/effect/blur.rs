//! `blur`: blurs the picture with a Gaussian, averaged over each pixel.
//!
//! `GET /blur?img=https://…/a.jpg&radius=8&sigma=4&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Channels, Filter, Step};

use crate::command::{Command, Plan};
use crate::parameters::{channels, parameters, real};

parameters! {
    /// What `blur` takes.
    Blur {
        radius: f64 = real(0.0, 100.0).or("rad").default("30"), "Reach of the blur, pixels; 0 reaches as far as sigma does.";
        sigma: f64 = real(0.0, 200.0).or("sig").default("15"), "Strength of the blur, pixels.";
        channel: Channels = channels(), "Which channels: 1 red, 2 green, 4 blue, 8 opacity.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "blur",
    about: "Blurs the picture with a Gaussian, averaged over each pixel.",
    parameters: Blur::SPECS,
    example: "radius=8&sigma=4",
    plan: |given| {
        let Blur { radius, sigma, channel } = Blur::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::Blur { radius, sigma, channels: channel })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, like_imagemagick_on_shapes, run};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("blur", "radius=5&sigma=2.5", "-blur 5x2.5", Near(0.6, 4));
        like_imagemagick_on_shapes("blur", "radius=5&sigma=2.5", "-blur 5x2.5", Near(0.8, 8));
    }

    #[test]
    fn the_tutorials_spelling_is_understood_and_more_blurs_more() {
        let detail = |query: &str| run("blur", query).detail();
        assert_eq!(run("blur", "rad=5&sig=2.5"), run("blur", "radius=5&sigma=2.5"));
        assert!(detail("radius=2&sigma=1") > detail("radius=8&sigma=4"));
        assert!(detail("radius=8&sigma=4") > detail("radius=200&sigma=90"));
    }

    #[test]
    fn only_the_chosen_channels_are_blurred() {
        let (seen, before) = (run("blur", "radius=5&sigma=3&channel=1"), run("convert", "export=png"));
        assert!(seen.pixels.iter().zip(&before.pixels).all(|(one, other)| one[1..] == other[1..]));
        assert_ne!(seen, before);
    }
}
