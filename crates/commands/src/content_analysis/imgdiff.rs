//! `imgdiff`: says how much two pictures of one size differ, and shows where.
//!
//! `GET /imgdiff?src=https://…/a.jpg&target=https://…/b.jpg&key=…` answers
//! `{"status":200,"diff":0.0125,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Export, Finish, Start, Step};

use crate::command::{Command, Group, Picture, Plan, Returns};
use crate::given::Address;
use crate::parameters::{parameters, picture};

parameters! {
    /// What `imgdiff` takes.
    Imgdiff {
        target: String = picture(), "Address of the other picture.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "imgdiff",
    group: Group::ContentAnalysis,
    about: "Says how much two pictures of one size differ, and shows where.",
    parameters: Imgdiff::SPECS,
    picture: Picture::In("src"),
    returns: Returns::PictureAnd(&[("diff", "0.0125")]),
    example: "target=https://…/b.jpg",
    plan: |given| {
        let Imgdiff { target } = Imgdiff::read(given)?;
        let pictures = vec![given.address("src", Some("img"))?, Address::Text(target)];
        let finish = Finish { format: Some(Export::Png), ..Finish::default() };
        Ok(Plan::recipe(pictures, Start::Picture, vec![Step::Difference { part: 1 }], finish))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::refusal::Refusal;
    use crate::run::Outcome;
    use crate::testing::{PHOTO, SHAPES, look, outcome_of, run_on};

    fn difference(one: &[u8], other: &[u8]) -> Result<f64, Refusal> {
        match outcome_of(&[one, other], "imgdiff", "target=b")? {
            Outcome::Pictures { fields, .. } => Ok(fields["diff"].as_f64().unwrap()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn equal_pictures_differ_by_nothing_and_black_from_white_by_one() {
        assert_eq!(difference(&PHOTO, &PHOTO), Ok(0.0));
        let plain = |colour: &str| run_on(&[], "newimage", &format!("width=9&color={colour}")).unwrap().1;
        assert_eq!(difference(&plain("black"), &plain("white")), Ok(1.0));
        let grey = difference(&plain("black"), &plain("rgb(51,51,51)")).unwrap();
        assert!((grey - 0.04).abs() < 1e-9, "{grey}");
    }

    #[test]
    fn pictures_of_different_sizes_are_not_compared() {
        assert!(matches!(difference(&PHOTO, &SHAPES), Err(Refusal::Unfit(_))));
    }

    #[test]
    fn the_picture_shows_where() {
        let dotted = run_on(&[&PHOTO], "drawpoints", r#"points=[{"x":50,"y":20}]&color=magenta"#).unwrap().1;
        let seen = look(&run_on(&[&PHOTO, &dotted], "imgdiff", "target=b").unwrap().1);
        let red = |pixel: [u8; 4]| i32::from(pixel[0]) - i32::from(pixel[1]);
        assert!(red(seen.at(50, 20)) > 80);
        assert!(red(seen.at(51, 20)).abs() < 5);
    }
}
