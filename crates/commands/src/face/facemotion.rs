//! `facemotion`: estimates age, gender and expression of the faces of a picture.
//!
//! `GET /facemotion?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"faces":[{"rectangle":{…},"age":34,"gender":"female","emotion":[{"state":"happiness","score":0.9}]}]}`.

use calotype_inference::Expression;
use serde_json::{Value, json};

use crate::command::{Command, Group, Plan, Returns};
use crate::look::{FOR_FACES, faces, picture, rectangle, round, say};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "facemotion",
    group: Group::Face,
    about: "Estimates age, gender and expression of the faces of a picture. Models guess, and are often wrong.",
    returns: Returns::Fields(&[(
        "faces",
        "[{\"rectangle\": {\"left\": 30, \"top\": 20, \"width\": 60, \"height\": 80}, \"age\": 34, \"gender\": \"female\", \"emotion\": [{\"state\": \"happiness\", \"score\": 0.9}]}]",
    )]),
    plan: |given| {
        Plan::ask(given, FOR_FACES, Value::Null, |models, pictures, _| {
            let found = faces(models, &pictures[0])?;
            let read = models.face_attributes(picture(&pictures[0])?, &found)?.value;
            let named = found.iter().zip(&read).map(|(face, read)| {
                let score = round(f64::from(read.expression_confidence));
                let bounds = rectangle(&pictures[0], face);
                json!({
                    // Both forms are read by clients.
                    "rectangle": bounds, "left": bounds["left"], "top": bounds["top"],
                    "width": bounds["width"], "height": bounds["height"],
                    "age": read.age.round() as i64,
                    "gender": if read.female >= 0.5 { "female" } else { "male" },
                    "emotion": [{ "state": state(read.expression), "score": score }],
                })
            });
            Ok(say(json!({ "faces": named.collect::<Vec<Value>>() })))
        })
    },
    ..Command::PICTURE
};

/// The documented word.
fn state(expression: Expression) -> &'static str {
    match expression {
        Expression::Angry => "anger",
        Expression::Disgust => "disgust",
        Expression::Fear => "fear",
        Expression::Happy => "happiness",
        Expression::Sad => "sadness",
        Expression::Surprise => "surprise",
        Expression::Neutral => "neutral",
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{answer_of, photograph};

    #[test]
    fn a_smiling_woman_is_read_as_one() {
        let Some(portrait) = photograph("astronaut.png") else { return };
        let answer = answer_of(&[&portrait], "facemotion", "").unwrap();
        let face = &answer["faces"][0];
        assert_eq!(
            (&face["gender"], &face["emotion"][0]["state"]),
            (&"female".into(), &"happiness".into()),
            "{face}"
        );
        assert!((18..55).contains(&face["age"].as_i64().unwrap()), "{face}");
    }
}
