//! `delete`: removes what the caller has stored.
//!
//! `GET /delete?link=….png&key=…` answers
//! `{"status":200,"id":"….png","deleted":true}`.

use crate::command::{Command, Group, Picture, Plan, Returns, Work};
use crate::parameters::{parameters, text};

parameters! {
    /// What `delete` takes.
    Delete {
        link: String = text(2000).or("img"), "Its link or its id.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "delete",
    group: Group::Storage,
    about: "Removes what the caller has stored.",
    parameters: Delete::SPECS,
    picture: Picture::None,
    returns: Returns::Fields(&[("id", "\"….png\""), ("deleted", "true")]),
    example: "link=….png",
    plan: |given| {
        let Delete { link } = Delete::read(given)?;
        Ok(Plan { pictures: Vec::new(), work: Work::Forget(link.trim().to_owned()) })
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Refusal;
    use crate::testing::plan;

    #[test]
    fn it_says_what_is_to_be_removed_and_removes_nothing() {
        assert_eq!(plan("delete", "link=abc.png", false).unwrap().work, Work::Forget("abc.png".to_owned()));
        assert_eq!(plan("delete", "", false), Err(Refusal::Missing("link".to_owned())));
    }
}
