//! The command surface: programs with a key that has the scope, and nobody else; but anybody may ask whether it works.

use super::{Answer, Body, Caller, Row, UNKNOWN, documented, hold, with};
use crate::app::TestApp;
use crate::upload::build::scoped;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Keys with the scope.
    Calls,
    /// Anybody.
    Open,
}

/// Commands are rows of one table with one rule: all but this need a key.
const OPEN: [&str; 2] = ["GET /status", "POST /status"];

pub async fn check(app: &TestApp) -> Vec<String> {
    let table: Vec<Row<Rule>> = documented("commands")
        .into_iter()
        .map(|operation| {
            let rule = if OPEN.contains(&operation.as_str()) { Rule::Open } else { Rule::Calls };
            let body = if operation.starts_with("POST") { Body::Json("{}") } else { Body::Empty };
            with(&*operation.leak(), rule, body)
        })
        .collect();
    assert!(table.len() > 200, "the document has all commands");
    let other =
        scoped(app, "mia", &["face:process", "hosting", "job:read", "upload:read", "upload:write"]).await;
    let callers = [
        Caller::new("nobody", app.anonymous()),
        Caller::new("an administrator of the library", app.admin().await),
        Caller::with_key("a key that is none", app, "cal_nonsense"),
        Caller::with_key("a key for something else", app, other.secret),
        Caller::with_key("a key for commands", app, scoped(app, "mia", &["commands"]).await.secret),
    ];
    let expected = |rule, caller: &str| match (rule, caller) {
        (Rule::Open, _) | (_, "a key for commands") => Answer::Passes,
        _ => UNKNOWN,
    };
    hold("commands", &table, &callers, expected, &|_, name| panic!("what stands for {name}?")).await
}
