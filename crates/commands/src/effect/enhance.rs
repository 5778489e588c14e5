//! `enhance`: averages what is alike, to take noise away.
//!
//! `GET /enhance?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Filter, Step};

use crate::command::{Command, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "enhance",
    about: "Averages what is alike, to take noise away.",
    plan: |given| Plan::steps(given, vec![Step::Filter(Filter::Enhance)]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("enhance", "", "-enhance", Near(0.5, 6));
    }
}
