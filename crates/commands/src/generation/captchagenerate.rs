//! `captchagenerate`: makes a picture of letters for people to read and for programs not to; the letters come in the
//! answer.
//!
//! `GET /captchagenerate?width=240&height=80&key=…` answers
//! `{"status":200,"text":"k7mwe3","link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Channels, Export, Finish, Lettering, NoiseKind, Start, Step, Tone};

use crate::command::{Command, Group, Picture, Plan, Returns, Work};
use crate::parameters::{parameters, whole};

parameters! {
    /// What `captchagenerate` takes.
    Captchagenerate {
        width: Option<u32> = whole(60, 2000).optional(), "Width, pixels; absent, 240.";
        height: Option<u32> = whole(30, 1000).optional(), "Height, pixels; absent, 80.";
        length: u32 = whole(3, 12).default("6"), "How many letters.";
    }
}

/// Letters and digits that are not taken for each other.
const LETTERS: &[u8] = b"abcdefghkmnpqrstuvwxyz2345678";

/// So many of them, by chance.
fn letters(seed: u64, count: u32) -> String {
    let mut state = seed;
    let next = |_| {
        // Knuth's MMIX generator; its upper bits are the good ones.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(LETTERS[(state >> 33) as usize % LETTERS.len()])
    };
    (0..count).map(next).collect()
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "captchagenerate",
    group: Group::Generation,
    about: "Makes a picture of letters for people to read and for programs not to; the letters come in the answer.",
    parameters: Captchagenerate::SPECS,
    picture: Picture::None,
    returns: Returns::PictureAnd(&[("text", "\"k7mwe3\"")]),
    example: "width=240&height=80",
    plan: |given| {
        let Captchagenerate { width, height, length } = Captchagenerate::read(given)?;
        let (width, height) = (width.unwrap_or(240), height.unwrap_or(80));
        let text = letters(given.seed(), length);
        let lettering = Lettering::Captcha { text: text.clone(), seed: given.seed() };
        let start = Start::Blank { width, height, colour: [244, 244, 240, 255] };
        let noise = Tone::Noise { kind: NoiseKind::Gaussian, channels: Channels::ALL, seed: given.seed() };
        let steps = vec![Step::Lettering(lettering), Step::Tone(noise)];
        let finish = Finish { format: Some(Export::Png), ..Finish::default() };
        let mut plan = Plan::recipe(Vec::new(), start, steps, finish);
        if let Work::Craft { fields, .. } = &mut plan.work {
            fields.insert("text".to_owned(), text.into());
        }
        Ok(plan)
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::run::Outcome;
    use crate::testing::{look, outcome_of};

    #[test]
    fn the_letters_are_in_the_answer_and_differ_from_time_to_time() {
        let Outcome::Pictures { pictures, fields } = outcome_of(&[], "captchagenerate", "length=5").unwrap()
        else {
            panic!("no picture")
        };
        assert_eq!((pictures[0].width, pictures[0].height), (240, 80));
        assert_eq!(fields["text"].as_str().map(str::len), Some(5));
        assert_ne!(super::letters(1, 8), super::letters(2, 8));
        assert!(look(&pictures[0].bytes).detail() > 5.0);
    }
}
