//! `about`: says what this server is.
//!
//! `GET /about?key=…` answers
//! `{"status":200,"about":"calotype …","version":"0.1.0","commands":113}`.

use serde_json::json;

use crate::command::{Command, Group, Picture, Plan, Returns};
use crate::table::TABLE;

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "about",
    group: Group::Utility,
    about: "Says what this server is.",
    picture: Picture::None,
    returns: Returns::Fields(&[("about", "\"calotype …\""), ("version", "\"0.1.0\""), ("commands", "113")]),
    plan: |_| {
        let commands = TABLE.iter().map(|command| 1 + command.aliases.len()).sum::<usize>();
        let version = env!("CARGO_PKG_VERSION");
        let about =
            format!("calotype {version}: pictures changed, drawn and described by {commands} commands");
        Ok(Plan::say(json!({ "about": about, "version": version, "commands": commands })))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::run::Outcome;
    use crate::testing::outcome_of;

    #[test]
    fn it_counts_its_commands() {
        let Outcome::Fields(fields) = outcome_of(&[], "about", "").unwrap() else { panic!("a picture") };
        assert!(fields["commands"].as_u64().unwrap() > 100);
    }
}
