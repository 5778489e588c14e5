//! `rotate`: turns the picture clockwise. It grows, and the corners are filled. Right angles change no pixel.
//!
//! `GET /rotate?img=https://…/a.jpg&degree=30&color=white&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Geometry, Rgba, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{colour, parameters, real};

parameters! {
    /// What `rotate` takes.
    Rotate {
        degree: f64 = real(-36000.0, 36000.0), "Clockwise, degrees.";
        color: Rgba = colour().default("transparent"), "Behind the corners.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "rotate",
    group: Group::Geometry,
    about: "Turns the picture clockwise. It grows, and the corners are filled. Right angles change no pixel.",
    parameters: Rotate::SPECS,
    example: "degree=30&color=white",
    plan: |given| {
        let Rotate { degree, color } = Rotate::read(given)?;
        Plan::steps(given, vec![Step::Geometry(Geometry::Rotate { degrees: degree, colour: color })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{Near, PHOTO, imagemagick, like_imagemagick, run, run_on};

    #[test]
    fn right_angles_change_no_pixel() {
        for angle in [90, 180, 270] {
            like_imagemagick("rotate", &format!("degree={angle}"), &format!("-rotate {angle}"), Near(0.0, 0));
        }
        let four = "degree=-270";
        like_imagemagick("rotate", four, "-rotate 90", Near(0.0, 0));
    }

    #[test]
    fn other_angles_look_like_imagemagicks() {
        let arguments = "-virtual-pixel background -background red -interpolate bilinear +distort SRT 30 +repage -gravity center -extent 144x130";
        let ours = run("rotate", "degree=30&color=red");
        assert_eq!(ours.size(), (144, 130));
        let Some(theirs) = imagemagick(&PHOTO, arguments) else { return };
        let apart = |x: usize, y: usize| {
            (0..3).map(|c| ours.at(x, y)[c].abs_diff(theirs.at(x, y)[c])).max().unwrap_or(0)
        };
        let most = (50..94)
            .flat_map(|x| (45..85).map(move |y| (x, y)))
            .map(|(x, y)| u32::from(apart(x, y)))
            .sum::<u32>();
        assert!(most / (44 * 40) < 14, "mean of the middle {}", most / (44 * 40));
        assert_eq!(ours.at(0, 0), [255, 0, 0, 255]);
    }

    #[test]
    fn without_a_colour_the_corners_are_nothing() {
        let seen = run("rotate", "degree=45");
        assert_eq!(seen.at(0, 0)[3], 0);
        let middle = seen.at(seen.width / 2, seen.height / 2);
        assert_eq!(middle[3], 255);
        let jpeg = run_on(&[&PHOTO], "convert", "export=jpeg").unwrap().1;
        assert_eq!(run_on(&[&jpeg], "rotate", "degree=45").unwrap().0.name(), "png");
        assert_eq!(run_on(&[&jpeg], "rotate", "degree=90").unwrap().0.name(), "jpeg");
    }
}
