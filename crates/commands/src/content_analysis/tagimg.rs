//! `tagimg`: says what is on a picture, in words.
//!
//! `GET /tagimg?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"tags":[{"name":"tabby","confidence":0.7}]}`.

use serde_json::{Value, json};

use crate::command::{Command, Group, Plan, Returns};
use crate::look::{FOR_WHOLE, picture, round, say};

/// Most tags.
const MOST: usize = 10;

/// A tag that is less likely than this says nothing.
const LEAST: f32 = 0.02;

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "tagimg",
    aliases: &["labelimage"],
    group: Group::ContentAnalysis,
    about: "Says what is on a picture, in English words of a list of a thousand, the likeliest first.",
    returns: Returns::Fields(&[("tags", "[{\"name\": \"tabby\", \"confidence\": 0.7}]")]),
    plan: |given| {
        Plan::ask(given, FOR_WHOLE, Value::Null, |models, pictures, _| {
            let described = models.describe(picture(&pictures[0])?, MOST)?.value;
            let tags = described
                .tags
                .into_iter()
                .enumerate()
                .filter(|(place, tag)| *place == 0 || tag.confidence >= LEAST);
            let tags = tags
                .map(|(_, tag)| json!({ "name": tag.label, "confidence": round(f64::from(tag.confidence)) }));
            Ok(say(json!({ "tags": tags.collect::<Vec<Value>>() })))
        })
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{answer_of, photograph};

    #[test]
    fn a_cat_is_called_a_cat() {
        let Some(cat) = photograph("cat.png") else { return };
        let answer = answer_of(&[&cat], "tagimg", "").unwrap();
        let tags = answer["tags"].as_array().unwrap();
        let first = tags[0]["name"].as_str().unwrap();
        assert!(
            ["tabby", "tiger cat", "Egyptian cat", "lynx"].iter().any(|cat| first.contains(cat)),
            "{tags:?}"
        );
        let sure: Vec<f64> = tags.iter().map(|tag| tag["confidence"].as_f64().unwrap()).collect();
        assert!(sure.is_sorted_by(|one, next| one >= next), "{sure:?}");
    }
}
