//! `facedetect`: finds the faces of a picture.
//!
//! `GET /facedetect?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"faces":[{"face_id":0,"left":30,"top":20,"width":60,"height":80}]}`.

use serde_json::{Value, json};

use crate::command::{Command, Group, Plan, Returns};
use crate::look::{FOR_FACES, faces_surer, rectangle, say};
use crate::parameters::{flag, parameters, real};

parameters! {
    /// What `facedetect` takes.
    Facedetect {
        count: bool = flag().default("false"), "Answers in `faces` how many there are, and not where.";
        confidence: f64 = real(0.05, 1.0).default("0.6"), "How sure a face has to be: less finds more, in crowds and from the side, and more that is none.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "facedetect",
    group: Group::Face,
    about: "Finds the faces of a picture. Its answer goes into `mogrify` or `drawrectangles` as it is.",
    parameters: Facedetect::SPECS,
    returns: Returns::Fields(&[(
        "faces",
        "[{\"face_id\": 0, \"left\": 30, \"top\": 20, \"width\": 60, \"height\": 80}]",
    )]),
    plan: |given| {
        let Facedetect { count, confidence } = Facedetect::read(given)?;
        Plan::ask(
            given,
            FOR_FACES,
            json!({ "count": count, "confidence": confidence }),
            |models, pictures, terms| {
                let confidence = terms["confidence"].as_f64().unwrap_or(0.6) as f32;
                let found = faces_surer(models, &pictures[0], confidence)?;
                if terms["count"] == true {
                    return Ok(say(json!({ "faces": found.len() })));
                }
                let named = found.iter().enumerate().map(|(number, face)| {
                    let mut named = rectangle(&pictures[0], face);
                    named["face_id"] = json!(number);
                    named
                });
                Ok(say(json!({ "faces": named.collect::<Vec<Value>>() })))
            },
        )
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{answer_of, photograph};

    #[test]
    fn the_face_of_a_portrait_is_where_it_is() {
        let Some(portrait) = photograph("astronaut.png") else { return };
        let answer = answer_of(&[&portrait], "facedetect", "").unwrap();
        let faces = answer["faces"].as_array().unwrap();
        assert_eq!(faces.len(), 1, "{answer:?}");
        let side = |name: &str| faces[0][name].as_i64().unwrap();
        assert_eq!(side("face_id"), 0);
        assert!((170..200).contains(&side("left")) && (55..90).contains(&side("top")), "{answer:?}");
        assert!((70..110).contains(&side("width")) && (90..140).contains(&side("height")), "{answer:?}");
        assert_eq!(answer_of(&[&portrait], "facedetect", "count=true").unwrap()["faces"], 1);
    }

    #[test]
    fn a_picture_without_faces_is_a_good_answer() {
        let Some(cup) = photograph("cup.png") else { return };
        assert_eq!(answer_of(&[&cup], "facedetect", "").unwrap()["faces"], serde_json::json!([]));
    }
}
