//! `colorspace_cmyk`: separates the picture into four inks; the answer is a JPEG of cyan, magenta, yellow and black.
//!
//! `GET /colorspace_cmyk?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::Finish;

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "colorspace_cmyk",
    group: Group::Colorspace,
    about: "Separates the picture into four inks; the answer is a JPEG of cyan, magenta, yellow and black.",
    plan: |given| Plan::finished(given, Vec::new(), Finish { inks: true, ..Finish::default() }),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{PHOTO, look, run, run_on};

    #[test]
    fn the_file_has_four_inks_and_looks_as_before() {
        let (format, file) = run_on(&[&PHOTO], "colorspace_cmyk", "").unwrap();
        assert_eq!(format.name(), "jpeg");
        let probe = calotype_media::probe::probe(&file, "").unwrap();
        assert_eq!(probe.colour, calotype_media::probe::Colour::Cmyk);
        let (seen, before) = (look(&file), run("convert", "export=png"));
        for channel in 0..3 {
            assert!((seen.mean(channel) - before.mean(channel)).abs() < 3.0);
        }
    }
}
