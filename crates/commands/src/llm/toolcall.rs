//! `toolcall`: carries out the commands that a language model asks for, one after the other.
//!
//! `POST /toolcall?tools=[{"id":"call_1","type":"function","function":{"name":"crop","arguments":"{\"img\":\"https://…/a.jpg\",\"x\":1,\"y\":1,\"width\":9}"}}]&key=…` answers
//! `{"status":200,"id":"…","output":[{"id":"call_1","name":"crop","output":{"status":200,…}}]}`.

use serde_json::{Map, Value};

use crate::command::{Call, Command, Group, Methods, Picture, Plan, Returns, Work};
use crate::given::Given;
use crate::parameters::{Entry, Spec, list, parameters, text};
use crate::refusal::Refusal;

parameters! {
    /// What `toolcall` takes.
    Toolcall {
        tools: Vec<Wish> = list(16, Wish::SPECS), "The calls, as the model gave them.";
    }
}

/// One call of a model: OpenAI's form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wish {
    id: Value,
    function: Value,
}

impl Wish {
    const SPECS: &'static [Spec] = &[
        text(200).optional().named("id", "What the model calls this call."),
        text(100_000).named("function", "An object with the name of the command and its arguments."),
    ];

    fn call(self) -> Result<Call, Refusal> {
        let wrong = |reason: &str| Refusal::invalid("tools", reason);
        let name = self.function.get("name").and_then(Value::as_str).unwrap_or_default();
        let name = name.trim().trim_start_matches('/').to_ascii_lowercase();
        if name.is_empty() || name == "toolcall" {
            return Err(wrong("each call needs a function with the name of a command"));
        }
        let arguments = match self.function.get("arguments") {
            None | Some(Value::Null) => Value::Object(Map::new()),
            Some(Value::String(text)) => {
                serde_json::from_str(text).map_err(|_| wrong("arguments are no JSON"))?
            }
            Some(other) => other.clone(),
        };
        match arguments {
            Value::Object(arguments) => Ok(Call { id: self.id, name, arguments }),
            _ => Err(wrong("arguments are an object")),
        }
    }
}

impl Entry for Wish {
    fn entry(given: &Given) -> Result<Self, Refusal> {
        let value = |name: &str| given.value(name, None).cloned();
        let function = value("function").ok_or_else(|| Refusal::Missing("function".to_owned()))?;
        Ok(Wish { id: value("id").unwrap_or_default(), function })
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "toolcall",
    group: Group::Llm,
    methods: Methods::Post,
    about: "Carries out the commands that a language model asks for, one after the other.",
    parameters: Toolcall::SPECS,
    picture: Picture::None,
    returns: Returns::Fields(&[(
        "output",
        "[{\"id\": \"call_1\", \"name\": \"crop\", \"output\": {\"status\": 200}}]",
    )]),
    example: "tools=[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"crop\",\"arguments\":\"{\\\"img\\\":\\\"https://…/a.jpg\\\",\\\"x\\\":1,\\\"y\\\":1,\\\"width\\\":9}\"}}]",
    plan: |given| {
        let Toolcall { tools } = Toolcall::read(given)?;
        let calls = tools.into_iter().map(Wish::call).collect::<Result<Vec<Call>, Refusal>>()?;
        if calls.is_empty() {
            return Err(Refusal::Missing("tools".to_owned()));
        }
        Ok(Plan { pictures: Vec::new(), work: Work::Call(calls) })
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    use crate::testing::plan;

    #[test]
    fn a_call_is_a_name_and_arguments_in_text_or_as_they_are() {
        let text =
            r#"tools=[{"id":"1","type":"function","function":{"name":"crop","arguments":"{\"x\":1}"}}]"#;
        let plain = r#"tools=[{"id":"1","function":{"name":"crop","arguments":{"x":1}}}]"#;
        let planned = plan("toolcall", text, false).unwrap();
        let Work::Call(calls) = &planned.work else { panic!("{planned:?}") };
        assert_eq!((calls.len(), calls[0].name.as_str(), &calls[0].arguments["x"]), (1, "crop", &json!(1)));
        assert_eq!(planned, plan("toolcall", plain, false).unwrap());
    }

    #[test]
    fn a_tool_does_not_call_tools() {
        let nested = r#"tools=[{"id":"1","function":{"name":"toolcall","arguments":"{}"}}]"#;
        assert!(matches!(plan("toolcall", nested, false), Err(Refusal::Invalid { .. })));
        let broken = r#"tools=[{"id":"1","function":{"name":"crop","arguments":"{"}}]"#;
        assert!(matches!(plan("toolcall", broken, false), Err(Refusal::Invalid { .. })));
        assert!(matches!(plan("toolcall", "tools=[]", false), Err(Refusal::Missing(_))));
    }
}
