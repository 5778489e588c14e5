//! `deskew`: straightens a scanned page.
//!
//! `GET /deskew?img=https://…/a.jpg&threshold=40&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Geometry, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, real};

parameters! {
    /// What `deskew` takes.
    Deskew {
        threshold: f64 = real(0.0, 100.0).default("40"), "What is darker is ink, percent.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "deskew",
    group: Group::Geometry,
    about: "Straightens a scanned page.",
    parameters: Deskew::SPECS,
    example: "threshold=40",
    plan: |given| {
        let Deskew { threshold } = Deskew::read(given)?;
        Plan::steps(given, vec![Step::Geometry(Geometry::Deskew { threshold: threshold / 100.0 })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{look, run_on};

    /// A page of lines, tilted.
    fn page(degrees: f64) -> Vec<u8> {
        let lines: String = (0..8)
            .map(|line| format!("<rect x='30' y='{}' width='240' height='8'/>", 40 + line * 30))
            .collect();
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='300'><rect width='300' height='300' fill='#fff'/>\
             <g transform='rotate({degrees} 150 150)'>{lines}</g></svg>"
        )
        .into_bytes()
    }

    /// The greatest difference of ink along one line of the page.
    fn tilt(page: &[u8]) -> usize {
        let seen = look(page);
        let middle = seen.width / 2;
        let first_ink =
            |x: usize| (seen.height / 3..seen.height).find(|y| seen.at(x, *y)[0] > 200).unwrap_or(0);
        let ends = [first_ink(middle - 60), first_ink(middle + 60)];
        ends[0].abs_diff(ends[1])
    }

    #[test]
    fn lines_become_level() {
        let straight = run_on(&[&page(4.0)], "deskew", "").unwrap().1;
        assert!(tilt(&straight) <= 1, "{}", tilt(&straight));
        let other = run_on(&[&page(-7.0)], "deskew", "threshold=50").unwrap().1;
        assert!(tilt(&other) <= 1, "{}", tilt(&other));
    }

    #[test]
    fn a_page_that_is_straight_is_not_touched() {
        let straight = page(0.0);
        let before = run_on(&[&straight], "convert", "export=png").unwrap();
        assert_eq!(look(&run_on(&[&straight], "deskew", "").unwrap().1), look(&before.1));
    }
}
