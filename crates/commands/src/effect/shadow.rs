//! `shadow`: shows the picture with its shadow.
//!
//! `GET /shadow?img=https://…/a.jpg&opacity=60&sigma=3&x=4&y=5&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Frame, Step};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real, whole};

parameters! {
    /// What `shadow` takes.
    Shadow {
        opacity: f64 = real(0.0, 100.0), "Of the shadow, percent.";
        sigma: f64 = real(0.0, 100.0), "Softness of the shadow, pixels.";
        x: i64 = whole(-1000, 1000), "How far to the right the shadow lies, pixels.";
        y: i64 = whole(-1000, 1000), "How far down the shadow lies, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "shadow",
    about: "Shows the picture with its shadow.",
    parameters: Shadow::SPECS,
    example: "opacity=60&sigma=3&x=4&y=5",
    plan: |given| {
        let Shadow { opacity, sigma, x, y } = Shadow::read(given)?;
        Plan::steps(given, vec![Step::Frame(Frame::Shadow { opacity, sigma, x, y })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, like_imagemagick_on_shapes};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick(
            "shadow",
            "opacity=60&sigma=3&x=4&y=5",
            "( +clone -background black -shadow 60x3+4+5 ) +swap -background none -layers merge +repage",
            Near(0.8, 6),
        );
        like_imagemagick_on_shapes(
            "shadow",
            "opacity=60&sigma=3&x=4&y=5",
            "( +clone -background black -shadow 60x3+4+5 ) +swap -background none -layers merge +repage",
            Near(1.2, 10),
        );
    }
}
