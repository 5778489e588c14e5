//! `facelookup`: finds a person in a crowd.
//!
//! `GET /facelookup?face=https://…/a.jpg&crowd=https://…/b.jpg&key=…` answers
//! `{"status":200,"found":true,"confidence":0.82,"rectangle":{"top":20,"left":30,"width":60,"height":80}}`.

use serde_json::{Value, json};

use crate::command::{Command, Group, Picture, Plan, Returns};
use crate::given::Address;
use crate::look::{FOR_FACES, faces, likeness, only_face, picture as pixels, rectangle, say};
use crate::parameters::{parameters, picture};

parameters! {
    /// What `facelookup` takes.
    Facelookup {
        crowd: String = picture(), "Address of the picture with many faces.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "facelookup",
    group: Group::Face,
    about: "Finds a person in a crowd. Where nobody is like them, `best` says who comes nearest.",
    parameters: Facelookup::SPECS,
    picture: Picture::In("face"),
    returns: Returns::Fields(&[("found", "true"), ("confidence", "0.82")]),
    example: "crowd=https://…/b.jpg",
    plan: |given| {
        let Facelookup { crowd } = Facelookup::read(given)?;
        let pictures = vec![given.address("face", Some("img"))?, Address::Text(crowd)];
        Ok(Plan::question(pictures, FOR_FACES, Value::Null, |models, pictures, _| {
            let wanted = only_face(models, &pictures[0], "face")?;
            let wanted = models.embed_faces(pixels(&pictures[0])?, &[wanted.landmarks])?.value;
            let crowd = faces(models, &pictures[1])?;
            let points: Vec<_> = crowd.iter().map(|face| face.landmarks).collect();
            let vectors = models.embed_faces(pixels(&pictures[1])?, &points)?.value;
            let alike = vectors.iter().map(|vector| likeness(&wanted[0], vector));
            let Some((best, confidence)) = alike.enumerate().max_by(|one, other| one.1.total_cmp(&other.1))
            else {
                return Ok(say(json!({ "found": false, "confidence": 0.0, "best": null })));
            };
            let rectangle = rectangle(&pictures[1], &crowd[best]);
            Ok(say(if confidence >= 0.5 {
                json!({ "found": true, "confidence": confidence, "rectangle": rectangle })
            } else {
                let best = json!({ "rectangle": rectangle, "confidence": confidence });
                json!({ "found": false, "confidence": confidence, "best": best })
            }))
        }))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{answer_of, photograph};

    #[test]
    fn a_stranger_is_not_found_in_a_street_and_oneself_is() {
        let all: Option<Vec<Vec<u8>>> =
            ["obama-1.jpg", "street.jpg", "obama-3.jpg", "cup.png"].into_iter().map(photograph).collect();
        let Some(all) = all else { return };
        let looked = |crowd: usize| answer_of(&[&all[0], &all[crowd]], "facelookup", "crowd=b").unwrap();
        let stranger = looked(1);
        assert_eq!(stranger["found"], false);
        assert!(stranger["best"]["rectangle"]["left"].is_i64() && stranger["best"]["confidence"].is_number());
        let found = looked(2);
        assert_eq!(found["found"], true, "{found:?}");
        assert!(found["rectangle"]["width"].as_i64() > Some(50));
        assert_eq!(looked(3)["found"], false);
    }
}
