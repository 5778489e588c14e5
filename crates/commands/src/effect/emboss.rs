//! `emboss`: shows the picture as a relief.
//!
//! `GET /emboss?img=https://…/a.jpg&radius=1&sigma=0.8&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Filter, Step};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `emboss` takes.
    Emboss {
        radius: f64 = real(0.0, 50.0).default("1"), "Reach, pixels; 0 takes what sigma needs.";
        sigma: f64 = real(0.0, 50.0).default("0.8"), "Strength, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "emboss",
    about: "Shows the picture as a relief.",
    parameters: Emboss::SPECS,
    example: "radius=1&sigma=0.8",
    plan: |given| {
        let Emboss { radius, sigma } = Emboss::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::Emboss { radius, sigma })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("emboss", "radius=1&sigma=0.8", "-emboss 1x0.8", Near(2.0, 30));
    }
}
