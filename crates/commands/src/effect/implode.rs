//! `implode`: pulls the picture towards its middle.
//!
//! `GET /implode?img=https://…/a.jpg&radius=0.5&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Filter, Step};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `implode` takes.
    Implode {
        radius: f64 = real(-10.0, 10.0), "How strongly; negative pushes away.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "implode",
    about: "Pulls the picture towards its middle.",
    parameters: Implode::SPECS,
    example: "radius=0.5",
    plan: |given| {
        let Implode { radius } = Implode::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::Implode { amount: radius })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("implode", "radius=0.5", "-implode 0.5", Near(0.8, 14));
    }

    #[test]
    fn it_pushes_too() {
        like_imagemagick("implode", "radius=-0.8", "-implode -0.8", Near(0.8, 14));
    }
}
