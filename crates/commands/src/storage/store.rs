//! `store`: keeps the file of the request, a picture or a film, as it is.
//!
//! `POST /store?key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use crate::command::{Command, Group, Methods, Picture, Plan, Returns, Work};
use crate::given::Address;
use crate::parameters::{parameters, text};
use crate::refusal::Refusal;

parameters! {
    /// What `store` takes.
    Store {
        comment: Option<String> = text(1000).optional(), "Taken for compatibility; nothing is done with it.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "store",
    aliases: &["put"],
    group: Group::Storage,
    methods: Methods::Post,
    about: "Keeps the file of the request, a picture or a film, as it is.",
    parameters: Store::SPECS,
    picture: Picture::Upload,
    returns: Returns::Fields(&[
        ("link", "\"https://…/….png\""),
        ("ssl_link", "\"https://…/….png\""),
        ("id", "\"….png\""),
    ]),
    plan: |given| {
        Store::read(given)?;
        match given.address("img", None)? {
            Address::Upload => Ok(Plan { pictures: vec![Address::Upload], work: Work::Keep }),
            Address::Text(_) => Err(Refusal::Missing("file".to_owned())),
        }
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan;

    #[test]
    fn it_takes_a_file_and_not_an_address() {
        assert_eq!(plan("put", "", true).unwrap().work, Work::Keep);
        assert!(matches!(plan("store", "img=https://a/b.png", false), Err(Refusal::Missing(_))));
        assert!(matches!(plan("store", "", false), Err(Refusal::Missing(_))));
    }
}
