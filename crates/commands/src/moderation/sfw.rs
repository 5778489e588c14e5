//! `sfw`: says how likely a picture can be shown to everybody.
//!
//! `GET /sfw?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"score":0.98}`.

use serde_json::{Value, json};

use crate::command::{Command, Group, Plan, Returns};
use crate::look::{FOR_WHOLE, picture, round, say};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "sfw",
    aliases: &["safe"],
    group: Group::Moderation,
    about: "Says how likely a picture can be shown to everybody, 0 to 1: what `nsfw` leaves.",
    returns: Returns::Fields(&[("score", "0.98")]),
    plan: |given| {
        Plan::ask(given, FOR_WHOLE, Value::Null, |models, pictures, _| {
            let score = models.nudity(picture(&pictures[0])?)?.value;
            Ok(say(json!({ "score": round(1.0 - f64::from(score)) })))
        })
    },
    ..Command::PICTURE
};
