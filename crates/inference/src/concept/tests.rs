use super::*;
use crate::testing::{inference, photograph};

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn texts_of_like_meaning_are_alike() {
    let Some(inference) = inference() else { return };
    let texts =
        ["A cat sits on the sofa", "A kitten is lying on a couch", "The stock market fell sharply today"];
    let answer = inference.text_vectors(&texts).unwrap();
    assert_eq!((answer.model, answer.version), ("minilm", "all-l6-v2-int8"));
    let vectors = answer.value;
    assert_eq!(vectors[0].len(), DIMENSION);
    assert!(cosine(&vectors[0], &vectors[1]) > 0.5, "{}", cosine(&vectors[0], &vectors[1]));
    assert!(cosine(&vectors[0], &vectors[2]) < 0.2, "{}", cosine(&vectors[0], &vectors[2]));
    // In a batch with longer ones a text keeps its vector, up to what eight-bit arithmetic makes of it.
    let alone = &inference.text_vectors(&texts[..1]).unwrap().value[0];
    assert!(cosine(alone, &vectors[0]) > 0.98, "{}", cosine(alone, &vectors[0]));
}

#[test]
fn a_picture_is_found_by_words_for_what_is_on_it() {
    let Some(inference) = inference() else { return };
    let queries = ["a cat", "a cup of coffee", "a person in an orange suit", "a car in the street"];
    let words = inference.text_vectors(&queries).unwrap().value;
    for (name, query) in [("cat.png", 0), ("cup.png", 1)] {
        let Some(pixels) = photograph(name) else { return };
        let answer = inference.concept_vector(pixels.picture()).unwrap();
        assert_eq!(answer.model, "minilm");
        let best = (0..queries.len())
            .max_by(|a, b| cosine(&answer.value, &words[*a]).total_cmp(&cosine(&answer.value, &words[*b])));
        assert_eq!(best, Some(query), "{name}");
    }
}

#[test]
fn too_much_text_is_refused() {
    let Some(inference) = inference() else { return };
    let long = "x".repeat(MOST_BYTES + 1);
    assert!(matches!(inference.text_vectors(&[&long]), Err(Error::Input(_))));
    assert_eq!(inference.text_vectors(&[]).unwrap().value, Vec::<Vec<f32>>::new());
}
