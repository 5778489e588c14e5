//! `strip`: drops everything but the pixels.
//!
//! `GET /strip?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Finish, Start};

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "strip",
    group: Group::Format,
    about: "Drops everything but the pixels: place, camera, comments, profiles. The pixels of a JPEG are not touched, unless it has to be turned upright or its colours brought to sRGB first.",
    plan: |given| {
        let finish = Finish { quality: Some(95), ..Finish::default() };
        Ok(Plan::recipe(vec![given.address("img", None)?], Start::Bare, Vec::new(), finish))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{PHOTO, look, run_on};

    #[test]
    fn nothing_but_the_picture_is_left() {
        let mut file = run_on(&[&PHOTO], "convert", "export=jpeg").unwrap().1;
        let comment = b"\xff\xfe\x00\x0ea secret wor";
        file.splice(2..2, comment.iter().copied());
        let (format, bare) = run_on(&[&file], "strip", "").unwrap();
        assert_eq!(format.name(), "jpeg");
        assert!(
            file.windows(6).any(|part| part == b"secret") && !bare.windows(6).any(|part| part == b"secret")
        );
        assert_eq!(look(&bare), look(&file));
    }
}
