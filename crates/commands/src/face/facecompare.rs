//! `facecompare`: says whether two pictures show the same person.
//!
//! `GET /facecompare?src=https://…/a.jpg&target=https://…/b.jpg&key=…` answers
//! `{"status":200,"same_face":true,"confidence":0.82}`.

use serde_json::{Value, json};

use crate::command::{Command, Group, Picture, Plan, Returns};
use crate::given::Address;
use crate::look::{FOR_FACES, likeness, only_face, picture as pixels, say};
use crate::parameters::{parameters, picture};

parameters! {
    /// What `facecompare` takes.
    Facecompare {
        target: String = picture(), "Address of the other picture.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "facecompare",
    group: Group::Face,
    about: "Says whether two pictures, with one face each, show the same person: from a confidence of one half on.",
    parameters: Facecompare::SPECS,
    picture: Picture::In("src"),
    returns: Returns::Fields(&[("same_face", "true"), ("confidence", "0.82")]),
    example: "target=https://…/b.jpg",
    plan: |given| {
        let Facecompare { target } = Facecompare::read(given)?;
        let pictures = vec![given.address("src", Some("img"))?, Address::Text(target)];
        Ok(Plan::question(pictures, FOR_FACES, Value::Null, |models, pictures, _| {
            let mut vectors = Vec::new();
            for (name, looked) in ["src", "target"].into_iter().zip(pictures) {
                let face = only_face(models, looked, name)?;
                vectors.extend(models.embed_faces(pixels(looked)?, &[face.landmarks])?.value);
            }
            let confidence = likeness(&vectors[0], &vectors[1]);
            Ok(say(json!({ "same_face": confidence >= 0.5, "confidence": confidence })))
        }))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::refusal::Refusal;
    use crate::testing::{answer_of, photograph};

    #[test]
    fn one_person_is_known_again_and_another_is_not() {
        let names = ["obama-1.jpg", "obama-2.jpg", "biden.jpg", "cup.png", "street.jpg"];
        let all: Option<Vec<Vec<u8>>> = names.into_iter().map(photograph).collect();
        let Some(all) = all else { return };
        let compared =
            |one: usize, other: usize| answer_of(&[&all[one], &all[other]], "facecompare", "target=b");
        assert_eq!(compared(0, 1).unwrap()["same_face"], true);
        assert_eq!(compared(0, 2).unwrap()["same_face"], false);
        assert!(matches!(compared(0, 3), Err(Refusal::Invalid { name, .. }) if name == "target"));
        assert!(matches!(compared(4, 0), Err(Refusal::Invalid { name, .. }) if name == "src"));
    }
}
