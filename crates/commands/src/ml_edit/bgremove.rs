//! `bgremove`: takes the background out of a picture.
//!
//! `GET /bgremove?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"imgData":"iVBOR…","mimeType":"image/png","extension":"png"}`.

use calotype_inference::Quality;
use calotype_media::encode::{self, Kept};
use calotype_media::pixels::{Layout, Pixels};
use serde_json::Value;

use crate::command::{Command, Group, Plan, Returns};
use crate::look::picture;
use crate::reading::docscan::png;
use crate::run::Outcome;

/// Longest side of what comes out, pixels.
const LONGEST: u32 = 4096;

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "bgremove",
    group: Group::MlEdit,
    about: "Takes the background out of a picture: what is left is a PNG of at most 4096 pixels a side, in the answer itself.",
    returns: Returns::Inline,
    plan: |given| {
        Plan::ask(given, LONGEST, Value::Null, |models, pictures, _| {
            let looked = &pictures[0];
            let matte = models.matte(picture(looked)?, Quality::Best)?.value;
            let mut rgba = Vec::with_capacity(looked.rgb.len() / 3 * 4);
            for (pixel, alpha) in looked.rgb.chunks_exact(3).zip(&matte.alpha) {
                // The colour of what cannot be seen would only make the file larger.
                rgba.extend_from_slice(if *alpha == 0 { &[0, 0, 0] } else { pixel });
                rgba.push(*alpha);
            }
            let pixels = Pixels::from_u8(looked.width, looked.height, Layout::Rgba, rgba)?;
            let bytes = encode::encode(&pixels, &png(), &Kept::default())?;
            Ok(Outcome::Inline { mime: "image/png", extension: "png", bytes })
        })
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::run::Outcome;
    use crate::testing::{look, outcome_of, photograph};

    #[test]
    fn the_cup_stays_and_the_corners_go() {
        let Some(cup) = photograph("cup.png") else { return };
        let Outcome::Inline { mime, bytes, .. } = outcome_of(&[&cup], "bgremove", "").unwrap() else {
            panic!("no picture")
        };
        let seen = look(&bytes);
        assert_eq!((mime, seen.size()), ("image/png", (600, 400)));
        assert!(seen.at(300, 200)[3] > 200, "{seen:?}");
        let corners = [seen.at(3, 3), seen.at(596, 3)];
        assert!(corners.iter().all(|pixel| pixel[3] < 60), "{corners:?}");
    }
}
