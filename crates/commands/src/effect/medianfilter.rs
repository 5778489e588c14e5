//! `medianfilter`: gives every pixel the median of the square around it, which takes grains away and keeps edges.
//!
//! `GET /medianfilter?img=https://…/a.jpg&radius=1&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Filter, Step};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `medianfilter` takes.
    Medianfilter {
        radius: f64 = real(0.0, 20.0).default("1"), "Reach of the square, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "medianfilter",
    aliases: &["mf"],
    about: "Gives every pixel the median of the square around it, which takes grains away and keeps edges.",
    parameters: Medianfilter::SPECS,
    example: "radius=1",
    plan: |given| {
        let Medianfilter { radius } = Medianfilter::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::Median { radius })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("medianfilter", "radius=1", "-statistic Median 3x3", Near(0.1, 3));
    }

    #[test]
    fn a_wider_one_too() {
        like_imagemagick("mf", "radius=2", "-statistic Median 5x5", Near(0.1, 3));
    }
}
