//! `cropgif`: cuts a rectangle out of every frame of an animation.
//!
//! `GET /cropgif?img=https://…/a.jpg&width=40&height=30&x=10&y=5&key=…` answers
//! `{"status":200,"link":"https://…/….gif","ssl_link":"…","id":"….gif"}`.

use calotype_media::craft::{Area, Export, Finish, Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, place, side};
use crate::sides;

parameters! {
    /// What `cropgif` takes.
    Cropgif {
        width: Option<u32> = side().optional(), "Width, pixels; absent, it is the height.";
        height: Option<u32> = side().optional(), "Height, pixels; absent, it is the width.";
        x: i64 = place(), "Left edge, pixels.";
        y: i64 = place(), "Upper edge, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "cropgif",
    group: Group::Gif,
    about: "Cuts a rectangle out of every frame of an animation.",
    parameters: Cropgif::SPECS,
    example: "width=40&height=30&x=10&y=5",
    plan: |given| {
        let Cropgif { width, height, x, y } = Cropgif::read(given)?;
        let (width, height) = sides::equal(width, height)?;
        let finish = Finish { format: Some(Export::Gif), ..Finish::default() };
        Plan::finished(given, vec![Step::Geometry(Geometry::Crop(Area { x, y, width, height }))], finish)
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use calotype_media::decode::frames;
    use calotype_media::limits::Limits;
    use calotype_media::probe::probe;

    use crate::testing::{PHOTO, run_on};

    /// The photograph, a second later upside down.
    fn moving() -> Vec<u8> {
        let down = run_on(&[&PHOTO], "flip", "").unwrap().1;
        run_on(&[&PHOTO, &down], "makegif", r#"frames=[{"img":"a"},{"img":"b"}]&delay=1000"#).unwrap().1
    }

    #[test]
    fn every_frame_is_cut_and_shown_as_long_as_before() {
        let file = run_on(&[&moving()], "cropgif", "width=40&height=30&x=10&y=5").unwrap().1;
        let probe = probe(&file, "").unwrap();
        assert_eq!((probe.width, probe.height, probe.frames), (40, 30, 2));
        let all: Vec<_> = frames(&file, &probe, &Limits::default()).unwrap().map(Result::unwrap).collect();
        assert!(all.iter().all(|frame| frame.shown.as_millis() == 1000));
        assert_ne!(all[0].pixels, all[1].pixels);
    }
}
