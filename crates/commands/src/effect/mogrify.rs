//! `mogrify`: blurs rectangles of the picture and nothing else: faces, number plates.
//!
//! `POST /mogrify?img=https://…/a.jpg&cord=[{"x":10,"y":5,"width":40,"height":30}]&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Area, Filter, Step};

use crate::areas::AREA;
use crate::command::{Command, Methods, Plan};
use crate::parameters::{list, parameters, real};

parameters! {
    /// What `mogrify` takes.
    Mogrify {
        cord: Vec<Area> = list(64, AREA), "The rectangles; what facedetect answers goes in as it is.";
        radius: Option<f64> = real(0.0, 100.0).or("rad").optional(), "Reach of the blur, pixels. Without radius and sigma the blur grows with each rectangle, so that no face can be known.";
        sigma: Option<f64> = real(0.0, 30.0).or("sig").optional(), "Strength of the blur, pixels.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "mogrify",
    methods: Methods::Post,
    about: "Blurs rectangles of the picture and nothing else: faces, number plates.",
    parameters: Mogrify::SPECS,
    example: "cord=[{\"x\":10,\"y\":5,\"width\":40,\"height\":30}]",
    plan: |given| {
        let Mogrify { cord, radius, sigma } = Mogrify::read(given)?;
        Plan::steps(given, vec![Step::Filter(Filter::Areas { areas: cord, radius, sigma })])
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::refusal::Refusal;
    use crate::testing::{PHOTO, look, plan, run, run_on};

    const AREAS: &str = r#"cord=[{"face_id":0,"left":10,"top":5,"width":40,"height":30},{"x":-20,"y":60,"width":50,"height":90}]"#;

    #[test]
    fn nothing_changes_outside_of_the_rectangles() {
        let (seen, before) = (run("mogrify", AREAS), run("convert", "export=png"));
        let inside = |x: usize, y: usize| (10..50).contains(&x) && (5..35).contains(&y) || x < 30 && y >= 60;
        for y in 0..80 {
            for x in 0..120 {
                assert!(inside(x, y) || seen.at(x, y) == before.at(x, y), "{x} {y}");
            }
        }
        assert_ne!(seen.at(30, 20), before.at(30, 20));
    }

    #[test]
    fn without_a_radius_the_blur_grows_with_the_face() {
        let big = run_on(&[&PHOTO], "resize", "width=1200&height=800").unwrap().1;
        let query = r#"cord=[{"x":100,"y":50,"width":400,"height":300}]"#;
        let seen = look(&run_on(&[&big], "mogrify", query).unwrap().1);
        let row: Vec<u8> = (250..350).map(|x| seen.at(x, 200)[1]).collect();
        let steep = row.windows(2).map(|pair| pair[0].abs_diff(pair[1])).max();
        assert!(steep <= Some(2), "{steep:?}");
    }

    #[test]
    fn a_list_may_be_a_text_in_a_form_and_is_not_endless() {
        let one = r#"cord=[{"x":1,"y":1,"width":5,"height":5}]"#;
        let many = format!("cord=[{}]", vec![r#"{"x":1,"y":1,"width":5,"height":5}"#; 65].join(","));
        assert!(plan("mogrify", one, true).is_ok());
        assert!(matches!(plan("mogrify", &many, true), Err(Refusal::TooLarge(_))));
        assert!(matches!(plan("mogrify", "cord=faces", true), Err(Refusal::Invalid { .. })));
        assert_eq!(plan("mogrify", "", true), Err(Refusal::Missing("cord".to_owned())));
    }
}
