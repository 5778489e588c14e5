//! `remap`: gives every pixel the nearest of the 216 colours that old displays had.
//!
//! `GET /remap?img=https://…/a.jpg&dither=3&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Dither, Palette, Step};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, whole};

parameters! {
    /// What `remap` takes.
    Remap {
        dither: u32 = whole(1, 3), "What happens to the difference: 1 nothing, 2 it goes along a curve (Riemersma), 3 to the neighbours (Floyd and Steinberg).";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "remap",
    about: "Gives every pixel the nearest of the 216 colours that old displays had.",
    parameters: Remap::SPECS,
    example: "dither=3",
    plan: |given| {
        let Remap { dither } = Remap::read(given)?;
        let dither = match dither {
            1 => Dither::None,
            2 => Dither::Riemersma,
            _ => Dither::FloydSteinberg,
        };
        Plan::steps(given, vec![Step::Palette(Palette::WebSafe(dither))])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick, run};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("remap", "dither=1", "+dither -remap netscape:", Near(0.5, 51));
    }

    #[test]
    fn dithering_keeps_the_mean_that_the_palette_alone_loses() {
        let before = run("convert", "export=png");
        for dither in [2, 3] {
            let seen = run("remap", &format!("dither={dither}"));
            assert!(seen.pixels.iter().all(|pixel| pixel[..3].iter().all(|value| value % 51 == 0)));
            for channel in 0..3 {
                let apart = (seen.mean(channel) - before.mean(channel)).abs();
                assert!(apart < 2.0, "dither {dither}, channel {channel}: {apart:.2}");
            }
        }
    }
}
