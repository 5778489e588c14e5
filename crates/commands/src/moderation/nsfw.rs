//! `nsfw`: says how likely a picture is explicit.
//!
//! `GET /nsfw?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"score":0.02}`.

use serde_json::{Value, json};

use crate::command::{Command, Group, Plan, Returns};
use crate::look::{FOR_WHOLE, picture, round, say};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "nsfw",
    aliases: &["nudity"],
    group: Group::Moderation,
    about: "Says how likely a picture is explicit, 0 to 1; from one half on, hide it.",
    returns: Returns::Fields(&[("score", "0.02")]),
    plan: |given| {
        Plan::ask(given, FOR_WHOLE, Value::Null, |models, pictures, _| {
            let score = models.nudity(picture(&pictures[0])?)?.value;
            Ok(say(json!({ "score": round(f64::from(score)) })))
        })
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{answer_of, photograph};

    #[test]
    fn ordinary_pictures_are_safe_and_its_opposite_says_so_too() {
        for name in ["astronaut.png", "cup.png", "street.jpg"] {
            let Some(photo) = photograph(name) else { return };
            let score = |command| answer_of(&[&photo], command, "").unwrap()["score"].as_f64().unwrap();
            assert!(score("nsfw") < 0.2, "{name}");
            assert!((score("nudity") + score("sfw") - 1.0).abs() < 1e-3 && score("safe") > 0.8, "{name}");
        }
    }
}
