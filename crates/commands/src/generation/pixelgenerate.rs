//! `pixelgenerate`: makes a picture of pixels by chance.
//!
//! `GET /pixelgenerate?width=300&height=200&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Export, Finish, Rgba, Start, Step, Tone};

use crate::command::{Command, Group, Picture, Plan};
use crate::exports::EXPORTS;
use crate::parameters::{choice, colour, parameters, side};
use crate::sides;

parameters! {
    /// What `pixelgenerate` takes.
    Pixelgenerate {
        width: Option<u32> = side().optional(), "Width, pixels; absent, it is the height.";
        height: Option<u32> = side().optional(), "Height, pixels; absent, it is the width.";
        color: Rgba = colour().default("none"), "Behind half of the pixels; none fills all of them.";
        export: String = choice(EXPORTS).default("png"), "The format.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "pixelgenerate",
    group: Group::Generation,
    about: "Makes a picture of pixels by chance.",
    parameters: Pixelgenerate::SPECS,
    picture: Picture::None,
    example: "width=300&height=200",
    plan: |given| {
        let Pixelgenerate { width, height, color, export } = Pixelgenerate::read(given)?;
        let (width, height) = sides::equal(width, height)?;
        let behind = (color[3] > 0).then_some(color);
        let steps = vec![Step::Tone(Tone::Random { behind, seed: given.seed() })];
        let finish = Finish { format: Export::from_name(&export), ..Finish::default() };
        Ok(Plan::recipe(Vec::new(), Start::Blank { width, height, colour: color }, steps, finish))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{look, run_on};

    #[test]
    fn every_pixel_has_a_colour_of_its_own() {
        let seen = look(&run_on(&[], "pixelgenerate", "width=40&height=30").unwrap().1);
        assert_eq!(seen.size(), (40, 30));
        assert!(seen.colours() > 1190, "{}", seen.colours());
        assert!((seen.mean(0) - 127.5).abs() < 10.0);
    }

    #[test]
    fn a_colour_lies_behind_half_of_them() {
        let seen = look(&run_on(&[], "pixelgenerate", "width=40&color=navy").unwrap().1);
        let behind = seen.pixels.iter().filter(|pixel| **pixel == [0, 0, 128, 255]).count();
        assert!((600..1000).contains(&behind), "{behind}");
    }
}
