//! `haldclut`: looks every colour up in a table: the built-in one has deeper shadows and warmer light, as on colour
//! film.
//!
//! `GET /haldclut?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Channels, Palette, Step};

use crate::command::{Command, Plan};
use crate::parameters::{channels, parameters};

parameters! {
    /// What `haldclut` takes.
    Haldclut {
        channel: Channels = channels(), "Which channels: 1 red, 2 green, 4 blue, 8 opacity.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "haldclut",
    about: "Looks every colour up in a table: the built-in one has deeper shadows and warmer light, as on colour film.",
    parameters: Haldclut::SPECS,
    plan: |given| {
        let Haldclut { channel } = Haldclut::read(given)?;
        Plan::steps(given, vec![Step::Palette(Palette::Film(channel))])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn light_becomes_warmer_and_shadows_colder() {
        let (seen, before) = (run("haldclut", ""), run("convert", "export=png"));
        let warmth = |pixel: [u8; 4]| i32::from(pixel[0]) - i32::from(pixel[2]);
        let pairs = || seen.pixels.iter().zip(&before.pixels);
        let change = |light: bool| -> i32 {
            pairs()
                .filter(|(_, was)| (was[1] > 150) == light && !(90..=150).contains(&was[1]))
                .map(|(is, was)| warmth(*is) - warmth(*was))
                .sum()
        };
        assert!(change(true) >= 0 && change(false) <= 0, "{} {}", change(true), change(false));
        assert_ne!(seen, before);
        let red = run("haldclut", "channel=1");
        assert!(red.pixels.iter().zip(&before.pixels).all(|(is, was)| is[1..] == was[1..]));
    }
}
