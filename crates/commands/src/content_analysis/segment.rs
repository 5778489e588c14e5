//! `segment`: finds groups of like colours and shows each by its mean.
//!
//! `GET /segment?img=https://…/a.jpg&ct=1&cs=13&st=2&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Palette, Space, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, real, whole};

parameters! {
    /// What `segment` takes.
    Segment {
        ct: f64 = real(0.0, 100.0), "Groups with fewer pixels are none, percent.";
        cs: u32 = whole(1, 22), "In which colour space colours are alike; numbered as image_colorspace numbers them.";
        st: f64 = real(1.0, 255.0), "How much the counts of values are smoothed before groups are looked for.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "segment",
    group: Group::ContentAnalysis,
    about: "Finds groups of like colours and shows each by its mean.",
    parameters: Segment::SPECS,
    example: "ct=1&cs=13&st=2",
    plan: |given| {
        let Segment { ct, cs, st } = Segment::read(given)?;
        let space = Space::from_number(cs).unwrap_or(Space::Srgb);
        let segment = Palette::Segment { least: ct, space, smoothing: st };
        Plan::steps(given, vec![Step::Palette(segment)])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{look, run, run_on};

    #[test]
    fn two_surfaces_with_noise_become_two_colours() {
        let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='40'><rect width='80' height='40' fill='#3060c0'/>\
                       <rect x='20' y='10' width='30' height='20' fill='#c08030'/></svg>";
        let plain = run_on(&[drawing.as_bytes()], "resize", "width=80&height=40").unwrap().1;
        let noisy = run_on(&[&plain], "noise", "noise=1").unwrap().1;
        assert!(look(&noisy).colours() > 20);
        let seen = look(&run_on(&[&noisy], "segment", "ct=5&cs=13&st=2").unwrap().1);
        assert!(seen.colours() <= 3, "{}", seen.colours());
        let near =
            |one: [u8; 4], other: [u8; 3]| (0..3).all(|channel| one[channel].abs_diff(other[channel]) <= 3);
        assert!(near(seen.at(0, 0), [0x30, 0x60, 0xc0]) && near(seen.at(30, 20), [0xc0, 0x80, 0x30]));
    }

    #[test]
    fn more_smoothing_leaves_fewer_groups_of_a_photograph() {
        let colours = |query: &str| run("segment", query).colours();
        assert!(colours("ct=0.1&cs=13&st=1") >= colours("ct=0.1&cs=13&st=10"));
        assert!(colours("ct=0.5&cs=13&st=1.5") < 100);
    }
}
