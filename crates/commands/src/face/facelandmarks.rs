//! `facelandmarks`: finds the faces of a picture and points on them.
//!
//! `GET /facelandmarks?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"faces":[{"rectangle":{"left":30,…},"landmarks":{"nose":{"x":60,"y":62},…}}]}`.

use calotype_inference::Face;
use calotype_media::look::Looked;
use serde_json::{Value, json};

use crate::command::{Command, Group, Plan, Returns};
use crate::look::{FOR_FACES, faces, rectangle, say};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "facelandmarks",
    group: Group::Face,
    about: "Finds the faces of a picture and points on them. Eyes, nose and the corners of the mouth are found; the others are \
        estimated from these and from the shape of a face.",
    returns: Returns::Fields(&[(
        "faces",
        "[{\"rectangle\": {\"left\": 30, \"top\": 20, \"width\": 60, \"height\": 80}, \"landmarks\": {\"nose\": {\"x\": 60, \"y\": 62}}}]",
    )]),
    plan: |given| {
        Plan::ask(given, FOR_FACES, Value::Null, |models, pictures, _| {
            let found = faces(models, &pictures[0])?;
            let named = found.iter().map(|face| {
                json!({ "rectangle": rectangle(&pictures[0], face), "landmarks": landmarks(&pictures[0], face) })
            });
            Ok(say(json!({ "faces": named.collect::<Vec<Value>>() })))
        })
    },
    ..Command::PICTURE
};

/// The documented points. A face has its own axes: from eye to eye, and from between the eyes to the mouth; what was not found
/// is placed on them by the proportions of a face.
fn landmarks(looked: &Looked, face: &Face) -> Value {
    let (across, down) = looked.scale();
    let place = |[x, y]: [f32; 2]| [f64::from(x) * across, f64::from(y) * down];
    let [left_eye, right_eye, nose, left_mouth, right_mouth] = face.landmarks.map(place);
    let between =
        |a: [f64; 2], b: [f64; 2], share: f64| [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
    let eyes = between(left_eye, right_eye, 0.5);
    let mouth = between(left_mouth, right_mouth, 0.5);
    // From the eyes' middle: so much along the eyes, so much towards the mouth.
    let on_axes = |along: f64, towards: f64| {
        [
            eyes[0] + (right_eye[0] - left_eye[0]) * along + (mouth[0] - eyes[0]) * towards,
            eyes[1] + (right_eye[1] - left_eye[1]) * along + (mouth[1] - eyes[1]) * towards,
        ]
    };
    let point = |[x, y]: [f64; 2]| json!({ "x": x.round() as i64, "y": y.round() as i64 });
    json!({
        "nose": point(nose),
        "chin": point(on_axes(0.0, 1.75)),
        "top_lip": point(between(mouth, nose, 0.18)),
        "bottom_lip": point(on_axes(0.0, 1.2)),
        "mouth_left": point(left_mouth),
        "mouth_right": point(right_mouth),
        "bone": {
            "center": point(on_axes(0.0, -0.85)),
            "outer_left": point(on_axes(-1.05, 0.05)),
            "outer_right": point(on_axes(1.05, 0.05)),
        },
        "eye": {
            "pupil_left": point(left_eye),
            "pupil_right": point(right_eye),
            "left_brow_inner": point(on_axes(-0.2, -0.28)),
            "right_brow_inner": point(on_axes(0.2, -0.28)),
            "left_brow_outer": point(on_axes(-0.78, -0.25)),
            "right_brow_outer": point(on_axes(0.78, -0.25)),
            "left_outer": point(on_axes(-0.72, 0.0)),
            "right_outer": point(on_axes(0.72, 0.0)),
        },
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{answer_of, photograph};

    #[test]
    fn every_documented_point_is_there_and_in_its_place() {
        let Some(portrait) = photograph("obama-1.jpg") else { return };
        let answer = answer_of(&[&portrait], "facelandmarks", "").unwrap();
        let face = &answer["faces"][0];
        let at = |path: &str, side: &str| {
            face.pointer(&format!("/landmarks/{path}/{side}")).unwrap().as_i64().unwrap()
        };
        let down = [
            "bone/center",
            "eye/left_brow_inner",
            "eye/pupil_left",
            "nose",
            "top_lip",
            "mouth_left",
            "bottom_lip",
            "chin",
        ];
        for pair in down.windows(2) {
            assert!(at(pair[0], "y") <= at(pair[1], "y") + 6, "{pair:?}: {face}");
        }
        let right = [
            "bone/outer_left",
            "eye/left_outer",
            "eye/pupil_left",
            "nose",
            "eye/pupil_right",
            "eye/right_outer",
            "bone/outer_right",
        ];
        for pair in right.windows(2) {
            assert!(at(pair[0], "x") < at(pair[1], "x"), "{pair:?}: {face}");
        }
        assert!(at("mouth_left", "x") < at("mouth_right", "x"));
    }
}
