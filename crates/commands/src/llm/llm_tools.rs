//! `llm-tools`: describes every command as a tool for a language model.
//!
//! `GET /llm-tools?key=…` answers
//! `{"status":200,"tools":[{"type":"function","function":{"name":"crop",…}},…]}`.

use serde_json::json;

use crate::command::{Command, Group, Picture, Plan, Returns};
use crate::table::TABLE;

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "llm-tools",
    group: Group::Llm,
    about: "Describes every command as a tool for a language model.",
    picture: Picture::None,
    returns: Returns::Fields(&[("tools", "[{\"type\": \"function\", \"function\": {\"name\": \"crop\"}}]")]),
    plan: |_| {
        let tools: Vec<_> = TABLE.iter().map(crate::document::tool).collect();
        Ok(Plan::say(json!({ "tools": tools })))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::run::Outcome;
    use crate::testing::outcome_of;

    #[test]
    fn every_tool_has_a_schema() {
        let Outcome::Fields(fields) = outcome_of(&[], "llm-tools", "").unwrap() else { panic!("a picture") };
        let tools = fields["tools"].as_array().unwrap();
        assert_eq!(tools.len(), crate::TABLE.len());
        let crop = tools.iter().find(|tool| tool["function"]["name"] == "crop").unwrap();
        assert_eq!(crop["function"]["parameters"]["required"], json!(["img", "x", "y"]));
    }
}
