//! `oilpaint`: paints the picture with a broad brush: the commonest colour around each place.
//!
//! `GET /oilpaint?img=https://…/a.jpg&radius=3&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Filter, Step};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `oilpaint` takes.
    Oilpaint {
        radius: f64 = real(0.0, 10.0), "Width of the brush, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "oilpaint",
    about: "Paints the picture with a broad brush: the commonest colour around each place.",
    parameters: Oilpaint::SPECS,
    example: "radius=3",
    plan: |given| {
        let Oilpaint { radius } = Oilpaint::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::OilPaint { radius })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("oilpaint", "radius=3", "-paint 3", Near(0.5, 70));
    }
}
