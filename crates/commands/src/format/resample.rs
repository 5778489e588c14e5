//! `resample`: gives the picture as many pixels as another density asks for; what the file does not say is taken to
//! be 72 in an inch.
//!
//! `GET /resample?img=https://…/a.jpg&xr=144&yr=144&blur=16&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Finish, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, real, whole};

parameters! {
    /// What `resample` takes.
    Resample {
        xr: u16 = whole(16, 300), "Pixels per inch, across.";
        yr: u16 = whole(16, 300), "Pixels per inch, down.";
        blur: f64 = real(0.0, 30.0).default("1"), "Taken for compatibility; the filter here needs none.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "resample",
    group: Group::Format,
    about: "Gives the picture as many pixels as another density asks for; what the file does not say is taken to be 72 in an inch.",
    parameters: Resample::SPECS,
    example: "xr=144&yr=144&blur=16",
    plan: |given| {
        let Resample { xr, yr, blur } = Resample::read(given)?;
        let _ = blur;
        let steps = vec![Step::Resample { across: xr, down: yr }];
        let finish = Finish { density: Some((xr, yr)), ..Finish::default() };
        Plan::finished(given, steps, finish)
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{PHOTO, look, run, run_on};

    #[test]
    fn the_size_follows_the_density() {
        assert_eq!(run("resample", "xr=144&yr=36&blur=16").size(), (240, 40));
        let dense = run_on(&[&PHOTO], "setresolution", "xr=150&yr=150").unwrap().1;
        assert_eq!(look(&run_on(&[&dense], "resample", "xr=75&yr=75").unwrap().1).size(), (60, 40));
    }
}
