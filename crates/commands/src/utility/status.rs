//! `status`: says that the server works. Needs no key.
//!
//! `GET /status?key=…` answers
//! `{"status":200,"payload":"calotype is up"}`.

use serde_json::json;

use crate::command::{Command, Group, Picture, Plan, Returns};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "status",
    group: Group::Utility,
    about: "Says that the server works. Needs no key.",
    picture: Picture::None,
    needs_key: false,
    returns: Returns::Fields(&[("payload", "\"calotype is up\"")]),
    plan: |_| Ok(Plan::say(json!({ "payload": "calotype is up" }))),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::run::Outcome;
    use crate::testing::outcome_of;

    #[test]
    fn it_needs_nothing() {
        let Outcome::Fields(fields) = outcome_of(&[], "status", "").unwrap() else { panic!("a picture") };
        assert!(fields["payload"].is_string());
        let keyless: Vec<&str> =
            crate::TABLE.iter().filter(|command| !command.needs_key).map(|command| command.name).collect();
        assert_eq!(keyless, ["status"]);
    }
}
