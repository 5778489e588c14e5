//! `sepia`: shows the picture as an old photograph.
//!
//! `GET /sepia?img=https://…/a.jpg&sepia=200&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Step, Tone};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `sepia` takes.
    Sepia {
        sepia: f32 = real(0.0, 255.0), "How strong; 200 is a good value.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "sepia",
    about: "Shows the picture as an old photograph.",
    parameters: Sepia::SPECS,
    example: "sepia=200",
    plan: |given| {
        let Sepia { sepia } = Sepia::read(given)?;
        Plan::steps(given, vec![Step::Tone(Tone::Sepia { threshold: sepia })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("sepia", "sepia=204", "-sepia-tone 80%", Near(1.0, 6));
    }
}
