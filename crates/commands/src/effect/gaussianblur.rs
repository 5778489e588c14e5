//! `gaussianblur`: blurs the picture with a Gaussian, taken at the middle of each pixel.
//!
//! `GET /gaussianblur?img=https://…/a.jpg&radius=8&sigma=4&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Channels, Filter, Step};

use crate::command::{Command, Plan};
use crate::parameters::{channels, parameters, real};

parameters! {
    /// What `gaussianblur` takes.
    Gaussianblur {
        radius: f64 = real(0.0, 100.0).or("rad"), "Reach of the blur, pixels; 0 reaches as far as sigma does.";
        sigma: f64 = real(0.0, 100.0).or("sig"), "Strength of the blur, pixels.";
        channel: Channels = channels(), "Which channels: 1 red, 2 green, 4 blue, 8 opacity.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "gaussianblur",
    about: "Blurs the picture with a Gaussian, taken at the middle of each pixel.",
    parameters: Gaussianblur::SPECS,
    example: "radius=8&sigma=4",
    plan: |given| {
        let Gaussianblur { radius, sigma, channel } = Gaussianblur::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::Gaussian { radius, sigma, channels: channel })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, like_imagemagick_on_shapes};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("gaussianblur", "radius=4&sigma=2", "-gaussian-blur 4x2", Near(0.6, 4));
        like_imagemagick_on_shapes("gaussianblur", "radius=4&sigma=2", "-gaussian-blur 4x2", Near(0.8, 8));
    }

    #[test]
    fn without_a_radius_it_reaches_as_far() {
        like_imagemagick("gaussianblur", "radius=0&sigma=1.5", "-gaussian-blur 0x1.5", Near(0.6, 4));
    }
}
