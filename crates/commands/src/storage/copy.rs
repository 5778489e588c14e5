//! `copy`: keeps a copy of a picture or film that lies elsewhere.
//!
//! `GET /copy?link=https://…/a.png&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use crate::command::{Command, Group, Picture, Plan, Returns, Work};
use crate::given::Address;
use crate::parameters::{parameters, picture};

parameters! {
    /// What `copy` takes.
    Copy {
        link: String = picture().or("img"), "Its address, or an id of ours.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "copy",
    group: Group::Storage,
    about: "Keeps a copy of a picture or film that lies elsewhere.",
    parameters: Copy::SPECS,
    picture: Picture::None,
    returns: Returns::Fields(&[
        ("link", "\"https://…/….png\""),
        ("ssl_link", "\"https://…/….png\""),
        ("id", "\"….png\""),
    ]),
    example: "link=https://…/a.png",
    plan: |given| {
        let Copy { link } = Copy::read(given)?;
        Ok(Plan { pictures: vec![Address::Text(link)], work: Work::Keep })
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::refusal::Refusal;
    use crate::testing::plan;

    #[test]
    fn both_names_of_the_address_are_known() {
        assert_eq!(plan("copy", "link=https://a/b.png", false), plan("copy", "img=https://a/b.png", false));
        assert_eq!(plan("copy", "", false), Err(Refusal::Missing("link".to_owned())));
    }
}
