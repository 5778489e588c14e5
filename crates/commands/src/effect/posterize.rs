//! `posterize`: leaves so many values in each channel.
//!
//! `GET /posterize?img=https://…/a.jpg&level=4&dither=false&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Step, Tone};

use crate::command::{Command, Plan};
use crate::parameters::{flag, parameters, whole};

parameters! {
    /// What `posterize` takes.
    Posterize {
        level: u32 = whole(1, 256), "How many.";
        dither: bool = flag().default("false"), "Taken for compatibility: every colour that is left is in the palette, so there is no difference to spread.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "posterize",
    about: "Leaves so many values in each channel.",
    parameters: Posterize::SPECS,
    example: "level=4&dither=false",
    plan: |given| {
        let Posterize { level, dither } = Posterize::read(given)?;
        let _ = dither;
        Plan::steps(given, vec![Step::Tone(Tone::Posterize { levels: level })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn it_looks_like_imagemagicks() {
        like_imagemagick("posterize", "level=4&dither=false", "+dither -posterize 4", Near(0.3, 2));
    }
}
