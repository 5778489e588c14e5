//! `charcoal`: draws the picture with charcoal.
//!
//! `GET /charcoal?img=https://…/a.jpg&radius=1&sigma=1&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Filter, Step};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `charcoal` takes.
    Charcoal {
        radius: f64 = real(0.0, 10.0), "Width of the lines, pixels; 0 takes what sigma needs.";
        sigma: f64 = real(0.0, 100.0), "Softness of the lines, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "charcoal",
    about: "Draws the picture with charcoal.",
    parameters: Charcoal::SPECS,
    example: "radius=1&sigma=1",
    plan: |given| {
        let Charcoal { radius, sigma } = Charcoal::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::Charcoal { radius, sigma })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("charcoal", "radius=1&sigma=1", "-charcoal 1x1", Near(1.5, 12));
    }
}
