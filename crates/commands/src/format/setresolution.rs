//! `setresolution`: says in the file how many pixels there are in an inch; no pixel changes in JPEG and PNG files that stand upright in sRGB. Formats that cannot say
//! it become PNG.
//!
//! `GET /setresolution?img=https://…/a.jpg&xr=150&yr=150&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Finish, Start};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, whole};

parameters! {
    /// What `setresolution` takes.
    Setresolution {
        xr: u16 = whole(16, 300), "Across.";
        yr: u16 = whole(16, 300), "Down.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "setresolution",
    group: Group::Format,
    about: "Says in the file how many pixels there are in an inch; no pixel changes. Formats that cannot say it become PNG.",
    parameters: Setresolution::SPECS,
    example: "xr=150&yr=150",
    plan: |given| {
        let Setresolution { xr, yr } = Setresolution::read(given)?;
        let finish = Finish { quality: Some(95), density: Some((xr, yr)), ..Finish::default() };
        Ok(Plan::recipe(vec![given.address("img", None)?], Start::Bare, Vec::new(), finish))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{PHOTO, look, run_on};

    #[test]
    fn the_file_says_it_in_its_own_way() {
        let jpeg = run_on(&[&PHOTO], "convert", "export=jpeg").unwrap().1;
        let set = run_on(&[&jpeg], "setresolution", "xr=150&yr=72").unwrap().1;
        assert_eq!(set[13..18], [1, 0, 150, 0, 72]);
        assert_eq!(look(&set), look(&jpeg));
        let png = run_on(&[&PHOTO], "setresolution", "xr=300&yr=300").unwrap().1;
        let at = png.windows(4).position(|part| part == b"pHYs").unwrap();
        assert_eq!(png[at + 4..at + 13], [0, 0, 46, 35, 0, 0, 46, 35, 1]);
        assert_eq!(look(&png), look(&PHOTO));
        let webp = run_on(&[&PHOTO], "convert", "export=webp").unwrap().1;
        assert_eq!(run_on(&[&webp], "setresolution", "xr=99&yr=99").unwrap().0.name(), "png");
    }
}
