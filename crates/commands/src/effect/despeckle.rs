//! `despeckle`: takes single grains away and keeps edges.
//!
//! `GET /despeckle?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Filter, Step};

use crate::command::{Command, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "despeckle",
    about: "Takes single grains away and keeps edges.",
    plan: |given| Plan::steps(given, vec![Step::Filter(Filter::Despeckle)]),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("despeckle", "", "-despeckle", Near(0.6, 6));
    }
}
