//! `edge`: shows edges: what a pixel has more than those around it.
//!
//! `GET /edge?img=https://…/a.jpg&radius=1&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Filter, Step};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `edge` takes.
    Edge {
        radius: f64 = real(0.0, 50.0).default("1"), "Reach, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "edge",
    about: "Shows edges: what a pixel has more than those around it.",
    parameters: Edge::SPECS,
    example: "radius=1",
    plan: |given| {
        let Edge { radius } = Edge::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::Edge { radius })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("edge", "radius=1", "-edge 1", Near(0.6, 4));
    }

    #[test]
    fn a_wider_one_too() {
        like_imagemagick("edge", "radius=3", "-edge 3", Near(0.6, 4));
    }
}
