//! `colorspace_transparent`: gives the picture an opacity channel; the answer is a PNG.
//!
//! `GET /colorspace_transparent?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Export, Finish};

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "colorspace_transparent",
    group: Group::Colorspace,
    about: "Gives the picture an opacity channel; the answer is a PNG.",
    plan: |given| {
        let finish = Finish { format: Some(Export::Png), keep_alpha: true, ..Finish::default() };
        Plan::finished(given, Vec::new(), finish)
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{PHOTO, run_on};

    #[test]
    fn the_file_has_an_opacity_channel() {
        let jpeg = run_on(&[&PHOTO], "convert", "export=jpeg").unwrap().1;
        let (format, file) = run_on(&[&jpeg], "colorspace_transparent", "").unwrap();
        assert_eq!(format.name(), "png");
        assert!(calotype_media::probe::probe(&file, "").unwrap().alpha);
    }
}
