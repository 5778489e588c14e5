//! `resizegif`: makes every frame of an animation exactly this size.
//!
//! `GET /resizegif?img=https://…/a.jpg&width=60&height=40&key=…` answers
//! `{"status":200,"link":"https://…/….gif","ssl_link":"…","id":"….gif"}`.

use calotype_media::craft::{Export, Finish, Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, side};
use crate::sides;

parameters! {
    /// What `resizegif` takes.
    Resizegif {
        width: Option<u32> = side().optional(), "Width, pixels; absent, it is the height.";
        height: Option<u32> = side().optional(), "Height, pixels; absent, it is the width.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "resizegif",
    group: Group::Gif,
    about: "Makes every frame of an animation exactly this size.",
    parameters: Resizegif::SPECS,
    example: "width=60&height=40",
    plan: |given| {
        let Resizegif { width, height } = Resizegif::read(given)?;
        let (width, height) = sides::equal(width, height)?;
        let finish = Finish { format: Some(Export::Gif), ..Finish::default() };
        Plan::finished(given, vec![Step::Geometry(Geometry::Resize { width, height })], finish)
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
    fn every_frame_has_the_size_and_its_time() {
        let file = run_on(&[&moving()], "resizegif", "width=60&height=30").unwrap().1;
        let probe = probe(&file, "").unwrap();
        assert_eq!((probe.width, probe.height, probe.frames), (60, 30, 2));
        assert!(
            frames(&file, &probe, &Limits::default())
                .unwrap()
                .all(|frame| frame.unwrap().shown.as_millis() == 1000)
        );
    }

    #[test]
    fn other_effects_keep_an_animation_moving_too() {
        let file = run_on(&[&moving()], "grayscale", "").unwrap().1;
        assert_eq!(probe(&file, "").unwrap().frames, 2);
    }
}
