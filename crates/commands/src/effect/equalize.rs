//! `equalize`: makes every intensity equally frequent.
//!
//! `GET /equalize?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Step, Tone};

use crate::command::{Command, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "equalize",
    about: "Makes every intensity equally frequent.",
    plan: |given| Plan::steps(given, vec![Step::Tone(Tone::Equalize)]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("equalize", "", "-equalize", Near(0.8, 4));
    }
}
