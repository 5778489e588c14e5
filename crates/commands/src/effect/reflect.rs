//! `reflect`: shows the picture on water: mirrored below, and fading out.
//!
//! `GET /reflect?img=https://…/a.jpg&size=40&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Frame, Step};

use crate::command::{Command, Plan};
use crate::parameters::{parameters, whole};

parameters! {
    /// What `reflect` takes.
    Reflect {
        size: u32 = whole(1, 8192).default("1024"), "Depth of the reflection, pixels; at most the height of the picture.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "reflect",
    about: "Shows the picture on water: mirrored below, and fading out.",
    parameters: Reflect::SPECS,
    example: "size=40",
    plan: |given| {
        let Reflect { size } = Reflect::read(given)?;
        Plan::steps(given, vec![Step::Frame(Frame::Reflect { size })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::run;

    #[test]
    fn the_picture_is_mirrored_below_and_fades() {
        let (seen, before) = (run("reflect", "size=40"), run("convert", "export=png"));
        assert_eq!(seen.size(), (120, 120));
        assert_eq!(seen.at(30, 20), before.at(30, 20));
        assert_eq!(seen.at(30, 80)[..3], before.at(30, 79)[..3]);
        assert!((120..=128).contains(&seen.at(30, 80)[3]));
        assert!(seen.at(30, 119)[3] < 4);
        assert_eq!(run("reflect", "").size(), (120, 160));
    }
}
