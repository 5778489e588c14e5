//! `imgembed`: makes a vector of a picture, comparable with those of other pictures.
//!
//! `GET /imgembed?img=https://…/a.jpg&dimension=512&key=…` answers
//! `{"status":200,"object":"embedding","model":"…","embedding":[0.01,…]}`.

use serde_json::json;

use crate::command::{Command, Group, Plan, Returns};
use crate::look::{FOR_WHOLE, picture, say};
use crate::parameters::{choice, parameters};

parameters! {
    /// What `imgembed` takes.
    Imgembed {
        dimension: String = choice(&["512", "1024"]).default("512"), "Numbers of the vector.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "imgembed",
    group: Group::ContentAnalysis,
    about: "Makes a vector of length 1 of a picture. The product of two says how alike the pictures are.",
    parameters: Imgembed::SPECS,
    returns: Returns::Fields(&[
        ("object", "\"embedding\""),
        ("model", "\"…\""),
        ("embedding", "[0.01, -0.02]"),
    ]),
    plan: |given| {
        let Imgembed { dimension } = Imgembed::read(given)?;
        let dimension: usize = dimension.parse().unwrap_or(512);
        Plan::ask(given, FOR_WHOLE, json!({ "dimension": dimension }), |models, pictures, terms| {
            let answer = models.describe(picture(&pictures[0])?, 1)?;
            let dimension = terms["dimension"].as_u64().unwrap_or(512) as usize;
            let vector = project(&answer.value.vector, dimension);
            Ok(say(json!({
                "object": "embedding",
                "model": format!("{}-{}/{dimension}", answer.model, answer.version),
                "embedding": vector,
                "total_input_tokens": 0,
                "total_output_tokens": 0,
            })))
        })
    },
    ..Command::PICTURE
};

/// To so many numbers, keeping angles: each number of the vector is added to one place or taken from it, as a hash of its
/// position says (feature hashing, Weinberger et al. 2009).
fn project(vector: &[f32], dimension: usize) -> Vec<f32> {
    let mut projected = vec![0.0_f32; dimension];
    for (position, value) in (0_u64..).zip(vector) {
        // SplitMix64.
        let mut hash = (position + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        hash ^= hash >> 31;
        let place = (hash >> 1) as usize % dimension;
        projected[place] += if hash & 1 == 0 { *value } else { -value };
    }
    let length = projected.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    projected.iter().map(|value| value / length).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{answer_of, photograph};

    #[test]
    fn a_vector_has_the_length_that_was_asked_for_and_knows_its_like() {
        let all: Option<Vec<Vec<u8>>> =
            ["obama-1.jpg", "obama-2.jpg", "cat.png"].into_iter().map(photograph).collect();
        let Some(all) = all else { return };
        let vector = |photo: &[u8], dimension: usize| -> Vec<f64> {
            let answer = answer_of(&[photo], "imgembed", &format!("dimension={dimension}")).unwrap();
            answer["embedding"].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
        };
        let product = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
        for dimension in [512, 1024] {
            let [one, other, cat] = [0, 1, 2].map(|number| vector(&all[number], dimension));
            assert_eq!(one.len(), dimension);
            assert!((product(&one, &one) - 1.0).abs() < 1e-3);
            assert!(product(&one, &other) > product(&one, &cat) + 0.1);
        }
    }
}
