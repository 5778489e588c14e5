//! `compress`: writes the picture with fewer bytes, in its format.
//!
//! `GET /compress?img=https://…/a.jpg&quality=60&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::Finish;

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, whole};

parameters! {
    /// What `compress` takes.
    Compress {
        quality: u8 = whole(1, 100), "Of JPEG, WebP and AVIF; formats without loss are packed as tightly as can be.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "compress",
    group: Group::Format,
    about: "Writes the picture with fewer bytes, in its format.",
    parameters: Compress::SPECS,
    example: "quality=60",
    plan: |given| {
        let Compress { quality } = Compress::read(given)?;
        let finish = Finish { quality: Some(quality), smallest: true, ..Finish::default() };
        Plan::finished(given, Vec::new(), finish)
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{PHOTO, look, run_on};

    #[test]
    fn the_format_stays_and_the_bytes_become_fewer() {
        let jpeg = run_on(&[&PHOTO], "convert", "export=jpeg").unwrap().1;
        let (format, small) = run_on(&[&jpeg], "compress", "quality=40").unwrap();
        assert_eq!(format.name(), "jpeg");
        assert!(small.len() < jpeg.len(), "{} of {}", small.len(), jpeg.len());
        let (format, packed) = run_on(&[&PHOTO], "compress", "quality=40").unwrap();
        assert_eq!(format.name(), "png");
        assert_eq!(look(&packed), look(&PHOTO));
        assert!(packed.len() <= PHOTO.len() * 105 / 100, "{} of {}", packed.len(), PHOTO.len());
    }
}
