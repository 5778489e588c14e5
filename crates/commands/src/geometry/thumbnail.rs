//! `thumbnail`: makes the picture exactly this size and drops everything but the pixels.
//!
//! `GET /thumbnail?img=https://…/a.jpg&width=60&height=40&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, side};

parameters! {
    /// What `thumbnail` takes.
    Thumbnail {
        width: u32 = side(), "Width, pixels.";
        height: u32 = side(), "Height, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "thumbnail",
    group: Group::Geometry,
    about: "Makes the picture exactly this size and drops everything but the pixels.",
    parameters: Thumbnail::SPECS,
    example: "width=60&height=40",
    plan: |given| {
        let Thumbnail { width, height } = Thumbnail::read(given)?;
        Plan::steps(given, vec![Step::Geometry(Geometry::Resize { width, height })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::refusal::Refusal;
    use crate::testing::{PHOTO, run, run_on};

    #[test]
    fn the_size_is_exact() {
        assert_eq!(run("thumbnail", "width=64&height=64").size(), (64, 64));
        assert_eq!(run_on(&[&PHOTO], "thumbnail", "width=64"), Err(Refusal::Missing("height".to_owned())));
    }
}
