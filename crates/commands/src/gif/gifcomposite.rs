//! `gifcomposite`: lays a picture over the frames of an animation.
//!
//! `GET /gifcomposite?img=https://…/a.jpg&composite=https://…/b.png&x=10&y=5&frame=1&key=…` answers
//! `{"status":200,"link":"https://…/….gif","ssl_link":"…","id":"….gif"}`.

use calotype_media::craft::{Export, Finish, Overlay, Start, Step};

use crate::command::{Command, Group, Plan};
use crate::given::Address;
use crate::parameters::{parameters, picture, place, whole};

parameters! {
    /// What `gifcomposite` takes.
    Gifcomposite {
        composite: String = picture(), "Address of the picture.";
        x: i64 = place(), "Left edge, pixels.";
        y: i64 = place(), "Upper edge, pixels.";
        frame: u32 = whole(0, 100000).default("0"), "The first frame that gets it, counted from 0.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "gifcomposite",
    group: Group::Gif,
    about: "Lays a picture over the frames of an animation.",
    parameters: Gifcomposite::SPECS,
    example: "composite=https://…/b.png&x=10&y=5&frame=1",
    plan: |given| {
        let Gifcomposite { composite, x, y, frame } = Gifcomposite::read(given)?;
        let pictures = vec![given.address("img", None)?, Address::Text(composite)];
        let overlay = Overlay { part: 1, x, y, centre_x: false, centre_y: false, from_frame: frame };
        let finish = Finish { format: Some(Export::Gif), ..Finish::default() };
        Ok(Plan::recipe(pictures, Start::Picture, vec![Step::Overlay(overlay)], finish))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use calotype_media::decode::frames;
    use calotype_media::limits::Limits;
    use calotype_media::pixels::Samples;
    use calotype_media::probe::probe;

    use crate::testing::{PHOTO, SHAPES, run_on};

    /// The photograph, a second later upside down.
    fn moving() -> Vec<u8> {
        let down = run_on(&[&PHOTO], "flip", "").unwrap().1;
        run_on(&[&PHOTO, &down], "makegif", r#"frames=[{"img":"a"},{"img":"b"}]&delay=1000"#).unwrap().1
    }

    #[test]
    fn the_frames_before_the_first_stay_as_they_were() {
        let before = moving();
        let file = run_on(&[&before, &SHAPES], "gifcomposite", "composite=b&x=10&y=5&frame=1").unwrap().1;
        let look = |file: &[u8]| -> Vec<Vec<u8>> {
            let probe = probe(file, "").unwrap();
            let frames = frames(file, &probe, &Limits::default()).unwrap();
            frames
                .map(|frame| match frame.unwrap().pixels.samples {
                    Samples::U8(samples) => samples,
                    Samples::U16(_) => Vec::new(),
                })
                .collect()
        };
        let (was, is) = (look(&before), look(&file));
        let apart = |index: usize| {
            let sum: u64 =
                was[index].iter().zip(&is[index]).map(|(one, other)| u64::from(one.abs_diff(*other))).sum();
            sum as f64 / was[index].len() as f64
        };
        assert!(apart(0) < 3.0 && apart(1) > 5.0, "{} {}", apart(0), apart(1));
    }
}
