//! `image_colorspace`: shows the channels of another colour space in place of red, green and blue.
//!
//! `GET /image_colorspace?img=https://…/a.jpg&cs=11&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Export, Finish, Space, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, whole};

parameters! {
    /// What `image_colorspace` takes.
    ImageColorspace {
        cs: u32 = whole(1, 22), "1 RGB, 2 Gray, 3 Transparent, 4 OHTA, 5 Lab, 6 XYZ, 7 YCbCr, 8 YCC, 9 YIQ, 10 YPbPr, 11 YUV, 12 CMYK, 13 sRGB, 14 HSB, 15 HSL, 16 HWB, 17 Rec601Luma, 18 Rec601YCbCr, 19 Rec709Luma, 20 Rec709YCbCr, 21 Log, 22 CMY.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "image_colorspace",
    group: Group::Colorspace,
    about: "Shows the channels of another colour space in place of red, green and blue.",
    parameters: ImageColorspace::SPECS,
    example: "cs=11",
    plan: |given| {
        let ImageColorspace { cs } = ImageColorspace::read(given)?;
        let space = Space::from_number(cs).unwrap_or(Space::Srgb);
        let finish = match space {
            Space::Cmyk => Finish { inks: true, ..Finish::default() },
            Space::Transparent => Finish { format: Some(Export::Png), keep_alpha: true, ..Finish::default() },
            _ => Finish::default(),
        };
        Plan::finished(given, vec![Step::Space(space)], finish)
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Near, like_imagemagick};

    #[test]
    fn the_numbers_and_the_channels_are_imagemagicks() {
        let spaces = [
            (1, "RGB"),
            (2, "Gray"),
            (4, "OHTA"),
            (5, "Lab"),
            (6, "XYZ"),
            (7, "YCbCr"),
            (8, "YCC"),
            (9, "YIQ"),
            (10, "YPbPr"),
            (11, "YUV"),
            (14, "HSB"),
            (15, "HSL"),
            (16, "HWB"),
            (17, "Rec601Luma"),
            (18, "Rec601YCbCr"),
            (19, "Rec709Luma"),
            (20, "Rec709YCbCr"),
            (21, "Log"),
            (22, "CMY"),
        ];
        for (number, name) in spaces {
            let arguments = format!("-colorspace {name} -set colorspace sRGB");
            like_imagemagick("image_colorspace", &format!("cs={number}"), &arguments, Near(0.8, 5));
        }
    }

    #[test]
    fn every_documented_number_is_a_space() {
        assert!((1..=22).all(|number| Space::from_number(number).is_some()));
    }
}
