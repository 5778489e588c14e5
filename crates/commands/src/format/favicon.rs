//! `favicon`: makes an icon file with pictures of 128, 64 and 32 pixels.
//!
//! `GET /favicon?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"link":"https://…/….ico","ssl_link":"…","id":"….ico"}`.

use calotype_media::craft::{Export, Finish};

use crate::command::{Command, Group, Plan};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "favicon",
    group: Group::Format,
    about: "Makes an icon file with pictures of 128, 64 and 32 pixels.",
    plan: |given| {
        let finish = Finish { format: Some(Export::Ico), ..Finish::default() };
        Plan::finished(given, Vec::new(), finish)
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{PHOTO, look, run_on};

    #[test]
    fn the_file_has_three_icons() {
        let (format, file) = run_on(&[&PHOTO], "favicon", "").unwrap();
        assert_eq!(format.mime(), "image/x-icon");
        assert_eq!(file[..6], [0, 0, 1, 0, 3, 0]);
        for (index, side) in [128_usize, 64, 32].into_iter().enumerate() {
            let entry = &file[6 + 16 * index..][..16];
            let number = |at: usize| u32::from_le_bytes(entry[at..at + 4].try_into().unwrap()) as usize;
            assert_eq!(usize::from(entry[0]), side);
            let icon = look(&file[number(12)..number(12) + number(8)]);
            assert_eq!(icon.size(), (side, side));
            // The photograph is wide: above and below it there is nothing.
            assert_eq!((icon.at(side / 2, 0)[3], icon.at(side / 2, side / 2)[3]), (0, 255));
        }
    }
}
